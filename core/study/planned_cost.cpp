#include "study/planned_cost.h"

#include <algorithm>
#include <chrono>

#include "lens/perplexity.h"
#include "study/json_object.h"

namespace lossylens::study {
namespace {

constexpr int measured_steps = 8;

template <class Work>
Result<double> secondsOf(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    if (auto done = work(); !done) return tl::unexpected(done.error());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The first texts of a batch, a few tokens of them.
Result<void> measureSteps(const PreparedStudy& study, const std::vector<Trial>& trials, PlannedCost& cost,
                          const std::stop_token& stop) {
    lens::StreamPool pool(study.subject(), study.longest());
    for (const Trial& trial : trials) {
        lens::PooledText text = study.textOf(trial);
        text.request.stop_at_end = false;
        pool.begin(trial.number, std::move(text));
    }
    const auto first = secondsOf([&] { return pool.step(stop); });
    if (!first) return tl::unexpected(first.error());
    const int steps = std::min(measured_steps, study.study().new_tokens - 1);
    const auto others = secondsOf([&]() -> Result<void> {
        for (int i = 0; i < steps; ++i) {
            if (auto done = pool.step(stop); !done) return done;
        }
        return {};
    });
    if (!others) return tl::unexpected(others.error());
    cost.prompt_ms = 1000 * *first;
    cost.step_ms = steps > 0 ? 1000 * *others / steps : cost.prompt_ms;
    return {};
}

Result<void> measureScore(const PreparedStudy& study, const Trial& trial, PlannedCost& cost,
                          const std::stop_token& stop) {
    const std::vector<int>& prompt = study.idsOf(trial.prompt);
    std::vector<int> text;
    for (int i = 0; i < study.study().new_tokens; ++i)
        text.push_back(prompt[static_cast<std::size_t>(i) % prompt.size()]);
    const auto seconds =
        secondsOf([&] { return lens::perplexities(*study.subject(), prompt, {text}, stop); });
    if (!seconds) return tl::unexpected(seconds.error());
    cost.score_ms = 1000 * *seconds;
    return {};
}

}  // namespace

Result<PlannedCost> planCost(const PreparedStudy& study, const std::set<int>& done,
                             const RunSettings& settings, const std::stop_token& stop) {
    if (auto good = settings.check(); !good) return tl::unexpected(good.error());
    std::vector<Trial> trials = trialsOf(study.study(), settings.shard);
    PlannedCost cost{.trials = static_cast<int>(trials.size())};
    std::erase_if(trials, [&](const Trial& trial) { return done.contains(trial.number); });
    const auto left = static_cast<double>(trials.size());
    cost.done = cost.trials - static_cast<int>(trials.size());
    cost.tokens = static_cast<long>(trials.size()) * study.study().new_tokens;
    if (trials.empty()) return cost;
    trials.resize(std::min(trials.size(), static_cast<std::size_t>(settings.batch)));
    if (auto measured = measureSteps(study, trials, cost, stop); !measured)
        return tl::unexpected(measured.error());
    if (auto measured = measureScore(study, trials.front(), cost, stop); !measured)
        return tl::unexpected(measured.error());
    const double batches = left / static_cast<double>(trials.size());
    const double writing = cost.prompt_ms + cost.step_ms * (study.study().new_tokens - 1);
    cost.seconds = (batches * writing + left * cost.score_ms) / 1000;
    return cost;
}

Json toJson(const PlannedCost& cost) {
    return {{"trials", cost.trials},        {"done", cost.done},       {"tokens", cost.tokens},
            {"minutes", cost.seconds / 60}, {"step_ms", cost.step_ms}, {"prompt_ms", cost.prompt_ms},
            {"score_ms", cost.score_ms}};
}

}  // namespace lossylens::study
