#include "ui/export_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lens/fingerprint.h"
#include "lens/prompt_text.h"
#include "lens/report.h"
#include "lens/run_carrier.h"
#include "ui/comparison_picture.h"
#include "ui/film.h"
#include "ui/report_pictures.h"

namespace lossylens::ui {
namespace {

// Bytes that are no UTF-8 must not stop a file from being written.
std::string written(const nlohmann::ordered_json& json) {
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

// The views that belong to the streams of a run: the slider may have moved on since.
Result<std::vector<lens::CodecView>> viewsOf(const RunAnswer& run) {
    ViewRequest request{.prompt = run.request.prompt, .chat = run.request.chat, .distortions = {}};
    for (const lens::StreamPlan& plan : run.request.generation.streams) {
        if (plan.distortion) request.distortions.push_back(*plan.distortion);
    }
    auto answer = CodecViewer(run.subject).view(request);
    if (!answer) return tl::unexpected(answer.error());
    return std::move(answer->views);
}

// Where nothing is written yet: what Generate would ask for.
RunAnswer plannedRun(const Shown& shown) {
    RunAnswer run{.subject = shown.subject,
                  .request = {.prompt = shown.settings.prompt.toStdString(),
                              .chat = shown.settings.chat && hasChat(*shown.subject),
                              .generation = generationOf(shown.settings)},
                  .snapshot = {}};
    run.request.generation.prompt = shown.view->ids;
    return run;
}

Result<lens::RunDocument> documentOf(const Shown& shown, const RunPointer& written) {
    const RunAnswer run = written ? *written : plannedRun(shown);
    auto views = written ? viewsOf(run) : Result<std::vector<lens::CodecView>>(shown.view->views);
    if (!views) return tl::unexpected(views.error());
    auto prompt = lens::promptText(*run.subject->tokenizer, run.request.prompt, run.request.chat);
    if (!prompt) return tl::unexpected(prompt.error());
    lens::RunDocument document{.model = lens::describe(*run.subject->checkpoint),
                               .fingerprint = lens::fingerprintOf(*run.subject->checkpoint),
                               .precision = run.subject->model->precision(),
                               .prompt = *std::move(prompt),
                               .request = run.request.generation,
                               .codec = *std::move(views),
                               .generation = run.snapshot};
    if (run.request.chat) document.message = run.request.prompt;
    return document;
}

lens::PinnedText pinnedText(const PinnedStream& pin) {
    const TextOrigin& origin = pin.origin;
    lens::RunDocument run{.model = origin.model,
                          .precision = origin.precision,
                          .prompt = origin.prompt,
                          .request = {.prompt = origin.ids,
                                      .streams = {{}},
                                      .scope = origin.scope,
                                      .sampling = origin.sampling,
                                      .max_new_tokens = origin.max_new_tokens,
                                      .stop_at_end = origin.stop_at_end},
                          .codec = {},
                          .generation = {}};
    if (origin.chat) run.message = origin.prompt;
    if (pin.baseline) run.generation.streams.push_back(*pin.baseline);
    if (pin.stream.distortion) run.request.streams.push_back({pin.stream.distortion});
    run.generation.streams.push_back(pin.stream);
    return {.run = std::move(run), .cosine = pin.cosine, .measured = {pin.measured_with, pin.measures}};
}

// Streams of a filmstrip that are not on screen are not measured.
std::vector<lens::MeasuredText> measuredOf(const Shown& shown, const lens::RunDocument& document) {
    std::vector<lens::MeasuredText> measured;
    for (const lens::StreamSnapshot& stream : document.generation.streams) {
        const auto& on_screen = shown.run->snapshot.streams;
        const auto found = std::ranges::find(on_screen, stream.name, &lens::StreamSnapshot::name);
        const auto at = std::size_t(found - on_screen.begin());
        measured.push_back(at < shown.measured.size() ? shown.measured[at] : lens::MeasuredText{});
    }
    return measured;
}

Result<lens::ShownDocument> allShown(const Shown& shown, const RunPointer& run) {
    auto document = documentOf(shown, run);
    if (!document) return tl::unexpected(document.error());
    lens::ShownDocument all{.run = *std::move(document),
                            .measured = {},
                            .curve = curveShown(shown),
                            .xray = shown.xray,
                            .near_before = shown.near_before,
                            .near_after = shown.near_after,
                            .pinned = {}};
    if (run) all.measured = measuredOf(shown, all.run);
    for (const PinnedStream& pin : shown.pinned) all.pinned.push_back(pinnedText(pin));
    return all;
}

// Of the texts in the picture; of the slider where there are none.
int qualityShown(const Shown& shown) {
    if (!shown.run) return shown.settings.quality;
    for (const lens::StreamPlan& plan : shown.run->request.generation.streams) {
        if (plan.distortion) return qualityOf(plan.distortion).value_or(shown.settings.quality);
    }
    return shown.settings.quality;
}

// The curve, where it is one of the prompt and the plane that the texts have.
lens::Curve curveOfTexts(const Shown& shown) {
    if (!shown.curve) return {};
    if (!shown.run) return curveShown(shown);
    const lens::GenerationRequest& request = shown.run->request.generation;
    const auto distorted =
        std::ranges::find_if(request.streams, [](const auto& plan) { return plan.distortion.has_value(); });
    const bool same_plane =
        distorted == request.streams.end() || distorted->distortion->layout == shown.curve->layout;
    return same_plane && shown.curve->ids == request.prompt ? curveShown(shown) : lens::Curve{};
}

TextOrigin originShown(const Shown& shown) { return originOf(shown.run ? *shown.run : plannedRun(shown)); }

Engine::FileMaker pictureMaker(const Shown& shown, const std::filesystem::path& path, double scale) {
    const lens::Curve curve = curveOfTexts(shown);
    const int quality = qualityShown(shown);
    return [shown, path, scale, curve, quality, drawn = drawCurve(curve, quality)]() -> Result<std::string> {
        auto document = documentOf(shown, shown.run);
        if (!document) return tl::unexpected(document.error());
        const std::string carried = lens::carriedJson(*document);
        const Comparison comparison{.model = document->model,
                                    .prompt = document->message.value_or(document->prompt),
                                    .settings = settingsText(originShown(shown)).toStdString(),
                                    .curve = curve,
                                    .codec = std::move(document->codec.front()),
                                    .generation = std::move(document->generation),
                                    .quality = quality,
                                    .pinned = int(shown.pinned.size()),
                                    .carried = carried};
        return comparisonFile(comparison, drawn, path, {.scale = scale});
    };
}

Result<std::string> reportOf(const Shown& shown) {
    auto all = allShown(shown, shown.run);
    if (!all) return tl::unexpected(all.error());
    all->curve = curveOfTexts(shown);
    auto pictures = reportPictures(all->run.codec.front());
    return lens::toHtml(
        {.shown = *std::move(all), .quality = qualityShown(shown), .pictures = std::move(pictures)});
}

// A table with the run that it belongs to.
Result<std::string> carrying(const Shown& shown, const std::string& csv) {
    return documentOf(shown, shown.run).map([&csv](const lens::RunDocument& run) {
        return lens::carryInCsv(csv, lens::carriedJson(run));
    });
}

}  // namespace

lens::Curve curveShown(const Shown& shown) {
    lens::Curve curve = shown.curve ? *shown.curve : lens::Curve{};
    if (shown.band) curve.vocabulary = *shown.band;
    return curve;
}

bool isShown(const Shown& shown, ExportKind kind) {
    switch (kind) {
        case ExportKind::picture:
        case ExportKind::report:
        case ExportKind::everything:
        case ExportKind::embeddings:
            return shown.view != nullptr;
        case ExportKind::curve:
            return shown.view != nullptr && shown.curve != nullptr;
        case ExportKind::texts:
            return shown.view != nullptr && shown.run != nullptr;
        case ExportKind::xray:
            return shown.view != nullptr && shown.xray != nullptr;
    }
    return false;
}

Engine::FileMaker fileMaker(const Shown& shown, ExportKind kind, const std::filesystem::path& path,
                            double scale) {
    switch (kind) {
        case ExportKind::picture:
            return pictureMaker(shown, path, scale);
        case ExportKind::report:
            return [shown] { return reportOf(shown); };
        case ExportKind::everything:
            return [shown] {
                return allShown(shown, shown.whole_run).map([](const auto& all) {
                    return written(lens::toJson(all));
                });
            };
        case ExportKind::texts:
            return [shown] {
                return allShown(shown, shown.whole_run).map([](const auto& all) { return lens::toCsv(all); });
            };
        case ExportKind::curve:
            return [shown] { return carrying(shown, lens::toCsv(curveShown(shown))); };
        case ExportKind::embeddings:
            return [shown] { return carrying(shown, lens::toCsv(shown.view->views.front())); };
        case ExportKind::xray:
            return [shown] { return carrying(shown, lens::toCsv(*shown.xray)); };
    }
    return {};
}

}  // namespace lossylens::ui
