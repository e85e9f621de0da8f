// Room study: many trials instead of one text. A study (prompts × seeds × arms), its trials, its rows in
// files, and the statistics over them. May include base, lens and metrics; knows no Qt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lens/generate.h"
#include "metrics/collapse.h"

namespace lossylens::study {

struct Prompt {
    std::string id;    // in trial ids and rows: letters, digits, '.', '_', '-'; no two alike
    std::string text;  // UTF-8
    friend bool operator==(const Prompt&, const Prompt&) = default;
};

// What is done to the embeddings in a share of the trials. The baseline is an arm without a distortion.
struct Arm {
    std::optional<codec::DistortionSpec> distortion;
    friend bool operator==(const Arm&, const Arm&) = default;
};
[[nodiscard]] std::string nameOf(const Arm& arm);  // "baseline", "jpeg-25", "rotation@jpeg-25"

using metrics::CollapseRule;

// All that decides what the rows of a study are, and nothing else. A value.
struct Study {
    std::string name;   // for people; may be empty
    std::string model;  // name, file or folder; empty: the default model
    nn::Precision precision = nn::Precision::stored;
    bool chat = false;  // prompts are wrapped in the model's chat template
    std::vector<Prompt> prompts;
    std::vector<Arm> arms{Arm{}};  // the first is the baseline
    std::vector<std::uint64_t> seeds{1, 2, 3, 4, 5};
    nn::Sampling sampling;                  // its seed is not looked at
    int new_tokens = 200;                   // at most
    lens::Scope scope = lens::Scope::both;  // which tokens are distorted
    bool stop_at_end = true;                // a text ends with its end-of-text token
    CollapseRule collapse;

    // usage, naming the place: no prompts, a doubled id, arm or seed, numbers out of range.
    [[nodiscard]] Result<void> check() const;
    friend bool operator==(const Study&, const Study&) = default;
};

// One stream of a study, by indices into it.
struct Trial {
    int number = 0;  // its place in the list of all
    int prompt = 0, seed = 0, arm = 0;
    friend bool operator==(const Trial&, const Trial&) = default;
};
// A part of a study that one machine does: all trials of every count-th (prompt, seed) from the index-th on.
// A baseline is with the trials that are compared with it.
struct Shard {
    int index = 1, count = 1;
    [[nodiscard]] Result<void> check() const;  // usage
    friend bool operator==(const Shard&, const Shard&) = default;
};

// In the order prompt, seed, arm, whatever the machine.
[[nodiscard]] std::vector<Trial> trialsOf(const Study& study, const Shard& shard = {});
[[nodiscard]] std::string idOf(const Study& study, const Trial& trial);  // "p3/2/jpeg-25"
[[nodiscard]] std::size_t trialCount(const Study& study);

}  // namespace lossylens::study
