#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/prompt_sets.h"
#include "app/cli/shown.h"
#include "app/cli/streams.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

std::string textOf(const lens::Accuracy& accuracy) {
    const std::size_t n = accuracy.prompts.size();
    Table table({"stream", "right", "of", "accuracy"});
    for (std::size_t i = 0; i < accuracy.streams.size(); ++i) {
        table.add({accuracy.streams[i], std::to_string(accuracy.right(i)), std::to_string(n),
                   n == 0 ? "–" : fixed(100.0 * accuracy.right(i) / static_cast<double>(n), 0) + " %"});
    }
    std::vector<std::string> header{"prompt", "answer"};
    header.insert(header.end(), accuracy.streams.begin(), accuracy.streams.end());
    Table prompts(header);
    for (const lens::AnsweredPrompt& prompt : accuracy.prompts) {
        std::vector<std::string> row{prompt.id, prompt.accepted.front()};
        for (const bool right : prompt.right) row.emplace_back(right ? "right" : "wrong");
        prompts.add(std::move(row));
    }
    return table.text() + "\n" + prompts.text();
}

class AnswersCommand final : public Command {
public:
    explicit AnswersCommand(CLI::App& parent)
        : Command(parent, "answers",
                  "How many questions with known answers are answered right, with and without distortion") {
        set_.addTo(*app_);
        stream_.addTo(*app_);
        app_->add_option("--max-new-tokens", request_.max_new_tokens, "how much is written at most, greedily")
            ->type_name("N")
            ->capture_default_str();
        app_->add_flag("--chat", request_.chat, "wrap each prompt in the model's chat template");
    }

    Result<Answer> run(const std::stop_token& stop) override {
        auto specs = stream_.specs();
        if (!specs) return tl::unexpected(specs.error());
        request_.distortions = *std::move(specs);
        const auto set = findPromptSet(set_.name);
        if (!set) return tl::unexpected(set.error());
        const auto subject = common_.open(stop);
        if (!subject) return tl::unexpected(subject.error());
        Progress progress(common_.quiet);
        const auto accuracy = lens::measureAccuracy(
            *subject, *set, request_,
            [&progress](int done, int of) {
                progress.show("question " + std::to_string(done) + " of " + std::to_string(of));
            },
            stop);
        if (!accuracy) return tl::unexpected(accuracy.error());
        Answer answer{.bytes = shown(*accuracy, common_.format, textOf)};
        if (accuracy->stopped) {
            answer.code = ExitCode::interrupted;
            answer.message = "interrupted after " + std::to_string(accuracy->prompts.size()) + " questions";
        }
        return answer;
    }

private:
    PromptSetOption set_{"facts"};
    StreamOptions stream_;
    lens::AccuracyRequest request_;
};

}  // namespace

CommandPointer makeAnswers(CLI::App& parent) { return std::make_unique<AnswersCommand>(parent); }

}  // namespace lossylens::app
