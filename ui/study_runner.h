#pragma once

#include <QObject>
#include <QTimer>
#include <filesystem>
#include <memory>
#include <optional>

#include "study/planned_cost.h"
#include "study/row_folder.h"
#include "ui/engine.h"
#include "ui/study_rows.h"

namespace lossylens::ui {

// Carries a study out with the engine's model. It shares the generation's thread with the texts of the Probe
// page: both at once would crawl. A generation comes first; the study begins the few texts anew that it was
// writing, and goes on by itself.
class StudyRunner : public QObject {
    Q_OBJECT
public:
    // closed: there is no study. waiting: for the thread, which something else has. loading: reads a folder.
    enum class State { closed, loading, paused, waiting, running, complete };

    StudyRunner(Engine& engine, QObject* parent);
    ~StudyRunner() override;

    void begin(study::Study study, const std::filesystem::path& folder, int batch);
    void load(const std::filesystem::path& folder, int batch);  // a study that was begun; paused, or complete
    void resume();
    void pause();  // what was being written is begun anew
    void close();  // its rows stay on the disk

    // How much a study would take; answers by `planned` when the thread is free. Replaces the one before.
    void plan(const study::Study& study, int batch);
    void cancelPlan();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] bool isUnderWay() const { return state_ == State::running || state_ == State::waiting; }
    [[nodiscard]] const std::optional<study::Study>& study() const { return study_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] const RowsPointer& rows() const { return rows_; }
    [[nodiscard]] const study::StudyProgress& progress() const { return progress_; }  // its row is null

Q_SIGNALS:
    void changed();  // state or progress, at most about ten times a second
    void rowsChanged(lossylens::ui::RowsPointer rows);
    void failed(const lossylens::Error& error);  // the study is paused, or none was loaded
    void planned(const lossylens::study::PlannedCost& cost);
    void planFailed(const lossylens::Error& error);

private:
    struct Session;
    struct PlanWork;
    void reset();
    void post();
    void carryOut(Session& session, const std::shared_ptr<Session>& kept, const std::stop_token& gives_way);
    void onEnd(const std::shared_ptr<Session>& session, Result<study::StudyOutcome> outcome);
    void postPlan();
    void setState(State state);
    void adoptRows(RowsPointer rows);
    template <class Use>
    void deliver(const std::shared_ptr<Session>& session, Use use);

    Engine& engine_;
    State state_ = State::closed;
    std::optional<study::Study> study_;
    std::filesystem::path folder_;
    int batch_ = 8;
    RowsPointer rows_;
    study::StudyProgress progress_;
    std::shared_ptr<Session> session_;  // null: none is under way
    std::shared_ptr<PlanWork> plan_;    // null: none is wanted
    quint64 loads_ = 0;                 // a late answer to an earlier load is dropped
    Lane lane_;                         // reads folders; last: its jobs use the others
};

}  // namespace lossylens::ui
