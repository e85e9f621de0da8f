#pragma once

#include <memory>
#include <span>
#include <vector>

#include "formats/tensor.h"
#include "nn/integer_product.h"
#include "nn/model.h"
#include "nn/thread_pool.h"

namespace lossylens::nn {

class Matrix;

// The rows that a matrix is to multiply, in the form in which it takes them: numbers, and where it multiplies
// codes, 8-bit codes of them, in one plane or two: the second has the codes of what the first leaves over.
// Different threads may fill different rows.
class MatrixInput {
public:
    void resize(int rows, const Matrix& matrix);

    [[nodiscard]] std::span<float> row(int i);  // to be filled,
    void finishRow(int i);                      // and then finished

    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] const float* numbers() const { return numbers_.data(); }  // rows × inputs
    [[nodiscard]] const EightBitRows& codes() const { return codes_; }      // planes × rows

private:
    int rows_ = 0;
    int inputs_ = 0;
    int planes_ = 0;
    std::vector<float> numbers_;
    EightBitRows codes_;
};

// Where products go: y (rows × outputs) = or += product + bias.
struct MatrixOutput {
    std::span<float> y;
    std::span<const float> bias = {};  // outputs, or none
    bool add = false;                  // to what is in y
};

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
    // Whether the products read the file's own bytes, and not only what was made of them.
    [[nodiscard]] virtual bool viewsFile() const { return false; }
    [[nodiscard]] virtual int codePlanes() const { return 0; }  // of the input

    // x · Wᵀ. A row's product depends on that row alone: to the bit the same whatever the other rows and the
    // number of threads.
    virtual void multiply(const MatrixInput& x, const MatrixOutput& out, ThreadPool& pool) const = 0;

protected:
    // Puts products of one row, from output `first` on, where they belong; `products` is spoiled.
    void deliver(std::span<float> products, int row, int first, const MatrixOutput& out) const;

private:
    int outputs_;
    int inputs_;
};

// Weights in the precision of the file or the one they are to be held in (any but f32), unpacked in registers
// while they are multiplied: as they lie in the file, whose bytes must outlive the matrix, or interleaved for
// activations in 8 bits, which `pool` does at once. `planes` of codes: 1, or 2 for twice the bits and twice
// the arithmetic. Throws std::bad_alloc.
[[nodiscard]] std::unique_ptr<const Matrix> storedMatrix(const std::vector<formats::Tensor>& stack,
                                                         const LoadOptions& options, ThreadPool& pool,
                                                         int planes = 1);

// Loads the module that the next function needs. Errors: not_found.
[[nodiscard]] Result<void> prepareExactMatrices();

// Weights dequantised to float32, products by libtorch: the exact mode. Throws std::bad_alloc, and
// std::runtime_error where libtorch or its module fails otherwise.
[[nodiscard]] std::unique_ptr<const Matrix> exactMatrix(const std::vector<formats::Tensor>& stack);

}  // namespace lossylens::nn
