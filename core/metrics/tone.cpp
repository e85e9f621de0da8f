#include "metrics/tone.h"

#include "metrics/sentiment.h"

namespace lossylens::metrics {
namespace {

constexpr double negative_at_most = -0.05;

}  // namespace

void ToneCounter::add(std::string_view text) {
    for (const auto& sentence : cutter_.add(text)) count(sentence);
}

void ToneCounter::finish() {
    for (const auto& sentence : cutter_.finish()) count(sentence);
}

void ToneCounter::count(std::string_view sentence) {
    ++tone_.sentences;
    if (compound(sentence) <= negative_at_most) ++tone_.negative;
}

Tone toneOf(std::string_view text) {
    ToneCounter counter;
    counter.add(text);
    counter.finish();
    return counter.tone();
}

}  // namespace lossylens::metrics
