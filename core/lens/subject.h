// Room lens: the subject itself — distort, compare, generate side by side, score. May include all of core
// but study. What it gives are values; the window and the command line show them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "codec/embedding_table.h"
#include "formats/checkpoint.h"
#include "nn/model.h"
#include "text/tokenizer.h"

namespace lossylens::lens {

// A model ready to be looked at. Immutable, shared.
struct Subject {
    std::shared_ptr<const formats::Checkpoint> checkpoint;
    std::shared_ptr<const text::Tokenizer> tokenizer;
    std::shared_ptr<const nn::Model> model;
    std::shared_ptr<const codec::EmbeddingTable> table;  // the model's, as distortions see it
};
using SubjectPointer = std::shared_ptr<const Subject>;

// What people are told about a model.
struct SubjectInfo {
    std::string name;
    std::filesystem::path path;
    std::string architecture;  // "llama", "gpt2"
    int layers = 0;
    int dimensions = 0;
    int vocabulary = 0;
    int context = 0;
    std::string precision;  // of the file: "Q4_1"
    std::uint64_t bytes = 0;
};
[[nodiscard]] SubjectInfo describe(const formats::Checkpoint& checkpoint);

// Opens, checks, loads. Errors: those of formats, text and nn.
[[nodiscard]] Result<SubjectPointer> openSubject(const std::filesystem::path& path,
                                                 const nn::LoadOptions& options, std::stop_token stop);

}  // namespace lossylens::lens
