#include "study/study_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>

#include "lens/files.h"
#include "study/arms.h"
#include "study/json_object.h"

namespace lossylens::study {
namespace {

constexpr int most_seeds = 1'000'000;

std::vector<std::pair<std::string, nn::Precision>> precisions() {
    std::vector<std::pair<std::string, nn::Precision>> names;
    for (const auto& [precision, name] : lens::precisions) names.emplace_back(name, precision);
    return names;
}

std::vector<std::pair<std::string, lens::Scope>> scopes() {
    using enum lens::Scope;
    return {{"prompt", prompt}, {"generated", generated}, {"both", both}};
}

std::string at(const std::string& list, std::size_t index) {
    return list + '[' + std::to_string(index) + ']';
}

Result<std::vector<Prompt>> promptsOf(const Json& json, const std::string& place, const StudySource& source) {
    if (json.is_string()) return std::vector{Prompt{.id = {}, .text = json.get<std::string>()}};
    JsonObject object(json, place);
    Prompt prompt;
    std::string file, set;
    object.read("id", prompt.id);
    object.read("text", prompt.text);
    object.read("file", file);
    object.read("set", set);
    if (auto good = object.finish(); !good) return tl::unexpected(good.error());
    if (!file.empty()) return readPrompts(source.folder / file);
    if (!set.empty() && source.sets) return source.sets(set);
    if (!set.empty()) return fail(ErrorCode::usage, place, "prompt sets are not at hand here");
    return std::vector{std::move(prompt)};
}

void readPromptList(JsonObject& object, const StudySource& source, std::vector<Prompt>& prompts) {
    const Json* const list = object.member("prompts");
    if (!list) return object.refuse("prompts", "is missing", "give a list of texts");
    if (!list->is_array()) return object.refuse("prompts", "is no list", "write [\"a prompt\", …]");
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto some = promptsOf((*list)[i], at("prompts", i), source);
        if (!some) return object.refuse(some.error());
        for (Prompt& prompt : *some) {
            if (prompt.id.empty()) prompt.id = std::string("p").append(std::to_string(prompts.size() + 1));
            prompts.push_back(std::move(prompt));
        }
    }
}

std::vector<double> readNumbers(JsonObject& object, const std::string& name) {
    std::vector<double> numbers;
    const Json* const list = object.member(name);
    if (!list) return numbers;
    if (!list->is_array()) {
        object.refuse(name, "is no list of numbers");
        return numbers;
    }
    for (const Json& one : *list) {
        if (!one.is_number()) {
            object.refuse(at(name, numbers.size()), "is no number");
            return numbers;
        }
        numbers.push_back(one.get<double>());
    }
    return numbers;
}

std::vector<int> readQualities(JsonObject& object, const std::string& name) {
    std::vector<int> qualities;
    for (const double quality : readNumbers(object, name)) {
        if (!(quality >= 1 && quality <= 100) || quality != std::floor(quality)) {
            object.refuse(at(name, qualities.size()), "is no whole number from 1 to 100");
            return qualities;
        }
        qualities.push_back(static_cast<int>(quality));
    }
    return qualities;
}

Result<std::vector<Arm>> armsOfEntry(const Json& json, const std::string& place,
                                     const std::vector<int>& qualities) {
    if (json.is_string()) return armsOf(json.get<std::string>(), qualities);
    JsonObject object(json, place);
    std::string name;
    object.read("distortion", name);
    const std::vector<double> strengths = readNumbers(object, "strengths");
    const std::vector<int> its_qualities = readQualities(object, "qualities");
    if (name.empty()) object.refuse("distortion", "is missing", "write its name, such as \"jpeg\"");
    if (auto good = object.finish(); !good) return tl::unexpected(good.error());
    return strengths.empty() ? armsOf(name, its_qualities.empty() ? qualities : its_qualities)
                             : armsAt(name, strengths);
}

void readArms(JsonObject& object, std::vector<Arm>& arms) {
    const std::vector<int> qualities = readQualities(object, "qualities");
    const Json* const list = object.member("arms");
    const Json usual = Json::array({"jpeg"});
    if (list && !list->is_array())
        return object.refuse("arms", "is no list", "write [\"jpeg\", \"rotation\"]");
    const Json& entries = list ? *list : usual;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto some = armsOfEntry(entries[i], at("arms", i), qualities);
        if (!some && some.error().where.starts_with("arms[")) return object.refuse(some.error());
        if (!some) return object.refuse(within(at("arms", i), some.error()));
        arms.insert(arms.end(), some->begin(), some->end());
    }
}

