#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "lens/subject.h"
#include "study/study.h"

namespace lossylens::study {

// The study file: JSON, // and /* */ comments allowed; docs/study.schema.json describes it.

// Prompts by the name of a set; given by whoever has the sets. Errors: not_found, naming those there are.
using PromptSets = std::function<Result<std::vector<Prompt>>(const std::string& name)>;

struct StudySource {
    std::filesystem::path folder;  // that files named in the study are relative to
    PromptSets sets;               // may be empty: no sets
};

// Errors: usage, `where` being the place in the file; not_found and io for the files it names.
[[nodiscard]] Result<Study> parseStudy(std::string_view json, const StudySource& source);
[[nodiscard]] Result<Study> readStudy(const std::filesystem::path& file, const PromptSets& sets);

// Prompts from a file as lens::readPromptSet reads it; the id is empty where the file has none. Errors: those.
[[nodiscard]] Result<std::vector<Prompt>> readPrompts(const std::filesystem::path& file);

// The same study written out, prompts and arms one by one: what parseStudy reads back.
[[nodiscard]] nlohmann::ordered_json toJson(const Study& study);

// 16 hexadecimal digits that stand for everything that decides the rows: the study, but for its name, and the
// model's files by what is known of them, wherever they lie.
[[nodiscard]] std::string fingerprintOf(const Study& study, const lens::SubjectInfo& model);

}  // namespace lossylens::study
