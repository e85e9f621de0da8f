#include "lens/vocabulary.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <mutex>
#include <numeric>
#include <utility>

#include "base/random.h"
#include "codec/fast_round_trip.h"
#include "metrics/similarity.h"
#include "nn/thread_pool.h"

namespace lossylens::lens {
namespace {

constexpr int rows_a_run = 256;  // what a thread takes at a time: no thread waits for another at the end
constexpr int bins = 200;        // of .01 from -1 to 1

struct Row {
    enum class State { good, undefined, refused } state = State::good;
    double cosine = 0;
    double norm_ratio = 0;
    int bytes = 0;
    std::optional<double> target = {}, achieved = {};  // of a match
    bool recovered = false;                            // the nearest of the table is its own again
};

Row measured(std::span<const float> before, std::span<const float> after) {
    const metrics::Products sums = metrics::products(before, after);
    const auto cosine = sums.cosine();
    Row row;
    if (!cosine) row.state = Row::State::undefined;
    row.cosine = cosine.value_or(0);
    row.norm_ratio = sums.normRatio().value_or(0);
    return row;
}

// Distorts rows on one thread. Plain JPEG goes the way without a file.
class RowDistorter {
public:
    RowDistorter(const Subject& subject, const codec::DistortionSpec& spec, bool bytes,
                 const std::stop_token& stop)
        : model_(*subject.model),
          spec_(spec),
          plain_jpeg_(spec.name == "jpeg" && spec.finish == codec::DistortionSpec::Finish::none),
          bytes_(bytes),
          context_{.table = subject.table.get(), .position = 0, .stop = stop},
          before_(static_cast<std::size_t>(model_.shape().dimensions)),
          after_(before_.size()) {}

    // Rows that are not finite are refused, one by one. Errors: any other.
    Result<void> run(std::span<const int> ids, std::span<Row> rows) {
        const bool nearest = spec_.finish == codec::DistortionSpec::Finish::nearest;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            auto row = runOne(ids[i], nearest ? &waiting_.emplace_back() : nullptr);
            if (!row && row.error().code != ErrorCode::not_finite)
                return tl::unexpected(within("token " + std::to_string(ids[i]), std::move(row.error())));
            rows[i] = row ? *row : Row{.state = Row::State::refused};
        }
        return nearest ? replaceByNearest(ids, rows) : Result<void>{};
    }

private:
    Result<Row> runOne(int id, codec::Distorted* keep) {
        model_.embedding(id, before_);
        if (plain_jpeg_) {
            if (auto done = jpeg_.run(before_, static_cast<int>(spec_.strength), after_, spec_.layout); !done)
                return tl::unexpected(done.error());
            Row row = measured(before_, after_);
            if (bytes_) row.bytes = jpeg_.fileBytes();
            return row;
        }
        auto distorted = codec::distortWithoutNearest(before_, id, spec_, context_);
        if (!distorted) return tl::unexpected(distorted.error());
        Row row = measured(before_, distorted->embedding);
        row.bytes = distorted->bytes.value_or(0);
        row.target = distorted->target;
        row.achieved = distorted->achieved;
        if (keep != nullptr) *keep = *std::move(distorted);
        return row;
    }

    // One pass over the table for all.
    Result<void> replaceByNearest(std::span<const int> ids, std::span<Row> rows) {
        std::vector<codec::Distorted*> asked;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (rows[i].state == Row::State::good) asked.push_back(&waiting_[i]);
        }
        if (auto done = codec::putNearest(asked, context_); !done) return done;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (rows[i].state != Row::State::good) continue;
            model_.embedding(ids[i], before_);
            Row row = measured(before_, waiting_[i].embedding);
            row.bytes = rows[i].bytes;
            row.target = rows[i].target;
            row.achieved = rows[i].achieved;
            row.recovered = waiting_[i].embedding == before_;
            rows[i] = row;
        }
        waiting_.clear();
        return {};
    }

    const nn::Model& model_;
    const codec::DistortionSpec& spec_;
    bool plain_jpeg_;
    bool bytes_;
    codec::DistortionContext context_;
    std::vector<float> before_, after_;
    std::vector<codec::Distorted> waiting_;  // for the nearest of the table
    codec::FastRoundTrip jpeg_;
};

