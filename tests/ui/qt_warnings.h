#pragma once

#include <QStringList>
#include <QtGlobal>
#include <mutex>

// Collects what Qt complains about while it lives: a window that makes Qt warn has a fault.
class QtWarnings {
public:
    QtWarnings() {
        texts().clear();
        previous_ = qInstallMessageHandler(&QtWarnings::handle);
    }
    ~QtWarnings() { qInstallMessageHandler(previous_); }
    QtWarnings(const QtWarnings&) = delete;
    QtWarnings& operator=(const QtWarnings&) = delete;

    [[nodiscard]] static QStringList seen() {
        const std::scoped_lock lock(mutex());
        return texts();
    }

private:
    static void handle(QtMsgType type, const QMessageLogContext&, const QString& text) {
        // The offscreen platform says this of smallest sizes, raising and grabbing; no other platform does.
        if (type == QtDebugMsg || type == QtInfoMsg ||
            text.contains(QLatin1String("This plugin does not support")))
            return;
        // A tiny model writes in any script, also in those that no font of this machine can shape.
        if (text.contains(QLatin1String("OpenType support missing"))) return;
        const std::scoped_lock lock(mutex());
        texts() << text;
    }
    static QStringList& texts() {
        static QStringList all;
        return all;
    }
    static std::mutex& mutex() {
        static std::mutex one;
        return one;
    }

    QtMessageHandler previous_ = nullptr;
};
