#include "lens/report.h"
#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/side_by_side.h"
#include "app/cli/whole_curve.h"
#include "ui/report_pictures.h"

namespace lossylens::app {
namespace {

class ReportCommand final : public Command {
public:
    explicit ReportCommand(CLI::App& parent)
        : Command(parent, "report",
                  "Write texts side by side into one page of HTML, with all that belongs to them") {
        options_.addTo(*app_);
    }

    Result<Answer> run(const std::stop_token& stop) override {
        if (auto specs = options_.streams.specs(); !specs) return tl::unexpected(specs.error());
        const auto opened = openWithPrompt(common_, options_.prompt, stop);
        if (!opened) return tl::unexpected(opened.error());
        const lens::SubjectPointer& subject = opened->subject;
        auto document = options_.carryOut(*opened, common_.quiet, stop);
        if (!document) return tl::unexpected(document.error());
        if (document->generation.stopped)
            return fail(ErrorCode::cancelled, "report", "interrupted, no page is written");
        auto curve = wholeCurve(subject, *document, common_.threads, stop);
        if (!curve) return tl::unexpected(curve.error());
        lens::Report report;
        report.quality = qualityOf(*document);
        report.pictures = ui::reportPictures(document->codec.front());
        report.shown.run = *std::move(document);
        report.shown.curve = *std::move(curve);
        if (auto measured = measure(subject, report.shown, stop); !measured)
            return tl::unexpected(measured.error());
        return Answer{.bytes = lens::toHtml(report)};
    }

private:
    // Each text read again as a fixed one; the baseline's with the first distortion.
    Result<void> measure(const lens::SubjectPointer& subject, lens::ShownDocument& shown,
                         const std::stop_token& stop) const {
        Progress progress(common_.quiet);
        for (const lens::StreamSnapshot& stream : shown.run.generation.streams) {
            const codec::DistortionSpec with = stream.distortion.value_or(shown.run.codec.front().spec);
            progress.show("reading " + stream.name);
            auto measures = lens::measureText(subject,
                                              {.prompt = shown.run.request.prompt,
                                               .continuation = stream.ids,
                                               .distortion = with,
                                               .scope = shown.run.request.scope},
                                              {}, stop);
            if (!measures) return tl::unexpected(measures.error());
            shown.measured.push_back(
                {with, std::make_shared<const lens::TextMeasures>(*std::move(measures))});
        }
        return {};
    }

    SideBySideOptions options_;
};

}  // namespace

CommandPointer makeReport(CLI::App& parent) { return std::make_unique<ReportCommand>(parent); }

}  // namespace lossylens::app
