#include "lens/run_file.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "formats/json.h"
#include "lens/run_carrier.h"

namespace lossylens::lens {
namespace {

using Json = nlohmann::json;

constexpr int most_ids = 10'000'000;
constexpr int most_streams = 1'000;
constexpr int most_new_tokens = 10'000'000;
constexpr formats::JsonLimits limits{
    .bytes = most_run_bytes, .depth = 24, .run = std::size_t{16} << 20U, .values = 8'000'000};

// The members of one object. The first that is missing or out of its range is kept as the problem; what is
// read after it is worth nothing.
class Members {
public:
    Members(const Json& object, std::string path, std::optional<std::string>& problem)
        : object_(object), path_(std::move(path)), problem_(problem) {}

    [[nodiscard]] bool has(const char* name) const { return object_.is_object() && object_.contains(name); }

    const Json* member(const char* name) const {
        if (has(name)) return &object_[name];
        complain(name, "is missing");
        return nullptr;
    }
    std::string text(const char* name) const {
        const Json* value = member(name);
        if (value == nullptr) return {};
        if (value->is_string()) return value->get<std::string>();
        complain(name, "is no text");
        return {};
    }
    std::uint64_t whole(const char* name, std::uint64_t most) const {
        const Json* value = member(name);
        if (value == nullptr) return 0;
        const bool fits = value->is_number_unsigned() && value->get<std::uint64_t>() <= most;
        if (fits) return value->get<std::uint64_t>();
        complain(name, "is no whole number from 0 to " + std::to_string(most));
        return 0;
    }
    double number(const char* name) const {
        const Json* value = member(name);
        if (value == nullptr) return 0;
        if (value->is_number() && std::isfinite(value->get<double>())) return value->get<double>();
        complain(name, "is no number");
        return 0;
    }
    bool flag(const char* name) const {
        const Json* value = member(name);
        if (value == nullptr) return false;
        if (value->is_boolean()) return value->get<bool>();
        complain(name, "is neither true nor false");
        return false;
    }
    std::vector<int> ids(const char* name) const {
        std::vector<int> ids;
        for (const Json& id : list(name, most_ids)) {
            const bool fits =
                id.is_number_unsigned() && id.get<std::uint64_t>() <= std::numeric_limits<int>::max();
            if (!fits) {
                complain(name, "holds something else than ids");
                break;
            }
            ids.push_back(id.get<int>());
        }
        return ids;
    }
    const Json& list(const char* name, std::size_t most) const {
        static const Json empty = Json::array();
        const Json* value = member(name);
        if (value == nullptr) return empty;
        if (value->is_array() && value->size() <= most) return *value;
        complain(name, "is no list of at most " + std::to_string(most));
        return empty;
    }
    [[nodiscard]] Members inner(const char* name) const {
        static const Json empty = Json::object();
        const Json* value = member(name);
        if (value != nullptr && !value->is_object()) complain(name, "is no object");
        return {value != nullptr ? *value : empty, path_ + name + '.', problem_};
    }
    void complain(const char* name, const std::string& what) const {
        if (!problem_) problem_ = path_ + name + ' ' + what;
    }

private:
    const Json& object_;
    std::string path_;
    std::optional<std::string>& problem_;
};

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
