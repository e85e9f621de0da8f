#include "ui/drops.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>
#include <QStringList>
#include <QUrl>

namespace lossylens::ui {
namespace {

const QStringList exported_endings{QStringLiteral("json"), QStringLiteral("html"), QStringLiteral("png"),
                                   QStringLiteral("svg"),  QStringLiteral("pdf"),  QStringLiteral("csv")};
constexpr qint64 longest_prompt = 1'000'000;  // bytes: some 250 000 tokens

}  // namespace

DropKind dropKind(const QString& path) {
    const QFileInfo file(path);
    const QString ending = file.suffix().toLower();
    if (file.isDir() || ending == QLatin1String("gguf") || ending == QLatin1String("safetensors"))
        return DropKind::model;
    return exported_endings.contains(ending) ? DropKind::run : DropKind::prompt;
}

QString droppedPath(const QMimeData& data) {
    for (const QUrl& url : data.urls()) {
        if (url.isLocalFile()) return url.toLocalFile();
    }
    return {};
}

QString droppedText(const QMimeData& data) { return data.hasUrls() ? QString() : data.text(); }

Result<std::string> readPrompt(const std::filesystem::path& path) {
    const QString name = QString::fromStdString(path.string());
    if (!QFileInfo(name).isFile())  // a pipe would be waited for without end
        return fail(ErrorCode::io, path.string(), "is not a file that can be read", "drop a text file");
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::io, path.string(), file.errorString().toStdString());
    const QByteArray bytes = file.read(longest_prompt + 1);
    if (bytes.size() > longest_prompt)
        return fail(ErrorCode::limit, path.string(), "is longer than any prompt can be",
                    "drop a shorter text");
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return fail(ErrorCode::usage, path.string(), "is not text in UTF-8", "save it as UTF-8");
    std::string prompt = text.toStdString();
    while (!prompt.empty() && (prompt.back() == '\n' || prompt.back() == '\r')) prompt.pop_back();
    return prompt;
}

}  // namespace lossylens::ui
