#include <algorithm>
#include <numeric>

#include "app/cli/command.h"
#include "app/cli/shown.h"
#include "app/cli/side_by_side.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

const lens::CodecView* viewOf(const lens::RunDocument& document, const lens::StreamSnapshot& stream) {
    const auto found = std::ranges::find_if(
        document.codec, [&stream](const lens::CodecView& view) { return view.spec == stream.distortion; });
    return found == document.codec.end() ? nullptr : &*found;
}

std::optional<double> meanBytes(const lens::CodecView& view) {
    double sum = 0;
    for (const auto& bytes : view.bytes) {
        if (!bytes) return {};
        sum += *bytes;
    }
    return sum / static_cast<double>(view.bytes.size());
}

// The mean of the cosines that a match was to reach.
std::optional<double> targetOf(const lens::CodecView& view) {
    return view.match ? view.match->mean_target : std::nullopt;
}

std::string recoveredText(const lens::CodecView* view) {
    if (view == nullptr || !view->restored) return "–";
    return std::to_string(view->restored->recovered) + " of " + std::to_string(view->ids.size());
}

std::optional<double> speedOf(const lens::StreamSnapshot& stream) {
    if (stream.tokens_per_second > 0) return stream.tokens_per_second;
    return {};  // a single token has no speed
}

std::string loopText(const std::optional<metrics::Loop>& loop) {
    return loop ? std::to_string(loop->period) + " × " + std::to_string(loop->copies) : "–";
}

std::string toneText(const metrics::Tone& tone) {
    if (tone.sentences == 0) return "–";
    return std::to_string(tone.negative) + "/" + std::to_string(tone.sentences);
}

constexpr const char* notes =
    "negative: sentences of negative tone by VADER's lexicon, of all; gzip ratio: only texts of equal length "
    "are "
    "comparable\n";

std::string textOf(const lens::RunDocument& document) {
    const lens::SubjectInfo& model = document.model;
    Table table({"stream", "cosine", "mean", "target", "recovered", "bytes a token", "tokens", "as baseline",
                 "seq-rep-4", "diversity", "loop", "perplexity", "negative", "gzip ratio", "tokens/s"});
    std::string texts;
    for (const lens::StreamSnapshot& stream : document.generation.streams) {
        const lens::CodecView* view = viewOf(document, stream);
        table.add({stream.name, fixed(view ? view->cosine.flattened : std::nullopt, 4),
                   fixed(view ? view->cosine.mean : std::nullopt, 4),
                   fixed(view ? targetOf(*view) : std::nullopt, 4), recoveredText(view),
                   fixed(view ? meanBytes(*view) : std::nullopt, 0), std::to_string(stream.ids.size()),
                   std::to_string(stream.metrics.agreed), fixed(stream.metrics.seq_rep_4, 3),
                   fixed(stream.metrics.diversity, 3), loopText(stream.metrics.loop),
                   fixed(stream.metrics.perplexity, 2), toneText(stream.metrics.tone),
                   fixed(stream.metrics.gzip_ratio, 2), fixed(speedOf(stream), 1)});
        texts += "\n-- " + stream.name + "\n" + stream.text + "\n";
    }
    return model.name + ", " + model.precision + ", " + std::to_string(model.layers) + " layers, " +
           std::to_string(model.dimensions) + " dimensions\n-- prompt, " +
           std::to_string(document.request.prompt.size()) + " tokens\n" + document.prompt + "\n" + texts +
           "\n" + table.text() + notes;
}

class RunCommand final : public Command {
public:
    explicit RunCommand(CLI::App& parent)
        : Command(parent, "run", "Write texts with and without distortion, side by side") {
        options_.addTo(*app_);
    }

    Result<Answer> run(const std::stop_token& stop) override {
        if (auto specs = options_.streams.specs(); !specs) return tl::unexpected(specs.error());
        const auto opened = openWithPrompt(common_, options_.prompt, stop);
        if (!opened) return tl::unexpected(opened.error());
        const auto document = options_.carryOut(*opened, common_.quiet, stop);
        if (!document) return tl::unexpected(document.error());
        Answer answer{.bytes = shown(*document, common_.format, textOf)};
        if (document->generation.stopped) {
            answer.code = ExitCode::interrupted;
            answer.message = "interrupted after " + std::to_string(document->generation.step) + " tokens";
        }
        return answer;
    }

private:
    SideBySideOptions options_;
};

}  // namespace

CommandPointer makeRun(CLI::App& parent) { return std::make_unique<RunCommand>(parent); }

}  // namespace lossylens::app
