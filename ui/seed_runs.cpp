#include "ui/seed_runs.h"

#include <numeric>

#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr int most_of_prompt = 40;  // characters

// Only what a seed's texts depend on: which seed is on screen does not matter, nor does what else is written.
Settings ofASeed(Settings settings) {
    settings.filmstrip = false;
    settings.control = false;
    settings.sampling.greedy = false;
    settings.sampling.seed = 1;
    return settings;
}

QString aboutOf(const Settings& settings) {
    lens::StreamSnapshot distorted;
    distorted.distortion = distortionsOf(settings).front();
    return SeedRuns::tr("(%1, after “%2”)")
        .arg(streamTitle(distorted), settings.prompt.simplified().left(most_of_prompt));
}

}  // namespace

SeedRuns::SeedRuns(Engine& engine, SeedWall* wall, QObject* parent)
    : QObject(parent), engine_(engine), wall_(wall) {
    connect(wall_, &SeedWall::runAsked, this, &SeedRuns::begin);
    connect(wall_, &SeedWall::stopAsked, this, &SeedRuns::stop);
    connect(&engine_, &Engine::seedWritten, this, [this](RequestNumber, const RunPointer& run) {
        state_.results.push_back(seedResultOf(*run));
        show();
    });
    connect(&engine_, &Engine::seedsFailed, this, [this](RequestNumber, const Error& error) {
        state_.error = QString::fromStdString(error.text());
        show();
    });
    show();
}

void SeedRuns::begin() {
    if (!engine_.subject() || engine_.opening()) return;
    run_with_ = ofASeed(settings_);
    state_ = {.about = aboutOf(run_with_)};
    std::vector<std::uint64_t> seeds(SeedWall::seeds);
    std::iota(seeds.begin(), seeds.end(), std::uint64_t{1});
    engine_.writeSeeds({.prompt = run_with_.prompt.toStdString(),
                        .chat = run_with_.chat && hasChat(*engine_.subject()),
                        .generation = generationOf(run_with_)},
                       std::move(seeds));
    show();
}

void SeedRuns::stop() {
    engine_.stopSeeds();
    show();
}

void SeedRuns::follow(const Settings& settings) {
    settings_ = settings;
    show();
}

void SeedRuns::clear() {
    engine_.stopSeeds();
    state_ = {};
    show();
}

void SeedRuns::show() {
    state_.running = engine_.writingSeeds();
    state_.possible = engine_.subject() && !engine_.opening();
    state_.stale = !state_.results.empty() && !writeTheSame(ofASeed(settings_), run_with_);
    wall_->setState(state_);
    Q_EMIT changed();
}

}  // namespace lossylens::ui
