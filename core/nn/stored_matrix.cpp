#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "nn/matrix.h"
#include "nn/stored_product.h"

namespace lossylens::nn {
namespace {

// Outputs a task computes: few enough that their weights stay in the first-level cache for all rows, enough
// that handing out tasks costs nothing.
constexpr int kSliceOutputs = 32;

// The same numbers the usual way round. `source` is {inputs, outputs} of `size` bytes each.
std::vector<std::byte> transposed(const formats::Tensor& tensor) {
    const auto size = static_cast<std::size_t>(formats::blockBytes(tensor.type));
    const auto outputs = static_cast<std::size_t>(tensor.rows());
    const auto inputs = static_cast<std::size_t>(tensor.columns());
    std::vector<std::byte> result(outputs * inputs * size);
    constexpr std::size_t kTile = 32;  // both sides of a tile stay in the cache
    for (std::size_t tile_o = 0; tile_o < outputs; tile_o += kTile) {
        for (std::size_t i = 0; i < inputs; ++i) {
            for (std::size_t o = tile_o; o < std::min(tile_o + kTile, outputs); ++o) {
                std::memcpy(&result[(o * inputs + i) * size], &tensor.bytes[(i * outputs + o) * size], size);
            }
        }
    }
    return result;
}

// Files may put a tensor at any address; the kernels read whole numbers.
bool aligned(const formats::Tensor& tensor) {
    const std::size_t size = tensor.type == formats::DataType::f32 ? sizeof(float) : sizeof(std::uint16_t);
    return reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % size == 0;
}

struct Part {
    formats::DataType type;
    int outputs;
    std::span<const std::byte> bytes;  // outputs × inputs
    std::vector<std::byte> own;        // what `bytes` views where the file's own bytes do not serve
};

struct Slice {
    const Part* part;
    int begin;  // first output within the part
    int count;
    int output;  // the same within the matrix
};

int outputsOf(const std::vector<formats::Tensor>& stack) {
    return std::accumulate(stack.begin(), stack.end(), 0, [](int sum, const formats::Tensor& tensor) {
        return sum + static_cast<int>(tensor.rows());
    });
}

class StoredMatrix final : public Matrix {
public:
    explicit StoredMatrix(const std::vector<formats::Tensor>& stack)
        : Matrix(outputsOf(stack), static_cast<int>(stack.front().columns())) {
        parts_.reserve(stack.size());  // slices point into it
        int output = 0;
        for (const formats::Tensor& tensor : stack) {
            Part& part =
                parts_.emplace_back(Part{tensor.type, static_cast<int>(tensor.rows()), tensor.bytes, {}});
            if (tensor.transposed) {
                part.bytes = part.own = transposed(tensor);
            } else if (!aligned(tensor)) {
                part.own.assign(tensor.bytes.begin(), tensor.bytes.end());
                part.bytes = part.own;
            }
            for (int begin = 0; begin < part.outputs; begin += kSliceOutputs) {
                slices_.push_back(
                    {&part, begin, std::min(kSliceOutputs, part.outputs - begin), output + begin});
            }
            output += part.outputs;
        }
    }

    void multiply(std::span<const float> x, int rows, std::span<float> y, ThreadPool& pool) const override {
        pool.run(static_cast<int>(slices_.size()), [&](int task) {
            const Slice& slice = slices_[static_cast<std::size_t>(task)];
            const std::int64_t row_bytes = formats::bytesOf(slice.part->type, inputs());
            multiplyStored({.type = slice.part->type,
                            .weights = slice.part->bytes.data() + slice.begin * row_bytes,
                            .outputs = slice.count,
                            .inputs = inputs(),
                            .x = x.data(),
                            .rows = rows,
                            .y = y.data() + slice.output,
                            .y_stride = outputs()});
        });
    }

private:
    std::vector<Part> parts_;
    std::vector<Slice> slices_;
};

}  // namespace

std::unique_ptr<const Matrix> storedMatrix(const std::vector<formats::Tensor>& stack) {
    return std::make_unique<const StoredMatrix>(stack);
}

}  // namespace lossylens::nn
