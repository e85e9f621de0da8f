// The real window on a tiny model, for tests that look at all of it: opened, written, and left alone until
// nothing moves any more.
#pragma once

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "ui/main_window.h"
#include "ui/probe_page.h"
#include "ui/text_pane.h"
#include "ui/text_tools.h"
#include "ui/texts_view.h"
#include "ui/xray_panel.h"

namespace lossylens::test {

inline constexpr int patience_ms = 60'000;  // a busy machine

class WholeWindow {
public:
    using Values = std::vector<std::pair<const char*, QVariant>>;

    // `values` as the session file keeps them.
    explicit WholeWindow(const Values& values = {}, const char* model = "llama-tiny") {
        ui::StartOptions options;
        options.settings_file = folder_.filePath(QStringLiteral("settings.ini"));
        options.threads = 1;
        options.study.studies = folder_.filePath(QStringLiteral("studies")).toStdString();
        if (model != nullptr) options.model = std::string(LOSSYLENS_FIXTURES "/models/") + model;
        {
            QSettings file(options.settings_file, QSettings::IniFormat);
            file.setValue(QStringLiteral("prompt"), QStringLiteral("The quick brown fox"));
            file.setValue(QStringLiteral("new_tokens"), 48);
            file.setValue(QStringLiteral("greedy"), true);
            for (const auto& [key, value] : values) file.setValue(QLatin1String(key), value);
        }
        window_ = std::make_unique<ui::MainWindow>(options);
        QSignalSpy band(&window_->engine(), &ui::Engine::bandDrawn);
        window_->resize(1440, 900);
        window_->show();
        window_->activateWindow();
        ready_ = QTest::qWaitForWindowActive(window_.get()) && (model == nullptr || waitForModel(band));
    }

    [[nodiscard]] bool isReady() const { return ready_; }
    [[nodiscard]] ui::MainWindow* operator->() const { return window_.get(); }
    [[nodiscard]] ui::MainWindow* get() const { return window_.get(); }
    [[nodiscard]] ui::ProbePage* probe() const { return window_->probe(); }
    [[nodiscard]] const QTemporaryDir& folder() const { return folder_; }

    // Generate, until every text is written and measured; false where that does not happen.
    bool write() {
        window_->generate();
        return settle();
    }
    bool settle() {
        return wait([this] { return !window_->engine().generating() && measured(); }) && waitForNeighbours();
    }

private:
    template <class Condition>
    static bool wait(Condition condition) {
        return QTest::qWaitFor(condition, patience_ms);
    }
    bool waitForModel(QSignalSpy& band) {
        const auto drawn = [&] {
            return !window_->engine().opening() && window_->exporter().possible(ui::ExportKind::curve);
        };
        return wait(drawn) && wait([&] { return band.count() > 0; }) && waitForNeighbours();
    }
    bool waitForNeighbours() {
        return wait([this] { return !probe()->xray()->facts().contains(QStringLiteral("…")); });
    }
    [[nodiscard]] bool measured() const {
        for (int i = 0; i < probe()->texts()->paneCount(); ++i) {
            const ui::TextPane* pane = probe()->texts()->pane(i);
            if (pane->stream() == nullptr) continue;
            if (!pane->measures() || pane->measures()->tokens.size() != pane->stream()->ids.size())
                return false;
        }
        return true;
    }

    QTemporaryDir folder_;
    std::unique_ptr<ui::MainWindow> window_;
    bool ready_ = false;
};

}  // namespace lossylens::test
