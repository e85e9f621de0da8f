// Tokenizers for tests: of fixture folders, of small vocabularies written here, and of files made on the fly.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "text/byte_alphabet.h"
#include "text/tokenizer.h"

namespace lossylens::text::test {

using Made = Result<std::shared_ptr<const Tokenizer>>;

inline Made make(formats::TokenizerSource source,
                 formats::Architecture architecture = formats::Architecture::llama) {
    formats::Checkpoint checkpoint;
    checkpoint.path = "model.gguf";
    checkpoint.hyperparameters.architecture = architecture;
    checkpoint.tokenizer = std::move(source);
    return makeTokenizer(checkpoint);
}

inline Made ofFolder(const std::filesystem::path& folder) {
    return make(formats::TokenizerFolder{.folder = folder, .bos = {}, .eos = {}, .end_tokens = {}});
}

inline std::filesystem::path fixtures() { return LOSSYLENS_FIXTURES; }

inline nlohmann::json json(const std::filesystem::path& path) {
    std::ifstream file(path);
    return nlohmann::json::parse(file);
}

// A folder that lives as long as the object, with the files a test puts there.
class Folder {
public:
    Folder& with(const char* name, const std::string& content) {
        std::ofstream(path() / name, std::ios::binary) << content;
        return *this;
    }
    Folder& with(const char* name, const nlohmann::json& content) { return with(name, content.dump()); }
    [[nodiscard]] std::filesystem::path path() const { return directory_.path().toStdString(); }
    [[nodiscard]] Made tokenizer() const { return ofFolder(path()); }

private:
    QTemporaryDir directory_;
};

// Three special tokens, the 256 bytes in GPT-2's letters, and the products of the merges given.
inline formats::GgufVocabulary byteVocabulary(const std::vector<std::string>& merges = {}) {
    formats::GgufVocabulary vocabulary;
    vocabulary.model = "gpt2";
    vocabulary.pre_tokenizer = "gpt-2";
    vocabulary.tokens = {"<|endoftext|>", "<|im_start|>", "<|im_end|>"};
    vocabulary.types = {3, 3, 3};
    for (int byte = 0; byte < 256; ++byte) {
        vocabulary.tokens.push_back(toByteAlphabet(std::string(1, static_cast<char>(byte))));
    }
    for (const std::string& merge : merges) {
        std::string product = merge;
        product.erase(product.find(' ', 1), 1);
        vocabulary.tokens.push_back(product);
    }
    vocabulary.types.resize(vocabulary.tokens.size(), 1);
    vocabulary.merges = merges;
    vocabulary.bos = 1;
    vocabulary.eos = 2;
    return vocabulary;
}

// The same as a tokenizer.json.
inline nlohmann::json byteTokenizerJson(const std::vector<std::string>& merges = {}) {
    const formats::GgufVocabulary vocabulary = byteVocabulary(merges);
    nlohmann::json vocab = nlohmann::json::object();
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) vocab[vocabulary.tokens[id]] = id;
    nlohmann::json added = nlohmann::json::array();
    for (int id = 0; id < 3; ++id) {
        added.push_back({{"id", id},
                         {"content", vocabulary.tokens[static_cast<std::size_t>(id)]},
                         {"special", true},
                         {"normalized", false}});
    }
    return {{"version", "1.0"},
            {"added_tokens", added},
            {"normalizer", nullptr},
            {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}}},
            {"post_processor", nullptr},
            {"decoder", {{"type", "ByteLevel"}}},
            {"model", {{"type", "BPE"}, {"vocab", vocab}, {"merges", merges}}}};
}

inline std::string textOf(const Tokenizer& tokenizer, const std::vector<int>& ids) {
    std::string bytes;
    for (const int id : ids) bytes += tokenizer.bytesOf(id);
    return bytes;
}

inline QString message(const Error& error) { return QString::fromStdString(error.text()); }

}  // namespace lossylens::text::test
