#include "nn/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/attention.cpp"
#include <hwy/foreach_target.h>

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lossylens::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kPagePositions>;
using FloatVector = hn::Vec<Floats>;

// Queries that go over a page together: with two sums each they fit the 16 registers of AVX2.
constexpr int kTile = 4;

// The scores of some queries at the positions of one page. Even and odd dimensions are summed apart: two
// chains keep the multipliers busy, and their order is the same for any number of queries.
template <int kQueries>
HWY_INLINE void ScorePage(const float* const (&queries)[kTile], const float* keys, int dimensions,
                          float scale, float* scores, std::size_t stride) {
    const std::size_t lanes = hn::Lanes(Floats());
    for (std::size_t lane = 0; lane < kPagePositions; lane += lanes) {
        FloatVector even[kQueries], odd[kQueries];
        for (int q = 0; q < kQueries; ++q) even[q] = odd[q] = hn::Zero(Floats());
        int i = 0;
        for (; i + 1 < dimensions; i += 2) {
            const auto first = hn::LoadU(Floats(), keys + i * kPagePositions + lane);
            const auto second = hn::LoadU(Floats(), keys + (i + 1) * kPagePositions + lane);
            for (int q = 0; q < kQueries; ++q) {
                even[q] = hn::MulAdd(hn::Set(Floats(), queries[q][i]), first, even[q]);
                odd[q] = hn::MulAdd(hn::Set(Floats(), queries[q][i + 1]), second, odd[q]);
            }
        }
        if (i < dimensions) {
            const auto last = hn::LoadU(Floats(), keys + i * kPagePositions + lane);
            for (int q = 0; q < kQueries; ++q)
                even[q] = hn::MulAdd(hn::Set(Floats(), queries[q][i]), last, even[q]);
        }
        for (int q = 0; q < kQueries; ++q) {
            const auto sum = hn::Mul(hn::Add(even[q], odd[q]), hn::Set(Floats(), scale));
            hn::StoreU(sum, Floats(), scores + static_cast<std::size_t>(q) * stride + lane);
        }
    }
}

// Turns scores into weights e^(score − max), and gives their sum. Scores past `count` are made weights of 0;
// there is room for them up to a multiple of 16.
HWY_INLINE float Exponentials(float* scores, int count) {
    const int lanes = static_cast<int>(hn::Lanes(Floats()));
    constexpr float kNothing = -std::numeric_limits<float>::infinity();
    const int filled = (count + kPagePositions - 1) / kPagePositions * kPagePositions;
    std::fill(scores + count, scores + filled, kNothing);
    auto largest = hn::Set(Floats(), kNothing);
    for (int i = 0; i < filled; i += lanes) largest = hn::Max(largest, hn::LoadU(Floats(), scores + i));
    const auto max = hn::Set(Floats(), hn::GetLane(hn::MaxOfLanes(Floats(), largest)));
    auto sum = hn::Zero(Floats());
    for (int i = 0; i < filled; i += lanes) {
        const auto weight = hn::Exp(Floats(), hn::Sub(hn::LoadU(Floats(), scores + i), max));
        hn::StoreU(weight, Floats(), scores + i);
        sum = hn::Add(sum, weight);
    }
    return hn::GetLane(hn::SumOfLanes(Floats(), sum));
}

// Adds the weighted values of positions begin … end − 1 of one page, two vectors of numbers, to a query's
// sums.
template <int kQueries>
HWY_INLINE void AddValues(const float* values, std::size_t stride, const float* weights,
                          std::size_t weight_stride, int begin, int end, FloatVector* low,
                          FloatVector* high) {
    for (int p = begin; p < end; ++p) {
        const float* value = values + static_cast<std::size_t>(p) * stride;
        const auto first = hn::LoadU(Floats(), value);
        const auto second = hn::LoadU(Floats(), value + hn::Lanes(Floats()));
        for (int q = 0; q < kQueries; ++q) {
            const auto weight = hn::Set(Floats(), weights[static_cast<std::size_t>(q) * weight_stride + p]);
            low[q] = hn::MulAdd(weight, first, low[q]);
            high[q] = hn::MulAdd(weight, second, high[q]);
        }
    }
}

HWY_INLINE void StoreScaled(FloatVector sum, float scale, float* out, int count) {
    const int lanes = static_cast<int>(hn::Lanes(Floats()));
    const auto scaled = hn::Mul(sum, hn::Set(Floats(), scale));
    if (count >= lanes) return hn::StoreU(scaled, Floats(), out);
    HWY_ALIGN float numbers[hn::MaxLanes(Floats())];
    hn::Store(scaled, Floats(), numbers);
    std::copy_n(numbers, std::max(count, 0), out);
}

