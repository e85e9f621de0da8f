#include "lens/run_phrases.h"

#include <algorithm>
#include <utility>

#include "base/mapped_file.h"
#include "formats/json.h"

namespace lossylens::lens {
namespace {

constexpr formats::JsonLimits limits{
    .bytes = std::size_t{256} << 20U, .run = std::size_t{16} << 20U, .values = std::size_t{16} << 20U};
constexpr const char* baseline = "baseline";

using Group = std::pair<std::string, std::vector<std::string>>;  // a stream's name and its texts

std::vector<std::string>& textsOf(std::vector<Group>& groups, const std::string& name) {
    auto found = std::ranges::find(groups, name, &Group::first);
    if (found == groups.end()) found = groups.insert(found, {name, {}});
    return found->second;
}

Result<void> addRun(std::vector<Group>& groups, const std::filesystem::path& path) {
    const auto file = MappedFile::open(path);
    if (!file) return tl::unexpected(file.error());
    const auto json = formats::parseJson((*file)->bytes(), limits);
    if (!json) return tl::unexpected(within(path.string(), json.error()));
    const auto no_run =
        fail(ErrorCode::usage, path.string(), "is no run", "write one with: lossylens run --format json");
    if (!json->is_object() || !json->contains("streams") || !json->at("streams").is_array()) return no_run;
    for (const auto& stream : json->at("streams")) {
        const auto isText = [&](const char* key) {
            return stream.contains(key) && stream.at(key).is_string();
        };
        if (!stream.is_object() || !isText("name") || !isText("text")) return no_run;
        textsOf(groups, stream.at("name").get<std::string>()).push_back(stream.at("text").get<std::string>());
    }
    return {};
}

std::vector<metrics::Phrase> bothEnds(std::vector<metrics::Phrase> phrases, std::size_t listed) {
    if (phrases.size() > 2 * listed) {
        const auto begin = phrases.begin() + static_cast<std::ptrdiff_t>(listed);
        phrases.erase(begin, phrases.end() - static_cast<std::ptrdiff_t>(listed));
    }
    return phrases;
}

}  // namespace

Result<RunPhrases> comparePhrasesOfRuns(std::span<const std::filesystem::path> files, std::size_t listed) {
    std::vector<Group> groups;
    for (const auto& file : files) {
        if (auto added = addRun(groups, file); !added) return tl::unexpected(added.error());
    }
    const std::vector<std::string> base = textsOf(groups, baseline);
    RunPhrases compared;
    for (const auto& [name, texts] : groups) {
        if (name == baseline) continue;
        compared.streams.push_back({.name = name,
                                    .texts = static_cast<int>(texts.size()),
                                    .baseline_texts = static_cast<int>(base.size()),
                                    .phrases = bothEnds(metrics::comparePhrases(texts, base), listed)});
    }
    if (compared.streams.empty())
        return fail(ErrorCode::usage, "runs", "have no distorted stream",
                    "write some with another --quality");
    return compared;
}

}  // namespace lossylens::lens
