#include "lens/replay.h"
#include "app/cli/command.h"
#include "app/cli/shown.h"
#include "app/cli/side_by_side.h"
#include "app/hub/library.h"
#include "lens/run_file.h"

namespace lossylens::app {
namespace {

std::string textOf(const lens::Replay& replay) { return lens::describe(replay); }

class ReplayCommand final : public Command {
public:
    explicit ReplayCommand(CLI::App& parent)
        : Command(parent, "replay",
                  "Write the texts of an exported file again, and say whether its tokens come out.\n"
                  "Exit code 0: all of them; 1: some differ.") {
        app_->add_option("file", file_,
                         "a .json, .csv, .png, .svg, .pdf or .html file that LossyLens has exported")
            ->type_name("FILE")
            ->required();
    }

    Result<Answer> run(const std::stop_token& stop) override {
        auto file = lens::readRunFile(file_);
        if (!file) return tl::unexpected(file.error());
        if (file->generation.streams.empty())
            return fail(ErrorCode::usage, file_, "holds settings, but no text to compare with",
                        "export it again once texts are written");
        if (auto model = chooseModel(*file); !model) return tl::unexpected(model.error());
        if (common_.precision_option->count() == 0) common_.precision = file->precision;
        const auto subject = common_.open(stop);
        if (!subject) return tl::unexpected(subject.error());
        const text::Tokenizer& tokenizer = *(*subject)->tokenizer;
        // A model without a template is given what the template of the other has made.
        const bool chat = file->message && tokenizer.chat(*file->message).has_value();
        auto prompt = encodePrompt(tokenizer, chat ? *file->message : file->prompt, chat);
        if (!prompt) return tl::unexpected(prompt.error());
        const auto again = carryOut({.subject = *subject, .prompt = *std::move(prompt)},
                                    lens::replayRequest(*file), common_.quiet, stop);
        if (!again) return tl::unexpected(again.error());
        if (again->generation.stopped) return fail(ErrorCode::cancelled, "replay", "interrupted");
        const lens::Replay replay = lens::compareRuns(*file, *again);
        return Answer{.bytes = shown(replay, common_.format, textOf),
                      .code = replay.same() ? ExitCode::done : ExitCode::failed};
    }

private:
    // --model, else where the file says, else an installed one of that name.
    Result<void> chooseModel(const lens::RunDocument& file) {
        if (!common_.model.empty()) return {};
        common_.model = file.model.path.string();
        if (hub::findModel(common_.model)) return {};
        common_.model = lens::fileName(file.model.path);
        if (!common_.model.empty() && hub::findModel(common_.model)) return {};
        return fail(ErrorCode::not_found, file_,
                    "its model, " + file.model.name + ", is not at " + file.model.path.string(),
                    "say where it is with --model");
    }

    std::string file_;
};

}  // namespace

CommandPointer makeReplay(CLI::App& parent) { return std::make_unique<ReplayCommand>(parent); }

}  // namespace lossylens::app
