#include <numeric>

#include "app/cli/command.h"
#include "app/cli/layout_options.h"
#include "app/cli/lists.h"
#include "app/cli/progress.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"
#include "lens/codec_view.h"

namespace lossylens::app {
namespace {

std::string tableOf(const lens::Curve& curve) {
    Table table({"quality", "cosine", "mean of tokens", "bytes a token"});
    for (const lens::CurvePoint& point : curve.points) {
        const double bytes = std::accumulate(point.bytes.begin(), point.bytes.end(), 0.0);
        table.add({std::to_string(point.quality), fixed(point.cosine.flattened, 6),
                   fixed(point.cosine.mean, 6), fixed(bytes / static_cast<double>(point.bytes.size()), 1)});
    }
    return table.text();
}

class CurveCommand final : public Command {
public:
    explicit CurveCommand(CLI::App& parent)
        : Command(parent, "curve", "Cosine similarity and bytes of a prompt's tokens over JPEG quality") {
        prompt_.addTo(*app_);
        plane_.addTo(*app_);
        app_->add_option("--qualities,--quality", qualities_, "such as 95,75,25 or 1-100; may be repeated")
            ->allow_extra_args(false)
            ->type_name("LIST")
            ->default_str("1-100");
        app_->add_flag("--band", band_, "also where 90 % of the whole vocabulary's cosines lie");
    }

    Result<Answer> run(const std::stop_token& stop) override {
        const auto qualities = parseList(
            "--qualities", qualities_.empty() ? std::vector<std::string>{"1-100"} : qualities_, 1, 100);
        if (!qualities) return tl::unexpected(qualities.error());
        const auto layout = plane_.layout();
        if (!layout) return tl::unexpected(layout.error());
        const auto opened = openWithPrompt(common_, prompt_, stop);
        if (!opened) return tl::unexpected(opened.error());
        const auto& [subject, prompt] = *opened;
        if (prompt.ids.empty())
            return fail(ErrorCode::usage, "prompt", "is empty", "write at least one token");
        return draw(subject, prompt.ids, *qualities, *layout, stop);
    }

private:
    // Quality by quality, so that an interrupted curve still has those that were finished.
    Result<Answer> draw(const lens::SubjectPointer& subject, const std::vector<int>& ids,
                        const std::vector<int>& qualities, const codec::PlaneLayout& layout,
                        const std::stop_token& stop) const {
        lens::CurveMaker maker(subject);
        Progress progress(common_.quiet);
        lens::Curve curve;
        curve.ids = ids;
        curve.layout = layout;
        curve.pieces = text::pieces(*subject->tokenizer, ids);
        Answer answer;
        for (const int quality : qualities) {
            progress.show("quality " + std::to_string(quality));
            auto one = maker.make(ids, std::vector{quality}, stop, layout);
            if (!one && one.error().code == ErrorCode::cancelled) {
                answer.code = ExitCode::interrupted;
                answer.message = "interrupted: " + std::to_string(curve.points.size()) + " of " +
                                 std::to_string(qualities.size()) + " qualities are written";
                break;
            }
            if (!one) return tl::unexpected(one.error());
            curve.points.push_back(std::move(one->points.front()));
            if (!band_) continue;
            const auto extended =
                lens::extendBand(curve.vocabulary, *subject, quality, common_.threads, stop);
            // An interrupt is met at the next quality; this one stays without its band.
            if (!extended && extended.error().code != ErrorCode::cancelled)
                return tl::unexpected(extended.error());
        }
        answer.bytes = shown(curve, common_.format, tableOf);
        return answer;
    }

    PromptOptions prompt_;
    LayoutOptions plane_;
    std::vector<std::string> qualities_;
    bool band_ = false;
};

}  // namespace

CommandPointer makeCurve(CLI::App& parent) { return std::make_unique<CurveCommand>(parent); }

}  // namespace lossylens::app
