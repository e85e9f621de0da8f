#include "codec/principal_components.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "codec/dot_products.h"

namespace lossylens::codec {

namespace {

constexpr int rows_at_once = 512;
constexpr int strip = 64;  // of the covariance: what lies above the diagonal's strip is not computed

using Matrix = Eigen::MatrixXd;

bool isFinite(std::span<const float> row) {
    return std::ranges::all_of(row, [](float number) { return std::isfinite(number); });
}

// Sums over the rows so far.
class Moments {
public:
    explicit Moments(int dimensions)
        : sum_(Eigen::VectorXd::Zero(dimensions)), products_(Matrix::Zero(dimensions, dimensions)) {}

    // `columns`: a dimension's numbers of `count` rows after the other, padded with zeros.
    void add(const PaddedRows& columns, int count) {
        const auto d = static_cast<int>(sum_.size());
        for (int i = 0; i < d; ++i) {
            const auto column = columns.row(i).first(static_cast<std::size_t>(count));
            for (const float number : column) sum_[i] += static_cast<double>(number);
        }
        for (int start = 0; start < d; start += strip) {
            const int height = std::min(strip, d - start), width = start + height;
            part_.resize(static_cast<std::size_t>(height) * static_cast<std::size_t>(width));
            dotProducts(columns, {start, height}, columns, {0, width}, part_);
            for (int i = 0; i < height; ++i) {
                for (int j = 0; j < width; ++j)
                    products_(start + i, j) +=
                        static_cast<double>(part_[static_cast<std::size_t>(i * width + j)]);
            }
        }
        count_ += count;
    }

    // The lower half of it.
    [[nodiscard]] Matrix covariance() const {
        if (count_ == 0) return Matrix::Zero(sum_.size(), sum_.size());
        return products_ / count_ - mean() * mean().transpose();
    }
    [[nodiscard]] Eigen::VectorXd mean() const {
        return count_ == 0 ? sum_ : Eigen::VectorXd(sum_ / static_cast<double>(count_));
    }

private:
    Eigen::VectorXd sum_;
    Matrix products_;
    std::vector<float> part_;
    int count_ = 0;
};

PrincipalComponents componentsOf(const Moments& moments) {
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(moments.covariance());  // reads the lower half
    const Eigen::VectorXd mean = moments.mean();
    const auto d = mean.size();
    PrincipalComponents components{.mean = {mean.data(), mean.data() + d}, .directions = {}, .variances = {}};
    for (Eigen::Index k = d; k-- > 0;) {  // its eigenvalues rise
        components.variances.push_back(solver.eigenvalues()[k]);
        const auto direction = solver.eigenvectors().col(k);
        components.directions.insert(components.directions.end(), direction.begin(), direction.end());
    }
    return components;
}

}  // namespace

Result<PrincipalComponents> principalComponentsOf(
    int rows, int dimensions, const std::function<void(int id, std::span<float> row)>& read,
    const std::stop_token& stop) {
    const auto stopped = [] { return fail(ErrorCode::cancelled, "principal components", "stopped"); };
    Moments moments(dimensions);
    std::vector<float> row(static_cast<std::size_t>(dimensions));
    for (int start = 0; start < rows; start += rows_at_once) {
        if (stop.stop_requested()) return stopped();
        PaddedRows columns(dimensions, rows_at_once);
        int count = 0;
        for (int id = start; id < std::min(start + rows_at_once, rows); ++id) {
            read(id, row);
            if (!isFinite(row)) continue;
            for (int i = 0; i < dimensions; ++i)
                columns.row(i)[static_cast<std::size_t>(count)] = row[static_cast<std::size_t>(i)];
            ++count;
        }
        moments.add(columns, count);
    }
    if (stop.stop_requested()) return stopped();
    return componentsOf(moments);
}

}  // namespace lossylens::codec
