#include "formats/folder.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "formats/assemble.h"
#include "formats/config.h"
#include "formats/json.h"
#include "formats/quote.h"
#include "formats/safetensors.h"

namespace lossylens::formats {
namespace {

namespace fs = std::filesystem;

using FilePointer = std::shared_ptr<const MappedFile>;

constexpr std::size_t kMostShards = 1024;
constexpr std::size_t kMostTensors = 1 << 17;  // in all files, as in one
constexpr JsonLimits kIndexLimits{.bytes = 32 << 20, .values = 1 << 19};

// Runs `parse` on a file's bytes; its errors name the file.
template <class Parse>
auto parsed(const MappedFile& file, Parse parse) {
    return parse(file.bytes()).map_error([&](Error error) {
        return within(file.path().string(), std::move(error));
    });
}

Result<ModelConfig> readConfig(const fs::path& folder) {
    const auto file = MappedFile::open(folder / "config.json");
    if (!file) return tl::unexpected(file.error());
    return parsed(**file, parseConfig);
}

// Both files may name tokens that end a text; the first of config.json's is the tokenizer's own.
Result<TokenizerFolder> readTokenizerFolder(const fs::path& folder, const ModelConfig& config) {
    TokenizerFolder tokenizer{
        .folder = folder, .bos = config.bos, .eos = {}, .end_tokens = config.end_tokens};
    if (!config.end_tokens.empty()) tokenizer.eos = config.end_tokens.front();
    const fs::path path = folder / "generation_config.json";
    if (std::error_code ignored; !fs::exists(path, ignored)) return tokenizer;
    const auto file = MappedFile::open(path);
    if (!file) return tl::unexpected(file.error());
    const auto ids = parsed(**file, parseGenerationConfig);
    if (!ids) return tl::unexpected(ids.error());
    for (const int id : *ids) {
        if (std::ranges::find(tokenizer.end_tokens, id) == tokenizer.end_tokens.end()) {
            tokenizer.end_tokens.push_back(id);
        }
    }
    return tokenizer;
}

bool liesWithin(const fs::path& folder, const fs::path& path) {
    return std::ranges::mismatch(folder, path).in1 == folder.end();
}

// Where a shard really is. A link may not lead out of the folder, except as Hugging Face's own cache has it:
// snapshots/<revision>/file -> blobs/<hash>.
Result<fs::path> resolveShard(const fs::path& folder, const std::string& name) {
    const fs::path path = folder / name;
    std::error_code error;
    const fs::path home = fs::canonical(folder, error);
    const fs::path target = error ? fs::path() : fs::canonical(path, error);
    if (error)
        return fail(ErrorCode::not_found, path.string(), "the index names this file, and it is not there");
    const bool cached = home.parent_path().filename() == "snapshots" &&
                        liesWithin(home.parent_path().parent_path() / "blobs", target);
    if (liesWithin(home, target) || cached) return target;
    return fail(ErrorCode::corrupt, path.string(), "is a link that leads out of the model's folder");
}

// Tensors of one or more files, each under its own name.
struct Weights {
    std::vector<FilePointer> files;
    std::vector<StoredTensor> tensors;
};

Result<void> addFile(Weights& weights, const fs::path& path) {
    auto file = MappedFile::open(path);
    if (!file) return tl::unexpected(file.error());
    weights.files.push_back(*file);
    auto tensors = parsed(**file, parseSafetensors);
    if (!tensors) return tl::unexpected(tensors.error());
    std::ranges::move(*tensors, std::back_inserter(weights.tensors));
    if (weights.tensors.size() <= kMostTensors) return {};
    return fail(ErrorCode::limit, path.string(),
                "with the files before it lists more than " + std::to_string(kMostTensors) + " tensors");
}

Result<Weights> readShards(const fs::path& folder, const fs::path& index_path) {
    const auto index_file = MappedFile::open(index_path);
    if (!index_file) return tl::unexpected(index_file.error());
    const auto index = parsed(**index_file, parseShardIndex);
    if (!index) return tl::unexpected(index.error());
    Weights weights;
    std::size_t found = 0;
    for (std::size_t i = 0; i < index->files.size(); ++i) {
        const auto path = resolveShard(folder, index->files[i]);
        if (!path) return tl::unexpected(path.error());
        const std::size_t first = weights.tensors.size();
        if (auto added = addFile(weights, *path); !added) return tl::unexpected(added.error());
        for (const StoredTensor& tensor : std::span(weights.tensors).subspan(first)) {
            const auto entry = index->file_of.find(tensor.name);
            found += entry != index->file_of.end() && entry->second == i ? 1 : 0;
        }
    }
    if (found == index->file_of.size()) return weights;
    return fail(ErrorCode::corrupt, index_path.string(),
                "names tensors that are not in their files: " + std::to_string(index->file_of.size() - found));
}

// "models--org--name/snapshots/<revision>" is Hugging Face's cache, and the folder's name a mere hash.
std::string nameOfFolder(const fs::path& folder) {
    std::error_code error;
    const fs::path home = fs::canonical(folder, error);
    if (error) return folder.string();
    const bool cached = home.parent_path().filename() == "snapshots";
    const std::string name =
        cached ? home.parent_path().parent_path().filename().string() : home.filename().string();
    const std::size_t dashes = cached ? name.rfind("--") : std::string::npos;
    return dashes == std::string::npos ? name : name.substr(dashes + 2);
}

Result<std::shared_ptr<const Checkpoint>> build(const fs::path& path, const fs::path& folder,
                                                Weights weights) {
    const auto config = readConfig(folder);
    if (!config) return tl::unexpected(config.error());
    auto tokenizer = readTokenizerFolder(folder, *config);
    if (!tokenizer) return tl::unexpected(tokenizer.error());

    auto checkpoint = std::make_shared<Checkpoint>();
    checkpoint->name = nameOfFolder(folder);
    checkpoint->path = path;
    checkpoint->hyperparameters = config->hyperparameters;
    checkpoint->tokenizer = std::move(*tokenizer);
    checkpoint->files = std::move(weights.files);
    for (const FilePointer& file : checkpoint->files) checkpoint->bytes += file->bytes().size();
    const Output output = config->tied_output ? Output::tied : Output::stored;
    auto assembled = assemble(*checkpoint, weights.tensors, Naming::hugging_face, output);
    if (!assembled) return tl::unexpected(within(path.string(), std::move(assembled.error())));
    return checkpoint;
}

}  // namespace

Result<ShardIndex> parseShardIndex(std::span<const std::byte> json) {
    const auto object = parseJsonObject(json, kIndexLimits);
    if (!object) return tl::unexpected(object.error());
    const auto map = object->find("weight_map");
    if (map == object->end() || !map->is_object())
        return fail(ErrorCode::corrupt, "weight_map", "is missing");
    ShardIndex index;
    std::unordered_map<std::string, std::size_t> places;
    for (const auto& [tensor, value] : map->items()) {
        const std::string where = "weight_map: tensor " + inQuotes(tensor);
        if (!value.is_string()) return fail(ErrorCode::corrupt, where, "is not given the name of a file");
        const auto& name = value.get_ref<const std::string&>();
        if (name.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos ||
            !name.ends_with(".safetensors")) {
            return fail(ErrorCode::corrupt, where,
                        "is sought in " + inQuotes(name) + ", no weight file of this folder");
        }
        const auto [place, added] = places.try_emplace(name, index.files.size());
        if (added) index.files.push_back(name);
        if (index.files.size() > kMostShards)
            return fail(ErrorCode::limit, "weight_map", "names over 1024 files");
        index.file_of.emplace(tensor, place->second);
    }
    return index;
}

Result<std::shared_ptr<const Checkpoint>> openFolder(const fs::path& folder) {
    std::error_code ignored;
    const fs::path index = folder / "model.safetensors.index.json";
    if (fs::exists(folder / "model.safetensors", ignored) || !fs::exists(index, ignored)) {
        Weights weights;
        if (auto added = addFile(weights, folder / "model.safetensors"); !added)
            return tl::unexpected(added.error());
        return build(folder, folder, std::move(weights));
    }
    auto weights = readShards(folder, index);
    if (!weights) return tl::unexpected(weights.error());
    return build(folder, folder, std::move(*weights));
}

Result<std::shared_ptr<const Checkpoint>> openSafetensors(const fs::path& file) {
    Weights weights;
    if (auto added = addFile(weights, file); !added) return tl::unexpected(added.error());
    return build(file, file.has_parent_path() ? file.parent_path() : fs::path("."), std::move(weights));
}

}  // namespace lossylens::formats
