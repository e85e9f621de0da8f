#include "ui/settings_history.h"

namespace lossylens::ui {
namespace {

constexpr int one_step_ms = 1000;

Settings withPrompt(Settings settings, const QString& prompt) {
    settings.prompt = prompt;
    return settings;
}

}  // namespace

// Numbers and words that are dragged, turned or typed; each other change is a step of its own.
SettingsHistory::Numbers SettingsHistory::changedNumbers(const Settings& before, const Settings& after) {
    Settings rest = before;
    rest.prompt = after.prompt;
    rest.quality = after.quality;
    rest.sampling = after.sampling;
    rest.max_new_tokens = after.max_new_tokens;
    StudyDraft& study = rest.study;
    study.name = after.study.name;
    study.qualities = after.study.qualities;
    study.cosines = after.study.cosines;
    study.more_arms = after.study.more_arms;
    study.seeds = after.study.seeds;
    study.new_tokens = after.study.new_tokens;
    study.batch = after.study.batch;
    study.folder = after.study.folder;
    if (rest != after || before.sampling.greedy != after.sampling.greedy) return {};
    return {.quality = before.quality != after.quality,
            .sampling = before.sampling != after.sampling,
            .new_tokens = before.max_new_tokens != after.max_new_tokens,
            .study_name = before.study.name != after.study.name,
            .study_qualities = before.study.qualities != after.study.qualities,
            .study_cosines = before.study.cosines != after.study.cosines,
            .study_arms = before.study.more_arms != after.study.more_arms,
            .study_seeds = before.study.seeds != after.study.seeds,
            .study_tokens = before.study.new_tokens != after.study.new_tokens,
            .study_batch = before.study.batch != after.study.batch,
            .study_folder = before.study.folder != after.study.folder};
}

void SettingsHistory::record(const Settings& before, const Settings& after) {
    if (withPrompt(before, after.prompt) == after) return;
    future_.clear();
    const Numbers numbers = changedNumbers(before, after);
    const bool same_step = !past_.empty() && last_.isValid() && last_.elapsed() < one_step_ms &&
                           numbers != Numbers() && numbers == last_numbers_;
    last_numbers_ = numbers;
    if (!same_step) past_.push_back(before);
    last_.start();
}

std::optional<Settings> SettingsHistory::undo(const Settings& now) {
    last_.invalidate();  // what is changed next is a step of its own
    return move(past_, future_, now);
}

std::optional<Settings> SettingsHistory::redo(const Settings& now) {
    last_.invalidate();
    return move(future_, past_, now);
}

std::optional<Settings> SettingsHistory::move(std::vector<Settings>& from, std::vector<Settings>& to,
                                              const Settings& now) {
    if (from.empty()) return {};
    const Settings target = withPrompt(from.back(), now.prompt);
    from.pop_back();
    to.push_back(now);
    return target;
}

}  // namespace lossylens::ui
