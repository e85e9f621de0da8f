#include <cmath>
#include <nlohmann/json.hpp>

#include "lens/files.h"

namespace lossylens::lens {
namespace {

using Json = nlohmann::ordered_json;

Json number(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json numbers(const std::vector<std::optional<double>>& values) {
    Json list = Json::array();
    for (const auto& value : values) list.push_back(number(value));
    return list;
}

Json toJson(const CosineSummary& cosine) {
    return {{"flattened", number(cosine.flattened)},
            {"mean", number(cosine.mean)},
            {"tokens", numbers(cosine.tokens)}};
}

Json ids(const std::vector<std::optional<int>>& values) {
    Json list = Json::array();
    for (const auto& value : values) list.push_back(value ? Json(*value) : Json(nullptr));
    return list;
}

Json cosineOf(const CodecView& view) {
    Json json = toJson(view.cosine);
    if (view.match) {
        json["target_cosine"] = {{"mean", number(view.match->mean_target)},
                                 {"tokens", numbers(view.match->target)}};
        json["achieved_cosine"] = {{"mean", number(view.match->mean_achieved)},
                                   {"tokens", numbers(view.match->achieved)}};
        json["strength"] = numbers(view.match->strength);
    }
    if (view.restored) {
        json["recovered"] = view.restored->recovered;
        json["nearest"] = ids(view.restored->nearest);
    }
    return json;
}

// The JPEG quality that a stream has or is matched to.
Json qualityOf(const std::optional<codec::DistortionSpec>& spec) {
    if (!spec) return nullptr;
    if (spec->matched_quality) return *spec->matched_quality;
    return spec->name == "jpeg" ? Json(static_cast<int>(spec->strength)) : Json(nullptr);
}

std::string cosineKey(const codec::DistortionSpec& spec) {
    const codec::DistortionSpec papers{.strength = spec.strength, .matched_quality = {}};
    return spec == papers ? std::to_string(static_cast<int>(spec.strength)) : codec::streamName(spec);
}

std::string_view stateName(StreamSnapshot::State state) {
    switch (state) {
        case StreamSnapshot::State::waiting:
            return "waiting";
        case StreamSnapshot::State::writing:
            return "writing";
        case StreamSnapshot::State::ended:
            return "ended";
        case StreamSnapshot::State::full:
            return "full";
        case StreamSnapshot::State::stopped:
            return "stopped";
    }
    return {};
}

// The model and the prompt, which every form of a run begins with.
Json headOf(const RunDocument& run) {
    Json json{{"model", toJson(run.model)}};
    if (!run.fingerprint.empty()) json["model"]["fingerprint"] = run.fingerprint;
    json["prompt"] = run.prompt;
    if (run.message) json["message"] = *run.message;
    json["ids"] = run.request.prompt;
    return json;
}

Json toJson(const StreamMetrics& metrics) {
    Json loop = nullptr;
    if (metrics.loop) {
        loop = {{"period", metrics.loop->period},
                {"coverage", metrics.loop->coverage},
                {"copies", metrics.loop->copies}};
    }
    return {{"agreed", metrics.agreed},
            {"seq_rep_4", number(metrics.seq_rep_4)},
            {"diversity", number(metrics.diversity)},
            {"loop", std::move(loop)},
            {"tone",
             {{"negative", metrics.tone.negative},
              {"sentences", metrics.tone.sentences},
              {"share", number(metrics.tone.share())}}},
            {"gzip_ratio", number(metrics.gzip_ratio)},
            {"perplexity", number(metrics.perplexity)}};
}

Json toJson(const StreamSnapshot& stream) {
    return {{"name", stream.name},
            {"quality", qualityOf(stream.distortion)},
            {"state", stateName(stream.state)},
            {"ids", stream.ids},
            {"text", stream.text},
            {"starts", stream.token_starts},
            {"tokens_per_second", stream.tokens_per_second},
            {"metrics", toJson(stream.metrics)}};
}

Json settingsOf(const RunDocument& run) {
    const nn::Sampling& sampling = run.request.sampling;
    Json distortions = Json::array();
    for (const StreamPlan& plan : run.request.streams) {
        if (plan.distortion) distortions.push_back(codec::streamName(*plan.distortion));
    }
    return {{"program", run.program},
            {"precision", nameOf(run.precision)},
            {"distortions", std::move(distortions)},
            {"scope", nameOf(run.request.scope)},
            {"seed", sampling.seed},
            {"greedy", sampling.greedy},
            {"temperature", sampling.temperature},
            {"top_k", sampling.top_k},
            {"top_p", sampling.top_p},
            {"max_new_tokens", run.request.max_new_tokens},
            {"stop_at_end", run.request.stop_at_end}};
}

Json toJson(const VocabularyBand& band) {
    Json points = Json::array();
    for (const BandPoint& point : band.points) {
        points.push_back({{"quality", point.quality},
                          {"cosine_5", point.low},
                          {"cosine_50", point.median},
                          {"cosine_95", point.high}});
    }
    return {{"n", band.n}, {"band", std::move(points)}};
}

Json toJson(const std::optional<metrics::Spread>& spread) {
    if (!spread) return nullptr;
    Json json{{"n", spread->n}, {"mean", spread->mean}, {"least", spread->least}, {"most", spread->most}};
    for (std::size_t i = 0; i < spread->quantiles.size(); ++i)
        json["quantiles"][percentOf(metrics::Spread::shares[i])] = spread->quantiles[i];
    return json;
}

Json toJson(const std::vector<VocabularyToken>& tokens) {
    Json list = Json::array();
    for (const VocabularyToken& token : tokens) {
        list.push_back({{"id", token.id},
                        {"piece", token.piece},
                        {"cosine", token.cosine},
                        {"norm_ratio", token.norm_ratio},
                        {"bytes", token.bytes ? Json(*token.bytes) : Json(nullptr)}});
    }
    return list;
}

Json toJson(const MatchSummary& match) {
    return {{"target_cosine", toJson(std::optional(match.target))},
            {"largest_miss", match.largest_miss},
            {"missed", match.missed}};
}

Json toJson(const VocabularyView& view) {
    return {{"name", codec::streamName(view.spec)},
            {"quality", qualityOf(view.spec)},
            {"rows", view.rows},
            {"looked_at", view.looked_at},
            {"refused", view.refused},
            {"undefined", view.undefined},
            {"cosine", toJson(view.cosine)},
            {"norm_ratio", toJson(view.norm_ratio)},
            {"bytes", toJson(view.bytes)},
            {"match", view.match ? toJson(*view.match) : Json(nullptr)},
            {"recovered", view.recovered ? Json(*view.recovered) : Json(nullptr)},
            {"histogram",
             {{"from", view.histogram.from}, {"to", view.histogram.to}, {"counts", view.histogram.counts}}},
            {"worst", toJson(view.worst)},
            {"best", toJson(view.best)},
            {"milliseconds", view.milliseconds}};
}

}  // namespace

std::string percentOf(double share) { return std::to_string(std::lround(100 * share)); }

std::string_view nameOf(Scope scope) {
    switch (scope) {
        case Scope::prompt:
            return "prompt";
        case Scope::generated:
            return "generated";
        case Scope::both:
            return "both";
    }
    return {};
}

std::optional<Scope> scopeOf(std::string_view name) {
    for (const Scope scope : {Scope::prompt, Scope::generated, Scope::both}) {
        if (nameOf(scope) == name) return scope;
    }
    return {};
}

std::string fileName(const std::filesystem::path& path) {
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

Json toJson(const SubjectInfo& info) {
    return {{"name", info.name},       {"path", info.path.string()},    {"architecture", info.architecture},
            {"layers", info.layers},   {"dimensions", info.dimensions}, {"vocabulary", info.vocabulary},
            {"context", info.context}, {"precision", info.precision},   {"bytes", info.bytes}};
}

Json toJson(const Curve& curve) {
    Json points = Json::array();
    for (const CurvePoint& point : curve.points) {
        points.push_back({{"quality", point.quality},
                          {"cosine_flattened", number(point.cosine.flattened)},
                          {"cosine_mean", number(point.cosine.mean)},
                          {"cosine", numbers(point.cosine.tokens)},
                          {"bytes", point.bytes}});
    }
    Json json{{"ids", curve.ids}, {"pieces", curve.pieces}, {"curve", std::move(points)}};
    if (!curve.vocabulary.points.empty()) json["vocabulary"] = toJson(curve.vocabulary);
    if (const std::string layout = codec::nameOf(curve.layout); !layout.empty()) json["layout"] = layout;
    return json;
}

Json toJson(const Score& score) {
    Json positions = Json::array();
    for (const ScoredPosition& position : score.positions) {
        positions.push_back({{"id", position.id},
                             {"piece", position.piece},
                             {"surprisal_base", number(position.surprisal_base)},
                             {"surprisal_distorted", number(position.surprisal_distorted)},
                             {"kl", position.kl},
                             {"jsd", position.jsd},
                             {"top1_base", position.top1_base},
                             {"top1_distorted", position.top1_distorted},
                             {"top10_overlap", number(position.top10_overlap)},
                             {"entropy_base", position.entropy_base},
                             {"entropy_distorted", position.entropy_distorted}});
    }
    const bool none = score.positions.empty();
    return {{"positions", std::move(positions)},
            {"mean_kl", none ? Json(nullptr) : Json(score.mean_kl)},
            {"median_kl", none ? Json(nullptr) : Json(score.median_kl)},
            {"p99_kl", none ? Json(nullptr) : Json(score.p99_kl)},
            {"mean_jsd", none ? Json(nullptr) : Json(score.mean_jsd)},
            {"top1_agreement", none ? Json(nullptr) : Json(score.top1_agreement)},
            {"top10_overlap", number(score.top10_overlap)},
            {"stopped", score.stopped}};
}

Json toJson(const RunDocument& run) {
    Json json = headOf(run);
    json["settings"] = settingsOf(run);
    json["cosine"] = Json::object();
    for (const CodecView& view : run.codec) json["cosine"][cosineKey(view.spec)] = cosineOf(view);
    json["streams"] = Json::array();
    for (const StreamSnapshot& stream : run.generation.streams) json["streams"].push_back(toJson(stream));
    json["stopped"] = run.generation.stopped;
    return json;
}

Json toReplayJson(const RunDocument& run) {
    Json json = headOf(run);
    json["model"]["path"] = fileName(run.model.path);
    json["settings"] = settingsOf(run);
    json["streams"] = Json::array();
    for (const StreamSnapshot& stream : run.generation.streams) {
        json["streams"].push_back({{"name", stream.name},
                                   {"state", stateName(stream.state)},
                                   {"ids", stream.ids},
                                   {"text", stream.text}});
    }
    json["stopped"] = run.generation.stopped;
    return json;
}

Json toJson(const VocabularyDocument& vocabulary) {
    Json views = Json::array();
    for (const VocabularyView& view : vocabulary.views) views.push_back(toJson(view));
    return {{"model", toJson(vocabulary.model)}, {"vocabulary", std::move(views)}};
}

}  // namespace lossylens::lens
