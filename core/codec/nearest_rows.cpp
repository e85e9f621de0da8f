#include "codec/nearest_rows.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "codec/dot_products.h"
#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

constexpr int rows_at_once = 128;  // of the table: they stay near the processor while all queries meet them

// More than what float32 products of some thousand numbers can be off: what comes this near to the k nearest
// is looked at again in float64.
constexpr double slack = 1e-4;
constexpr double least_norm = 1e-15;  // below, float32 has lost the squares

struct Nearest {
    std::span<const float> row;
    double square = 0;  // of its norm
    std::vector<NearRow> found;
};

bool isNear(const Nearest& nearest, int k, double cosine) {
    return std::cmp_less(nearest.found.size(), k) || (k > 0 && cosine > nearest.found.back().cosine);
}

// Ids come in rising order, so that one that is only equal stays behind.
void keepIfNear(Nearest& nearest, int k, int id, std::span<const float> own) {
    const double norms = std::sqrt(nearest.square * dot(own, own));
    if (norms == 0.0) return;
    const double cosine = std::clamp(dot(nearest.row, own) / norms, -1.0, 1.0);
    if (!isNear(nearest, k, cosine)) return;
    const auto place = std::ranges::upper_bound(nearest.found, cosine, std::greater<>(), &NearRow::cosine);
    nearest.found.insert(place, {.id = id, .cosine = cosine});
    if (std::cmp_greater(nearest.found.size(), k)) nearest.found.pop_back();
}

class Search {
public:
    Search(const EmbeddingTable& table, const std::vector<std::span<const float>>& rows, int k)
        : table_(table),
          k_(k),
          asked_(static_cast<int>(rows.size()), table.size().dimensions),
          own_(rows_at_once, table.size().dimensions),
          products_(rows.size() * rows_at_once) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            nearest_.push_back({.row = rows[i], .square = dot(rows[i], rows[i]), .found = {}});
            const double scale = nearest_.back().square > 0 ? 1 / std::sqrt(nearest_.back().square) : 0;
            std::ranges::transform(rows[i], asked_.row(static_cast<int>(i)).begin(), [&](float number) {
                return static_cast<float>(static_cast<double>(number) * scale);
            });
        }
    }

    void look(int first, int count) {
        const auto d = static_cast<std::size_t>(table_.size().dimensions);
        for (int j = 0; j < count; ++j) table_.read(first + j, own_.row(j).first(d));
        dotProducts(own_, {0, count}, asked_, {0, asked_.rows()}, products_);
        for (int j = 0; j < count; ++j) {
            const auto products = std::span(products_).subspan(static_cast<std::size_t>(j) * nearest_.size());
            meet(first + j, std::as_const(own_).row(j).first(d), normOf(j), products);
        }
    }

    [[nodiscard]] std::vector<std::vector<NearRow>> found() && {
        std::vector<std::vector<NearRow>> all;
        for (Nearest& nearest : nearest_) all.push_back(std::move(nearest.found));
        return all;
    }

private:
    [[nodiscard]] double normOf(int j) const {
        float square = 0;
        dotProducts(own_, {j, 1}, own_, {j, 1}, std::span(&square, 1));
        return std::sqrt(static_cast<double>(square));
    }

    // `products`: of the row and those asked for, which have length 1 there.
    void meet(int id, std::span<const float> own, double norm, std::span<const float> products) {
        for (std::size_t i = 0; i < nearest_.size(); ++i) {
            const bool far = norm > least_norm &&
                             !isNear(nearest_[i], k_, static_cast<double>(products[i]) / norm + slack);
            if (!far && nearest_[i].square > 0) keepIfNear(nearest_[i], k_, id, own);
        }
    }

    const EmbeddingTable& table_;
    int k_;
    PaddedRows asked_, own_;
    std::vector<float> products_;
    std::vector<Nearest> nearest_;
};

}  // namespace

Result<std::vector<std::vector<NearRow>>> nearestRows(const EmbeddingTable& table,
                                                      const std::vector<std::span<const float>>& rows, int k,
                                                      const std::stop_token& stop) {
    Search search(table, rows, k);
    for (int first = 0; first < table.size().tokens; first += rows_at_once) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "nearest tokens", "was stopped");
        search.look(first, std::min(rows_at_once, table.size().tokens - first));
    }
    return std::move(search).found();
}

}  // namespace lossylens::codec
