#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lens/codec_view.h"
#include "lens/generate.h"
#include "lens/precisions.h"
#include "lens/score.h"
#include "lens/subject.h"
#include "lens/vocabulary.h"

namespace lossylens::lens {

// What results look like in files: one schema a command, described in docs/files.md. Numbers are written with
// enough digits to read back exactly, in the C locale; an undefined value is null (JSON) or an empty cell
// (CSV).

struct RunDocument {  // everything a run shows, and what it takes to repeat it
    SubjectInfo model;
    std::string fingerprint = {};  // of its weights, see fingerprintOf(); empty: not known
    std::string program = "LossyLens " LOSSYLENS_VERSION;  // that wrote it
    nn::Precision precision = nn::Precision::stored;
    std::string prompt;                       // as the tokenizer got it
    std::optional<std::string> message = {};  // that the model's chat template made `prompt` of, if it did
    GenerationRequest request;
    std::vector<CodecView> codec;  // one a distorted stream
    GenerationSnapshot generation;
};

struct VocabularyDocument {  // the whole table, at one strength or more
    SubjectInfo model;
    std::vector<VocabularyView> views;
};

// "prompt", "generated" or "both", as the command line takes them.
[[nodiscard]] std::string_view nameOf(Scope scope);
[[nodiscard]] std::optional<Scope> scopeOf(std::string_view name);  // its inverse

[[nodiscard]] std::string fileName(const std::filesystem::path& path);  // of a folder, too
[[nodiscard]] std::string percentOf(double share);                      // "5" for .05, as quantiles are named

[[nodiscard]] nlohmann::ordered_json toJson(const SubjectInfo& info);
[[nodiscard]] nlohmann::ordered_json toJson(const Curve& curve);
[[nodiscard]] nlohmann::ordered_json toJson(const Score& score);
[[nodiscard]] nlohmann::ordered_json toJson(const RunDocument& run);
// What readRun() needs of it and no more: what it takes to repeat the run, and the tokens. The same for every
// repetition; without the folder of the model, which is nobody's business who is shown a picture.
[[nodiscard]] nlohmann::ordered_json toReplayJson(const RunDocument& run);
[[nodiscard]] nlohmann::ordered_json toJson(const VocabularyDocument& vocabulary);

[[nodiscard]] std::string toCsv(const Curve& curve);                    // a row a quality and token
[[nodiscard]] std::string toCsv(const Score& score);                    // a row a position
[[nodiscard]] std::string toCsv(const RunDocument& run);                // a row a stream and token
[[nodiscard]] std::string toCsv(const VocabularyDocument& vocabulary);  // a row a stream and measure
[[nodiscard]] std::string toCsv(const CodecView& view);  // a row a token and dimension: before, after

// A cell of text: quoted where it must be, and never one that a spreadsheet would run as a formula.
[[nodiscard]] std::string csvText(std::string_view text);
// Shortest form that reads back exactly; "" for an undefined value.
[[nodiscard]] std::string csvNumber(std::optional<double> value);

// Writes the whole file or leaves the old one: a temporary file beside it, flushed, then renamed. A link
// keeps pointing to it; a device or a pipe is written to as it is. Errors: io.
[[nodiscard]] Result<void> saveFile(const std::filesystem::path& path, std::string_view bytes);

}  // namespace lossylens::lens
