#include "app/bench/stop_bench.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "app/bench/stopwatch.h"
#include "lens/generate.h"
#include "lens/token_feed.h"
#include "nn/decoder.h"

namespace lossylens::bench {
namespace {

constexpr int moments = 6;  // of each kind of work
constexpr int prompt_of_writing = 8;
constexpr int written = 64;

using Work = std::function<Result<void>(const std::stop_token&)>;

// A stop is what is waited for, no failure.
Result<void> unlessStopped(Result<void> done) {
    if (!done && done.error().code == ErrorCode::cancelled) return {};
    return done;
}

// Lets the work run once to learn how long it takes, then stops it at moments spread over that time.
Result<std::vector<double>> stopTimes(const Work& work, const std::stop_token& stop) {
    const Stopwatch whole;
    if (auto done = work(stop); !done) return tl::unexpected(done.error());
    const double duration = whole.milliseconds();

    std::vector<double> times;
    for (int moment = 0; moment < moments; ++moment) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "bench", "stopped");
        std::stop_source presses;
        Result<void> outcome;
        std::jthread worker([&] { outcome = unlessStopped(work(presses.get_token())); });
        std::this_thread::sleep_for(
            std::chrono::duration<double, std::milli>(duration * (moment + 0.5) / moments));
        const Stopwatch watch;
        presses.request_stop();
        worker.join();
        times.push_back(watch.milliseconds());
        if (!outcome) return tl::unexpected(outcome.error());
    }
    return times;
}

Result<void> feed(const lens::SubjectPointer& subject, std::span<const float> embeddings,
                  const std::stop_token& stop) {
    const int positions = static_cast<int>(embeddings.size()) / subject->model->shape().dimensions;
    nn::Decoder decoder(subject->model, 1, positions);
    const auto logits =
        decoder.advance(std::vector{nn::Feed{0, embeddings}}, nn::LogitsOf::last_position, stop);
    if (!logits) return tl::unexpected(logits.error());
    return {};
}

Result<void> writePair(const lens::SubjectPointer& subject, std::span<const int> prompt,
                       const std::stop_token& stop) {
    lens::GenerationRequest request;
    request.prompt.assign(prompt.begin(), prompt.end());
    request.streams = {{}, {codec::DistortionSpec{}}};
    request.max_new_tokens = std::min(written, subject->model->shape().context - prompt_of_writing);
    request.stop_at_end = false;
    const auto text = lens::SideBySide(subject).run(request, {}, stop);
    if (!text) return tl::unexpected(text.error());
    return {};
}

}  // namespace

Result<StopTimes> measureStopping(const lens::SubjectPointer& subject, std::span<const int> prompt,
                                  const std::stop_token& stop) {
    const std::vector<float> embeddings = lens::embeddingsOf(*subject->model, prompt);
    const auto in_prompt =
        stopTimes([&](const std::stop_token& token) { return feed(subject, embeddings, token); }, stop);
    if (!in_prompt) return tl::unexpected(in_prompt.error());
    const auto in_writing = stopTimes(
        [&](const std::stop_token& token) {
            return writePair(subject, prompt.first(prompt_of_writing), token);
        },
        stop);
    if (!in_writing) return tl::unexpected(in_writing.error());
    return StopTimes{*in_prompt, *in_writing};
}

}  // namespace lossylens::bench
