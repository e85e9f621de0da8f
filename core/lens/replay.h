#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lens/files.h"

namespace lossylens::lens {

// Something that may be why tokens differ: what it was in the file, and what it is now.
struct Circumstance {
    enum class Kind { model, weights, precision, program, prompt };
    Kind kind = Kind::model;
    std::string then, now;  // prompt: how many tokens, and where the first differs
};

// A text that did not come out as the file has it.
struct TextDifference {
    std::string stream;                      // "jpeg-25"
    bool written = true;                     // false: it was not written again
    int same = 0;                            // tokens from the start that are the file's
    std::optional<int> then = {}, now = {};  // ids of the first that differ; empty: the text had ended there
};

struct Replay {
    int streams = 0, tokens = 0;  // of the file: that were compared
    std::vector<Circumstance> circumstances = {};
    std::vector<TextDifference> differences = {};  // of the streams that differ
    [[nodiscard]] bool same() const { return differences.empty(); }
};

// Compares a run that was read with one that has been written since. Of a text that was interrupted only what
// there is: what is written now may go on.
[[nodiscard]] Replay compareRuns(const RunDocument& file, const RunDocument& again);

// The request that writes the file's texts again: no longer than they are where they were interrupted.
[[nodiscard]] GenerationRequest replayRequest(const RunDocument& file);

// For people, in lines: "The same 400 tokens in all 2 streams.", or what differs and why that may be.
[[nodiscard]] std::string describe(const Replay& replay);
[[nodiscard]] nlohmann::ordered_json toJson(const Replay& replay);
[[nodiscard]] std::string toCsv(const Replay& replay);  // a row a stream that differs

}  // namespace lossylens::lens
