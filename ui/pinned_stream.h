#pragma once

#include <QString>
#include <optional>
#include <string>

#include "lens/generate.h"
#include "lens/subject.h"
#include "ui/engine.h"

namespace lossylens::ui {

// What a text came from: enough to tell it from others and to write it again.
struct TextOrigin {
    lens::SubjectInfo model;
    nn::Precision precision = nn::Precision::stored;
    std::string prompt;    // UTF-8, as it was typed
    bool chat = false;     // it went to the model in its chat template
    std::vector<int> ids;  // of the prompt
    nn::Sampling sampling;
    lens::Scope scope = lens::Scope::both;
    int max_new_tokens = 0;
    bool stop_at_end = true;
};
[[nodiscard]] TextOrigin originOf(const RunAnswer& run);

// A stream that is kept for comparison, whatever is written after it, by whatever model. A value: it holds on
// to no model.
struct PinnedStream {
    TextOrigin origin;
    lens::StreamSnapshot stream;
    std::optional<lens::StreamSnapshot> baseline;  // which it was compared with; none for a baseline
    std::optional<double> cosine;                  // of the prompt's embeddings
    MeasuresPointer measures;                      // null: not measured
    std::optional<codec::DistortionSpec> measured_with;
};

// "temperature 0.8 · top-k 50 · top-p 0.95 · seed 1", or "greedy".
[[nodiscard]] QString samplingText(const nn::Sampling& sampling);
// The same with all else that decides which tokens are written: scope, chat, precision, length.
[[nodiscard]] QString settingsText(const TextOrigin& origin);
// "SmolLM2 · “Once upon a time” · temperature 0.8 · …": model, prompt in one line, settings, seed.
[[nodiscard]] QString originText(const TextOrigin& origin);

}  // namespace lossylens::ui
