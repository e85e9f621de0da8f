#pragma once

#include <QString>
#include <QTimer>
#include <QVariantMap>
#include <functional>

#include "ui/lane.h"

namespace lossylens::ui {

// Values by key, kept in an INI file. Read once; a change is written within half a second by a thread of its
// own, the whole file replaced in one step, so that a program that is killed loses no more than that.
class SettingsStore {
public:
    explicit SettingsStore(const QString& file);
    ~SettingsStore();  // writes what is not written yet

    [[nodiscard]] QVariant value(const QString& key) const { return values_.value(key); }
    void set(const QString& key, const QVariant& value);

    // Another file of the session: made and written by the same thread, replaced in one step too. A failure
    // costs what was to be kept, nothing else.
    void keepFile(const QString& path, std::function<QByteArray()> make);

private:
    void write();

    QString file_;
    QVariantMap values_;
    bool changed_ = false;
    QTimer timer_;
    Lane lane_;
};

}  // namespace lossylens::ui
