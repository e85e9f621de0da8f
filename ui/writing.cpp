#include "ui/writing.h"

#include <QLocale>
#include <algorithm>

#include "ui/announcement.h"
#include "ui/curve_panel.h"
#include "ui/film.h"
#include "ui/filmstrip.h"
#include "ui/message_strip.h"
#include "ui/probe_page.h"
#include "ui/quality_slider.h"
#include "ui/reading.h"
#include "ui/status_line.h"
#include "ui/texts_view.h"

namespace lossylens::ui {
namespace {

constexpr int most_of_prompt = 80;  // characters, in a note
constexpr int restart_delay_ms = 150;
constexpr double least_seconds_left = 2;  // that are worth saying

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
    connect(&engine_, &Engine::recalled, this,
            [this](RequestNumber, const RunPointer& run) { onRecalled(run); });
    connect(&engine_, &Engine::writingFailed, this,
            [this](RequestNumber, const Error& error) { onFailed(error); });
}

RunRequest Writing::request() const {
    return {.prompt = settings_.prompt.toStdString(),
            .chat = settings_.chat && hasChat(*engine_.subject()),
            .generation = generationOf(settings_)};
}

void Writing::begin() {
    restart_timer_.stop();
    wanted_ = true;
    forgetLast();
    showPlans();
    engine_.generate(request());
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
    curve_.reset();
    run_.reset();
    reading_->show(nullptr);
    shown_.reset();
    wanted_ = false;
    restart_timer_.stop();
    probe_->texts()->clear();
    if (last_ && std::exchange(first_model_, false)) {
        showLastTexts();
        probe_->note()->showNote(whatIsShown());
    } else {
        forgetLast();
    }
    showPlans();
    showFilmstrip();
    status_->showSamples(0);
    Q_EMIT runningChanged();
}

void Writing::showLast(LastTexts texts) {
    if (run_ || wanted_) return;
    last_ = std::move(texts);
    showLastTexts();
    if (!last_->example_seed) probe_->note()->showNote(whatIsShown());
}

void Writing::showLastTexts() {
    std::vector<lens::StreamPlan> plans;
    for (const lens::StreamSnapshot& stream : last_->snapshot.streams) plans.push_back({stream.distortion});
    lens::GenerationSnapshot shown = last_->snapshot;
    shown.streams.clear();
    std::vector<std::optional<double>> cosines;
    for (const std::size_t i : shownStreams(plans, settings_.quality)) {
        shown.streams.push_back(last_->snapshot.streams[i]);
        cosines.push_back(i < last_->cosines.size() ? last_->cosines[i] : std::nullopt);
    }
    probe_->texts()->setSnapshot(shown);
    for (std::size_t i = 0; i < cosines.size(); ++i) probe_->texts()->setCosine(int(i), cosines[i]);
}

QString Writing::whatIsShown() const {
    QString prompt = last_->prompt.simplified();
    if (prompt.size() > most_of_prompt) prompt = prompt.left(most_of_prompt) + QStringLiteral("…");
    if (last_->example_seed) {
        return tr("Recorded example: what %1 wrote (seed %2, n = 1) after “%3”. With a model open, Generate "
                  "writes your own.")
            .arg(last_->model, QString::number(*last_->example_seed), prompt);
    }
    return tr("From the last session: what %1 wrote after “%2”. Generate writes anew.")
        .arg(last_->model, prompt);
}

void Writing::forgetLast() {
    if (!last_) return;
    last_.reset();
    probe_->note()->clear();
}

void Writing::follow(const Settings& settings) {
    const Settings before = std::exchange(settings_, settings);
    const bool moved = before.quality != settings.quality;
    if (!run_) showPlans();
    if (moved && run_) showRun();
    if (moved && last_) showLastTexts();
    showFilmstrip();
    if (writeTheSame(before, settings)) return;
    if (before.prompt != settings.prompt) return endForNewPrompt();
    if (follows()) engine_.recall(request());
    const bool held = settings.restart == Restart::on_release && probe_->curve()->slider()->isSliderDown();
    if (!held) writeAnewSoon();
}

bool Writing::follows() const { return wanted_ && settings_.restart != Restart::by_hand; }

void Writing::sliderReleased() {
    if (settings_.restart == Restart::on_release) writeAnewSoon();
}

// Texts on screen belong to other settings now: they are written anew if they are to follow.
void Writing::writeAnewSoon() {
    if (follows()) restart_timer_.start();
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
    showFilmstrip();
}

void Writing::setCurve(const CurvePointer& curve) {
    curve_ = curve;
    showCosines();
}

void Writing::onWritten(const RunPointer& run) {
    run_ = run;
    showRun();
    probe_->filmstrip()->setRun(run_);
    showProgress();
    Q_EMIT runningChanged();
}

// What the settings ask for is there: whatever is being written for others is not wanted now.
void Writing::onRecalled(const RunPointer& run) {
    if (!run || !follows()) return;
    restart_timer_.stop();
    engine_.dropGeneration();
    onWritten(run);
}

void Writing::showRun() {
    shown_ = withStreams(run_, shownStreams(run_->request.generation.streams, settings_.quality));
    probe_->texts()->setSnapshot(shown_->snapshot);
    reading_->show(shown_);
    showCosines();
}

void Writing::showProgress() {
    const lens::GenerationSnapshot& snapshot = run_->snapshot;
    status_->showProgress(snapshot.step, snapshot.steps);
    const double speed = snapshot.streams.empty() ? 0 : snapshot.streams.back().tokens_per_second;
    status_->showSpeed(static_cast<int>(snapshot.streams.size()), speed);
    status_->showSamples(1);
    if (!snapshot.finished) return status_->showStep(activity());
    status_->showActivity(activity());
    status_->showKept(engine_.keptTexts());
}

QString Writing::activity() const {
    const lens::GenerationSnapshot& now = run_->snapshot;
    if (now.finished) {
        const QString count = tokenCount(now.step);
        if (now.stopped) return tr("Stopped after %1").arg(count);
        return now.recalled ? tr("Shown again: %1").arg(count) : tr("Done: %1").arg(count);
    }
    if (std::ranges::none_of(now.streams, writes)) return tr("Measuring the perplexity");
    const double speed = now.streams.back().tokens_per_second;
    const double seconds = speed > 0 ? (now.steps - now.step) / speed : 0;
    if (seconds < least_seconds_left) return tr("Generating token %1 of %2").arg(now.step).arg(now.steps);
    return tr("Generating token %1 of %2, %3 s left")
        .arg(now.step)
        .arg(now.steps)
        .arg(QLocale().toString(seconds, 'f', 0));
}

void Writing::onFailed(const Error& error) {
    probe_->texts()->setError(QString::fromStdString(error.text()));
    status_->showActivity(tr("Generation failed"));
    announce(*probe_, QString::fromStdString(error.text()));
    run_.reset();
    reading_->show(nullptr);
    shown_.reset();
    probe_->filmstrip()->setRun(nullptr);
    Q_EMIT runningChanged();
}

void Writing::showCosines() {
    if (!shown_) return;
    const auto& streams = shown_->snapshot.streams;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        if (const auto& distortion = streams[i].distortion)
            probe_->texts()->setCosine(static_cast<int>(i), cosineOf(*distortion));
    }
}

