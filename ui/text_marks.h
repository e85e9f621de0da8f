// What is worth seeing in a text that a model wrote, as plain functions on values: where it leaves the
// baseline, which words differ, the loop it ends in.
#pragma once

#include <QString>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lens/generate.h"

namespace lossylens::ui {

// [begin, end) in UTF-16 units of shownText().
struct Span {
    int begin = 0, end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

struct LoopMark {
    Span span;
    int period = 0, copies = 0;  // ids
    friend bool operator==(const LoopMark&, const LoopMark&) = default;
};

struct TextMarks {
    std::optional<int>
        divergence;               // where the first id that is not the baseline's starts, its spaces skipped
    std::vector<Span> different;  // words from there on that the baseline does not have, in order
    std::optional<LoopMark> loop;
};

// The text as it is shown and drawn, unit for unit: control characters become their pictures, and characters
// that would reorder their neighbours or are no XML become U+FFFD. Line breaks and tabs stay.
[[nodiscard]] QString shownText(const std::string& utf8);

// UTF-16 units before a byte offset into well-formed UTF-8.
[[nodiscard]] int utf16Offset(std::string_view utf8, std::size_t bytes);

// Where the text of each id starts, in UTF-16 units of shownText(): one an id, rising; equal where an id is
// only a part of a character.
[[nodiscard]] std::vector<int> tokenOffsets(const lens::StreamSnapshot& stream);

// `baseline` is null for the baseline itself.
[[nodiscard]] TextMarks markText(const lens::StreamSnapshot& stream, const lens::StreamSnapshot* baseline);
// The baseline's own marks: where the first of the other streams leaves it.
[[nodiscard]] TextMarks markBaseline(const lens::StreamSnapshot& baseline,
                                     std::span<const lens::StreamSnapshot> streams);

// Words of `text` from `from` on: runs without white space.
[[nodiscard]] std::vector<Span> wordsOf(const QString& text, int from = 0);
// Those of them that are in no longest common subsequence with the words of `other` from `other_from` on.
// Past a million pairs every word is reported: telling them apart would hold the window.
[[nodiscard]] std::vector<Span> differentWords(const QString& text, int from, const QString& other,
                                               int other_from);

// "JPEG 25", "Baseline", "Rotation, as strong as JPEG 25"; "cosine 0.7318".
[[nodiscard]] QString streamTitle(const lens::StreamSnapshot& stream);
[[nodiscard]] QString loopText(int period, int copies);  // "loop: 6 tokens × 11"
// "agrees for 3 tokens · seq-rep-4 0.91 · perplexity 1.7 · loop: 6 tokens × 11 · tone: 1 of 4 sentences
// negative · diversity 0.02 · gzip ratio 6.1 at 410 bytes · mean KL 3.11 nats · 31 tokens/s"
[[nodiscard]] QString streamFooter(const lens::StreamSnapshot& stream, std::optional<double> mean_kl = {});
// ".7318" style numbers everywhere: four digits, "n/a" where there is none.
[[nodiscard]] QString cosineText(std::optional<double> cosine, int digits = 4);

}  // namespace lossylens::ui
