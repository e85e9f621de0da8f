#pragma once

#include <QMainWindow>
#include <filesystem>
#include <optional>

#include "ui/engine.h"
#include "ui/example_show.h"
#include "ui/exporter.h"
#include "ui/session.h"
#include "ui/settings_history.h"
#include "ui/study_page.h"

class QScrollArea;
class QStackedWidget;

namespace lossylens::ui {

class Bar;
class HelpPanel;
class LayoutKeeper;
class ModelPage;
class ProbePage;
class RunOpener;
class SeedRuns;
class StatusLine;
class Teaching;
class TourPanel;
class WindowActions;
class Writing;

struct StartOptions {
    std::optional<std::filesystem::path> model;  // opened at once
    std::optional<std::filesystem::path>
        usual_model;                         // opened where neither `model` nor the last session has one
    std::optional<nn::Precision> precision;  // empty: the last session's
    int threads = 2;
    std::vector<ExampleFiles> examples;  // shown while no model is open
    std::string measuring_text;          // on which a model is measured against the exact mode
    QString settings_file;               // empty: the platform's usual place
    StudyOptions study;
};

// The window: holds the settings, asks the engine, shows its answers. Every change of a setting, from
// whatever widget, goes through change(), which shows it everywhere and asks for what it makes stale.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const StartOptions& options = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openModel(const std::filesystem::path& path);
    void generate();
    void stop();

    [[nodiscard]] const Settings& settings() const { return settings_; }
    [[nodiscard]] Engine& engine() { return engine_; }
    [[nodiscard]] Exporter& exporter() { return *exporter_; }
    [[nodiscard]] RunOpener& runOpener() { return *run_opener_; }
    [[nodiscard]] Bar* bar() const { return bar_; }
    [[nodiscard]] ProbePage* probe() const { return probe_; }
    [[nodiscard]] ModelPage* modelPage() const { return model_page_; }
    [[nodiscard]] StatusLine* status() const { return status_; }
    [[nodiscard]] TourPanel* tour() const { return tour_; }
    [[nodiscard]] const Teaching& teaching() const { return *teaching_; }
    [[nodiscard]] LayoutKeeper* layouts() const { return keeper_; }
    [[nodiscard]] HelpPanel* help() const { return help_; }
    [[nodiscard]] StudyPage* study() const { return study_; }
    [[nodiscard]] bool showsModelPage() const;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void assemble();
    void addActions();
    void addTeaching();
    void showSeed(quint64 seed);
    void addStudy();
    [[nodiscard]] QWidget* layoutPage() const;
    void showTexts();  // on the page that has them, whatever the layout was
    [[nodiscard]] bool showsStudy() const;
    void connectWidgets();
    void connectEngine();
    void connectRunOpener();
    [[nodiscard]] QStringList knownModels() const;
    void openFirstModel();
    [[nodiscard]] nn::LoadOptions loadOptions() const;
    void choosePrecision(nn::Precision precision);
    void showModel();  // the open one, or none, on bar and model page

    void change(Settings next);
    void adopt(Settings next);  // change() without a step of undo
    void showSettings();
    void usePreset(int index);
    void requestView();
    void showChat();
    void selectToken(int token);
    void showModelPage(bool show);  // or that of the layout
    void askForOpen(const QString& path) { openModel(path.toStdString()); }

    void onOpened();
    void onOpeningFailed(const Error& error);
    void onClosed(const Error& why);
    void onViewed(const ViewPointer& view);
    void onViewFailed(const Error& error);
    [[nodiscard]] bool showsBand() const;
    void showBand();
    void onCurve(const CurvePointer& curve);
    void showPromptCount();
    void showRunning();
    void clearAnswers();
    void openDropped(const QString& path);
    void keepTexts();
    void showLastTexts();
    void addExamples();
    void followExamples();
    [[nodiscard]] bool hasNothingToShow() const;  // neither a model nor an example
    [[nodiscard]] Shown shown() const;

    StartOptions options_;
    Session session_;
    Settings settings_;
    SettingsHistory history_;
    Bar* bar_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    ProbePage* probe_ = nullptr;
    ModelPage* model_page_ = nullptr;
    QScrollArea* model_area_ = nullptr;  // round it, as for the Study page
    StudyPage* study_ = nullptr;
    QScrollArea* study_area_ = nullptr;  // round it, where the screen is too small
    StatusLine* status_ = nullptr;
    Writing* writing_ = nullptr;
    Exporter* exporter_ = nullptr;
    WindowActions* actions_ = nullptr;
    SeedRuns* seed_runs_ = nullptr;
    TourPanel* tour_ = nullptr;
    Teaching* teaching_ = nullptr;
    LayoutKeeper* keeper_ = nullptr;
    HelpPanel* help_ = nullptr;
    RunOpener* run_opener_ = nullptr;
    ExampleShow* examples_ = nullptr;

    nn::Precision precision_;          // of the next model that is opened
    bool choosing_precision_ = false;  // the model that is being opened is the open one
    std::filesystem::path opening_path_;
    bool generate_when_opened_ = false;
    std::optional<int> first_token_;   // selected in the last session, until its prompt is seen
    bool to_model_page_ = false;       // where the last session ended
    std::optional<int> wanted_total_;  // a preset's length with the prompt: new tokens follow from its ids
    ViewPointer view_;
    CurvePointer curve_;
    BandPointer band_;  // of the open model
    Engine engine_;     // last: its answers must not reach a window half destroyed
};

}  // namespace lossylens::ui
