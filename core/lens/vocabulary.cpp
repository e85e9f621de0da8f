#include "lens/vocabulary.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <mutex>

#include "codec/distortions.h"
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
};

// Distorts row after row on one thread. JPEG goes the way without a file; other distortions have no file.
class RowDistorter {
public:
    RowDistorter(const nn::Model& model, const codec::DistortionSpec& spec, bool bytes)
        : model_(model),
          spec_(spec),
          bytes_(bytes),
          before_(static_cast<std::size_t>(model.shape().dimensions)),
          after_(before_.size()) {}

    // Errors: those of codec, a row that is not finite among them.
    Result<Row> run(int id) {
        model_.embedding(id, before_);
        Row row;
        if (spec_.name == "jpeg") {
            if (auto done = jpeg_.run(before_, static_cast<int>(spec_.strength), after_, spec_.layout); !done)
                return tl::unexpected(done.error());
            if (bytes_) row.bytes = jpeg_.fileBytes();
        } else {
            auto distorted = codec::distort(before_, id, spec_);
            if (!distorted) return tl::unexpected(distorted.error());
            after_ = std::move(distorted->embedding);
        }
        const metrics::Products sums = metrics::products(before_, after_);
        const auto cosine = sums.cosine();
        if (!cosine) row.state = Row::State::undefined;
        row.cosine = cosine.value_or(0);
        row.norm_ratio = sums.normRatio().value_or(0);
        return row;
    }

private:
    const nn::Model& model_;
    const codec::DistortionSpec& spec_;
    bool bytes_;
    std::vector<float> before_, after_;
    codec::FastRoundTrip jpeg_;
};

// Every row of the table.
Result<std::vector<Row>> distortAll(const nn::Model& model, const codec::DistortionSpec& spec, bool bytes,
                                    int threads, const std::stop_token& stop) {
    std::vector<Row> rows(static_cast<std::size_t>(model.shape().vocabulary));
    std::mutex mutex;
    std::optional<Error> failure;  // any that is not a row's own
    const int total = model.shape().vocabulary;
    const auto run = [&](int index) {
        if (stop.stop_requested()) return;
        RowDistorter distorter(model, spec, bytes);
        const int end = std::min((index + 1) * rows_a_run, total);
        for (int id = index * rows_a_run; id < end; ++id) {
            auto row = distorter.run(id);
            if (!row && row.error().code != ErrorCode::not_finite) {
                const std::scoped_lock lock(mutex);
                failure = within("token " + std::to_string(id), std::move(row.error()));
                return;
            }
            rows[static_cast<std::size_t>(id)] = row ? *row : Row{.state = Row::State::refused};
        }
    };
    nn::ThreadPool(threads).run((total + rows_a_run - 1) / rows_a_run, run);
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "vocabulary", "stopped");
    if (failure) return tl::unexpected(*std::move(failure));
    return rows;
}

std::vector<int> idsIn(const std::vector<Row>& rows, Row::State state) {
    std::vector<int> ids;
    for (std::size_t id = 0; id < rows.size(); ++id) {
        if (rows[id].state == state) ids.push_back(static_cast<int>(id));
    }
    return ids;
}

template <class Number>
std::vector<double> numbersOf(const std::vector<int>& ids, const std::vector<Row>& rows,
                              Number Row::*number) {
    std::vector<double> numbers;
    numbers.reserve(ids.size());
    for (const int id : ids)
        numbers.push_back(static_cast<double>(rows[static_cast<std::size_t>(id)].*number));
    return numbers;
}

// The `count` ids whose cosines come first by `order` (less, greater).
template <class Order>
std::vector<int> firstIds(std::vector<int> ids, const std::vector<Row>& rows, int count, Order order) {
    const auto kept = ids.begin() + std::min<std::ptrdiff_t>(count, std::ssize(ids));
    std::partial_sort(ids.begin(), kept, ids.end(), [&](int a, int b) {
        const double cosine_a = rows[static_cast<std::size_t>(a)].cosine;
        const double cosine_b = rows[static_cast<std::size_t>(b)].cosine;
        return order(cosine_a, cosine_b) || (cosine_a == cosine_b && a < b);
    });
    ids.erase(kept, ids.end());
    return ids;
}

}  // namespace

Result<VocabularyView> viewVocabulary(const Subject& subject, const codec::DistortionSpec& spec,
                                      const VocabularyOptions& options, std::stop_token stop) {
    const auto start = std::chrono::steady_clock::now();
    const auto distortion = codec::requireDistortion(spec.name);
    if (!distortion) return tl::unexpected(distortion.error());
    if (auto good = codec::checkStrength((*distortion)->info(), spec.strength);
        !good && !spec.matched_quality)
        return tl::unexpected(good.error());
    const bool bytes = options.bytes && spec.name == "jpeg";
    const auto rows = distortAll(*subject.model, spec, bytes, options.threads, stop);
    if (!rows) return tl::unexpected(rows.error());

    const std::vector<int> good = idsIn(*rows, Row::State::good);
    const std::vector<double> cosines = numbersOf(good, *rows, &Row::cosine);
    const auto tokensOf = [&](const std::vector<int>& ids) {
        std::vector<VocabularyToken> tokens;
        for (const int id : ids) {
            const Row& row = (*rows)[static_cast<std::size_t>(id)];
            tokens.push_back({.id = id,
                              .piece = text::pieceOf(*subject.tokenizer, id),
                              .cosine = row.cosine,
                              .norm_ratio = row.norm_ratio,
                              .bytes = bytes ? std::optional(row.bytes) : std::nullopt});
        }
        return tokens;
    };
    VocabularyView view{.spec = spec,
                        .rows = static_cast<int>(rows->size()),
                        .refused = idsIn(*rows, Row::State::refused),
                        .undefined = idsIn(*rows, Row::State::undefined),
                        .cosine = metrics::spreadOf(cosines),
                        .norm_ratio = metrics::spreadOf(numbersOf(good, *rows, &Row::norm_ratio)),
                        .bytes = {},
                        .histogram = metrics::histogramOf(cosines, -1, 1, bins),
                        .worst = tokensOf(firstIds(good, *rows, options.listed, std::less<>())),
                        .best = tokensOf(firstIds(good, *rows, options.listed, std::greater<>()))};
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
