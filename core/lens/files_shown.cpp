#include "lens/files_shown.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "lens/run_carrier.h"

namespace lossylens::lens {
namespace {

using Json = nlohmann::ordered_json;

Json number(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json embeddingJson(const CodecView& view) {
    Json bytes = Json::array();
    for (const auto& size : view.bytes) bytes.push_back(size ? Json(*size) : Json(nullptr));
    return {{"stream", codec::streamName(view.spec)},
            {"dimensions", view.dimensions},
            {"pieces", view.pieces},
            {"bytes", std::move(bytes)},
            {"prompt_bytes", view.prompt_bytes ? Json(*view.prompt_bytes) : Json(nullptr)}};
}

Json expectationJson(const Expectation& expectation) {
    Json top = Json::array();
    for (const Candidate& candidate : expectation.top)
        top.push_back(
            {{"id", candidate.id}, {"piece", candidate.piece}, {"probability", candidate.probability}});
    return {
        {"surprisal", number(expectation.surprisal)}, {"rank", expectation.rank}, {"top", std::move(top)}};
}

Json measuresJson(const std::string& stream, const MeasuredText& measured) {
    Json tokens = Json::array();
    for (const MeasuredToken& token : measured.measures->tokens) {
        tokens.push_back({{"piece", token.piece},
                          {"kl", number(token.kl)},
                          {"base", expectationJson(token.base)},
                          {"distorted", expectationJson(token.distorted)}});
    }
    return {{"stream", stream},
            {"with", measured.with ? Json(codec::streamName(*measured.with)) : Json(nullptr)},
            {"mean_kl", number(measured.measures->meanKl())},
            {"tokens", std::move(tokens)}};
}

Json nearJson(const std::vector<NearToken>& tokens) {
    Json list = Json::array();
    for (const NearToken& token : tokens)
        list.push_back({{"id", token.id}, {"piece", token.piece}, {"cosine", token.cosine}});
    return list;
}

Json halfJson(const HalfError& half) {
    return {{"cosine", number(half.cosine)}, {"error", number(half.error)}};
}

Json xrayJson(const ShownDocument& shown) {
    const Xray& xray = *shown.xray;
    Json blocks = Json::array();
    for (std::size_t i = 0; i < xray.coded.blocks.size(); ++i) {
        const codec::CodedBlock& block = xray.coded.blocks[i];
        blocks.push_back({{"bits", xray.coded.bits[i]},
                          {"samples", block.samples},
                          {"coefficients_8", block.transformed},
                          {"quantised", block.quantised},
                          {"decoded", block.decoded}});
    }
    return {{"quality", xray.quality},
            {"layout", codec::nameOf(xray.layout)},
            {"token", xray.token},
            {"id", xray.id},
            {"piece", xray.piece},
            {"cosine", number(xray.cosine)},
            {"norm_ratio", number(xray.norm_ratio)},
            {"first_half", halfJson(xray.first)},
            {"second_half", halfJson(xray.second)},
            {"header_bytes", xray.header_bytes},
            {"payload_bytes", xray.payload_bytes},
            {"rows", xray.plane.rows},
            {"columns", xray.plane.columns},
            {"minimum", number(xray.plane.minimum)},
            {"maximum", number(xray.plane.maximum)},
            {"steps", xray.steps},
            {"block_rows", xray.coded.block_rows},
            {"block_columns", xray.coded.block_columns},
            {"blocks", std::move(blocks)},
            {"nearest_before", nearJson(shown.near_before)},
            {"nearest_after", nearJson(shown.near_after)}};
}

Json pinnedJson(const PinnedText& pinned) {
    Json json = toJson(pinned.run);
    const std::string& name = pinned.run.generation.streams.back().name;
    json["cosine"] = {{name, number(pinned.cosine)}};
    if (pinned.measured.measures) json["measures"] = {measuresJson(name, pinned.measured)};
    return json;
}

// One text's rows. `name` is its own; measures may be fewer than its tokens.
void addRows(std::string& csv, const std::string& name, const StreamSnapshot& stream,
             const TextMeasures* measures) {
    for (std::size_t i = 0; i < stream.ids.size(); ++i) {
        const std::size_t start = stream.token_starts[i];
        const std::size_t end = i + 1 < stream.ids.size() ? stream.token_starts[i + 1] : stream.text.size();
        csv += csvText(name) + ',' + std::to_string(i) + ',' + std::to_string(stream.ids[i]) + ',' +
               csvText(std::string_view(stream.text).substr(start, end - start));
        if (measures != nullptr && i < measures->tokens.size()) {
            const MeasuredToken& token = measures->tokens[i];
            csv += ',' + csvNumber(token.base.surprisal) + ',' + csvNumber(token.distorted.surprisal) + ',' +
                   std::to_string(token.base.rank) + ',' + std::to_string(token.distorted.rank) + ',' +
                   csvNumber(token.kl) + "\r\n";
        } else {
            csv += ",,,,,\r\n";
        }
    }
}

}  // namespace

Json toJson(const ShownDocument& shown) {
    Json json = toJson(shown.run);
    json["embeddings"] = Json::array();
    for (const CodecView& view : shown.run.codec) json["embeddings"].push_back(embeddingJson(view));
    json["measures"] = Json::array();
    for (std::size_t i = 0; i < shown.measured.size(); ++i) {
        if (shown.measured[i].measures)
            json["measures"].push_back(measuresJson(shown.run.generation.streams[i].name, shown.measured[i]));
    }
    json["curve"] = shown.curve.points.empty() ? Json(nullptr) : toJson(shown.curve);
    json["xray"] = shown.xray ? xrayJson(shown) : Json(nullptr);
    json["pinned"] = Json::array();
    for (const PinnedText& pinned : shown.pinned) json["pinned"].push_back(pinnedJson(pinned));
    return json;
}

std::string toCsv(const ShownDocument& shown) {
    std::string csv =
        "stream,position,id,text,surprisal_base_bits,surprisal_distorted_bits,rank_base,rank_distorted,"
        "kl_nats\r\n";
    const auto& streams = shown.run.generation.streams;
    for (std::size_t i = 0; i < streams.size(); ++i)
        addRows(csv, streams[i].name, streams[i],
                i < shown.measured.size() ? shown.measured[i].measures.get() : nullptr);
    for (std::size_t i = 0; i < shown.pinned.size(); ++i) {
        const StreamSnapshot& stream = shown.pinned[i].run.generation.streams.back();
        addRows(csv, "pinned-" + std::to_string(i + 1) + ' ' + stream.name, stream,
                shown.pinned[i].measured.measures.get());
    }
    return carryInCsv(csv, carriedJson(shown.run));
}

std::string toCsv(const Xray& xray) {
    std::string csv =
        "block_row,block_column,row,column,sample,coefficient,step,quantised,returned_coefficient,"
        "returned_sample\r\n";
    const auto columns = static_cast<std::size_t>(std::max(1, xray.coded.block_columns));
    for (std::size_t b = 0; b < xray.coded.blocks.size(); ++b) {
        const codec::CodedBlock& block = xray.coded.blocks[b];
        for (std::size_t i = 0; i < 64; ++i) {
            for (const std::size_t place : {b / columns, b % columns, i / 8, i % 8})
                csv += std::to_string(place) + ',';
            csv += std::to_string(block.samples[i]) + ',' + csvNumber(block.transformed[i] / 8.0) + ',' +
                   std::to_string(xray.steps[i]) + ',' + std::to_string(block.quantised[i]) + ',' +
                   std::to_string(block.quantised[i] * xray.steps[i]) + ',' +
                   std::to_string(block.decoded[i]) + "\r\n";
        }
    }
    return csv;
}

}  // namespace lossylens::lens
