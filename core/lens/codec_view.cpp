#include "lens/codec_view.h"

#include <chrono>

#include "lens/token_feed.h"

namespace lossylens::lens {
namespace {

// The mean of the per-token cosines; undefined as soon as one of them is.
std::optional<double> meanOf(const std::vector<std::optional<double>>& cosines) {
    if (cosines.empty()) return {};
    double sum = 0;
    for (const auto& cosine : cosines) {
        if (!cosine) return {};
        sum += *cosine;
    }
    return sum / static_cast<double>(cosines.size());
}

MatchedTokens matchOf(const std::vector<const DistortedRow*>& rows) {
    MatchedTokens match;
    for (const DistortedRow* row : rows) {
        match.target.push_back(row->target);
        match.achieved.push_back(row->achieved);
        match.strength.push_back(row->strength);
    }
    match.mean_target = meanOf(match.target);
    match.mean_achieved = meanOf(match.achieved);
    return match;
}

RestoredTokens restoredOf(const std::vector<const DistortedRow*>& rows) {
    RestoredTokens restored;
    for (const DistortedRow* row : rows) {
        restored.nearest.push_back(row->nearest);
        if (row->recovered()) ++restored.recovered;
    }
    return restored;
}

}  // namespace

Result<CodecView> viewCodec(const Subject& subject, DistortedEmbedding& embedding, std::span<const int> ids,
                            const std::stop_token& stop) {
    const auto start = std::chrono::steady_clock::now();
    CodecView view;
    view.spec = embedding.spec();
    view.ids.assign(ids.begin(), ids.end());
    view.pieces = text::pieces(*subject.tokenizer, ids);
    view.dimensions = subject.model->shape().dimensions;
    metrics::FlattenedCosine flattened;
    const auto prompt = embedding.prompt(ids, stop);
    if (!prompt) return tl::unexpected(prompt.error());
    for (const DistortedRow* row : prompt->rows) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "codec view", "stopped");
        view.before.insert(view.before.end(), row->before.begin(), row->before.end());
        view.after.insert(view.after.end(), row->after.begin(), row->after.end());
        view.cosine.tokens.push_back(row->cosine);
        view.bytes.push_back(row->bytes);
        flattened.add(row->before, row->after);
    }
    view.prompt_bytes = prompt->bytes;
    if (codec::isMatched(view.spec)) view.match = matchOf(prompt->rows);
    if (view.spec.finish == codec::DistortionSpec::Finish::nearest) view.restored = restoredOf(prompt->rows);
    view.cosine.flattened = flattened.value();
    view.cosine.mean = meanOf(view.cosine.tokens);
    view.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return view;
}

PlaneOfToken planeOfToken(const codec::DistortionSpec& spec, int dimensions) {
    const int rows = codec::makesOneImage(spec) ? 1 : spec.layout.rows;
    PlaneOfToken plane{.rows = rows, .columns = (dimensions + rows - 1) / rows, .dimension = {}};
    plane.dimension = codec::dimensionOrder(spec.layout, dimensions);
    plane.dimension.resize(static_cast<std::size_t>(plane.rows) * plane.columns, -1);
    return plane;
}

CurveMaker::CurveMaker(SubjectPointer subject) : subject_(std::move(subject)) {}

Result<const CurveMaker::Sample*> CurveMaker::sample(int id, int quality) {
    const std::int64_t key = std::int64_t{id} * 128 + quality;
    if (const auto found = samples_.find(key); found != samples_.end()) return &found->second;
    std::vector<float> row(subject_->model->shape().dimensions);
    subject_->model->embedding(id, row);
    const auto trip = jpeg_.roundTrip(row, quality, layout_);
    if (!trip) return tl::unexpected(within("token " + std::to_string(id), trip.error()));
    Sample sample{.cosine = {}, .bytes = trip->bytes};
    sample.cosine.add(row, trip->embedding);
    return &samples_.emplace(key, sample).first->second;
}

Result<std::vector<CurveMaker::Sample>> CurveMaker::samplesOf(std::span<const int> ids, int quality,
                                                              const std::stop_token& stop) {
    if (layout_.image == codec::PlaneLayout::Image::prompt && !ids.empty())
        return samplesOfOneImage(ids, quality);
    std::vector<Sample> samples;
    for (const int id : ids) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "curve", "stopped");
        const auto one = sample(id, quality);
        if (!one) return tl::unexpected(one.error());
        samples.push_back(**one);
    }
    return samples;
}

Result<std::vector<CurveMaker::Sample>> CurveMaker::samplesOfOneImage(std::span<const int> ids, int quality) {
    const std::vector<float> rows = embeddingsOf(*subject_->model, ids);
    const int tokens = static_cast<int>(ids.size());
    const auto trip = jpeg_.roundTripPrompt(rows, tokens, quality, layout_);
    if (!trip) return tl::unexpected(trip.error());
    std::vector<Sample> samples(ids.size());
    const std::size_t d = rows.size() / ids.size();
    for (int i = 0; i < tokens; ++i) {
        samples[i].cosine.add(std::span(rows).subspan(i * d, d),
                              std::span(trip->embedding).subspan(i * d, d));
        samples[i].bytes = trip->bytes / tokens + (i < trip->bytes % tokens ? 1 : 0);
    }
    return samples;
}

Result<Curve> CurveMaker::make(std::span<const int> ids, std::span<const int> qualities, std::stop_token stop,
                               const codec::PlaneLayout& layout) {
    if (layout != layout_) samples_.clear();
    layout_ = layout;
    Curve curve;
    curve.layout = layout;
    curve.ids.assign(ids.begin(), ids.end());
    curve.pieces = text::pieces(*subject_->tokenizer, ids);
    for (const int quality : qualities) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "curve", "stopped");
        CurvePoint point{.quality = quality, .cosine = {}, .bytes = {}};
        metrics::FlattenedCosine flattened;
        const auto samples = samplesOf(ids, quality, stop);
        if (!samples) return tl::unexpected(samples.error());
        for (const Sample& one : *samples) {
            point.cosine.tokens.push_back(one.cosine.value());
            point.bytes.push_back(one.bytes);
            flattened.add(one.cosine);
        }
        point.cosine.flattened = flattened.value();
        point.cosine.mean = meanOf(point.cosine.tokens);
        curve.points.push_back(std::move(point));
    }
    return curve;
}

}  // namespace lossylens::lens
