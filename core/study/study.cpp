#include "study/study.h"

#include <algorithm>
#include <set>

namespace lossylens::study {
namespace {

constexpr std::size_t most_trials = 10'000'000;
constexpr std::size_t longest_id = 64;

tl::unexpected<Error> wrong(std::string where, std::string what, std::string remedy = {}) {
    return fail(ErrorCode::usage, std::move(where), std::move(what), std::move(remedy));
}

bool isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

Result<void> checkPrompts(const std::vector<Prompt>& prompts) {
    if (prompts.empty()) return wrong("prompts", "there are none", "give at least one prompt");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        const std::string place = "prompts[" + std::to_string(i) + "]";
        const Prompt& prompt = prompts[i];
        if (prompt.text.empty()) return wrong(place, "its text is empty");
        if (prompt.id.empty() || prompt.id.size() > longest_id ||
            !std::ranges::all_of(prompt.id, isIdCharacter)) {
            return wrong(place, "\"" + prompt.id + "\" is no id",
                         "use 1 to 64 letters, digits, dots, dashes and underscores");
        }
        if (!ids.insert(prompt.id).second)
            return wrong(place, "the id \"" + prompt.id + "\" is there twice", "give each prompt its own");
    }
    return {};
}

Result<void> checkArms(const std::vector<Arm>& arms) {
    if (arms.empty() || arms.front().distortion) return wrong("arms", "the first is not the baseline");
    std::set<std::string> names;
    for (std::size_t i = 0; i < arms.size(); ++i) {
        const std::string name = nameOf(arms[i]);
        if (!names.insert(name).second) return wrong("arms", name + " is there twice", "name each arm once");
    }
    return {};
}

Result<void> checkSeeds(const std::vector<std::uint64_t>& seeds) {
    if (seeds.empty()) return wrong("seeds", "there are none", "give a number of seeds or a list");
    if (std::set(seeds.begin(), seeds.end()).size() != seeds.size())
        return wrong("seeds", "one is there twice", "name each seed once");
    return {};
}

}  // namespace

std::string nameOf(const Arm& arm) {
    return arm.distortion ? codec::streamName(*arm.distortion) : "baseline";
}

Result<void> Study::check() const {
    if (auto good = checkPrompts(prompts); !good) return good;
    if (auto good = checkArms(arms); !good) return good;
    if (auto good = checkSeeds(seeds); !good) return good;
    if (auto good = sampling.check(); !good) return tl::unexpected(within("sampling", good.error()));
    if (new_tokens < 1) return wrong("new_tokens", "there are none to write", "ask for at least 1");
    if (collapse.loop_ids < 2) return wrong("collapse.loop_ids", "it must be 2 or more");
    if (!(collapse.seq_rep_4 >= 0 && collapse.seq_rep_4 <= 1))
        return wrong("collapse.seq_rep_4", "it must be from 0 to 1");
    if (trialCount(*this) > most_trials) {
        return fail(ErrorCode::limit, "study",
                    std::to_string(trialCount(*this)) + " trials are more than 10 million",
                    "take fewer prompts, seeds or arms");
    }
    return {};
}

Result<void> Shard::check() const {
    if (count >= 1 && index >= 1 && index <= count) return {};
    return wrong("shard", std::to_string(index) + "/" + std::to_string(count) + " is no part of a whole",
                 "write 1/4, 2/4, 3/4 and 4/4 for four parts");
}

std::vector<Trial> trialsOf(const Study& study, const Shard& shard) {
    std::vector<Trial> trials;
    int number = 0;
    int group = 0;
    for (int prompt = 0; prompt < static_cast<int>(study.prompts.size()); ++prompt) {
        for (int seed = 0; seed < static_cast<int>(study.seeds.size()); ++seed, ++group) {
            const bool mine = group % shard.count == shard.index - 1;
            for (int arm = 0; arm < static_cast<int>(study.arms.size()); ++arm, ++number) {
                if (mine) trials.push_back({.number = number, .prompt = prompt, .seed = seed, .arm = arm});
            }
        }
    }
    return trials;
}

std::string idOf(const Study& study, const Trial& trial) {
    return study.prompts[static_cast<std::size_t>(trial.prompt)].id + '/' +
           std::to_string(study.seeds[static_cast<std::size_t>(trial.seed)]) + '/' +
           nameOf(study.arms[static_cast<std::size_t>(trial.arm)]);
}

std::size_t trialCount(const Study& study) {
    return study.prompts.size() * study.seeds.size() * study.arms.size();
}

}  // namespace lossylens::study
