#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "nn/integer_product.h"
#include "nn/interleaved.h"
#include "nn/matrix.h"
#include "nn/stored_product.h"

namespace lossylens::nn {
namespace {

// Outputs a task computes: few enough that their weights stay in the first-level cache for all rows, enough
// that handing out tasks costs nothing.
constexpr int kSliceOutputs = 32;
static_assert(kSliceOutputs % kGroupOutputs == 0);

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

// One tensor of the stack.
struct Part {
    formats::DataType type = formats::DataType::f32;
    int outputs = 0;
    std::span<const std::byte> bytes;  // outputs × inputs, as in the file
    std::vector<std::byte> own;        // what `bytes` views where the file's own bytes do not serve
    InterleavedBytes interleaved;      // in place of `bytes` where activations are to have 8 bits
};

Part makePart(const formats::Tensor& tensor, Activations activations, ThreadPool& pool) {
    Part part{tensor.type, static_cast<int>(tensor.rows()), tensor.bytes, {}, {}};
    const bool has_codes = recordLayout(tensor.type).bytes != 0;
    if (activations == Activations::eight_bits && has_codes && hasIntegerKernels()) {
        part.interleaved = interleave(tensor, pool);
    } else if (tensor.transposed) {
        part.bytes = part.own = transposed(tensor);
    } else if (!aligned(tensor)) {
        part.own.assign(tensor.bytes.begin(), tensor.bytes.end());
        part.bytes = part.own;
    }
    return part;
}

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
    StoredMatrix(const std::vector<formats::Tensor>& stack, Activations activations, ThreadPool& pool)
        : Matrix(outputsOf(stack), static_cast<int>(stack.front().columns())) {
        parts_.reserve(stack.size());  // slices point into it
        int output = 0;
        for (const formats::Tensor& tensor : stack) {
            const Part& part = parts_.emplace_back(makePart(tensor, activations, pool));
            any_integers_ = any_integers_ || part.interleaved.bytes;
            for (int begin = 0; begin < part.outputs; begin += kSliceOutputs) {
                slices_.push_back(
                    {&part, begin, std::min(kSliceOutputs, part.outputs - begin), output + begin});
            }
            output += part.outputs;
        }
    }

    void multiply(std::span<const float> x, int rows, std::span<float> y, ThreadPool& pool) const override {
        thread_local EightBitRows codes;
        if (any_integers_) {
            codes.resize(rows, inputs());
            const auto width = static_cast<std::size_t>(inputs());
            pool.run(rows, [&, &shared = codes](int row) {
                quantizeRow(x.subspan(static_cast<std::size_t>(row) * width, width), row, shared);
            });
        }
        pool.run(static_cast<int>(slices_.size()), [&, &shared = codes](int task) {
            const Slice& slice = slices_[static_cast<std::size_t>(task)];
            if (slice.part->interleaved.bytes) {
                multiplyIntegers(integerProduct(slice, shared, y));
            } else {
                multiplyStored(floatProduct(slice, x, rows, y));
            }
        });
    }

private:
    [[nodiscard]] IntegerProduct integerProduct(const Slice& slice, const EightBitRows& x,
                                                std::span<float> y) const {
        const std::ptrdiff_t records =
            static_cast<std::ptrdiff_t>(slice.begin / kGroupOutputs) * (inputs() / kBlockInputs);
        return {
            .type = slice.part->type,
            .weights = slice.part->interleaved.bytes.get() + records * recordLayout(slice.part->type).bytes,
            .outputs = slice.count,
            .x = &x,
            .y = y.data() + slice.output,
            .y_stride = outputs()};
    }

    [[nodiscard]] StoredProduct floatProduct(const Slice& slice, std::span<const float> x, int rows,
                                             std::span<float> y) const {
        return {
            .type = slice.part->type,
            .weights = slice.part->bytes.data() + slice.begin * formats::bytesOf(slice.part->type, inputs()),
            .outputs = slice.count,
            .inputs = inputs(),
            .x = x.data(),
            .rows = rows,
            .y = y.data() + slice.output,
            .y_stride = outputs()};
    }

    std::vector<Part> parts_;
    std::vector<Slice> slices_;
    bool any_integers_ = false;
};

}  // namespace

std::unique_ptr<const Matrix> storedMatrix(const std::vector<formats::Tensor>& stack, Activations activations,
                                           ThreadPool& pool) {
    return std::make_unique<const StoredMatrix>(stack, activations, pool);
}

}  // namespace lossylens::nn
