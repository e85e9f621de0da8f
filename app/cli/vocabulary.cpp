#include "lens/vocabulary.h"

#include <algorithm>

#include "app/cli/checks.h"
#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/shown.h"
#include "app/cli/streams.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

// One line a stream: where its numbers lie.
std::string spreadTable(const lens::VocabularyDocument& document, const std::string& measure,
                        std::optional<metrics::Spread> lens::VocabularyView::*spread, int decimals) {
    std::vector<std::string> header{measure, "n", "mean", "least"};
    for (const double share : metrics::Spread::shares) header.push_back(lens::percentOf(share) + " %");
    header.emplace_back("most");
    Table table(header);
    for (const lens::VocabularyView& view : document.views) {
        if (!(view.*spread)) continue;
        const metrics::Spread& values = *(view.*spread);
        std::vector<std::string> row{codec::streamName(view.spec), std::to_string(values.n),
                                     fixed(values.mean, decimals), fixed(values.least, decimals)};
        for (const double quantile : values.quantiles) row.push_back(fixed(quantile, decimals));
        row.push_back(fixed(values.most, decimals));
        table.add(std::move(row));
    }
    return table.text();
}

std::string tokenTable(const std::string& name, const std::vector<lens::VocabularyToken>& tokens) {
    Table table({name, "id", "cosine", "norm ratio", "bytes"});
    for (const lens::VocabularyToken& token : tokens) {
        table.add({visible(token.piece), std::to_string(token.id), fixed(token.cosine, 4),
                   fixed(token.norm_ratio, 4), token.bytes ? std::to_string(*token.bytes) : "–"});
    }
    return table.text();
}

// What a match aimed at, and what came back whole.
std::string aimText(const lens::VocabularyView& view) {
    const std::string name = codec::streamName(view.spec);
    std::string text;
    if (view.match) {
        text += name + ": mean target cosine " + fixed(view.match->target.mean, 6) + ", largest miss " +
                fixed(view.match->largest_miss, 9) + ", " + std::to_string(view.match->missed) +
                " rows missed by more than 0.001\n";
    }
    if (view.recovered && view.cosine) {
        const double share = static_cast<double>(*view.recovered) / static_cast<double>(view.cosine->n);
        text += name + ": " + std::to_string(*view.recovered) + " of " + std::to_string(view.cosine->n) +
                " tokens recovered (" + fixed(100 * share, 2) + " %)\n";
    }
    return text.empty() ? text : '\n' + text;
}

std::string textOf(const lens::VocabularyDocument& document) {
    std::string text = spreadTable(document, "cosine", &lens::VocabularyView::cosine, 4) + '\n' +
                       spreadTable(document, "norm ratio", &lens::VocabularyView::norm_ratio, 4);
    const bool bytes =
        std::ranges::any_of(document.views, [](const auto& view) { return view.bytes.has_value(); });
    if (bytes) text += '\n' + spreadTable(document, "bytes", &lens::VocabularyView::bytes, 0);
    for (const lens::VocabularyView& view : document.views) {
        const std::string name = codec::streamName(view.spec);
        text += aimText(view) + '\n' + tokenTable(name + ", lowest cosine", view.worst) + '\n' +
                tokenTable(name + ", highest cosine", view.best);
        if (!view.refused.empty())
            text += name + ": " + std::to_string(view.refused.size()) + " rows are not finite and refused\n";
        if (!view.undefined.empty())
            text +=
                name + ": " + std::to_string(view.undefined.size()) + " rows have no cosine (all zeros)\n";
    }
    return text;
}

class VocabularyCommand final : public Command {
public:
    explicit VocabularyCommand(CLI::App& parent)
        : Command(parent, "vocabulary",
                  "The whole embedding table through a distortion: spread of the cosines, worst tokens") {
        stream_.addTo(*app_);
        app_->add_flag("--bytes", bytes_, "sizes of the JPEG files, too: takes three times as long");
        app_->add_option("--tokens", listed_, "how many tokens are listed at either end")
            ->check(wholeNumber(0, 1'000'000))
            ->type_name("N")
            ->capture_default_str();
        app_->add_option("--sample", sample_, "so many random rows of the table instead of all of them")
            ->check(CLI::Range(1, 100'000'000).description(""))
            ->type_name("N");
    }

    Result<Answer> run(const std::stop_token& stop) override {
        const auto specs = stream_.specs();
        if (!specs) return tl::unexpected(specs.error());
        const auto subject = common_.open(stop);
        if (!subject) return tl::unexpected(subject.error());
        return look(**subject, *specs, stop);
    }

private:
    // Stream by stream, so that an interrupted command still has those that were finished.
    Result<Answer> look(const lens::Subject& subject, const std::vector<codec::DistortionSpec>& specs,
                        const std::stop_token& stop) const {
        Progress progress(common_.quiet);
        lens::VocabularyDocument document{.model = lens::describe(*subject.checkpoint), .views = {}};
        Answer answer;
        for (const codec::DistortionSpec& spec : specs) {
            progress.show(codec::streamName(spec));
            auto view = lens::viewVocabulary(
                subject, spec,
                {.threads = common_.threads, .bytes = bytes_, .listed = listed_, .sample = sample_}, stop);
            if (!view && view.error().code == ErrorCode::cancelled) {
                answer.code = ExitCode::interrupted;
                answer.message = "interrupted: " + std::to_string(document.views.size()) + " of " +
                                 std::to_string(specs.size()) + " are written";
                break;
            }
            if (!view) return tl::unexpected(view.error());
            document.views.push_back(std::move(*view));
        }
        answer.bytes = shown(document, common_.format, textOf);
        return answer;
    }

    StreamOptions stream_;
    bool bytes_ = false;
    int listed_ = 20;
    int sample_ = 0;  // all
};

}  // namespace

CommandPointer makeVocabulary(CLI::App& parent) { return std::make_unique<VocabularyCommand>(parent); }

}  // namespace lossylens::app
