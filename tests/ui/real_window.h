// A real window on a tiny model, with a settings file of its own: what the tests that drive one share.
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "ui/curve_panel.h"
#include "ui/main_window.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/qt_warnings.h"
#include "ui/text_pane.h"
#include "ui/texts_view.h"

class RealWindowTest : public QObject {
protected:
    static constexpr int patience_ms = 60'000;  // a busy machine

    // For init() and cleanup(): a fresh folder with these settings, and the end of it, which finds Qt's
    // warnings.
    void begin(const QByteArray& settings) {
        folder_ = std::make_unique<QTemporaryDir>();
        warnings_ = std::make_unique<QtWarnings>();
        options_ = {};
        options_.settings_file = file("settings.ini");
        options_.threads = 1;
        write(file("settings.ini"), settings);
    }
    void end() {
        window_.reset();
        QCOMPARE(QtWarnings::seen(), QStringList());
        warnings_.reset();
        folder_.reset();
    }

    // With what the window before it has left. Null: no model is named, so that it is the last one.
    void openWindow(const char* model_name = "llama-tiny", QSize size = {1280, 900}) {
        window_.reset();  // its session is on the disk then
        options_.model.reset();
        if (model_name != nullptr) options_.model = model(model_name);
        window_ = std::make_unique<lossylens::ui::MainWindow>(options_);
        window_->resize(size);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        window_->activateWindow();
        if (model_name != nullptr) waitForModel();
    }
    void waitForModel() {
        QTRY_VERIFY_WITH_TIMEOUT(!window_->engine().opening(), patience_ms);
        if (window_->engine().subject()) waitForCodec();
    }
    void waitForCodec() {
        QTRY_VERIFY_WITH_TIMEOUT(window_->exporter().possible(lossylens::ui::ExportKind::curve), patience_ms);
        QTRY_COMPARE_WITH_TIMEOUT(window_->probe()->curve()->message(), QString(), patience_ms);
    }
    void generate() {
        QTest::keyClick(window_->probe()->prompt(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(window_->engine().generating());
        QTRY_VERIFY_WITH_TIMEOUT(!window_->engine().generating(), patience_ms);
    }
    void type(const char* prompt) {
        auto* editor = window_->probe()->prompt();
        editor->selectAll();
        QTest::keyClicks(editor, QString::fromUtf8(prompt));
    }
    [[nodiscard]] QString paneText(int stream) const {
        return window_->probe()->texts()->pane(stream)->text();
    }

    [[nodiscard]] static std::string model(const char* name) {
        return std::string(LOSSYLENS_FIXTURES "/models/") + name;
    }
    [[nodiscard]] QString file(const char* name) const { return folder_->filePath(QString::fromUtf8(name)); }
    void write(const QString& path, const QByteArray& bytes) const {
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }
    [[nodiscard]] QByteArray read(const QString& path) const {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

    lossylens::ui::StartOptions options_;  // of the next window
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QtWarnings> warnings_;
    std::unique_ptr<lossylens::ui::MainWindow> window_;
};
