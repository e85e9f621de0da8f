#include "lens/replay.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace lossylens::lens {
namespace {

using Json = nlohmann::ordered_json;

bool interrupted(const StreamSnapshot& stream) {
    return stream.state != StreamSnapshot::State::ended && stream.state != StreamSnapshot::State::full;
}

std::optional<int> idAt(const std::vector<int>& ids, std::ptrdiff_t at) {
    return at < std::ssize(ids) ? std::optional(ids[static_cast<std::size_t>(at)]) : std::nullopt;
}

std::ptrdiff_t equalFromTheStart(const std::vector<int>& a, const std::vector<int>& b) {
    return std::ranges::mismatch(a, b).in1 - a.begin();
}

std::optional<TextDifference> compareTexts(const StreamSnapshot& then, const StreamSnapshot* now) {
    if (now == nullptr) return TextDifference{.stream = then.name, .written = false};
    const std::ptrdiff_t same = equalFromTheStart(then.ids, now->ids);
    const bool all_there = same == std::ssize(then.ids);
    if (all_there && (interrupted(then) || same == std::ssize(now->ids))) return {};
    return TextDifference{.stream = then.name,
                          .same = static_cast<int>(same),
                          .then = idAt(then.ids, same),
                          .now = idAt(now->ids, same)};
}

std::string promptText(const std::vector<int>& ids, std::ptrdiff_t from) {
    std::string text = std::to_string(ids.size()) + " tokens";
    if (const auto id = idAt(ids, from))
        text += ", id " + std::to_string(*id) + " at " + std::to_string(from);
    return text;
}

std::vector<Circumstance> compareCircumstances(const RunDocument& then, const RunDocument& now) {
    using Kind = Circumstance::Kind;
    std::vector<Circumstance> differing;
    const auto compare = [&differing](Kind kind, std::string before, std::string after) {
        if (before != after) differing.push_back({kind, std::move(before), std::move(after)});
    };
    const auto kindOf = [](const SubjectInfo& model) { return model.name + ", " + model.precision; };
    compare(Kind::model, kindOf(then.model), kindOf(now.model));
    if (!then.fingerprint.empty() && !now.fingerprint.empty())
        compare(Kind::weights, then.fingerprint, now.fingerprint);
    else
        compare(Kind::weights, std::to_string(then.model.bytes) + " bytes",
                std::to_string(now.model.bytes) + " bytes");
    compare(Kind::precision, std::string(nameOf(then.precision)), std::string(nameOf(now.precision)));
    compare(Kind::program, then.program, now.program);
    const auto& before = then.request.prompt;
    const auto& after = now.request.prompt;
    if (before != after) {
        const std::ptrdiff_t same = equalFromTheStart(before, after);
        compare(Kind::prompt, promptText(before, same), promptText(after, same));
    }
    return differing;
}

std::string_view nameOf(Circumstance::Kind kind) {
    switch (kind) {
        case Circumstance::Kind::model:
            return "model";
        case Circumstance::Kind::weights:
            return "weights";
        case Circumstance::Kind::precision:
            return "precision";
        case Circumstance::Kind::program:
            return "program";
        case Circumstance::Kind::prompt:
            return "prompt";
    }
    return {};
}

std::string idText(const std::optional<int>& id) { return id ? "id " + std::to_string(*id) : "the end"; }

std::string sentence(const TextDifference& difference) {
    if (!difference.written) return difference.stream + ": was not written again";
    return difference.stream + ": the first " + std::to_string(difference.same) +
           " tokens are the same, then " + idText(difference.then) + " has become " + idText(difference.now);
}

}  // namespace

Replay compareRuns(const RunDocument& file, const RunDocument& again) {
    Replay replay{.circumstances = compareCircumstances(file, again)};
    for (const StreamSnapshot& then : file.generation.streams) {
        const auto& streams = again.generation.streams;
        const auto now = std::ranges::find(streams, then.name, &StreamSnapshot::name);
        ++replay.streams;
        replay.tokens += static_cast<int>(then.ids.size());
        if (auto difference = compareTexts(then, now == streams.end() ? nullptr : &*now))
            replay.differences.push_back(*std::move(difference));
    }
    return replay;
}

GenerationRequest replayRequest(const RunDocument& file) {
    GenerationRequest request = file.request;
    const auto& streams = file.generation.streams;
    if (streams.empty() || std::ranges::none_of(streams, interrupted)) return request;
    std::size_t longest = 1;
    for (const StreamSnapshot& stream : streams) longest = std::max(longest, stream.ids.size());
    request.max_new_tokens = std::min(request.max_new_tokens, static_cast<int>(longest));
    return request;
}

std::string describe(const Replay& replay) {
    std::string text;
    if (replay.same())
        text = "The same " + std::to_string(replay.tokens) + " tokens, in all of " +
               std::to_string(replay.streams) + " streams.\n";
    for (const TextDifference& difference : replay.differences) text += sentence(difference) + '\n';
    for (const Circumstance& circumstance : replay.circumstances) {
        text.append(nameOf(circumstance.kind))
            .append(": ")
            .append(circumstance.then)
            .append(" then, ")
            .append(circumstance.now)
            .append(" now\n");
    }
    if (!replay.same() && replay.circumstances.empty())
        text +=
            "Model, precision, program and prompt are the same: the file has been changed, or this processor "
            "rounds in another way.\n";
    return text;
}

Json toJson(const Replay& replay) {
    const auto id = [](const std::optional<int>& value) { return value ? Json(*value) : Json(nullptr); };
    Json circumstances = Json::array();
    for (const Circumstance& one : replay.circumstances)
        circumstances.push_back({{"what", nameOf(one.kind)}, {"then", one.then}, {"now", one.now}});
    Json differences = Json::array();
    for (const TextDifference& one : replay.differences) {
        differences.push_back({{"stream", one.stream},
                               {"written", one.written},
                               {"same", one.same},
                               {"then", id(one.then)},
                               {"now", id(one.now)}});
    }
    return {{"same", replay.same()},
            {"streams", replay.streams},
            {"tokens", replay.tokens},
            {"circumstances", std::move(circumstances)},
            {"differences", std::move(differences)}};
}

std::string toCsv(const Replay& replay) {
    const auto id = [](const std::optional<int>& value) {
        return value ? std::to_string(*value) : std::string();
    };
    std::string csv = "stream,written,same,id_then,id_now\r\n";
    for (const TextDifference& one : replay.differences) {
        csv += csvText(one.stream) + (one.written ? ",1," : ",0,") + std::to_string(one.same) + ',' +
               id(one.then) + ',' + id(one.now) + "\r\n";
    }
    return csv;
}

}  // namespace lossylens::lens