template <int kQueries>
struct Tile {
    const AttentionQuery* queries;
    const HeadPast& past;
    float* weights;  // kQueries × stride; scores first
    std::size_t stride;
    int common;  // positions that all of the queries look at
    int most;

    // Two vectors of the answers' numbers, from `from` on, in the order of the positions.
    HWY_INLINE void Gather(int from, const float (&inverse_sums)[kQueries]) const {
        const std::size_t value_stride = HeadPast::valueStride(past.dimensions);
        const std::size_t values =
            past.offset + static_cast<std::size_t>(kPagePositions * past.dimensions + from);
        FloatVector low[kQueries], high[kQueries];
        for (int q = 0; q < kQueries; ++q) low[q] = high[q] = hn::Zero(Floats());
        for (int first = 0; first < most; first += kPagePositions) {
            const float* page = past.pages[first / kPagePositions] + values;
            const int together = std::clamp(common - first, 0, kPagePositions);
            AddValues<kQueries>(page, value_stride, weights + first, stride, 0, together, low, high);
            for (int q = 0; q < kQueries; ++q) {
                const int own = std::clamp(queries[q].positions - first, 0, kPagePositions);
                AddValues<1>(page, value_stride, weights + static_cast<std::size_t>(q) * stride + first,
                             stride, together, own, low + q, high + q);
            }
        }
        const int lanes = static_cast<int>(hn::Lanes(Floats()));
        for (int q = 0; q < kQueries; ++q) {
            StoreScaled(low[q], inverse_sums[q], queries[q].out + from, past.dimensions - from);
            StoreScaled(high[q], inverse_sums[q], queries[q].out + from + lanes,
                        past.dimensions - from - lanes);
        }
    }

    HWY_INLINE void Run() const {
        const float scale = 1.0F / std::sqrt(static_cast<float>(past.dimensions));
        const float* rows[kTile] = {};
        for (int q = 0; q < kQueries; ++q) rows[q] = queries[q].query;
        for (int first = 0; first < most; first += kPagePositions) {
            ScorePage<kQueries>(rows, past.pages[first / kPagePositions] + past.offset, past.dimensions,
                                scale, weights + first, stride);
        }
        float inverse_sums[kQueries];
        for (int q = 0; q < kQueries; ++q) {
            float* own = weights + static_cast<std::size_t>(q) * stride;
            inverse_sums[q] = 1.0F / Exponentials(own, queries[q].positions);
        }
        const int step = 2 * static_cast<int>(hn::Lanes(Floats()));
        for (int from = 0; from < past.dimensions; from += step) Gather(from, inverse_sums);
    }
};

template <int kQueries>
HWY_NOINLINE void AttendTile(const AttentionQuery* queries, const HeadPast& past,
                             std::vector<float>& scratch) {
    int common = queries[0].positions, most = common;
    for (int q = 1; q < kQueries; ++q) {
        common = std::min(common, queries[q].positions);
        most = std::max(most, queries[q].positions);
    }
    const auto stride =
        static_cast<std::size_t>((most + kPagePositions - 1) / kPagePositions * kPagePositions);
    if (scratch.size() < kQueries * stride) scratch.resize(kQueries * stride);
    Tile<kQueries>{queries, past, scratch.data(), stride, common, most}.Run();
}

void Attend(std::span<const AttentionQuery> queries, const HeadPast& past, std::vector<float>& scratch) {
    while (!queries.empty()) {
        const auto count = std::min<std::size_t>(queries.size(), kTile);
        switch (count) {
            case 1:
                AttendTile<1>(queries.data(), past, scratch);
                break;
            case 2:
                AttendTile<2>(queries.data(), past, scratch);
                break;
            case 3:
                AttendTile<3>(queries.data(), past, scratch);
                break;
            default:
                AttendTile<kTile>(queries.data(), past, scratch);
        }
        queries = queries.subspan(count);
    }
}

}  // namespace lossylens::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::nn {

HWY_EXPORT(Attend);

void attend(std::span<const AttentionQuery> queries, const HeadPast& past, std::vector<float>& scratch) {
    HWY_DYNAMIC_DISPATCH(Attend)(queries, past, scratch);
}

}  // namespace lossylens::nn
#endif