// Of the codec's last answer, or of the curve for a quality that the slider is not at; while they are about
// the prompt of the texts.
std::optional<double> Writing::cosineOf(const codec::DistortionSpec& distortion) const {
    const std::vector<int>& prompt = shown_->request.generation.prompt;
    if (view_ && view_->ids == prompt) {
        const auto view = std::ranges::find(view_->views, distortion, &lens::CodecView::spec);
        if (view != view_->views.end()) return view->cosine.flattened;
    }
    if (curve_ && curve_->ids == prompt && curve_->layout == distortion.layout && distortion.name == "jpeg") {
        const auto point = std::ranges::find(curve_->points, distortion.strength, &lens::CurvePoint::quality);
        if (point != curve_->points.end()) return point->cosine.flattened;
    }
    return {};
}

// Panes for what is to come, so that nothing jumps when it does.
void Writing::showPlans() {
    if (last_) return;
    const auto all = generationOf(settings_).streams;
    std::vector<lens::StreamPlan> plans;
    for (const std::size_t i : shownStreams(all, settings_.quality)) plans.push_back(all[i]);
    probe_->texts()->setPlans(plans);
}

void Writing::showFilmstrip() {
    Filmstrip* strip = probe_->filmstrip();
    strip->setVisible(settings_.filmstrip);
    strip->setQuality(settings_.quality);
    if (!run_) strip->setRun(nullptr);
    lens::GenerationRequest request = generationOf(settings_);
    if (view_) request.prompt = view_->ids;
    strip->setCost(view_ ? lens::workingMemory(*engine_.subject(), request) : 0);
}

}  // namespace lossylens::ui
