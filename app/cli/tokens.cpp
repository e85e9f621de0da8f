#include "lens/token_effects.h"

#include "app/cli/checks.h"
#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/shown.h"
#include "app/cli/streams.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

std::string textOf(const lens::TokenEffects& effects) {
    Table table({"token", "place", "KL", "top-1", "cosine", "bytes"});
    for (const std::size_t i : effects.byEffect()) {
        const lens::TokenEffect& token = effects.tokens[i];
        table.add({visible(token.piece), std::to_string(i), fixed(token.damage.kl, 4),
                   fixed(100 * token.damage.top1, 0) + " %", fixed(token.cosine, 4),
                   token.bytes ? std::to_string(*token.bytes) : "–"});
    }
    if (effects.together) {
        table.add({"all together", "", fixed(effects.together->kl, 4),
                   fixed(100 * effects.together->top1, 0) + " %", "", ""});
    }
    return codec::streamName(effects.spec) +
           " of one token at a time; KL in nats and top-1 agreement over the " +
           std::to_string(effects.continuation.size()) + " tokens of the continuation " +
           visible(effects.continuation_text) + "\n" + table.text();
}

class TokensCommand final : public Command {
public:
    explicit TokensCommand(CLI::App& parent)
        : Command(parent, "tokens",
                  "Which token of a prompt matters: each distorted alone, the others untouched") {
        prompt_.addTo(*app_);
        stream_.addTo(*app_);
        app_->add_option("--continuation", options_.continuation,
                         "tokens of the undistorted model's continuation that are compared, at most")
            ->check(wholeNumber(1, 100'000))
            ->type_name("N")
            ->capture_default_str();
    }

    Result<Answer> run(const std::stop_token& stop) override {
        const auto specs = stream_.specs();
        if (!specs) return tl::unexpected(specs.error());
        if (specs->size() != 1) {
            return fail(ErrorCode::usage, "tokens",
                        "takes one distortion, not " + std::to_string(specs->size()),
                        "give one --quality or one --distortion");
        }
        // A measurement, as score is.
        const auto opened = openWithPrompt(common_, prompt_, stop, nn::Activations::float32);
        if (!opened) return tl::unexpected(opened.error());
        const auto& [subject, prompt] = *opened;
        Progress progress(common_.quiet);
        options_.progress = [&progress](int done, int of) {
            progress.show("token " + std::to_string(done) + " of " + std::to_string(of));
        };
        const auto effects = lens::measureTokenEffects(subject, prompt.ids, specs->front(), options_, stop);
        if (!effects) return tl::unexpected(effects.error());
        Answer answer{.bytes = shown(*effects, common_.format, textOf)};
        if (effects->stopped) {
            answer.code = ExitCode::interrupted;
            answer.message = "interrupted: " + std::to_string(effects->tokens.size()) + " of " +
                             std::to_string(prompt.ids.size()) + " tokens are measured";
        }
        return answer;
    }

private:
    PromptOptions prompt_;
    StreamOptions stream_;
    lens::TokenEffectOptions options_;
};

}  // namespace

CommandPointer makeTokens(CLI::App& parent) { return std::make_unique<TokensCommand>(parent); }

}  // namespace lossylens::app
