#include "lens/run_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "formats/json.h"
#include "lens/json_members.h"
#include "lens/run_carrier.h"

namespace lossylens::lens {
namespace {

using Json = nlohmann::json;

constexpr int most_streams = 1'000;
constexpr int most_new_tokens = 10'000'000;
constexpr formats::JsonLimits limits{
    .bytes = most_run_bytes, .depth = 24, .run = std::size_t{16} << 20U, .values = 8'000'000};

SubjectInfo modelOf(const Members& model) {
    constexpr int most = std::numeric_limits<int>::max();
    const auto whole = [&model](const char* name) { return static_cast<int>(model.whole(name, most)); };
    return {.name = model.text("name"),
            .path = model.text("path"),
            .architecture = model.text("architecture"),
            .layers = whole("layers"),
            .dimensions = whole("dimensions"),
            .vocabulary = whole("vocabulary"),
            .context = whole("context"),
            .precision = model.text("precision"),
            .bytes = model.whole("bytes", std::numeric_limits<std::uint64_t>::max())};
}

template <class Value>
Value known(const Members& settings, const char* name, std::optional<Value> (*find)(std::string_view)) {
    const auto value = find(settings.text(name));
    if (!value) settings.complain(name, "is a name that this version does not know");
    return value.value_or(Value{});
}

nn::Sampling samplingOf(const Members& settings) {
    nn::Sampling sampling{.temperature = settings.number("temperature"),
                          .top_k = static_cast<int>(settings.whole("top_k", std::numeric_limits<int>::max())),
                          .top_p = settings.number("top_p"),
                          .seed = settings.whole("seed", std::numeric_limits<std::uint64_t>::max()),
                          .greedy = settings.flag("greedy")};
    if (const auto good = sampling.check(); !good) settings.complain("sampling", good.error().text());
    return sampling;
}

// "baseline" is no distortion.
StreamPlan planOf(const std::string& name, const Members& owner, const char* member) {
    if (name == "baseline") return {};
    auto spec = codec::parseDistortion(name);
    if (spec) return {*std::move(spec)};
    owner.complain(member, spec.error().text());
    return {};
}

GenerationRequest requestOf(const Members& run, const Members& settings) {
    GenerationRequest request;
    request.prompt = run.ids("ids");
    request.streams.emplace_back();
    for (const Json& name : settings.list("distortions", most_streams)) {
        if (!name.is_string()) settings.complain("distortions", "holds something else than names");
        if (name.is_string()) request.streams.push_back(planOf(name, settings, "distortions"));
    }
    request.scope = known<Scope>(settings, "scope", scopeOf);
    request.sampling = samplingOf(settings);
    request.max_new_tokens = static_cast<int>(settings.whole("max_new_tokens", most_new_tokens));
    if (request.max_new_tokens < 1) settings.complain("max_new_tokens", "is less than 1");
    request.stop_at_end = settings.flag("stop_at_end");
    return request;
}

StreamSnapshot::State stateOf(const Members& stream) {
    using State = StreamSnapshot::State;
    const std::string name = stream.text("state");
    if (name == "ended") return State::ended;
    return name == "full" ? State::full : State::stopped;
}

std::vector<std::size_t> startsOf(const Members& stream, const StreamSnapshot& read) {
    const std::vector<int> starts = stream.ids("starts");
    const bool within = starts.empty() || std::cmp_less_equal(starts.back(), read.text.size());
    if (starts.size() != read.ids.size() || !std::ranges::is_sorted(starts) || !within)
        stream.complain("starts", "do not lie in the text, one an id");
    return {starts.begin(), starts.end()};
}

StreamMetrics metricsOf(const Members& metrics, const StreamSnapshot& read) {
    const auto length = static_cast<std::uint64_t>(read.ids.size());
    const auto count = [length](const Members& of, const char* name) {
        return static_cast<int>(of.whole(name, length));
    };
    StreamMetrics found{.agreed = count(metrics, "agreed"),
                        .seq_rep_4 = metrics.numberOrNull("seq_rep_4"),
                        .diversity = metrics.numberOrNull("diversity"),
                        .loop = {},
                        .tone = {},
                        .gzip_ratio = metrics.numberOrNull("gzip_ratio"),
                        .perplexity = metrics.numberOrNull("perplexity")};
    if (metrics.hasValue("loop")) {
        const Members loop = metrics.inner("loop");
        found.loop = metrics::Loop{count(loop, "period"), count(loop, "coverage"), count(loop, "copies")};
        if (found.loop->period < 1) loop.complain("period", "is less than 1");
    }
    if (metrics.hasValue("tone")) {
        const Members tone = metrics.inner("tone");
        found.tone.sentences = static_cast<int>(tone.whole("sentences", read.text.size()));
        found.tone.negative =
            static_cast<int>(tone.whole("negative", static_cast<std::uint64_t>(found.tone.sentences)));
    }
    return found;
}

std::vector<StreamSnapshot> streamsOf(const Members& run, const GenerationRequest& request,
                                      std::optional<std::string>& problem) {
    std::vector<StreamSnapshot> streams;
    const Json& list = run.list("streams", most_streams);
    if (!list.empty() && list.size() != request.streams.size())
        run.complain("streams", "are not as many as the settings ask for");
    if (problem) return streams;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Members stream(list[i], "stream " + std::to_string(i + 1) + ": ", problem);
        StreamSnapshot read;
        read.name = stream.text("name");
        read.distortion = request.streams[i].distortion;
        if (planOf(read.name, stream, "name") != request.streams[i])
            stream.complain("name", "is not the one that the settings ask for");
        read.state = stateOf(stream);
        read.ids = stream.ids("ids");
        read.text = stream.text("text");
        if (std::cmp_greater(read.ids.size(), request.max_new_tokens))
            stream.complain("ids", "are more than were asked for");
        if (stream.has("starts")) read.token_starts = startsOf(stream, read);
        if (stream.has("metrics")) read.metrics = metricsOf(stream.inner("metrics"), read);
        streams.push_back(std::move(read));
    }
    return streams;
}

}  // namespace

