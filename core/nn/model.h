// Room nn: matrices, the transformer, its KV cache, the sampler. May include base and formats.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stop_token>

#include "base/result.h"
#include "formats/checkpoint.h"

namespace lossylens::nn {

// stored: weights stay in the precision of their file. f16, bf16, q8_0: weights that a file has as float
// numbers are held in this precision where it takes fewer bits, for speed; the token embeddings stay as they
// are. f32: weights dequantised, float32 arithmetic by libtorch; the exact mode, logits within 2e-4 of
// transformers in float32.
enum class Precision { stored, f16, bf16, q8_0, f32 };

// What weights of a block format (Q4_0 … Q8_0) are multiplied by: for speed 8 bits with a scale for each 16
// numbers, or float32, whose results are within rounding of the exact mode's. Weights of other formats, and
// f32, always take float32.
enum class Activations { eight_bits, float32 };

struct LoadOptions {
    Precision precision = Precision::stored;
    Activations activations = Activations::eight_bits;
    int threads = 2;
    std::function<void(double)> progress = {};  // 0 … 1, from the loading thread; may be empty
};

// A loaded model: immutable, shared by all who run it.
class Model {
public:
    // Errors: cancelled, out_of_memory, corrupt (the file changed meanwhile), not_found (no libtorch for
    // f32).
    [[nodiscard]] static Result<std::shared_ptr<const Model>> load(
        std::shared_ptr<const formats::Checkpoint> checkpoint, const LoadOptions& options,
        std::stop_token stop);
    ~Model();

    [[nodiscard]] const formats::Hyperparameters& shape() const;
    [[nodiscard]] Precision precision() const;

    // Row `id` of the token embedding table, as float32. Precondition: 0 <= id < shape().vocabulary.
    void embedding(int id, std::span<float> out) const;

    struct Weights;  // for nn's own use
    [[nodiscard]] const Weights& weights() const { return *weights_; }

private:
    explicit Model(std::unique_ptr<const Weights> weights);
    std::unique_ptr<const Weights> weights_;
};

}  // namespace lossylens::nn
