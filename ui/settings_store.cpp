#include "ui/settings_store.h"

#include <QSaveFile>
#include <QSettings>
#include <future>
#include <utility>

namespace lossylens::ui {
namespace {

constexpr int delay_ms = 500;

// QSettings replaces the file by a temporary one that it has written in whole.
void writeValues(const QString& file, const QVariantMap& values) {
    QSettings settings(file, QSettings::IniFormat);
    for (auto value = values.begin(); value != values.end(); ++value) {
        settings.setValue(value.key(), value.value());
    }
    settings.sync();
}

}  // namespace

SettingsStore::SettingsStore(const QString& file) : file_(file) {
    const QSettings settings(file_, QSettings::IniFormat);
    for (const QString& key : settings.allKeys()) values_.insert(key, settings.value(key));
    timer_.setSingleShot(true);
    timer_.setInterval(delay_ms);
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { write(); });
}

SettingsStore::~SettingsStore() {
    timer_.stop();
    write();
    std::promise<void> done;  // of what is posted so far
    lane_.post([&done] { done.set_value(); });
    done.get_future().wait();
}

void SettingsStore::set(const QString& key, const QVariant& value) {
    if (values_.contains(key) && values_.value(key) == value) return;
    values_.insert(key, value);
    changed_ = true;
    if (!timer_.isActive()) timer_.start();
}

void SettingsStore::write() {
    if (!std::exchange(changed_, false)) return;
    lane_.post([file = file_, values = values_] { writeValues(file, values); });
}

void SettingsStore::keepFile(const QString& path, std::function<QByteArray()> make) {
    lane_.post([path, make = std::move(make)] {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return;
        file.write(make());
        file.commit();
    });
}

}  // namespace lossylens::ui
