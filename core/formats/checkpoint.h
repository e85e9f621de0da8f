// Room formats: files of weights -> one Checkpoint. May include base.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/mapped_file.h"
#include "base/result.h"
#include "formats/tensor.h"

namespace lossylens::formats {

enum class Architecture { gpt2, llama };

// How a rotary embedding pairs the numbers of a head: Hugging Face pairs i with i + d/2, GGUF's llama files
// hold q and k permuted so that 2i goes with 2i + 1.
enum class RopeLayout { halves, interleaved };

struct RopeScaling {
    enum class Kind { none, linear, llama3 };
    Kind kind = Kind::none;
    double factor = 1;
    double low_frequency_factor = 1;   // llama3
    double high_frequency_factor = 4;  // llama3
    int original_context = 8192;       // llama3
};

struct Hyperparameters {
    Architecture architecture = Architecture::llama;
    int layers = 0;
    int dimensions = 0;    // d, numbers of an embedding
    int feed_forward = 0;  // inner size of the MLP
    int heads = 0;
    int kv_heads = 0;  // < heads with grouped-query attention
    int head_dimensions = 0;
    int context = 0;     // positions the model was made for
    int vocabulary = 0;  // rows of the embedding table (may exceed the tokenizer's ids)
    float norm_epsilon = 1e-5F;
    double rope_base = 10000;  // llama
    RopeLayout rope_layout = RopeLayout::halves;
    RopeScaling rope_scaling;
};

// GGUF's own vocabulary, as its metadata gives it (tokenizer.ggml.*).
struct GgufVocabulary {
    std::string model;          // "gpt2" (byte-level BPE) or "llama" (SentencePiece)
    std::string pre_tokenizer;  // "smollm", "gpt-2", "llama-bpe", …; empty where the file does not say
    std::vector<std::string> tokens;
    std::vector<float> scores;  // llama
    std::vector<int> types;     // 1 normal, 2 unknown, 3 control, 4 user defined, 5 unused, 6 byte
    std::vector<std::string> merges;
    std::optional<int> bos, eos, unknown, padding, end_of_turn;
    std::optional<bool> add_bos, add_space_prefix;
    std::string chat_template;
};

// A Hugging Face folder's tokenizer: the text room reads the files it knows.
struct TokenizerFolder {
    std::filesystem::path folder;
    std::optional<int> bos, eos;  // from config.json
    std::vector<int> end_tokens;  // eos_token_id of config.json and generation_config.json
};

using TokenizerSource = std::variant<GgufVocabulary, TokenizerFolder>;

// Everything a model's files say, checked, nothing converted. Tensors are views into mapped files, under
// GGUF's names whatever the file's own were:
//   token_embd.weight  position_embd.weight (GPT-2)  output_norm.{weight,bias}  output.weight (absent: tied)
//   blk.N.attn_norm.{weight,bias}  blk.N.ffn_norm.{weight,bias}
//   blk.N.attn_q.weight blk.N.attn_k.weight blk.N.attn_v.weight          (llama; .bias where present)
//   blk.N.attn_qkv.{weight,bias}                                         (GPT-2)
//   blk.N.attn_output.{weight,bias}
//   blk.N.ffn_up.{weight,bias}  blk.N.ffn_down.{weight,bias}  blk.N.ffn_gate.weight (llama)
//   rope_freqs.weight                                                    (optional, llama 3 GGUF files)
// Every tensor that the architecture needs is there, with the shape that the hyperparameters ask for.
struct Checkpoint {
    std::string name;            // for people: "SmolLM2-135M-Instruct"
    std::filesystem::path path;  // the file or folder that was opened
    std::string precision;       // for people: the type most weights have, "Q4_1", "F32"
    std::uint64_t bytes = 0;     // size of the weight files
    Hyperparameters hyperparameters;
    TokenizerSource tokenizer;
    std::unordered_map<std::string, Tensor> tensors;
    std::vector<std::shared_ptr<const MappedFile>> files;

    [[nodiscard]] const Tensor* find(const std::string& tensor) const;
    [[nodiscard]] bool intact() const;                    // see MappedFile::intact
    void release(std::span<const std::byte> part) const;  // see MappedFile::release
};

// Opens a .gguf file, a .safetensors file (its folder's config.json is read too) or a Hugging Face folder.
// Errors: not_found, io, corrupt, unsupported, limit; each names the file and the place in it.
[[nodiscard]] Result<std::shared_ptr<const Checkpoint>> openCheckpoint(const std::filesystem::path& path);

}  // namespace lossylens::formats
