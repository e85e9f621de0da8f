#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "nn/matrix.h"
#include "nn/model.h"
#include "nn/rotary.h"

namespace lossylens::nn {

struct Norm {
    std::vector<float> weight;
    std::vector<float> bias;  // GPT-2
};

struct Linear {
    std::unique_ptr<const Matrix> matrix;
    std::vector<float> bias;  // empty: none
};

struct LayerWeights {
    Norm attention_norm;
    Linear attention_input;  // queries, keys and values, one after the other
    Linear attention_output;
    Norm feed_forward_norm;
    Linear feed_forward_input;  // llama: gate, then up
    Linear feed_forward_output;
};

struct Model::Weights {
    std::shared_ptr<const formats::Checkpoint> checkpoint;  // holds the mapped files
    Precision precision = Precision::stored;
    int threads = 1;

    formats::Tensor token_embeddings;
    std::vector<float> position_embeddings;  // GPT-2: context × d
    std::optional<Rotary> rotary;            // llama
    std::vector<LayerWeights> layers;
    Norm output_norm;
    std::unique_ptr<const Matrix> output;  // vocabulary × d; the token embeddings again where tied
};

}  // namespace lossylens::nn
