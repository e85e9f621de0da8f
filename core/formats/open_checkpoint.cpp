// openCheckpoint of formats/checkpoint.h: which kind of thing a path is.
#include <algorithm>
#include <utility>

#include "formats/assemble.h"
#include "formats/checkpoint.h"
#include "formats/folder.h"
#include "formats/gguf.h"
#include "formats/gguf_model.h"
#include "formats/json.h"
#include "formats/quote.h"

namespace lossylens::formats {
namespace {

namespace fs = std::filesystem;

using CheckpointPointer = std::shared_ptr<const Checkpoint>;
using FilePointer = std::shared_ptr<const MappedFile>;

// The file's own name says best what it is; many writers fill general.name with something else. Its precision
// is told apart from its name.
std::string nameOfFile(const fs::path& path, const std::string& precision, const GgufFile& gguf) {
    std::string stem = path.stem().string();
    const GgufValue* name = gguf.find("general.name");
    const auto said = name != nullptr ? name->text() : std::nullopt;
    if ((stem == "model" || stem == "ggml-model") && said && !said->empty()) return printable(*said);
    for (const char separator : {'.', '-'}) {
        const std::string end = separator + precision;
        if (stem.ends_with(end) && stem.size() > end.size()) return stem.substr(0, stem.size() - end.size());
    }
    return stem;
}

Result<CheckpointPointer> openGguf(FilePointer file) {
    const auto gguf = parseGguf(file->bytes());
    if (!gguf) return tl::unexpected(gguf.error());
    auto shape = ggufHyperparameters(*gguf);
    if (!shape) return tl::unexpected(shape.error());
    auto vocabulary = ggufVocabulary(*gguf);
    if (!vocabulary) return tl::unexpected(vocabulary.error());

    auto checkpoint = std::make_shared<Checkpoint>();
    checkpoint->path = file->path();
    checkpoint->bytes = file->bytes().size();
    checkpoint->hyperparameters = *shape;
    checkpoint->tokenizer = std::move(*vocabulary);
    if (auto assembled = assemble(*checkpoint, gguf->tensors, Naming::gguf, Output::optional); !assembled) {
        return tl::unexpected(assembled.error());
    }
    checkpoint->name = nameOfFile(file->path(), checkpoint->precision, *gguf);
    checkpoint->files.push_back(std::move(file));
    return checkpoint;
}

Result<CheckpointPointer> openFile(const fs::path& path) {
    const auto file = MappedFile::open(path);
    if (!file) return tl::unexpected(file.error());
    const std::string_view content = asText((*file)->bytes());
    if (content.starts_with("GGUF") || path.extension() == ".gguf") {
        return openGguf(*file).map_error(
            [&](Error error) { return within(path.string(), std::move(error)); });
    }
    // A safetensors file has no magic: eight bytes of length, and a JSON object.
    const bool looks_like_safetensors = content.size() > 8 && content[8] == '{';
    if (looks_like_safetensors || path.extension() == ".safetensors") return openSafetensors(path);
    return fail(ErrorCode::unsupported, path.string(), "is neither a GGUF nor a safetensors file",
                "open a .gguf file, a .safetensors file or a Hugging Face folder");
}

Result<CheckpointPointer> openDirectory(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> ggufs;
    bool safetensors = false;
    for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const fs::path name = entry->path().filename();
        if (name.extension() == ".gguf") ggufs.push_back(entry->path());
        safetensors = safetensors || name == "model.safetensors" || name == "model.safetensors.index.json";
    }
    if (error) return fail(ErrorCode::io, folder.string(), "cannot be listed: " + error.message());
    if (safetensors) return openFolder(folder);
    if (ggufs.size() == 1) return openFile(ggufs.front());
    if (ggufs.size() > 1) {
        return fail(ErrorCode::usage, folder.string(),
                    "holds " + std::to_string(ggufs.size()) + " GGUF files", "open one of them");
    }
    if (fs::exists(folder / "pytorch_model.bin", error)) {
        return fail(ErrorCode::unsupported, folder.string(),
                    "holds its weights as pytorch_model.bin, which LossyLens does not read",
                    "convert it to model.safetensors");
    }
    return fail(ErrorCode::not_found, folder.string(), "holds neither model.safetensors nor a GGUF file",
                "open the folder that has the weights in it");
}

}  // namespace

Result<CheckpointPointer> openCheckpoint(const fs::path& path) {
    std::error_code error;
    auto checkpoint = fs::is_directory(path, error) ? openDirectory(path) : openFile(path);
    if (checkpoint && !(*checkpoint)->intact()) {
        return fail(ErrorCode::corrupt, path.string(), "was changed while it was read", "open it again");
    }
    return checkpoint;
}

}  // namespace lossylens::formats
