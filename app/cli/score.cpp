#include "lens/score.h"

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/shown.h"
#include "app/cli/streams.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

std::string tableOf(const lens::Score& score, const codec::DistortionSpec& spec) {
    Table table({"piece", "surprisal", codec::streamName(spec), "KL", "JSD", "entropy",
                 codec::streamName(spec), "top-1", "top-10"});
    for (const lens::ScoredPosition& position : score.positions) {
        table.add({visible(position.piece), fixed(position.surprisal_base, 2),
                   fixed(position.surprisal_distorted, 2), fixed(position.kl, 4), fixed(position.jsd, 4),
                   fixed(position.entropy_base, 2), fixed(position.entropy_distorted, 2),
                   position.top1_base == position.top1_distorted ? "same" : "differs",
                   fixed(position.top10_overlap, 1)});
    }
    if (score.positions.empty()) return table.text();
    return table.text() + "over " + std::to_string(score.positions.size()) + " positions: mean KL " +
           fixed(score.mean_kl, 4) + ", median " + fixed(score.median_kl, 4) + ", 99 % " +
           fixed(score.p99_kl, 4) + " nats, mean JSD " + fixed(score.mean_jsd, 4) +
           " nats, top-1 agreement " + fixed(100 * score.top1_agreement, 1) + " %, top-10 overlap " +
           fixed(score.top10_overlap, 2) + " (surprisal in bits; KL, JSD and entropy in nats)\n";
}

class ScoreCommand final : public Command {
public:
    explicit ScoreCommand(CLI::App& parent)
        : Command(parent, "score", "Score a fixed text with and without distortion, position by position") {
        prompt_.addTo(*app_);
        stream_.addTo(*app_);
    }

    Result<Answer> run(const std::stop_token& stop) override {
        const auto specs = stream_.specs();
        if (!specs) return tl::unexpected(specs.error());
        if (specs->size() != 1) {
            return fail(ErrorCode::usage, "score",
                        "takes one distortion, not " + std::to_string(specs->size()),
                        "give one --quality or one --distortion");
        }
        // A measurement: the codec's effect must not be mixed with that of 8-bit activations.
        const auto opened = openWithPrompt(common_, prompt_, stop, nn::Activations::float32);
        if (!opened) return tl::unexpected(opened.error());
        const auto& [subject, prompt] = *opened;
        if (auto fits = checkLength(prompt.ids.size(), subject->model->shape().context); !fits)
            return tl::unexpected(fits.error());
        lens::DistortedEmbedding embedding(subject, specs->front());
        Progress progress(common_.quiet);
        const auto observe = [&progress, all = prompt.ids.size()](std::size_t scored) {
            progress.show("position " + std::to_string(scored) + " of " + std::to_string(all));
        };
        const auto score = lens::score(*subject, embedding, prompt.ids, stop, observe);
        if (!score) return tl::unexpected(score.error());
        const auto text = [&](const lens::Score& value) { return tableOf(value, specs->front()); };
        Answer answer{.bytes = shown(*score, common_.format, text)};
        if (score->stopped) {
            answer.code = ExitCode::interrupted;
            answer.message = "interrupted: " + std::to_string(score->positions.size()) + " of " +
                             std::to_string(prompt.ids.size()) + " positions are written";
        }
        return answer;
    }

private:
    static Result<void> checkLength(std::size_t tokens, int context) {
        if (std::cmp_less_equal(tokens, context)) return {};
        return fail(ErrorCode::limit, "prompt",
                    std::to_string(tokens) + " tokens are more than the model's context of " +
                        std::to_string(context),
                    "shorten it");
    }

    PromptOptions prompt_;
    StreamOptions stream_;
};

}  // namespace

CommandPointer makeScore(CLI::App& parent) { return std::make_unique<ScoreCommand>(parent); }

}  // namespace lossylens::app
