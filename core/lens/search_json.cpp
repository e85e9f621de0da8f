#include <cmath>
#include <nlohmann/json.hpp>

#include "lens/files.h"
#include "lens/search_files.h"

namespace lossylens::lens {
namespace {

using Json = nlohmann::ordered_json;

template <class Number>
Json orNull(const std::optional<Number>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json toJson(const PromptDamage::Damage& damage) {
    return {{"mean_kl", damage.kl}, {"top1_agreement", damage.top1}};
}

Json toJson(const Allocation& allocation) {
    return {{"name", allocation.name},
            {"qualities", allocation.qualities},
            {"spent", allocation.spent},
            {"bytes", allocation.bytes},
            {"cosine_mean", allocation.mean_cosine},
            {"mean_kl", allocation.damage.kl},
            {"top1_agreement", allocation.damage.top1}};
}

Json toJson(const CollapseTrial& trial) {
    Json loop = nullptr;
    if (trial.loop) {
        loop = {{"period", trial.loop->period},
                {"coverage", trial.loop->coverage},
                {"copies", trial.loop->copies}};
    }
    return {{"quality", trial.quality},
            {"collapsed", trial.collapsed},
            {"tokens", trial.tokens},
            {"seq_rep_4", orNull(trial.seq_rep_4)},
            {"loop", std::move(loop)}};
}

}  // namespace

std::string_view nameOf(BudgetRequest::Currency currency) {
    return currency == BudgetRequest::Currency::bytes ? "bytes" : "cosine";
}

Json toJson(const TokenEffects& effects) {
    Json tokens = Json::array();
    for (const TokenEffect& token : effects.tokens) {
        tokens.push_back({{"id", token.id},
                          {"piece", token.piece},
                          {"cosine", orNull(token.cosine)},
                          {"bytes", orNull(token.bytes)},
                          {"mean_kl", token.damage.kl},
                          {"top1_agreement", token.damage.top1}});
    }
    return {{"distortion", codec::streamName(effects.spec)},
            {"continuation", effects.continuation},
            {"continuation_text", effects.continuation_text},
            {"tokens", std::move(tokens)},
            {"together", effects.together ? toJson(*effects.together) : Json(nullptr)},
            {"stopped", effects.stopped}};
}

Json toJson(const Budget& budget) {
    Json allocations = Json::array({toJson(budget.uniform)});
    if (budget.greedy) allocations.push_back(toJson(*budget.greedy));
    for (const Allocation& allocation : budget.random) allocations.push_back(toJson(allocation));
    return {{"ids", budget.ids},
            {"pieces", budget.pieces},
            {"currency", nameOf(budget.currency)},
            {"budget", budget.budget},
            {"continuation_tokens", budget.continuation},
            {"continuation_text", budget.continuation_text},
            {"allocations", std::move(allocations)},
            {"measured", budget.measured},
            {"stopped", budget.stopped}};
}

Json toJson(const CollapseSearch& search) {
    Json prompts = Json::array();
    for (const PromptCollapse& prompt : search.prompts) {
        Json trials = Json::array();
        for (const CollapseTrial& trial : prompt.trials) trials.push_back(toJson(trial));
        prompts.push_back({{"id", prompt.id},
                           {"text", prompt.text},
                           {"baseline_collapsed", prompt.baseline_collapsed},
                           {"highest_quality", orNull(prompt.highest())},
                           {"trials", std::move(trials)}});
    }
    const nn::Sampling& sampling = search.request.sampling;
    return {{"set", search.set},
            {"settings",
             {{"seed", sampling.seed},
              {"greedy", sampling.greedy},
              {"temperature", sampling.temperature},
              {"top_k", sampling.top_k},
              {"top_p", sampling.top_p},
              {"scope", nameOf(search.request.scope)},
              {"max_new_tokens", search.request.max_new_tokens},
              {"stop_at_end", search.request.stop_at_end},
              {"chat", search.request.chat},
              {"loop_ids", search.request.rule.loop_ids},
              {"seq_rep_4_above", search.request.rule.seq_rep_4}}},
            {"planned", search.planned},
            {"prompts", std::move(prompts)},
            {"stopped", search.stopped}};
}

Json toJson(const Accuracy& accuracy) {
    Json streams = Json::array();
    for (std::size_t i = 0; i < accuracy.streams.size(); ++i) {
        const auto n = accuracy.prompts.size();
        streams.push_back(
            {{"name", accuracy.streams[i]},
             {"right", accuracy.right(i)},
             {"n", n},
             {"accuracy", n == 0 ? Json(nullptr) : Json(accuracy.right(i) / static_cast<double>(n))}});
    }
    Json prompts = Json::array();
    for (const AnsweredPrompt& prompt : accuracy.prompts) {
        prompts.push_back({{"id", prompt.id},
                           {"accepted", prompt.accepted},
                           {"texts", prompt.texts},
                           {"right", prompt.right}});
    }
    return {{"set", accuracy.set},
            {"streams", std::move(streams)},
            {"prompts", std::move(prompts)},
            {"stopped", accuracy.stopped}};
}

Json toJson(const RunPhrases& compared) {
    Json streams = Json::array();
    for (const StreamPhrases& stream : compared.streams) {
        Json phrases = Json::array();
        for (const metrics::Phrase& phrase : stream.phrases) {
            phrases.push_back({{"words", phrase.words},
                               {"texts", phrase.texts},
                               {"baseline_texts", phrase.baseline_texts},
                               {"log_odds", phrase.log_odds},
                               {"z", phrase.z}});
        }
        streams.push_back({{"name", stream.name},
                           {"texts", stream.texts},
                           {"baseline_texts", stream.baseline_texts},
                           {"phrases", std::move(phrases)}});
    }
    return {{"streams", std::move(streams)}};
}

Json toJson(const PromptSet& set) {
    Json prompts = Json::array();
    for (const SetPrompt& prompt : set.prompts) {
        Json one{{"id", prompt.id}, {"text", prompt.text}};
        if (!prompt.answers.empty()) one["answers"] = prompt.answers;
        prompts.push_back(std::move(one));
    }
    return {{"name", set.name}, {"about", set.about}, {"prompts", std::move(prompts)}};
}

}  // namespace lossylens::lens