// So many ids of the table, drawn by their seed, in rising order; 0: all.
std::vector<int> idsToLookAt(int rows, const VocabularyOptions& options) {
    std::vector<int> ids(static_cast<std::size_t>(rows));
    std::iota(ids.begin(), ids.end(), 0);
    if (options.sample == 0 || options.sample >= rows) return ids;
    for (std::size_t i = 0; std::cmp_less(i, options.sample); ++i) {  // the beginning of Fisher and Yates
        const double share = randomUniform({options.seed, i});
        const auto left = static_cast<double>(ids.size() - i);
        std::swap(ids[i], ids[i + static_cast<std::size_t>(share * left)]);
    }
    ids.resize(static_cast<std::size_t>(options.sample));
    std::ranges::sort(ids);
    return ids;
}

Result<std::vector<Row>> distortAll(const Subject& subject, const codec::DistortionSpec& spec,
                                    std::span<const int> ids, const VocabularyOptions& options,
                                    const std::stop_token& stop) {
    if (auto ready = codec::prepare(spec, {subject.table.get(), 0, stop}); !ready)
        return tl::unexpected(ready.error());
    std::vector<Row> rows(ids.size());
    std::mutex mutex;
    std::optional<Error> failure;  // any that is not a row's own
    const auto total = static_cast<int>(ids.size());
    const auto run = [&](int index) {
        if (stop.stop_requested()) return;
        RowDistorter distorter(subject, spec, options.bytes, stop);
        const auto first = static_cast<std::size_t>(index) * rows_a_run;
        const auto count = std::min<std::size_t>(rows_a_run, ids.size() - first);
        auto done = distorter.run(ids.subspan(first, count), std::span(rows).subspan(first, count));
        if (done) return;
        const std::scoped_lock lock(mutex);
        failure = std::move(done.error());
    };
    nn::ThreadPool(options.threads).run((total + rows_a_run - 1) / rows_a_run, run);
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "vocabulary", "stopped");
    if (failure) return tl::unexpected(*std::move(failure));
    return rows;
}

// Places in `rows`.
std::vector<int> placesIn(const std::vector<Row>& rows, Row::State state) {
    std::vector<int> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].state == state) places.push_back(static_cast<int>(i));
    }
    return places;
}

std::vector<int> idsAt(const std::vector<int>& places, std::span<const int> ids) {
    std::vector<int> there;
    for (const int place : places) there.push_back(ids[static_cast<std::size_t>(place)]);
    return there;
}

std::optional<int> recoveredIn(const std::vector<Row>& rows, const codec::DistortionSpec& spec) {
    if (spec.finish != codec::DistortionSpec::Finish::nearest) return {};
    return static_cast<int>(std::ranges::count_if(rows, &Row::recovered));
}

std::optional<MatchSummary> matchOf(const std::vector<Row>& rows) {
    std::vector<double> targets;
    MatchSummary match;
    for (const Row& row : rows) {
        if (!row.target || !row.achieved) continue;
        targets.push_back(*row.target);
        const double miss = std::abs(*row.achieved - *row.target);
        match.largest_miss = std::max(match.largest_miss, miss);
        if (miss > MatchSummary::reached_within) ++match.missed;
    }
    const auto spread = metrics::spreadOf(targets);
    if (!spread) return {};
    match.target = *spread;
    return match;
}

template <class Number>
std::vector<double> numbersOf(const std::vector<int>& places, const std::vector<Row>& rows,
                              Number Row::*number) {
    std::vector<double> numbers;
    numbers.reserve(places.size());
    for (const int place : places)
        numbers.push_back(static_cast<double>(rows[static_cast<std::size_t>(place)].*number));
    return numbers;
}

