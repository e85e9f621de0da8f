#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes.h"

namespace lossylens {

// Writes GGUF files, right ones or such as no writer would make. Members hold what a test wants to lie about.
class GgufBytes {
public:
    static constexpr std::uint32_t kU32 = 4, kF32 = 6, kBool = 7, kString = 8, kArray = 9, kU64 = 10;

    std::uint32_t version = 3;
    std::optional<std::uint64_t> tensor_count;  // instead of the true one
    std::optional<std::uint64_t> key_count;
    std::size_t alignment = 32;  // of the data, whatever the metadata says

    GgufBytes& text(std::string_view key, std::string_view value) {
        begin(key, kString);
        string(keys_, value);
        return *this;
    }
    GgufBytes& u32(std::string_view key, std::uint32_t value) {
        begin(key, kU32).add(value);
        return *this;
    }
    GgufBytes& f32(std::string_view key, float value) {
        begin(key, kF32).add(value);
        return *this;
    }
    GgufBytes& texts(std::string_view key, const std::vector<std::string>& values) {
        begin(key, kArray).add(kString).add(std::uint64_t{values.size()});
        for (const std::string& value : values) string(keys_, value);
        return *this;
    }
    template <class T>
    GgufBytes& list(std::string_view key, std::uint32_t type, const std::vector<T>& values) {
        begin(key, kArray).add(type).add(std::uint64_t{values.size()});
        for (const T value : values) keys_.add(value);
        return *this;
    }
    // A key whose value the test writes itself.
    Bytes& begin(std::string_view key, std::uint32_t type) {
        ++keys_written_;
        string(keys_, key);
        return keys_.add(type);
    }

    // A tensor behind those before it; `sizes` fastest first, as the file has them.
    GgufBytes& tensor(std::string_view name, const std::vector<std::uint64_t>& sizes, std::uint32_t type = 0,
                      std::optional<std::uint64_t> bytes = std::nullopt) {
        std::uint64_t count = 1;
        for (const std::uint64_t size : sizes) count *= size;
        tensorAt(data_bytes_, name, sizes, type);
        data_bytes_ = (data_bytes_ + bytes.value_or(4 * count) + alignment - 1) / alignment * alignment;
        return *this;
    }
    GgufBytes& tensorAt(std::uint64_t offset, std::string_view name, const std::vector<std::uint64_t>& sizes,
                        std::uint32_t type = 0) {
        ++tensors_written_;
        string(infos_, name);
        infos_.add(static_cast<std::uint32_t>(sizes.size()));
        for (const std::uint64_t size : sizes) infos_.add(size);
        infos_.add(type).add(offset);
        return *this;
    }

    // Everything up to the data, and the data as zeros.
    [[nodiscard]] std::string file() const {
        Bytes bytes;
        bytes.text("GGUF").add(version);
        bytes.add(tensor_count.value_or(tensors_written_)).add(key_count.value_or(keys_written_));
        bytes.text(keys_.content()).text(infos_.content());
        bytes.fill((alignment - bytes.size() % alignment) % alignment).fill(data_bytes_);
        return bytes.content();
    }

private:
    static void string(Bytes& to, std::string_view value) { to.add(std::uint64_t{value.size()}).text(value); }

    Bytes keys_;
    Bytes infos_;
    std::uint64_t keys_written_ = 0;
    std::uint64_t tensors_written_ = 0;
    std::uint64_t data_bytes_ = 0;
};

// The smallest Llama: 1 layer, d = 8, 2 heads, 5 tokens, F32, tied. What tests add comes last.
struct GgufLlama : GgufBytes {
    // `left_out` is a key or tensor that is not written, for a test to write another way.
    explicit GgufLlama(std::string_view left_out = {}) {
        const auto number = [&](std::string_view key, std::uint32_t value) {
            if (key != left_out) u32(key, value);
        };
        const auto weight = [&](std::string_view name, const std::vector<std::uint64_t>& sizes) {
            if (name != left_out) tensor(name, sizes);
        };
        if (left_out != "general.architecture") text("general.architecture", "llama");
        number("llama.block_count", 1);
        number("llama.embedding_length", 8);
        number("llama.feed_forward_length", 12);
        number("llama.attention.head_count", 2);
        number("llama.attention.head_count_kv", 1);
        number("llama.context_length", 64);
        f32("llama.attention.layer_norm_rms_epsilon", 1e-5F);
        if (left_out != "tokenizer.ggml.tokens") texts("tokenizer.ggml.tokens", {"a", "b", "c", "d", "e"});
        weight("token_embd.weight", {8, 5});
        weight("output_norm.weight", {8});
        weight("blk.0.attn_norm.weight", {8});
        weight("blk.0.ffn_norm.weight", {8});
        weight("blk.0.attn_q.weight", {8, 8});
        weight("blk.0.attn_k.weight", {8, 4});
        weight("blk.0.attn_v.weight", {8, 4});
        weight("blk.0.attn_output.weight", {8, 8});
        weight("blk.0.ffn_gate.weight", {8, 12});
        weight("blk.0.ffn_up.weight", {8, 12});
        weight("blk.0.ffn_down.weight", {12, 8});
    }
};

}  // namespace lossylens
