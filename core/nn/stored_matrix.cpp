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

// Some outputs of a part, at most as many as an interleaved group has.
struct Group {
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
        parts_.reserve(stack.size());  // groups point into it
        int output = 0;
        for (const formats::Tensor& tensor : stack) {
            const Part& part = parts_.emplace_back(makePart(tensor, activations, pool));
            takes_codes_ = takes_codes_ || part.interleaved.bytes;
            for (int begin = 0; begin < part.outputs; begin += kGroupOutputs) {
                groups_.push_back(
                    {&part, begin, std::min(kGroupOutputs, part.outputs - begin), output + begin});
            }
            output += part.outputs;
        }
    }

    [[nodiscard]] bool takesCodes() const override { return takes_codes_; }

    void multiply(const MatrixInput& x, const MatrixOutput& out, ThreadPool& pool) const override {
        pool.runRanges(static_cast<int>(groups_.size()), [&](int begin, int end) {
            for (int i = begin; i < end; ++i) multiplyGroup(groups_[static_cast<std::size_t>(i)], x, out);
        });
    }

private:
    void multiplyGroup(const Group& group, const MatrixInput& x, const MatrixOutput& out) const {
        thread_local std::vector<float> products;  // rows × kGroupOutputs
        products.resize(static_cast<std::size_t>(x.rows() * kGroupOutputs));
        if (group.part->interleaved.bytes) {
            multiplyIntegers(integerProduct(group, x.codes(), products.data()));
        } else {
            multiplyStored(floatProduct(group, x, products.data()));
        }
        for (int row = 0; row < x.rows(); ++row) {
            deliver(std::span(products).subspan(static_cast<std::size_t>(row * kGroupOutputs),
                                                static_cast<std::size_t>(group.count)),
                    row, group.output, out);
        }
    }

    [[nodiscard]] IntegerProduct integerProduct(const Group& group, const EightBitRows& x, float* y) const {
        const std::ptrdiff_t records =
            static_cast<std::ptrdiff_t>(group.begin / kGroupOutputs) * (inputs() / kBlockInputs);
        return {
            .type = group.part->type,
            .weights = group.part->interleaved.bytes.get() + records * recordLayout(group.part->type).bytes,
            .outputs = group.count,
            .x = &x,
            .y = y,
            .y_stride = kGroupOutputs};
    }

    [[nodiscard]] StoredProduct floatProduct(const Group& group, const MatrixInput& x, float* y) const {
        return {
            .type = group.part->type,
            .weights = group.part->bytes.data() + group.begin * formats::bytesOf(group.part->type, inputs()),
            .outputs = group.count,
            .inputs = inputs(),
            .x = x.numbers(),
            .rows = x.rows(),
            .y = y,
            .y_stride = kGroupOutputs};
    }

    std::vector<Part> parts_;
    std::vector<Group> groups_;
    bool takes_codes_ = false;
};

}  // namespace

std::unique_ptr<const Matrix> storedMatrix(const std::vector<formats::Tensor>& stack, Activations activations,
                                           ThreadPool& pool) {
    return std::make_unique<const StoredMatrix>(stack, activations, pool);
}

}  // namespace lossylens::nn
