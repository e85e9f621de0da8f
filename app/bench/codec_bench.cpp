#include "app/bench/codec_bench.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "base/random.h"
#include "codec/fast_round_trip.h"
#include "codec/jpeg.h"
#include "lens/codec_view.h"
#include "lens/vocabulary.h"

namespace lossylens::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int prompt_tokens = 64;
constexpr int vocabulary_quality = 25;

double microsecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

std::vector<float> normalRow(int dimensions) {
    std::vector<float> row(dimensions);
    for (int i = 0; i < dimensions; ++i)
        row[i] = static_cast<float>(randomNormal({0, static_cast<std::uint64_t>(i)}));
    return row;
}

// The quickest of many: what the work costs when nothing else disturbs it. Errors: those of `work`.
template <class Work>
Result<double> quickest(const Work& work) {
    constexpr int repetitions = 200;
    double best = 1e300;
    for (int i = 0; i < repetitions; ++i) {
        const auto start = Clock::now();
        if (auto done = work(); !done) return tl::unexpected(done.error());
        best = std::min(best, microsecondsSince(start));
    }
    return best;
}

Result<RoundTripFigure> measureRoundTrip(int dimensions, int quality) {
    const std::vector<float> row = normalRow(dimensions);
    std::vector<float> result(row.size());
    codec::FastRoundTrip fast;
    const auto fast_us = quickest([&] { return fast.run(row, quality, result); });
    if (!fast_us) return tl::unexpected(fast_us.error());
    codec::Jpeg jpeg;
    const auto libjpeg_us = quickest([&]() -> Result<void> {
        const auto plane = codec::toPlane(row);
        if (!plane) return tl::unexpected(plane.error());
        const auto file = jpeg.encode(*plane, quality);
        if (!file) return tl::unexpected(file.error());
        const auto decoded = jpeg.decode(*file, *plane);
        if (!decoded) return tl::unexpected(decoded.error());
        result = codec::fromPlane(*decoded);
        return {};
    });
    if (!libjpeg_us) return tl::unexpected(libjpeg_us.error());
    return RoundTripFigure{dimensions, quality, *fast_us, *libjpeg_us};
}

Result<double> measureSlider(const lens::SubjectPointer& subject, const std::stop_token& stop) {
    const int vocabulary = std::min(subject->tokenizer->size(), subject->model->shape().vocabulary);
    std::vector<int> ids;
    for (int i = 0; i < prompt_tokens; ++i) ids.push_back(i * (vocabulary / prompt_tokens));
    std::vector<double> times;
    for (int quality = 1; quality <= 100; ++quality) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "bench", "stopped");
        const auto start = Clock::now();
        lens::DistortedEmbedding embedding(
            subject, {.name = "jpeg", .strength = static_cast<double>(quality), .matched_quality = {}});
        const auto view = lens::viewCodec(*subject, embedding, ids);
        if (!view) return tl::unexpected(view.error());
        times.push_back(microsecondsSince(start) / 1000);
    }
    std::ranges::sort(times);
    return times[98];
}

}  // namespace

Result<CodecFigures> measureCodec(const lens::SubjectPointer& subject, int threads,
                                  const std::stop_token& stop) {
    CodecFigures figures;
    for (const int dimensions : std::set{576, 1280, subject->model->shape().dimensions}) {
        for (const int quality : {95, 75, 25}) {
            if (stop.stop_requested()) return fail(ErrorCode::cancelled, "bench", "stopped");
            const auto figure = measureRoundTrip(dimensions, quality);
            if (!figure) return tl::unexpected(figure.error());
            figures.round_trips.push_back(*figure);
        }
    }
    const auto vocabulary = lens::viewVocabulary(
        *subject, {.strength = vocabulary_quality, .matched_quality = {}}, {.threads = threads}, stop);
    if (!vocabulary) return tl::unexpected(vocabulary.error());
    figures.vocabulary_ms = vocabulary->milliseconds;
    const auto slider = measureSlider(subject, stop);
    if (!slider) return tl::unexpected(slider.error());
    figures.slider_ms = *slider;
    return figures;
}

}  // namespace lossylens::bench
