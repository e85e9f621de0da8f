#include "app/hub/catalogue.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/resources.h"

namespace lossylens::hub {
namespace {

using Json = nlohmann::json;

CatalogueFile fileOf(const Json& json, const char* name_key) {
    CatalogueFile file{.name = json.at(name_key), .bytes = {}, .sha256 = {}};
    if (json.contains("bytes")) file.bytes = json.at("bytes").get<std::uint64_t>();
    if (json.contains("sha256")) file.sha256 = json.at("sha256").get<std::string>();
    return file;
}

CatalogueEntry entryOf(const Json& json) {
    CatalogueEntry entry{.name = json.at("name"),
                         .repository = json.at("repository"),
                         .revision = json.at("revision"),
                         .licence = json.at("licence"),
                         .gated = json.value("gated", false),
                         .files = {}};
    for (const Json& file : json.at("files")) entry.files.push_back(fileOf(file, "name"));
    return entry;
}

struct Contents {
    DefaultModel default_model;
    std::vector<CatalogueEntry> entries;
};

const Contents& contents() {
    static const Contents contents = [] {
        const Json json = Json::parse(app::resource("catalogue.json"));
        const Json& usual = json.at("default");
        Contents all{.default_model = {.name = usual.at("name"),
                                       .licence = usual.at("licence"),
                                       .file = fileOf(usual, "file")},
                     .entries = {}};
        for (const Json& entry : json.at("models")) all.entries.push_back(entryOf(entry));
        return all;
    }();
    return contents;
}

}  // namespace

std::string CatalogueEntry::folder() const { return repository.substr(repository.rfind('/') + 1); }

std::uint64_t CatalogueEntry::knownBytes() const {
    std::uint64_t sum = 0;
    for (const CatalogueFile& file : files) sum += file.bytes.value_or(0);
    return sum;
}

bool CatalogueEntry::answersTo(std::string_view wanted) const {
    return sameName(wanted, name) || sameName(wanted, folder()) || sameName(wanted, repository);
}

const DefaultModel& defaultModel() { return contents().default_model; }

const std::vector<CatalogueEntry>& catalogue() { return contents().entries; }

const CatalogueEntry* findInCatalogue(std::string_view wanted) {
    const auto found = std::ranges::find_if(
        catalogue(), [wanted](const CatalogueEntry& entry) { return entry.answersTo(wanted); });
    return found == catalogue().end() ? nullptr : &*found;
}

bool sameName(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace lossylens::hub
