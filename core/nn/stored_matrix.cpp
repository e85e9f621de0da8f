#include <algorithm>
#include <numeric>
#include <utility>

#include "nn/held_tensor.h"
#include "nn/integer_product.h"
#include "nn/interleaved.h"
#include "nn/matrix.h"
#include "nn/stored_product.h"
#include "nn/vector_math.h"

namespace lossylens::nn {
namespace {

// One tensor of the stack: its weights as they are read, or interleaved where activations have 8 bits.
struct Part {
    HeldTensor held;  // its bytes are gone where there is `interleaved`
    InterleavedBytes interleaved;
    int outputs = 0;
};

Part makePart(const formats::Tensor& tensor, const LoadOptions& options, ThreadPool& pool) {
    Part part{hold(tensor, options.precision, pool), {}, static_cast<int>(tensor.rows())};
    const bool has_codes = recordLayout(part.held.tensor.type).bytes != 0;
    if (options.activations == Activations::eight_bits && has_codes && hasIntegerKernels()) {
        part.interleaved = interleave(part.held.tensor, pool);
        part.held.own = std::vector<std::byte>();  // = {} would keep the memory
        part.held.tensor.bytes = {};
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
    StoredMatrix(const std::vector<formats::Tensor>& stack, const LoadOptions& options, ThreadPool& pool,
                 int planes)
        : Matrix(outputsOf(stack), static_cast<int>(stack.front().columns())) {
        parts_.reserve(stack.size());  // groups point into it
        int output = 0;
        for (const formats::Tensor& tensor : stack) {
            const Part& part = parts_.emplace_back(makePart(tensor, options, pool));
            if (part.interleaved.bytes) code_planes_ = planes;
            for (int begin = 0; begin < part.outputs; begin += kGroupOutputs) {
                groups_.push_back(
                    {&part, begin, std::min(kGroupOutputs, part.outputs - begin), output + begin});
            }
            output += part.outputs;
        }
    }

    [[nodiscard]] bool viewsFile() const override {
        return std::ranges::any_of(
            parts_, [](const Part& part) { return !part.interleaved.bytes && part.held.own.empty(); });
    }
    [[nodiscard]] int codePlanes() const override { return code_planes_; }

    void multiply(const MatrixInput& x, const MatrixOutput& out, ThreadPool& pool) const override {
        pool.runRanges(static_cast<int>(groups_.size()), [&](int begin, int end) {
            for (int i = begin; i < end; ++i) multiplyGroup(groups_[static_cast<std::size_t>(i)], x, out);
        });
    }

private:
    void multiplyGroup(const Group& group, const MatrixInput& x, const MatrixOutput& out) const {
        thread_local std::vector<float> products;  // planes × rows × kGroupOutputs
        products.resize(static_cast<std::size_t>(std::max(code_planes_, 1) * x.rows() * kGroupOutputs));
        if (group.part->interleaved.bytes) {
            multiplyIntegers(integerProduct(group, x.codes(), products.data()));
            const auto plane = products.size() / static_cast<std::size_t>(code_planes_);
            if (code_planes_ == 2) addTo(std::span(products).first(plane), std::span(products).last(plane));
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
        return {.type = group.part->held.tensor.type,
                .weights = group.part->interleaved.bytes.get() +
                           records * recordLayout(group.part->held.tensor.type).bytes,
                .outputs = group.count,
                .x = &x,
                .y = y,
                .y_stride = kGroupOutputs};
    }

    [[nodiscard]] StoredProduct floatProduct(const Group& group, const MatrixInput& x, float* y) const {
        return {.type = group.part->held.tensor.type,
                .weights = group.part->held.tensor.bytes.data() +
                           group.begin * formats::bytesOf(group.part->held.tensor.type, inputs()),
                .outputs = group.count,
                .inputs = inputs(),
                .x = x.numbers(),
                .rows = x.rows(),
                .y = y,
                .y_stride = kGroupOutputs};
    }

    std::vector<Part> parts_;
    std::vector<Group> groups_;
    int code_planes_ = 0;
};

}  // namespace

std::unique_ptr<const Matrix> storedMatrix(const std::vector<formats::Tensor>& stack,
                                           const LoadOptions& options, ThreadPool& pool, int planes) {
    return std::make_unique<const StoredMatrix>(stack, options, pool, planes);
}

}  // namespace lossylens::nn
