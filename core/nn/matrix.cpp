#include "nn/matrix.h"

#include <algorithm>

#include "nn/vector_math.h"

namespace lossylens::nn {

void MatrixInput::resize(int rows, const Matrix& matrix) {
    rows_ = rows;
    inputs_ = matrix.inputs();
    planes_ = matrix.codePlanes();
    numbers_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(inputs_));
    if (planes_ > 0) codes_.resize(planes_ * rows, inputs_);
}

std::span<float> MatrixInput::row(int i) {
    const auto width = static_cast<std::size_t>(inputs_);
    return std::span(numbers_).subspan(static_cast<std::size_t>(i) * width, width);
}

void MatrixInput::finishRow(int i) {
    if (planes_ == 0) return;
    quantizeRow(row(i), i, codes_);
    if (planes_ == 1) return;
    thread_local std::vector<float> rest;
    rest.assign(row(i).begin(), row(i).end());
    subtractCodes(codes_, i, rest);
    quantizeRow(rest, rows_ + i, codes_);
}

void Matrix::deliver(std::span<float> products, int row, int first, const MatrixOutput& out) const {
    const auto begin =
        static_cast<std::size_t>(row) * static_cast<std::size_t>(outputs_) + static_cast<std::size_t>(first);
    const auto y = out.y.subspan(begin, products.size());
    if (!out.bias.empty())
        addTo(products, out.bias.subspan(static_cast<std::size_t>(first), products.size()));
    if (out.add) {
        addTo(y, products);
    } else {
        std::ranges::copy(products, y.begin());
    }
}

}  // namespace lossylens::nn