Result<RunDocument> readRun(std::string_view file) {
    if (file.size() > most_run_bytes)
        return fail(ErrorCode::limit, "run", "the file is larger than any that this program exports",
                    "open a file that LossyLens has exported");
    const auto carried = carriedIn(file);
    if (!carried) return tl::unexpected(carried.error());
    const auto json = formats::parseJsonObject(std::as_bytes(std::span(*carried)), limits);
    if (!json) return tl::unexpected(within("run", json.error()));
    if (!json->contains("settings") || !json->contains("streams"))
        return fail(ErrorCode::unsupported, "run", "the JSON holds none",
                    "open what `lossylens run` or the window has written");

    std::optional<std::string> problem;
    const Members run(*json, "", problem);
    const Members settings = run.inner("settings");
    RunDocument document;
    document.model = modelOf(run.inner("model"));
    if (run.inner("model").has("fingerprint")) document.fingerprint = run.inner("model").text("fingerprint");
    document.program = settings.text("program");
    document.precision = known<nn::Precision>(settings, "precision", precisionOf);
    document.prompt = run.text("prompt");
    if (run.has("message")) document.message = run.text("message");
    document.request = requestOf(run, settings);
    document.generation.streams = streamsOf(run, document.request, problem);
    document.generation.stopped = run.flag("stopped");
    document.generation.finished = true;
    if (problem)
        return fail(ErrorCode::corrupt, "run", *problem, "export it again; it has been changed since");
    return document;
}

Result<RunDocument> readRunFile(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))  // a pipe would be waited for without end
        return fail(ErrorCode::not_found, path.string(), "is not a file that can be read");
    std::ifstream file(path, std::ios::binary);
    std::string bytes;
    if (file && std::filesystem::file_size(path, error) <= most_run_bytes)
        bytes.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    else if (file)
        return fail(ErrorCode::limit, path.string(), "is larger than any file that this program exports");
    if (!file) return fail(ErrorCode::io, path.string(), "cannot be read to its end");
    auto run = readRun(bytes);
    if (!run) return tl::unexpected(within(path.filename().string(), run.error()));
    return run;
}

}  // namespace lossylens::lens
