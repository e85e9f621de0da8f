#include "lens/accuracy.h"

#include <algorithm>

#include "lens/prompt_text.h"
#include "metrics/answers.h"

namespace lossylens::lens {
namespace {

Result<GenerationRequest> requestFor(const Subject& subject, const SetPrompt& prompt,
                                     const AccuracyRequest& wanted) {
    auto ids = encodePrompt(*subject.tokenizer, prompt.text, wanted.chat);
    if (!ids) return tl::unexpected(ids.error());
    GenerationRequest request;
    request.prompt = std::move(*ids);
    request.streams.emplace_back();
    for (const codec::DistortionSpec& spec : wanted.distortions) request.streams.push_back({spec});
    request.sampling.greedy = true;
    request.max_new_tokens = wanted.max_new_tokens;
    return request;
}

}  // namespace

int Accuracy::right(std::size_t stream) const {
    return static_cast<int>(std::ranges::count_if(
        prompts, [stream](const AnsweredPrompt& prompt) { return prompt.right[stream]; }));
}

Result<Accuracy> measureAccuracy(const SubjectPointer& subject, const PromptSet& set,
                                 const AccuracyRequest& request, const AccuracyProgress& progress,
                                 std::stop_token stop) {
    std::vector<SetPrompt> asked;
    std::ranges::copy_if(set.prompts, std::back_inserter(asked),
                         [](const SetPrompt& prompt) { return !prompt.answers.empty(); });
    if (asked.empty())
        return fail(ErrorCode::usage, set.name, "has no prompt with answers",
                    "give some prompts \"answers\"");
    Accuracy accuracy;
    accuracy.set = set.name;
    accuracy.streams.emplace_back("baseline");
    for (const codec::DistortionSpec& spec : request.distortions)
        accuracy.streams.push_back(codec::streamName(spec));
    SideBySide side_by_side(subject);
    for (const SetPrompt& prompt : asked) {
        const auto generation = requestFor(*subject, prompt, request);
        if (!generation) return tl::unexpected(within("prompt " + prompt.id, generation.error()));
        const auto written = side_by_side.run(*generation, {}, stop);
        if (!written) return tl::unexpected(within("prompt " + prompt.id, written.error()));
        accuracy.stopped = written->stopped;
        if (accuracy.stopped) return accuracy;
        AnsweredPrompt& answered = accuracy.prompts.emplace_back();
        answered.id = prompt.id;
        answered.accepted = prompt.answers;
        for (const StreamSnapshot& stream : written->streams) {
            answered.texts.push_back(stream.text);
            answered.right.push_back(metrics::answersCorrectly(stream.text, prompt.answers));
        }
        if (progress) progress(static_cast<int>(accuracy.prompts.size()), static_cast<int>(asked.size()));
    }
    return accuracy;
}

}  // namespace lossylens::lens
