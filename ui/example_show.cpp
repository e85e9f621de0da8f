#include "ui/example_show.h"

#include <algorithm>
#include <utility>

#include "lens/curve_file.h"
#include "lens/run_file.h"
#include "ui/curve_panel.h"
#include "ui/film.h"
#include "ui/message_strip.h"
#include "ui/probe_page.h"
#include "ui/token_chips.h"
#include "ui/writing.h"

namespace lossylens::ui {
namespace {

const lens::CurvePoint* pointAt(const lens::Curve& curve, int quality) {
    const auto point = std::ranges::find(curve.points, quality, &lens::CurvePoint::quality);
    return point == curve.points.end() ? nullptr : &*point;
}

// Of JPEG, and of what is as strong.
std::optional<double> cosineOf(const lens::Curve& curve, const lens::StreamSnapshot& stream) {
    const std::optional<int> quality = qualityOf(stream.distortion);
    const lens::CurvePoint* point = quality ? pointAt(curve, *quality) : nullptr;
    return point != nullptr ? point->cosine.flattened : std::nullopt;
}

QString quoted(const std::string& prompt) {
    return QStringLiteral("“%1”").arg(QString::fromStdString(prompt).simplified());
}

}  // namespace

ExampleShow::ExampleShow(const std::vector<ExampleFiles>& files, ProbePage* probe, Writing* writing,
                         QObject* parent)
    : QObject(parent), probe_(probe), writing_(writing) {
    for (const ExampleFiles& file : files) {
        auto run = lens::readRun(file.run);
        auto curve = lens::readCurve(file.curve);
        if (!run || !curve || run->generation.streams.empty() || curve->ids != run->request.prompt) continue;
        run->generation.steps = run->request.max_new_tokens;
        for (const lens::StreamSnapshot& stream : run->generation.streams)
            run->generation.step = std::max(run->generation.step, int(stream.ids.size()));
        examples_.push_back(std::make_unique<const Example>(*std::move(run), *std::move(curve)));
    }
}

const ExampleShow::Example* ExampleShow::exampleFor(const Settings& settings) const {
    if (settings.chat || settings.layout != codec::PlaneLayout{}) return nullptr;
    const auto found = std::ranges::find(examples_, settings.prompt.toStdString(),
                                         [](const auto& example) { return example->run.prompt; });
    return found == examples_.end() ? nullptr : found->get();
}

void ExampleShow::follow(const Settings& settings, bool model_open) {
    if (examples_.empty() || model_open || writing_->showsLastSession()) {
        shown_ = {};
        codec_ = nullptr;  // what was shown of it is the window's now
        return;
    }
    const Example* example = exampleFor(settings);
    const Texts texts{.example = example          ? example
                                 : shown_.example ? shown_.example
                                                  : examples_.front().get(),
                      .distortion = settings.distortion.toStdString()};
    const bool others = texts != std::exchange(shown_, texts);
    if (others) showTexts();
    if (others || example != codec_) sayWhatIsShown(settings);
    showCodec(settings, example);
}

// The baseline, and the distortion that is chosen; where that is not recorded, JPEG.
void ExampleShow::showTexts() {
    const auto has = [this](const std::string& name, const lens::StreamSnapshot& stream) {
        return stream.distortion && stream.distortion->name == name;
    };
    const lens::RunDocument& run = shown_.example->run;
    const auto& streams = run.generation.streams;
    const bool recorded = std::ranges::any_of(
        streams, [&](const lens::StreamSnapshot& stream) { return has(shown_.distortion, stream); });
    const std::string main = recorded ? shown_.distortion : "jpeg";
    LastTexts texts{.model = QString::fromStdString(run.model.name),
                    .prompt = QString::fromStdString(run.prompt),
                    .snapshot = run.generation,
                    .example_seed = run.request.sampling.seed};
    std::erase_if(texts.snapshot.streams, [&](const lens::StreamSnapshot& stream) {
        return stream.distortion && !has(main, stream);
    });
    for (const lens::StreamSnapshot& stream : texts.snapshot.streams)
        texts.cosines.push_back(cosineOf(shown_.example->curve, stream));
    writing_->showLast(std::move(texts));
}

void ExampleShow::sayWhatIsShown(const Settings& settings) {
    std::vector<MessageStrip::Offer> offers{{tr("Open a model"), [this] { Q_EMIT modelPageAsked(); }}};
    for (const auto& example : examples_) {
        const std::string& prompt = example->run.prompt;
        if (prompt == settings.prompt.toStdString()) continue;
        offers.push_back({tr("Example: %1").arg(quoted(prompt)),
                          [this, prompt] { Q_EMIT promptAsked(QString::fromStdString(prompt)); }});
    }
    probe_->note()->showOffer(writing_->whatIsShown(), offers);
}

void ExampleShow::showCodec(const Settings& settings, const Example* example) {
    const bool other = std::exchange(codec_, example) != example;
    if (example == nullptr) {
        if (!other) return;
        probe_->chips()->clear();
        return probe_->curve()->clear();
    }
    if (other) probe_->curve()->setCurve(example->curve);
    if (!other && quality_ == settings.quality) return;
    quality_ = settings.quality;
    const lens::CurvePoint* point = pointAt(example->curve, quality_);
    probe_->chips()->setTokens(example->curve.pieces, point != nullptr
                                                          ? point->cosine.tokens
                                                          : std::vector<std::optional<double>>());
}

}  // namespace lossylens::ui