void readSeeds(JsonObject& object, std::vector<std::uint64_t>& seeds) {
    const Json* const json = object.member("seeds");
    if (!json) return;
    const auto isSeed = [](const Json& one) {
        return one.is_number_unsigned() || (one.is_number_integer() && one.get<std::int64_t>() >= 0);
    };
    seeds.clear();
    if (isSeed(*json)) {
        if (json->get<std::uint64_t>() > most_seeds) return object.refuse("seeds", "are more than a million");
        for (std::uint64_t seed = 1; seed <= json->get<std::uint64_t>(); ++seed) seeds.push_back(seed);
        return;
    }
    if (!json->is_array() || !std::ranges::all_of(*json, isSeed))
        return object.refuse("seeds", "is neither a number of seeds nor a list of whole numbers from 0");
    for (const Json& seed : *json) seeds.push_back(seed.get<std::uint64_t>());
}

void readSampling(JsonObject& object, nn::Sampling& sampling) {
    const Json* const json = object.member("sampling");
    if (!json) return;
    JsonObject inner(*json, "sampling");
    inner.read("temperature", sampling.temperature);
    inner.read("top_k", sampling.top_k);
    inner.read("top_p", sampling.top_p);
    inner.read("greedy", sampling.greedy);
    if (auto good = inner.finish(); !good) object.refuse(good.error());
}

void readCollapse(JsonObject& object, CollapseRule& rule) {
    const Json* const json = object.member("collapse");
    if (!json) return;
    JsonObject inner(*json, "collapse");
    inner.read("loop_ids", rule.loop_ids);
    inner.read("seq_rep_4", rule.seq_rep_4);
    if (auto good = inner.finish(); !good) object.refuse(good.error());
}

std::string reason(const std::string& message) {  // without the library's own prefix
    const std::size_t colon = message.find("] ");
    return colon == std::string::npos ? message : message.substr(colon + 2);
}

Json settingsOf(const Study& study) {
    Json prompts = Json::array();
    for (const Prompt& prompt : study.prompts) prompts.push_back({{"id", prompt.id}, {"text", prompt.text}});
    Json arms = Json::array();
    for (const Arm& arm : study.arms) arms.push_back(nameOf(arm));
    return {{"precision", lens::nameOf(study.precision)},
            {"chat", study.chat},
            {"prompts", std::move(prompts)},
            {"arms", std::move(arms)},
            {"seeds", study.seeds},
            {"sampling",
             {{"temperature", study.sampling.temperature},
              {"top_k", study.sampling.top_k},
              {"top_p", study.sampling.top_p},
              {"greedy", study.sampling.greedy}}},
            {"new_tokens", study.new_tokens},
            {"scope", lens::nameOf(study.scope)},
            {"stop_at_end", study.stop_at_end},
            {"collapse", {{"loop_ids", study.collapse.loop_ids}, {"seq_rep_4", study.collapse.seq_rep_4}}}};
}

}  // namespace

Result<Study> parseStudy(std::string_view text, const StudySource& source) {
    Json json;
    try {
        json = Json::parse(text, nullptr, true, true);
    } catch (const Json::exception& error) {
        return fail(ErrorCode::usage, "study file", "is no JSON: " + reason(error.what()), "mend it there");
    }
    JsonObject object(json, {});
    Study study;
    object.read("name", study.name);
    object.read("model", study.model);
    object.read("precision", study.precision, precisions());
    object.read("chat", study.chat);
    object.read("new_tokens", study.new_tokens, 1);
    object.read("scope", study.scope, scopes());
    object.read("stop_at_end", study.stop_at_end);
    readPromptList(object, source, study.prompts);
    readArms(object, study.arms);
    readSeeds(object, study.seeds);
    readSampling(object, study.sampling);
    readCollapse(object, study.collapse);
    (void)object.member("$schema");  // editors look for it
    if (auto good = object.finish(); !good) return tl::unexpected(good.error());
    if (auto good = study.check(); !good) return tl::unexpected(good.error());
    return study;
}

Result<Study> readStudy(const std::filesystem::path& file, const PromptSets& sets) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        return fail(ErrorCode::not_found, file.string(), "cannot be read", "name a study file");
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    auto study = parseStudy(text, {.folder = file.parent_path(), .sets = sets});
    if (!study) return tl::unexpected(within(file.string(), study.error()));
    return study;
}

Json toJson(const Study& study) {
    Json json{{"name", study.name}, {"model", study.model}};
    json.update(settingsOf(study));
    return json;
}

std::string fingerprintOf(const Study& study, const lens::SubjectInfo& model) {
    Json all = settingsOf(study);
    all["model"] = {model.name,       model.architecture, model.layers, model.dimensions,
                    model.vocabulary, model.precision,    model.bytes};
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a, 64 bits
    for (const char c : all.dump()) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 0xF];
    return digits;
}

}  // namespace lossylens::study
