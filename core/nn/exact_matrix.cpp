#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include "base/load_symbol.h"
#include "exact/exact_product.h"
#include "nn/matrix.h"

namespace lossylens::nn {
namespace {

// A BLAS picks its kernel, and with it the order of the sums, by the shape of a product. So that a row's
// result does not depend on how many rows come with it, nor on the number of threads, every product has the
// same shape: this many rows (filled up with zeros) by this many outputs, on one thread. One row costs little
// more so than alone, because reading the weights is most of the work.
constexpr int kTileRows = 8;
constexpr int kTileOutputs = 128;

const Result<void*>& loadedMultiply() {
    static const Result<void*> multiply =
        loadSymbol("liblossylens_exact.so", "lossylens_exact_multiply", LinkerNamespace::shared);
    return multiply;
}

using Weights = hwy::AlignedFreeUniquePtr<float[]>;  // outputs × inputs

class ExactMatrix final : public Matrix {
public:
    ExactMatrix(exact::Multiply* product, Weights weights, int outputs, int inputs)
        : Matrix(outputs, inputs), product_(product), weights_(std::move(weights)) {}

    void multiply(const MatrixInput& x, const MatrixOutput& out, ThreadPool& pool) const override {
        const int tiles = (x.rows() + kTileRows - 1) / kTileRows;
        std::vector<float> padded(static_cast<std::size_t>(tiles) * kTileRows * inputs());
        std::copy_n(x.numbers(), static_cast<std::size_t>(x.rows()) * inputs(), padded.begin());
        const int slices = (outputs() + kTileOutputs - 1) / kTileOutputs;
        pool.run(slices, [&](int slice) { multiplySlice(padded, x.rows(), out, slice * kTileOutputs); });
    }

private:
    void multiplySlice(std::span<const float> padded, int rows, const MatrixOutput& out, int begin) const {
        const int width = std::min(kTileOutputs, outputs() - begin);
        std::array<float, static_cast<std::size_t>(kTileRows) * kTileOutputs> tile;
        for (int row = 0; row < rows; row += kTileRows) {
            product_({.weights = weights_.get() + static_cast<std::size_t>(begin) * inputs(),
                      .outputs = width,
                      .inputs = inputs(),
                      .x = padded.data() + static_cast<std::size_t>(row) * inputs(),
                      .rows = kTileRows,
                      .y = tile.data()});
            for (int i = 0; i < std::min(kTileRows, rows - row); ++i) {
                float* products = tile.data() + static_cast<std::ptrdiff_t>(i) * width;
                deliver({products, static_cast<std::size_t>(width)}, row + i, begin, out);
            }
        }
    }

    exact::Multiply* product_;
    Weights weights_;
};

// Writes rows() × columns() numbers of the tensor.
void dequantize(const formats::Tensor& tensor, float* out) {
    const auto columns = static_cast<std::size_t>(tensor.columns());
    for (std::int64_t row = 0; row < tensor.rows(); ++row, out += columns) {
        formats::dequantizeRow(tensor, row, {out, columns});
    }
}

// The same of a transposed one. Read as it lies, some of its rows (inputs) at a time, which are then turned
// while they are in the cache.
void dequantizeTransposed(const formats::Tensor& tensor, float* out) {
    const std::int64_t outputs = tensor.rows();
    const std::int64_t inputs = tensor.columns();
    const formats::Tensor as_stored{tensor.type, {inputs, outputs}, false, tensor.bytes};
    constexpr std::int64_t kInputsAtOnce = 16;
    std::vector<float> lines(static_cast<std::size_t>(kInputsAtOnce * outputs));
    for (std::int64_t begin = 0; begin < inputs; begin += kInputsAtOnce) {
        const std::int64_t count = std::min(kInputsAtOnce, inputs - begin);
        for (std::int64_t i = 0; i < count; ++i) {
            formats::dequantizeRow(
                as_stored, begin + i,
                {&lines[static_cast<std::size_t>(i * outputs)], static_cast<std::size_t>(outputs)});
        }
        for (std::int64_t output = 0; output < outputs; ++output) {
            for (std::int64_t i = 0; i < count; ++i) {
                out[output * inputs + begin + i] = lines[static_cast<std::size_t>(i * outputs + output)];
            }
        }
    }
}

}  // namespace

Result<void> prepareExactMatrices() {
    if (loadedMultiply()) return {};
    return tl::unexpected(within("the exact mode", loadedMultiply().error()));
}

std::unique_ptr<const Matrix> exactMatrix(const std::vector<formats::Tensor>& stack) {
    if (!loadedMultiply()) throw std::runtime_error(loadedMultiply().error().text());
    const std::int64_t inputs = stack.front().columns();
    std::int64_t outputs = 0;
    for (const formats::Tensor& tensor : stack) outputs += tensor.rows();
    Weights weights = hwy::AllocateAligned<float>(static_cast<std::size_t>(outputs * inputs));
    if (weights == nullptr) throw std::bad_alloc();
    float* part = weights.get();
    for (const formats::Tensor& tensor : stack) {
        (tensor.transposed ? dequantizeTransposed : dequantize)(tensor, part);
        part += tensor.rows() * inputs;
    }
    return std::make_unique<const ExactMatrix>(reinterpret_cast<exact::Multiply*>(*loadedMultiply()),
                                               std::move(weights), static_cast<int>(outputs),
                                               static_cast<int>(inputs));
}

}  // namespace lossylens::nn
