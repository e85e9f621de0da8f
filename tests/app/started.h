#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <nlohmann/json.hpp>

// The built program, started as a person would from a shell, and what came of it.
struct Started {
    int code = -1;  // exit code; -1: it crashed or did not end
    QByteArray out, err;

    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out.toStdString()); }
    [[nodiscard]] std::vector<QByteArray> lines() const {
        std::vector<QByteArray> lines;
        for (const QByteArray& line : out.split('\n')) lines.push_back(line.trimmed());
        while (!lines.empty() && lines.back().isEmpty()) lines.pop_back();
        return lines;
    }
};

inline QProcessEnvironment withoutDisplay() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromUtf8(variable));
    return environment;
}

inline Started start(const QStringList& arguments, const QByteArray& input = {},
                     const QProcessEnvironment& environment = withoutDisplay()) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(LOSSYLENS_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit;
    return {.code = ended ? process.exitCode() : -1,
            .out = process.readAllStandardOutput(),
            .err = process.readAllStandardError()};
}

// Words of a command line; a model of the fixtures is written as @name.
inline QStringList words(std::initializer_list<const char*> list) {
    QStringList words;
    for (const char* word : list) {
        const QString text = QString::fromUtf8(word);
        words << (text.startsWith(QLatin1Char('@'))
                      ? QStringLiteral(LOSSYLENS_FIXTURES "/models/") + text.mid(1)
                      : text);
    }
    return words;
}
