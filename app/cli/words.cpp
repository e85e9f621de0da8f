#include "app/cli/checks.h"
#include "app/cli/command.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"
#include "lens/run_phrases.h"

namespace lossylens::app {
namespace {

std::string textOf(const lens::RunPhrases& compared) {
    std::string text;
    for (const lens::StreamPhrases& stream : compared.streams) {
        Table table({stream.name + " against baseline", "texts", "baseline", "log-odds", "z"});
        for (const metrics::Phrase& phrase : stream.phrases) {
            table.add({phrase.words, std::to_string(phrase.texts), std::to_string(phrase.baseline_texts),
                       fixed(phrase.log_odds, 3), fixed(phrase.z, 2)});
        }
        text += table.text() + "n = " + std::to_string(stream.texts) + " texts, " +
                std::to_string(stream.baseline_texts) + " of the baseline; |z| below 2 is no difference\n\n";
    }
    return text;
}

class WordsCommand final : public Command {
public:
    explicit WordsCommand(CLI::App& parent)
        : Command(parent, "words",
                  "Words and phrases that set each stream of several runs apart from the baseline") {
        app_->add_option("FILES", files_,
                         "runs, as run --format json writes them: other seeds, other prompts")
            ->type_name("")
            ->required();
        app_->add_option("--phrases", listed_, "how many are listed at either end")
            ->check(wholeNumber(1, 1'000'000))
            ->type_name("N")
            ->capture_default_str();
    }

    Result<Answer> run(const std::stop_token&) override {
        const std::vector<std::filesystem::path> files(files_.begin(), files_.end());
        const auto compared = lens::comparePhrasesOfRuns(files, listed_);
        if (!compared) return tl::unexpected(compared.error());
        return Answer{.bytes = shown(*compared, common_.format, textOf)};
    }

private:
    std::vector<std::string> files_;
    std::size_t listed_ = 15;
};

}  // namespace

CommandPointer makeWords(CLI::App& parent) { return std::make_unique<WordsCommand>(parent); }

}  // namespace lossylens::app
