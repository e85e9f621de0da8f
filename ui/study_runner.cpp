#include "ui/study_runner.h"

#include <atomic>
#include <chrono>
#include <utility>

#include "ui/guarded.h"

namespace lossylens::ui {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto between_updates = std::chrono::milliseconds(100);

RowsPointer shared(std::vector<study::TrialRow> rows) {
    Rows all;
    all.reserve(rows.size());
    for (study::TrialRow& row : rows) all.push_back(std::make_shared<const study::TrialRow>(std::move(row)));
    return std::make_shared<const Rows>(std::move(all));
}

}  // namespace

// One go at a study, from Start or Resume to Pause. Between two pieces of it a generation may have the
// thread; the folder stays locked meanwhile. All below the line belongs to whichever lane works on it.
struct StudyRunner::Session {
    study::Study study;
    std::filesystem::path path;
    study::RunSettings settings;
    lens::SubjectPointer subject;
    std::stop_source pause;
    std::atomic<bool> under_way = false;  // an update has not been shown yet

    std::optional<study::PreparedStudy> prepared;
    std::optional<study::RowFolder> folder;
    Rows rows;
    Clock::time_point shown;

    Result<void> prepare() {
        if (folder) return {};
        auto made = study::PreparedStudy::make(subject, study);
        if (!made) return tl::unexpected(made.error());
        prepared.emplace(*std::move(made));
        auto opened = study::RowFolder::open(path, study, lens::describe(*subject->checkpoint));
        if (!opened) return tl::unexpected(opened.error());
        folder.emplace(*std::move(opened));
        takeRows();
        return {};
    }
    void takeRows() {
        while (rows.size() < folder->rows().size())
            rows.push_back(std::make_shared<const study::TrialRow>(folder->rows()[rows.size()]));
    }
    [[nodiscard]] RowsPointer snapshot() const { return std::make_shared<const Rows>(rows); }
};

struct StudyRunner::PlanWork {
    study::Study study;
    study::RunSettings settings;
    lens::SubjectPointer subject;
    std::stop_source stop;
};

StudyRunner::StudyRunner(Engine& engine, QObject* parent)
    : QObject(parent), engine_(engine), rows_(std::make_shared<const Rows>()) {
    // A study belongs to the model it was begun with.
    const auto end = [this] {
        pause();
        cancelPlan();
    };
    connect(&engine_, &Engine::opened, this, end);
    connect(&engine_, &Engine::closed, this, end);
}

StudyRunner::~StudyRunner() = default;

void StudyRunner::begin(study::Study study, const std::filesystem::path& folder, int batch) {
    reset();
    progress_ = {.all = static_cast<int>(study::trialCount(study))};
    study_ = std::move(study);
    folder_ = folder;
    batch_ = batch;
    adoptRows(std::make_shared<const Rows>());
    setState(State::paused);
    resume();
}

void StudyRunner::load(const std::filesystem::path& folder, int batch) {
    reset();
    folder_ = folder;
    batch_ = batch;
    adoptRows(std::make_shared<const Rows>());
    setState(State::loading);
    lane_.post([this, folder, number = ++loads_] {
        auto loaded = guarded("study", [&]() -> Result<std::pair<study::Study, RowsPointer>> {
            auto record = study::readRecord(folder);
            if (!record) return tl::unexpected(record.error());
            if (!std::filesystem::exists(folder / "rows.jsonl"))
                return std::pair(std::move(record->study), shared({}));
            auto rows = study::readRows(folder);
            if (!rows) return tl::unexpected(rows.error());
            return std::pair(std::move(record->study), shared(*std::move(rows)));
        });
        QMetaObject::invokeMethod(
            this,
            [this, number, loaded = std::move(loaded)] {
                if (number != loads_) return;
                if (!loaded) {
                    close();
                    return Q_EMIT failed(loaded.error());
                }
                study_ = loaded->first;
                progress_ = {.done = static_cast<int>(loaded->second->size()),
                             .all = static_cast<int>(study::trialCount(*study_))};
                setState(progress_.done < progress_.all ? State::paused : State::complete);
                adoptRows(loaded->second);
            },
            Qt::QueuedConnection);
    });
}

void StudyRunner::resume() {
    if (!study_ || isUnderWay() || !engine_.subject()) return;
    cancelPlan();
    session_ = std::make_shared<Session>();
    session_->study = *study_;
    session_->path = folder_;
    session_->settings.batch = batch_;
    session_->subject = engine_.subject();
    post();
}

void StudyRunner::post() {
    setState(State::waiting);
    engine_.postLongWork([this, session = session_](const std::stop_token& gives_way) {
        carryOut(*session, session, gives_way);
    });
}

template <class Use>
void StudyRunner::deliver(const std::shared_ptr<Session>& session, Use use) {
    QMetaObject::invokeMethod(
        this,
        [this, session, use = std::move(use)] {
            session->under_way = false;
            if (session == session_) use();
        },
        Qt::QueuedConnection);
}

