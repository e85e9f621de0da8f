#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lossylens::codec {

// Rows of float32, each filled up with zeros to a length that vectors divide.
class PaddedRows {
public:
    PaddedRows(int rows, int dimensions)
        : rows_(rows),
          stride_((static_cast<std::size_t>(dimensions) + multiple - 1) / multiple * multiple),
          numbers_(static_cast<std::size_t>(rows) * stride_) {}

    static constexpr std::size_t multiple = 16;
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] std::size_t stride() const { return stride_; }
    [[nodiscard]] std::span<float> row(int i) {
        return std::span(numbers_).subspan(static_cast<std::size_t>(i) * stride_, stride_);
    }
    [[nodiscard]] std::span<const float> row(int i) const {
        return std::span(numbers_).subspan(static_cast<std::size_t>(i) * stride_, stride_);
    }

private:
    int rows_;
    std::size_t stride_;
    std::vector<float> numbers_;
};

struct RowRange {
    int first = 0, count = 0;
};

// result[i * those.count + j] = a's row (these.first + i) times b's row (those.first + j), of one stride, in
// float32, in vectors: the last bits depend on the machine's.
void dotProducts(const PaddedRows& a, const RowRange& these, const PaddedRows& b, const RowRange& those,
                 std::span<float> result);

}  // namespace lossylens::codec
