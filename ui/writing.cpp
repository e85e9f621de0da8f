#include "ui/writing.h"

#include <algorithm>

#include "ui/curve_panel.h"
#include "ui/probe_page.h"
#include "ui/quality_slider.h"
#include "ui/reading.h"
#include "ui/status_line.h"
#include "ui/texts_view.h"

namespace lossylens::ui {
namespace {

constexpr int restart_delay_ms = 150;

bool writes(const lens::StreamSnapshot& stream) {
    return stream.state == lens::StreamSnapshot::State::writing;
}

}  // namespace

QString tokenCount(int n) { return n == 1 ? Writing::tr("1 token") : Writing::tr("%1 tokens").arg(n); }

Writing::Writing(Engine& engine, ProbePage* probe, StatusLine* status, QObject* parent)
    : QObject(parent),
      engine_(engine),
      probe_(probe),
      status_(status),
      reading_(new Reading(engine, probe->texts(), this)) {
    restart_timer_.setSingleShot(true);
    restart_timer_.setInterval(restart_delay_ms);
    connect(&restart_timer_, &QTimer::timeout, this, &Writing::begin);
    connect(&engine_, &Engine::written, this,
            [this](RequestNumber, const RunPointer& run) { onWritten(run); });
    connect(&engine_, &Engine::writingFailed, this,
            [this](RequestNumber, const Error& error) { onFailed(error); });
}

void Writing::begin() {
    restart_timer_.stop();
    wanted_ = true;
    RunRequest request{.prompt = settings_.prompt.toStdString(), .generation = generationOf(settings_)};
    probe_->texts()->setPlans(request.generation.streams);
    engine_.generate(std::move(request));
    probe_->texts()->setWaiting();
    status_->showActivity(tr("Generating"));
    Q_EMIT runningChanged();
}

void Writing::stop() {
    restart_timer_.stop();
    if (!engine_.generating()) return;
    engine_.stop();
    status_->showActivity(tr("Stopping"));
}

void Writing::clear() {
    view_.reset();
    run_.reset();
    reading_->show(nullptr);
    wanted_ = false;
    restart_timer_.stop();
    probe_->texts()->clear();
    showEmptyPanes();
    status_->showSamples(0);
    Q_EMIT runningChanged();
}

void Writing::follow(const Settings& settings) {
    const Settings before = std::exchange(settings_, settings);
    showEmptyPanes();
    if (writeTheSame(before, settings)) return;
    if (before.prompt != settings.prompt) return endForNewPrompt();
    const bool held = settings.restart == Restart::on_release && probe_->curve()->slider()->isSliderDown();
    if (!held) writeAnewSoon();
}

void Writing::sliderReleased() {
    if (settings_.restart == Restart::on_release) writeAnewSoon();
}

// Texts on screen belong to other settings now: they are written anew if they are to follow.
void Writing::writeAnewSoon() {
    if (wanted_ && settings_.restart != Restart::by_hand) restart_timer_.start();
}

// A changed prompt only ends what is being written: whoever types is not finished yet.
void Writing::endForNewPrompt() {
    restart_timer_.stop();
    wanted_ = false;
    if (!engine_.generating()) return;
    engine_.stop();
    status_->showActivity(tr("Stopped: the prompt has changed"));
}

void Writing::setView(const ViewPointer& view) {
    view_ = view;
    showCosines();
}

void Writing::onWritten(const RunPointer& run) {
    run_ = run;
    probe_->texts()->setSnapshot(run->snapshot);
    reading_->show(run);
    showCosines();
    showProgress();
    Q_EMIT runningChanged();
}

void Writing::showProgress() {
    const lens::GenerationSnapshot& snapshot = run_->snapshot;
    status_->showProgress(snapshot.step, snapshot.steps);
    const double speed = snapshot.streams.empty() ? 0 : snapshot.streams.back().tokens_per_second;
    status_->showSpeed(static_cast<int>(snapshot.streams.size()), speed);
    status_->showSamples(1);
    if (snapshot.finished) {
        const QString count = tokenCount(snapshot.step);
        status_->showActivity(snapshot.stopped ? tr("Stopped after %1").arg(count)
                                               : tr("Done: %1").arg(count));
    } else if (std::ranges::none_of(snapshot.streams, writes)) {
        status_->showActivity(tr("Measuring the perplexity"));
    } else {
        status_->showActivity(tr("Generating token %1 of %2").arg(snapshot.step).arg(snapshot.steps));
    }
}

void Writing::onFailed(const Error& error) {
    probe_->texts()->setError(QString::fromStdString(error.text()));
    status_->showActivity(tr("Generation failed"));
    run_.reset();
    reading_->show(nullptr);
    Q_EMIT runningChanged();
}

// A cosine belongs to a pane while the codec's last answer is about the pane's own distortion and prompt.
void Writing::showCosines() {
    if (!run_ || !view_ || run_->request.generation.prompt != view_->ids) return;
    const auto& streams = run_->snapshot.streams;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        for (const lens::CodecView& view : view_->views) {
            if (streams[i].distortion == view.spec)
                probe_->texts()->setCosine(static_cast<int>(i), view.cosine.flattened);
        }
    }
}

void Writing::showEmptyPanes() {
    if (!run_) probe_->texts()->setPlans(generationOf(settings_).streams);
}

}  // namespace lossylens::ui