void StudyRunner::carryOut(Session& session, const std::shared_ptr<Session>& kept,
                           const std::stop_token& gives_way) {
    std::stop_source either;
    const std::stop_callback by_engine(gives_way, [&either] { either.request_stop(); });
    const std::stop_callback by_person(session.pause.get_token(), [&either] { either.request_stop(); });
    const auto observe = [&](const study::StudyProgress& now) {
        if (now.row) session.rows.push_back(std::make_shared<const study::TrialRow>(*now.row));
        if (Clock::now() - session.shown < between_updates || session.under_way) return;
        session.shown = Clock::now();
        session.under_way = true;
        study::StudyProgress progress = now;
        progress.row = nullptr;
        deliver(kept, [this, progress, rows = session.snapshot()] {
            progress_ = progress;
            setState(State::running);
            adoptRows(rows);
        });
    };
    auto outcome = guarded("study", [&]() -> Result<study::StudyOutcome> {
        if (either.stop_requested()) return lossylens::fail(ErrorCode::cancelled, "study", "gave way");
        if (auto good = session.prepare(); !good) return tl::unexpected(good.error());
        return study::runStudy(*session.prepared, *session.folder, session.settings, observe,
                               either.get_token());
    });
    if (outcome && outcome->complete()) {  // the rows are in order now
        session.rows.clear();
        session.takeRows();
    }
    // Whoever goes on with the folder, perhaps at once, must find it unlocked.
    const bool goes_on = either.stop_requested() && !session.pause.stop_requested();
    const bool opened = session.folder.has_value();
    if (!goes_on) session.folder.reset();
    deliver(kept, [this, kept, opened, outcome = std::move(outcome), rows = session.snapshot()] {
        if (opened) adoptRows(rows);
        onEnd(kept, outcome);
    });
}

void StudyRunner::onEnd(const std::shared_ptr<Session>& session, Result<study::StudyOutcome> outcome) {
    const bool gave_way = outcome ? !outcome->complete() : outcome.error().code == ErrorCode::cancelled;
    if (outcome) {
        progress_.done = outcome->done;
        progress_.all = outcome->all;
    }
    if (gave_way && !session->pause.stop_requested()) return post();
    session_.reset();
    progress_.writing = 0;
    setState(outcome && outcome->complete() ? State::complete : State::paused);
    if (!gave_way && !outcome) Q_EMIT failed(outcome.error());
}

// The answer of what runs still arrives: with it the state changes. What only waits for the thread is gone.
void StudyRunner::pause() {
    if (!session_) return;
    session_->pause.request_stop();
    if (state_ != State::waiting) return;
    session_.reset();
    setState(State::paused);
}

void StudyRunner::reset() {
    if (session_) session_->pause.request_stop();
    cancelPlan();
    ++loads_;
    session_.reset();
    study_.reset();
    folder_.clear();
    progress_ = {};
}

void StudyRunner::close() {
    reset();
    setState(State::closed);
    adoptRows(std::make_shared<const Rows>());
}

void StudyRunner::plan(const study::Study& study, int batch) {
    cancelPlan();
    if (!engine_.subject() || isUnderWay()) return;
    plan_ = std::make_shared<PlanWork>();
    plan_->study = study;
    plan_->settings.batch = batch;
    plan_->subject = engine_.subject();
    postPlan();
}

void StudyRunner::postPlan() {
    engine_.postLongWork([this, work = plan_](const std::stop_token& gives_way) {
        std::stop_source either;
        const std::stop_callback by_engine(gives_way, [&either] { either.request_stop(); });
        const std::stop_callback by_person(work->stop.get_token(), [&either] { either.request_stop(); });
        auto cost = guarded("plan", [&]() -> Result<study::PlannedCost> {
            auto prepared = study::PreparedStudy::make(work->subject, work->study);
            if (!prepared) return tl::unexpected(prepared.error());
            return study::planCost(*prepared, {}, work->settings, either.get_token());
        });
        QMetaObject::invokeMethod(
            this,
            [this, work, cost = std::move(cost)] {
                if (work != plan_) return;
                if (!cost && cost.error().code == ErrorCode::cancelled) return postPlan();
                plan_.reset();
                if (cost)
                    Q_EMIT planned(*cost);
                else
                    Q_EMIT planFailed(cost.error());
            },
            Qt::QueuedConnection);
    });
}

void StudyRunner::cancelPlan() {
    if (plan_) plan_->stop.request_stop();
    plan_.reset();
}

void StudyRunner::setState(State state) {
    state_ = state;
    Q_EMIT changed();
}

void StudyRunner::adoptRows(RowsPointer rows) {
    if (rows_->size() == rows->size() && (rows->empty() || rows_->front() == rows->front())) return;
    rows_ = std::move(rows);
    Q_EMIT rowsChanged(rows_);
}

}  // namespace lossylens::ui
