#pragma once

#include <QTimer>
#include <QWidget>
#include <filesystem>

#include "ui/session.h"
#include "ui/study_exporter.h"
#include "ui/study_runner.h"
#include "ui/study_summariser.h"

class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace lossylens::ui {

class DuelPanel;
class MessageStrip;
class RatePanel;
class SampleWall;
class StudyForm;
class StudyPlotPanel;
class TrialView;

struct StudyOptions {
    std::filesystem::path studies;   // the folder that new studies are made in; empty: the platform's place
    std::vector<NamedPrompts> sets;  // that come along
    std::uint64_t duel_seed = 0;     // of the order of duels; 0: another one each time
};

// The Study page: the form at the left, what runs and what came of it at the right.
class StudyPage : public QWidget {
    Q_OBJECT
public:
    StudyPage(Engine& engine, const StudyOptions& options, QWidget* parent = nullptr);
    ~StudyPage() override;

    void follow(const Settings& settings);  // those of the Probe page

    // The one button that goes on: Start, Pause or Resume, as the study is.
    void startOrPause();
    void start();     // or resume; does nothing while it runs
    void pause();     // does nothing unless it runs
    void endStudy();  // the form is free for another study; what was made stays
    void openFolder(const std::filesystem::path& folder);
    void importFile(const std::filesystem::path& file);
    // The study of the last session; it is opened when the page is first looked at. `free`: its results only,
    // the form was for another one by then.
    void setLastFolder(const std::filesystem::path& folder, bool free) {
        last_folder_ = folder;
        last_free_ = free;
    }

    [[nodiscard]] StudyForm* form() const { return form_; }
    [[nodiscard]] StudyRunner* runner() const { return runner_; }
    [[nodiscard]] StudyExporter* exporter() const { return exporter_; }
    [[nodiscard]] StudyPlotPanel* plot() const { return plot_; }
    [[nodiscard]] SampleWall* wall() const { return wall_; }
    [[nodiscard]] TrialView* trials() const { return trials_; }
    [[nodiscard]] DuelPanel* duel() const { return duel_; }
    [[nodiscard]] RatePanel* rates() const { return rates_; }
    [[nodiscard]] QTabWidget* tabs() const { return tabs_; }
    [[nodiscard]] QPushButton* startButton() const { return start_; }
    [[nodiscard]] QPushButton* endButton() const { return end_; }
    [[nodiscard]] MessageStrip* note() const { return note_; }
    [[nodiscard]] QString status() const;
    [[nodiscard]] SummaryPointer summary() const { return summary_; }

Q_SIGNALS:
    // What an imported study file says of what the bar and the Probe page have.
    void settingsAsked(const lossylens::ui::Settings& settings);
    void draftChanged(const lossylens::ui::StudyDraft& draft);  // by a person
    void copied(const QString& what);
    // Of the study on the page; `free`: the form is for another one.
    void folderChanged(const std::filesystem::path& folder, bool free);
    void underWayChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void fillMenu(QMenu* menu);
    void connectParts();
    void onEdited();
    void onFormChanged();
    void plan();
    void begin();
    void onState();
    void showButtons();
    void onRows(const RowsPointer& rows);
    void adoptStudy();
    void askFolder();
    void askFile();
    void takeSettings(const study::Study& study);
    void readPrompts(const QString& path);
    void colourStart();
    [[nodiscard]] bool holdsStudy() const;  // the form shows a study that has a folder
    [[nodiscard]] Result<study::Study> wanted() const;
    [[nodiscard]] StudyShown shown() const;

    Engine& engine_;
    StudyOptions options_;
    Settings settings_;
    bool free_form_ = true;  // the form is for another study than the one that is shown
    bool adopted_ = false;   // the runner's study is on the page
    bool valid_ = false;     // the form says what a study can be
    std::filesystem::path last_folder_;
    bool last_free_ = false;
    study::CollapseRule collapse_;  // the usual one, or that of an imported file
    StudyRunner* runner_;
    StudySummariser* summariser_;
    StudyExporter* exporter_;
    StudyForm* form_;
    QPushButton *start_, *end_, *menu_;
    QLabel* status_;
    QProgressBar* progress_;
    MessageStrip* note_;
    QTabWidget* tabs_;
    StudyPlotPanel* plot_;
    SampleWall* wall_;
    TrialView* trials_;
    DuelPanel* duel_;
    RatePanel* rates_;
    SummaryPointer summary_;
    QTimer plan_timer_;
    Lane lane_;  // reads files; last: its jobs use the others
};

}  // namespace lossylens::ui
