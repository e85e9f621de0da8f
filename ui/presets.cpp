#include "ui/presets.h"

#include <QCoreApplication>
#include <array>

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::Presets)
};

// Haylett (2025): the cosine and the description of the answer that the paper gives for each quality.
struct PaperRow {
    int quality;
    const char* cosine;
    const char* answer;
};
constexpr std::array<PaperRow, 4> paper_rows{{
    {95, "0.99878",
     QT_TRANSLATE_NOOP("lossylens::ui::Presets",
                       "philosophical discussion; minor recursion, still coherent")},
    {75, "0.96807",
     QT_TRANSLATE_NOOP("lossylens::ui::Presets", "personality Q&A; categorization, structured recall")},
    {25, "0.75703",
     QT_TRANSLATE_NOOP("lossylens::ui::Presets",
                       "disjointed storytelling; self-referential loops, hallucinations")},
    {10, "0.57530",
     QT_TRANSLATE_NOOP("lossylens::ui::Presets", "existential despair; mode collapse, paranoia, recursion")},
}};

Preset paperPreset(const PaperRow& row) {
    const QString answer = Words::tr(row.answer);
    const QString cosine = QString::fromLatin1(row.cosine);
    return {
        .group = Words::tr("Haylett 2025"),
        .name = Words::tr("Quality %1: cosine %2 in the paper").arg(row.quality).arg(cosine),
        .prompt = QStringLiteral("What is the meaning of life??"),
        .quality = row.quality,
        .sampling = {},
        .new_tokens = {},
        .total_tokens = 500,
        .note = Words::tr(
                    "Haylett 2025, GPT-2 large, quality %1: cosine %2, answer described as “%3”. The printed "
                    "listing cannot run as printed (its forward returns a bare tensor) and has “top_p=0.”, "
                    "which the text gives as .95, used here. One sample proves nothing.")
                    .arg(row.quality)
                    .arg(cosine, answer)};
}

std::vector<Preset> makePresets() {
    std::vector<Preset> all;
    for (const PaperRow& row : paper_rows) all.push_back(paperPreset(row));
    all.push_back(
        {.group = Words::tr("Stories"),
         .name = Words::tr("The clock-maker, quality 25"),
         .prompt = QStringLiteral("Once upon a time, in a quiet village,\nthere lived a clock-maker who"),
         .quality = 25,
         .sampling = {.greedy = true},
         .new_tokens = 100,
         .total_tokens = {},
         .note = {}});
    return all;
}

}  // namespace

const std::vector<Preset>& presets() {
    static const std::vector<Preset> all = makePresets();
    return all;
}

Settings withPreset(Settings settings, const Preset& preset) {
    settings.prompt = preset.prompt;
    settings.quality = preset.quality;
    settings.distortion = QStringLiteral("jpeg");
    settings.finish = codec::DistortionSpec::Finish::none;
    settings.scope = lens::Scope::both;
    settings.chat = false;
    const auto seed = settings.sampling.seed;
    settings.sampling = preset.sampling;
    settings.sampling.seed = seed;
    if (preset.new_tokens) settings.max_new_tokens = *preset.new_tokens;
    return settings;
}

}  // namespace lossylens::ui
