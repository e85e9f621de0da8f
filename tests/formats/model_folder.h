#pragma once

#include <QTemporaryDir>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "formats/bytes.h"

namespace lossylens {

// A safetensors file: the header behind its length, then zeros.
inline std::string safetensorsFile(const std::string& header, std::size_t data_bytes) {
    Bytes file;
    file.add(std::uint64_t{header.size()}).text(header).fill(data_bytes);
    return file.content();
}

// A temporary folder, at first with a small valid Llama in it (1 layer, d = 8, 2 heads, 5 tokens, F32, tied),
// for tests to spoil.
class ModelFolder {
public:
    ModelFolder() {
        config = nlohmann::json{{"model_type", "llama"},      {"hidden_act", "silu"},
                                {"hidden_size", 8},           {"num_hidden_layers", 1},
                                {"num_attention_heads", 2},   {"num_key_value_heads", 1},
                                {"intermediate_size", 12},    {"vocab_size", 5},
                                {"rms_norm_eps", 1e-5},       {"max_position_embeddings", 64},
                                {"tie_word_embeddings", true}};
        add("model.embed_tokens.weight", {5, 8});
        add("model.norm.weight", {8});
        const std::string layer = "model.layers.0.";
        add(layer + "input_layernorm.weight", {8});
        add(layer + "post_attention_layernorm.weight", {8});
        add(layer + "self_attn.q_proj.weight", {8, 8});
        add(layer + "self_attn.k_proj.weight", {4, 8});
        add(layer + "self_attn.v_proj.weight", {4, 8});
        add(layer + "self_attn.o_proj.weight", {8, 8});
        add(layer + "mlp.gate_proj.weight", {12, 8});
        add(layer + "mlp.up_proj.weight", {12, 8});
        add(layer + "mlp.down_proj.weight", {8, 12});
    }

    // Appends a tensor; its bytes follow those of the ones before it.
    void add(const std::string& name, const std::vector<std::int64_t>& shape,
             const std::string& dtype = "F32", std::size_t number_bytes = 4) {
        std::size_t size = number_bytes;
        for (const std::int64_t n : shape) size *= static_cast<std::size_t>(n);
        header[name] = {
            {"dtype", dtype}, {"shape", shape}, {"data_offsets", {data_bytes, data_bytes + size}}};
        data_bytes += size;
    }

    // What the folder holds, as it stands now: config.json and model.safetensors.
    std::filesystem::path written() const {
        write("config.json", config.dump());
        write("model.safetensors", safetensorsFile(header.dump(), data_bytes));
        return path();
    }

    void write(const std::string& name, const std::string& content) const {
        std::ofstream(path() / name, std::ios::binary) << content;
    }

    [[nodiscard]] std::filesystem::path path() const { return folder_.path().toStdString(); }

    nlohmann::json config;
    nlohmann::json header = nlohmann::json::object();
    std::size_t data_bytes = 0;

private:
    QTemporaryDir folder_;
};

}  // namespace lossylens
