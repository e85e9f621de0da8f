#include "lens/collapse_search.h"

#include <algorithm>

#include "lens/prompt_text.h"

namespace lossylens::lens {
namespace {

Result<GenerationRequest> requestFor(const Subject& subject, const SetPrompt& prompt,
                                     const CollapseRequest& wanted) {
    auto ids = encodePrompt(*subject.tokenizer, prompt.text, wanted.chat);
    if (!ids) return tl::unexpected(ids.error());
    GenerationRequest request;
    request.prompt = std::move(*ids);
    request.streams.emplace_back();
    for (const int quality : wanted.qualities) {
        codec::DistortionSpec spec;
        spec.strength = quality;
        request.streams.push_back({spec});
    }
    request.sampling = wanted.sampling;
    request.scope = wanted.scope;
    request.max_new_tokens = wanted.max_new_tokens;
    request.stop_at_end = wanted.stop_at_end;
    return request;
}

PromptCollapse look(const SetPrompt& prompt, const GenerationSnapshot& written,
                    const CollapseRequest& wanted) {
    PromptCollapse result{.id = prompt.id, .text = prompt.text, .trials = {}};
    for (std::size_t i = 0; i < written.streams.size(); ++i) {
        const StreamSnapshot& stream = written.streams[i];
        const bool collapsed =
            metrics::hasCollapsed(stream.metrics.loop, stream.metrics.seq_rep_4, wanted.rule);
        if (i == 0) {
            result.baseline_collapsed = collapsed;
            continue;
        }
        result.trials.push_back({.quality = wanted.qualities[i - 1],
                                 .collapsed = collapsed,
                                 .tokens = static_cast<int>(stream.ids.size()),
                                 .loop = stream.metrics.loop,
                                 .seq_rep_4 = stream.metrics.seq_rep_4});
    }
    return result;
}

}  // namespace

std::optional<int> PromptCollapse::highest() const {
    std::optional<int> highest;
    for (const CollapseTrial& trial : trials) {
        if (trial.collapsed) highest = std::max(highest.value_or(0), trial.quality);
    }
    return highest;
}

Result<CollapseSearch> searchCollapse(const SubjectPointer& subject, const PromptSet& set,
                                      const CollapseRequest& request, const CollapseProgress& progress,
                                      std::stop_token stop) {
    const bool in_range = std::ranges::all_of(request.qualities, [](int q) { return q >= 1 && q <= 100; });
    if (request.qualities.empty() || !in_range)
        return fail(ErrorCode::usage, "qualities", "are not all from 1 to 100",
                    "write a list such as 5,25,75");
    CollapseSearch search;
    search.request = request;
    search.set = set.name;
    search.planned = static_cast<int>(set.prompts.size());
    SideBySide side_by_side(subject);
    for (const SetPrompt& prompt : set.prompts) {
        const auto generation = requestFor(*subject, prompt, request);
        if (!generation) return tl::unexpected(within("prompt " + prompt.id, generation.error()));
        const auto observe = [&](const GenerationSnapshot& now) {
            if (progress) progress(static_cast<int>(search.prompts.size()), search.planned, now.step);
        };
        const auto written = side_by_side.run(*generation, observe, stop);
        if (!written) return tl::unexpected(within("prompt " + prompt.id, written.error()));
        search.stopped = written->stopped;
        if (search.stopped) break;
        search.prompts.push_back(look(prompt, *written, request));
    }
    std::ranges::stable_sort(search.prompts, std::greater<>(),
                             [](const PromptCollapse& one) { return one.highest().value_or(0); });
    return search;
}

}  // namespace lossylens::lens
