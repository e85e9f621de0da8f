#pragma once

#include <memory>
#include <span>
#include <vector>

#include "formats/tensor.h"
#include "nn/model.h"
#include "nn/thread_pool.h"

namespace lossylens::nn {

// The weights of a linear layer, and the one place where a matrix meets a vector. A matrix may be stacked of
// several tensors that take the same input (query, key and value; gate and up): their outputs follow one
// another.
class Matrix {
public:
    Matrix(int outputs, int inputs) : outputs_(outputs), inputs_(inputs) {}
    virtual ~Matrix() = default;
    Matrix(const Matrix&) = delete;
    Matrix& operator=(const Matrix&) = delete;

    [[nodiscard]] int outputs() const { return outputs_; }
    [[nodiscard]] int inputs() const { return inputs_; }

    // y (rows × outputs) = x (rows × inputs) · Wᵀ. A row of y depends on its row of x alone: to the bit the
    // same whatever the other rows and the number of threads.
    virtual void multiply(std::span<const float> x, int rows, std::span<float> y, ThreadPool& pool) const = 0;

private:
    int outputs_;
    int inputs_;
};

// Weights in the precision of the file, unpacked in registers while they are multiplied: as they lie in the
// file, whose bytes must outlive the matrix, or interleaved for activations in 8 bits, which `pool` does at
// once. Throws std::bad_alloc.
[[nodiscard]] std::unique_ptr<const Matrix> storedMatrix(const std::vector<formats::Tensor>& stack,
                                                         Activations activations, ThreadPool& pool);

// Loads the module that the next function needs. Errors: not_found.
[[nodiscard]] Result<void> prepareExactMatrices();

// Weights dequantised to float32, products by libtorch: the exact mode. Throws std::bad_alloc, and
// std::runtime_error where libtorch or its module fails otherwise.
[[nodiscard]] std::unique_ptr<const Matrix> exactMatrix(const std::vector<formats::Tensor>& stack);

}  // namespace lossylens::nn
