// The exact mode's products. All of libtorch that the program runs is in this file.
#include <ATen/core/ivalue.h>  // before the others: clang 14 wants the whole type

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string>

#include "nn/matrix.h"

namespace lossylens::nn {
namespace {

// A BLAS picks its kernel, and with it the order of the sums, by the shape of a product. So that a row's
// result does not depend on how many rows come with it, nor on the number of threads, every product has the
// same shape: this many rows (filled up with zeros) by this many outputs, on one thread. One row costs little
// more so than alone, because reading the weights is most of the work.
constexpr int kTileRows = 8;
constexpr int kTileOutputs = 128;

template <class Work>
auto atTheEdge(const Work& work) {
    try {
        return work();
    } catch (const c10::Error& error) {
        const std::string message = error.what_without_backtrace();
        if (message.find("allocate memory") != std::string::npos) throw std::bad_alloc();
        throw std::runtime_error("libtorch: " + message);
    }
}

void useOneThread() {
    thread_local const bool done =
        (at::set_num_threads(1), true);  // the pool's threads are the parallel part
    static_cast<void>(done);
}

class ExactMatrix final : public Matrix {
public:
    explicit ExactMatrix(at::Tensor weights)
        : Matrix(static_cast<int>(weights.size(0)), static_cast<int>(weights.size(1))),
          weights_(std::move(weights)) {}

    void multiply(std::span<const float> x, int rows, std::span<float> y, ThreadPool& pool) const override {
        const int tiles = (rows + kTileRows - 1) / kTileRows;
        std::vector<float> padded(static_cast<std::size_t>(tiles) * kTileRows * inputs());
        std::copy_n(x.begin(), static_cast<std::size_t>(rows) * inputs(), padded.begin());
        const int slices = (outputs() + kTileOutputs - 1) / kTileOutputs;
        pool.run(slices, [&](int slice) {
            atTheEdge([&] { multiplySlice(padded, rows, y, slice * kTileOutputs); });
        });
    }

private:
    void multiplySlice(std::vector<float>& padded, int rows, std::span<float> y, int begin) const {
        useOneThread();
        const c10::InferenceMode inference;
        const int width = std::min(kTileOutputs, outputs() - begin);
        const at::Tensor slice = weights_.narrow(0, begin, width).t();
        at::Tensor product = at::empty({kTileRows, width});
        for (int row = 0; row < rows; row += kTileRows) {
            const at::Tensor tile = at::from_blob(padded.data() + static_cast<std::size_t>(row) * inputs(),
                                                  {kTileRows, inputs()});
            at::mm_out(product, tile, slice);
            for (int i = 0; i < std::min(kTileRows, rows - row); ++i) {
                std::copy_n(product.data_ptr<float>() + static_cast<std::ptrdiff_t>(i) * width, width,
                            y.begin() + static_cast<std::ptrdiff_t>(row + i) * outputs() + begin);
            }
        }
    }

    at::Tensor weights_;  // outputs × inputs, float32
};

// Fills rows of `out` (contiguous) from the tensor.
void dequantize(const formats::Tensor& tensor, at::Tensor out) {
    const auto columns = static_cast<std::size_t>(tensor.columns());
    float* row = out.data_ptr<float>();
    for (std::int64_t i = 0; i < tensor.rows(); ++i, row += columns) {
        formats::dequantizeRow(tensor, i, {row, columns});
    }
}

}  // namespace

std::unique_ptr<const Matrix> exactMatrix(const std::vector<formats::Tensor>& stack) {
    return atTheEdge([&] {
        const c10::InferenceMode inference;
        std::int64_t outputs = 0;
        for (const formats::Tensor& tensor : stack) outputs += tensor.rows();
        at::Tensor weights = at::empty({outputs, stack.front().columns()});
        std::int64_t begin = 0;
        for (const formats::Tensor& tensor : stack) {
            const at::Tensor part = weights.narrow(0, begin, tensor.rows());
            if (tensor.transposed) {  // read as it lies, then turn: a column at a time would miss the cache
                const formats::Tensor as_stored{
                    tensor.type, {tensor.columns(), tensor.rows()}, false, tensor.bytes};
                at::Tensor turned = at::empty({tensor.columns(), tensor.rows()});
                dequantize(as_stored, turned);
                part.copy_(turned.t());
            } else {
                dequantize(tensor, part);
            }
            begin += tensor.rows();
        }
        return std::make_unique<const ExactMatrix>(std::move(weights));
    });
}

}  // namespace lossylens::nn
