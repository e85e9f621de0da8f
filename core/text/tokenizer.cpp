#include "text/tokenizer.h"

#include <utility>

#include "text/assembled_tokenizer.h"
#include "text/bpe.h"
#include "text/gguf_vocabulary.h"
#include "text/tokenizer_folder.h"
#include "text/utf8.h"

namespace lossylens::text {
namespace {

std::string readable(std::string_view bytes) {
    std::string text;
    while (!bytes.empty()) {
        const Utf8Step step = firstOf(bytes);
        if (step.kind == Utf8Step::Kind::character) {
            text += bytes.substr(0, step.length);
        } else {
            for (const char byte : bytes.substr(0, step.length)) {
                text += byteToken(static_cast<unsigned char>(byte));
            }
        }
        bytes.remove_prefix(step.length);
    }
    return text;
}

}  // namespace

Result<std::shared_ptr<const Tokenizer>> makeTokenizer(const formats::Checkpoint& checkpoint) {
    const auto* gguf = std::get_if<formats::GgufVocabulary>(&checkpoint.tokenizer);
    auto parts = gguf != nullptr
                     ? partsOf(*gguf, checkpoint.hyperparameters.architecture, checkpoint.path.string())
                     : partsOf(std::get<formats::TokenizerFolder>(checkpoint.tokenizer));
    return std::move(parts).map([](TokenizerParts&& made) { return assemble(std::move(made)); });
}

std::string pieceOf(const Tokenizer& tokenizer, int id) {
    return id < tokenizer.size() ? readable(tokenizer.bytesOf(id)) : std::string();
}

std::vector<std::string> pieces(const Tokenizer& tokenizer, std::span<const int> ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const int id : ids) texts.push_back(pieceOf(tokenizer, id));
    return texts;
}

}  // namespace lossylens::text
