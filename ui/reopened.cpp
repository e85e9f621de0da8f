#include "ui/reopened.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/film.h"

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::Reopened)
};

QString fromUtf8(const std::string& text) { return QString::fromStdString(text); }

bool isControl(const codec::DistortionSpec& spec) { return spec.name == "rotation" && spec.matched_quality; }

// Of streams of the same distortion and plane at several qualities: whether they are (some of) a filmstrip's.
bool isFilmstrip(const std::vector<codec::DistortionSpec>& specs) {
    const auto alike = [&specs](const codec::DistortionSpec& spec) {
        return spec.name == specs.front().name && spec.layout == specs.front().layout &&
               std::ranges::count(filmed_qualities, qualityOf(spec)) > 0;
    };
    return specs.size() > 1 && std::ranges::all_of(specs, alike);
}

// The streams that settings of one distortion write: those before a control at the end.
std::vector<codec::DistortionSpec> mainStreams(const lens::RunDocument& run) {
    std::vector<codec::DistortionSpec> specs;
    for (const lens::StreamPlan& plan : run.request.streams) {
        if (plan.distortion) specs.push_back(*plan.distortion);
    }
    const bool controlled = specs.size() > 1 && isControl(specs.back()) && specs.front().name != "rotation";
    if (controlled) specs.pop_back();
    return specs;
}

bool writes(const Settings& settings, const codec::DistortionSpec& spec) {
    return std::ranges::count(generationOf(settings).streams, lens::StreamPlan{spec}) > 0;
}

QString circumstanceText(const lens::Circumstance& circumstance) {
    const QString then = fromUtf8(circumstance.then);
    const QString now = fromUtf8(circumstance.now);
    switch (circumstance.kind) {
        case lens::Circumstance::Kind::model:
            return Words::tr("the model was %1 and is %2").arg(then, now);
        case lens::Circumstance::Kind::weights:
            return Words::tr("the weights are others (%1 then, %2 now)").arg(then, now);
        case lens::Circumstance::Kind::precision:
            return Words::tr("it was computed in %1, now in %2").arg(then, now);
        case lens::Circumstance::Kind::program:
            return Words::tr("it was written by %1, this is %2").arg(then, now);
        case lens::Circumstance::Kind::prompt:
            return Words::tr("the prompt’s tokens are others (%1 then, %2 now)").arg(then, now);
    }
    return {};
}

QString differenceText(const lens::TextDifference& difference) {
    const QString stream = fromUtf8(difference.stream);
    if (!difference.written) return Words::tr("%1 was not written").arg(stream);
    return Words::tr("%1 differs from token %2 on").arg(stream, QString::number(difference.same + 1));
}

}  // namespace

std::optional<Reopened> reopened(const lens::RunDocument& run, Settings now) {
    const std::vector<codec::DistortionSpec> specs = mainStreams(run);
    now.prompt = fromUtf8(run.message.value_or(run.prompt));
    now.chat = run.message.has_value();
    now.scope = run.request.scope;
    now.sampling = run.request.sampling;
    now.max_new_tokens = run.request.max_new_tokens;
    now.stop_at_end = run.request.stop_at_end;
    now.filmstrip = isFilmstrip(specs);
    now.control = false;
    if (!specs.empty()) {
        const codec::DistortionSpec& first = specs.front();
        now.distortion = fromUtf8(first.name);
        now.layout = first.layout;
        now.draw = first.draw;
        now.finish = first.finish;
        now.quality = std::clamp(qualityOf(first).value_or(now.quality), 1, 100);
    }
    const auto& last = run.request.streams.back().distortion;
    if (last && isControl(*last) && controlIsPossible(now)) {
        now.control = true;
        if (now.filmstrip) now.quality = std::clamp(*last->matched_quality, 1, 100);
    }
    Reopened found{.settings = std::move(now), .left_out = {}};
    bool any = specs.empty();
    for (const lens::StreamPlan& plan : run.request.streams) {
        if (!plan.distortion) continue;
        if (writes(found.settings, *plan.distortion))
            any = true;
        else
            found.left_out << fromUtf8(codec::streamName(*plan.distortion));
    }
    if (!any) return {};
    return found;
}

lens::RunDocument onlyWritten(lens::RunDocument run, const Settings& settings) {
    std::erase_if(run.generation.streams, [&settings](const lens::StreamSnapshot& stream) {
        return stream.distortion && !writes(settings, *stream.distortion);
    });
    return run;
}

QString replayText(const lens::Replay& replay, const QString& file, const QStringList& left_out) {
    QStringList sentences;
    if (replay.same()) {
        sentences << Words::tr("Same tokens as in %1: %2 in %3 texts.")
                         .arg(file, QString::number(replay.tokens), QString::number(replay.streams));
    } else {
        QStringList differences;
        for (const auto& difference : replay.differences) differences << differenceText(difference);
        sentences
            << Words::tr("Other tokens than in %1: %2.").arg(file, differences.join(QStringLiteral("; ")));
    }
    QStringList circumstances;
    for (const auto& circumstance : replay.circumstances) circumstances << circumstanceText(circumstance);
    if (!circumstances.isEmpty())
        sentences << Words::tr("Since then: %1.").arg(circumstances.join(QStringLiteral("; ")));
    else if (!replay.same())
        sentences << Words::tr(
            "Model, precision, program and prompt are the same: the file has been changed, or "
            "this processor rounds in another way.");
    if (!left_out.isEmpty())
        sentences << Words::tr("The window does not write %1: use lossylens replay for all of them.")
                         .arg(left_out.join(QStringLiteral(", ")));
    return sentences.join(QLatin1Char(' '));
}

}  // namespace lossylens::ui