// The `count` places whose cosines come first by `order` (less, greater).
template <class Order>
std::vector<int> firstPlaces(std::vector<int> places, const std::vector<Row>& rows, int count, Order order) {
    const auto kept = places.begin() + std::min<std::ptrdiff_t>(count, std::ssize(places));
    std::partial_sort(places.begin(), kept, places.end(), [&](int a, int b) {
        const double cosine_a = rows[static_cast<std::size_t>(a)].cosine;
        const double cosine_b = rows[static_cast<std::size_t>(b)].cosine;
        return order(cosine_a, cosine_b) || (cosine_a == cosine_b && a < b);
    });
    places.erase(kept, places.end());
    return places;
}

}  // namespace

Result<VocabularyView> viewVocabulary(const Subject& subject, const codec::DistortionSpec& spec,
                                      const VocabularyOptions& options, std::stop_token stop) {
    const auto start = std::chrono::steady_clock::now();
    const int table_rows = subject.model->shape().vocabulary;
    const std::vector<int> ids = idsToLookAt(table_rows, options);
    const bool bytes = options.bytes && spec.name == "jpeg";
    const auto rows = distortAll(subject, spec, ids, options, stop);
    if (!rows) return tl::unexpected(rows.error());

    const std::vector<int> good = placesIn(*rows, Row::State::good);
    const std::vector<double> cosines = numbersOf(good, *rows, &Row::cosine);
    const auto tokensOf = [&](const std::vector<int>& places) {
        std::vector<VocabularyToken> tokens;
        for (const int place : places) {
            const Row& row = (*rows)[static_cast<std::size_t>(place)];
            const int id = ids[static_cast<std::size_t>(place)];
            tokens.push_back({.id = id,
                              .piece = text::pieceOf(*subject.tokenizer, id),
                              .cosine = row.cosine,
                              .norm_ratio = row.norm_ratio,
                              .bytes = bytes ? std::optional(row.bytes) : std::nullopt});
        }
        return tokens;
    };
    VocabularyView view{.spec = spec,
                        .rows = table_rows,
                        .looked_at = static_cast<int>(rows->size()),
                        .refused = idsAt(placesIn(*rows, Row::State::refused), ids),
                        .undefined = idsAt(placesIn(*rows, Row::State::undefined), ids),
                        .cosine = metrics::spreadOf(cosines),
                        .norm_ratio = metrics::spreadOf(numbersOf(good, *rows, &Row::norm_ratio)),
                        .bytes = {},
                        .match = matchOf(*rows),
                        .recovered = recoveredIn(*rows, spec),
                        .histogram = metrics::histogramOf(cosines, -1, 1, bins),
                        .worst = tokensOf(firstPlaces(good, *rows, options.listed, std::less<>())),
                        .best = tokensOf(firstPlaces(good, *rows, options.listed, std::greater<>()))};
    if (bytes) view.bytes = metrics::spreadOf(numbersOf(good, *rows, &Row::bytes));
    view.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return view;
}

const BandPoint* VocabularyBand::at(int quality) const {
    const auto found = std::ranges::lower_bound(points, quality, {}, &BandPoint::quality);
    return found != points.end() && found->quality == quality ? &*found : nullptr;
}

void VocabularyBand::add(const BandPoint& point) {
    const auto at = std::ranges::lower_bound(points, point.quality, {}, &BandPoint::quality);
    if (at != points.end() && at->quality == point.quality)
        *at = point;
    else
        points.insert(at, point);
}

Result<void> extendBand(VocabularyBand& band, const Subject& subject, int quality, int threads,
                        std::stop_token stop) {
    const auto view =
        viewVocabulary(subject, {.strength = static_cast<double>(quality), .matched_quality = {}},
                       {.threads = threads, .listed = 0}, std::move(stop));
    if (!view) return tl::unexpected(view.error());
    if (!view->cosine) return {};
    band.n = view->cosine->n;
    band.add({.quality = quality,
              .low = view->cosine->at(.05),
              .median = view->cosine->at(.5),
              .high = view->cosine->at(.95)});
    return {};
}

std::vector<int> bandQualities() {
    std::vector<int> qualities;
    for (int quality = 1; quality <= 100; quality += quality < 10 ? 1 : 5) qualities.push_back(quality);
    return qualities;
}

}  // namespace lossylens::lens
