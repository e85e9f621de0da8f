// The hub: models that can be had, models that are there, and how the one becomes the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lossylens::hub {

struct CatalogueFile {
    std::string name;                    // "model.safetensors"
    std::optional<std::uint64_t> bytes;  // where they are known
    std::optional<std::string> sha256;   // in lower-case hexadecimal digits
};

// A model offered for download: files of one revision of a repository.
struct CatalogueEntry {
    std::string name;        // for people: "GPT-2 large"
    std::string repository;  // "openai-community/gpt2-large"
    std::string revision;
    std::string licence;
    bool gated = false;  // its owner asks people to accept terms first
    std::vector<CatalogueFile> files;

    [[nodiscard]] std::string folder() const;  // where it is kept: the repository's last part, "gpt2-large"
    [[nodiscard]] std::uint64_t knownBytes() const;
    [[nodiscard]] bool answersTo(std::string_view wanted) const;  // name, folder or repository, in any case
};

// The model that packaging/run fetches.
struct DefaultModel {
    std::string name;
    std::string licence;
    CatalogueFile file;
};

// From resources/catalogue.json, compiled in.
[[nodiscard]] const DefaultModel& defaultModel();
[[nodiscard]] const std::vector<CatalogueEntry>& catalogue();
[[nodiscard]] const CatalogueEntry* findInCatalogue(std::string_view wanted);

[[nodiscard]] bool sameName(std::string_view a, std::string_view b);  // ASCII letters in any case

}  // namespace lossylens::hub
