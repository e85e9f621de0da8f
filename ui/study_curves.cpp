#include "ui/study_curves.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <cstring>

#include "study/arms.h"
#include "study/measures.h"
#include "ui/distortion_words.h"
#include "ui/study_words.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::StudyCurves)
};

QString number(double value, int digits) { return QLocale().toString(value, 'f', digits); }

// "rotation" of "rotation@jpeg+norm".
QString distortionOf(const QString& family) {
    const auto isMark = [](QChar c) { return c == QLatin1Char('@') || c == QLatin1Char('+'); };
    return family.left(std::ranges::find_if(family, isMark) - family.begin());
}

const codec::Distortion* findDistortion(const QString& family) {
    return codec::findDistortion(distortionOf(family).toStdString());
}

std::optional<double> xOf(const study::ArmSummary& arm, StudyAxis axis) {
    if (axis == StudyAxis::cosine) return arm.cosine_flattened;
    if (arm.strength.empty() || study::hasQuality(arm.family) != (axis == StudyAxis::quality)) return {};
    return QString::fromStdString(arm.strength).toDouble();
}

std::optional<CurveDot> dotOf(const study::ArmSummary& arm, const StudyView& view) {
    CurveDot dot{.x = 1, .y = 0, .interval = {}, .trials = arm.trials};
    if (view.measure == QLatin1String(collapse_rate)) {
        if (arm.trials == 0) return {};
        dot.y = static_cast<double>(arm.collapsed) / arm.trials;
        dot.interval = view.band == RateBand::wilson ? arm.collapse_wilson : arm.collapse_interval;
        return dot;
    }
    const auto measure = std::ranges::find(arm.measures, view.measure.toStdString(),
                                           [](const study::MeasureSummary& one) { return one.name; });
    if (measure == arm.measures.end() || !measure->mean) return {};
    dot.y = *measure->mean;
    dot.interval = measure->interval;
    dot.trials = measure->trials;
    return dot;
}

QString axisLabel(StudyAxis axis) {
    switch (axis) {
        case StudyAxis::cosine:
            return Words::tr("cosine of the embeddings, flattened (mean over trials)");
        case StudyAxis::quality:
            return Words::tr("JPEG quality, its own or the one it is matched to");
        case StudyAxis::strength:
            break;
    }
    return Words::tr("strength of each distortion's own");
}

FamilyCurve& curveFor(StudyCurves& curves, const QString& family) {
    const auto known = std::ranges::find(curves.families, family, &FamilyCurve::family);
    if (known != curves.families.end()) return *known;
    curves.families.push_back(
        {.family = family, .label = familyLabel(family), .dots = {}, .threshold = {}, .threshold_at = {}});
    return curves.families.back();
}

// A midpoint as the axis has it: a cosine, or a quality.
double onAxis(double z, study::ThresholdScale scale) {
    return scale == study::ThresholdScale::cosine ? std::cos(z) : -z;
}

std::optional<study::Interval> onAxis(const std::optional<study::Interval>& z, study::ThresholdScale scale) {
    if (!z) return {};
    return study::Interval{onAxis(z->high, scale), onAxis(z->low, scale)};
}

void addThresholds(StudyCurves& curves, const std::vector<study::FamilyThreshold>& thresholds) {
    for (const study::FamilyThreshold& one : thresholds) {
        if (!mayBeCalledThreshold(one.threshold)) continue;
        FamilyCurve& curve = curveFor(curves, QString::fromStdString(one.family));
        curve.threshold = onAxis(one.threshold.fit.alpha, one.scale);
        curve.threshold_at = onAxis(one.threshold.alpha, one.scale);
    }
}

QString modelName(study::HeldOut::Best best) {
    switch (best) {
        case study::HeldOut::Best::line:
            return Words::tr("a straight line");
        case study::HeldOut::Best::step:
            return Words::tr("a step");
        case study::HeldOut::Best::logistic:
            break;
    }
    return Words::tr("an S-shaped curve");
}

// "(held-out deviance: curve 41.2, straight line 50.3, step 44.0)"
QString deviances(const study::HeldOut& held) {
    return Words::tr("(held-out deviance: S-shaped curve %1, straight line %2, step %3)")
        .arg(number(held.logistic, 1), number(held.line, 1), number(held.step, 1));
}

}  // namespace

StudyCurves curvesOf(const study::Summary& summary, const StudyView& view) {
    StudyCurves curves{
        .view = view, .x_label = axisLabel(view.axis), .y_label = {}, .families = {}, .baseline = {}};
    for (const MeasureChoice& choice : studyMeasures()) {
        if (choice.name == view.measure) curves.y_label = choice.label;
    }
    QStringList left_out;
    for (const study::ArmSummary& arm : summary.arms) {
        auto dot = dotOf(arm, view);
        if (!dot) continue;
        const QString family = QString::fromStdString(arm.family);
        if (arm.family == "baseline") {
            curves.baseline = dot;
        } else if (const auto x = xOf(arm, view.axis)) {
            dot->x = *x;
            curveFor(curves, family).dots.push_back(*dot);
        } else if (!left_out.contains(family)) {
            left_out << family;
        }
    }
    curves.left_out = static_cast<int>(left_out.size());
    for (FamilyCurve& curve : curves.families) std::ranges::sort(curve.dots, {}, &CurveDot::x);
    if (view.axis != StudyAxis::strength && view.measure == QLatin1String(collapse_rate))
        addThresholds(curves,
                      view.axis == StudyAxis::quality ? summary.quality_thresholds : summary.thresholds);
    return curves;
}

std::vector<MeasureChoice> studyMeasures() {
    std::vector<MeasureChoice> choices{
        {QString::fromLatin1(collapse_rate), Words::tr("share of texts that collapse")}};
    for (const study::Measure& measure : study::measures()) {
        if (measure.compared) choices.push_back({QString::fromUtf8(measure.name), measureText(measure)});
    }
    return choices;
}

QString familyLabel(const QString& family) {
    if (family == QLatin1String("baseline")) return Words::tr("Baseline");
    const QString name = distortionOf(family);
    const codec::Distortion* const distortion = findDistortion(family);
    QString label = distortion ? labelOf(*distortion) : name;
    QString rest = family.mid(name.size());
    for (const auto& [mark, words] : {std::pair("@jpeg", Words::tr("%1 at JPEG's cosine")),
                                      std::pair("@cos", Words::tr("%1 at fixed cosines"))}) {
        if (!rest.startsWith(QLatin1String(mark))) continue;
        label = words.arg(label);
        rest = rest.mid(qsizetype(std::strlen(mark)));
    }
    QStringList parts = rest.split(QLatin1Char('+'), Qt::SkipEmptyParts);
    for (QString& part : parts) part = partText(part);
    return parts.isEmpty() ? label : Words::tr("%1 (%2)").arg(label, parts.join(QStringLiteral(", ")));
}

QString intervalText(std::optional<double> value, const std::optional<study::Interval>& interval,
                     int digits) {
    if (!value) return Words::tr("n/a");
    if (!interval) return number(*value, digits);
    return Words::tr("%1 [%2, %3]")
        .arg(number(*value, digits), number(interval->low, digits), number(interval->high, digits));
}

bool mayBeCalledThreshold(const study::Threshold& threshold) {
    return threshold.isThreshold() && threshold.held_out->best() == study::HeldOut::Best::logistic;
}

QString thresholdText(const study::FamilyThreshold& family) {
    const study::Threshold& threshold = family.threshold;
    const QString name = familyLabel(QString::fromStdString(family.family));
    const QString n = Words::tr("n = %1 at %2 strengths").arg(family.trials).arg(family.strengths);
    if (!threshold.fit.bracketed) {
        return Words::tr(
                   "%1: not bracketed; where half of the texts collapse lies outside the strengths that were "
                   "tried (%2).")
            .arg(name, n);
    }
    const bool over_quality = family.scale == study::ThresholdScale::quality;
    const QString place = intervalText(onAxis(threshold.fit.alpha, family.scale),
                                       onAxis(threshold.alpha, family.scale), over_quality ? 1 : 3);
    const QString at = over_quality ? Words::tr("quality %1").arg(place) : Words::tr("cosine %1").arg(place);
    if (!threshold.held_out)
        return Words::tr("%1: midpoint at %2 (%3); one prompt cannot tell a curve from a straight line.")
            .arg(name, at, n);
    if (mayBeCalledThreshold(threshold)) {
        return Words::tr("%1: threshold at %2 (%3); an S-shaped curve predicts unseen prompts best %4.")
            .arg(name, at, n, deviances(*threshold.held_out));
    }
    return Words::tr(
               "%1: midpoint at %2 (%3); %4 predicts unseen prompts at least as well as an S-shaped "
               "curve %5.")
        .arg(name, at, n, modelName(threshold.held_out->best()), deviances(*threshold.held_out));
}

QString differenceText(const study::FamilyDifference& difference, study::ThresholdScale scale) {
    const QString a = familyLabel(QString::fromStdString(difference.family));
    const QString b = familyLabel(QString::fromStdString(difference.against));
    const QString p = number(difference.p_holm, 3);
    if (scale == study::ThresholdScale::cosine) {
        return Words::tr("Midpoint of %1 less that of %2: %3 rad of arccos(cosine), p (Holm) = %4.")
            .arg(a, b, intervalText(difference.difference.difference, difference.difference.interval, 3), p);
    }
    return Words::tr("Midpoint of %1 less that of %2: %3 of quality, p (Holm) = %4.")
        .arg(
            a, b,
            intervalText(-difference.difference.difference, onAxis(difference.difference.interval, scale), 1),
            p);
}

QString armsText(const study::Summary& summary) {
    QStringList lines{Words::tr("arm\ttrials\tcosine\tcollapsed\tWilson, 95 %\tover prompts, 95 %")};
    for (const study::ArmSummary& arm : summary.arms) {
        const auto interval = [](const std::optional<study::Interval>& one) {
            return one ? number(one->low, 2) + QStringLiteral("–") + number(one->high, 2) : Words::tr("n/a");
        };
        lines << QStringList{QString::fromStdString(arm.name) +
                                 (arm.anecdote() ? Words::tr(" (anecdote)") : QString()),
                             QString::number(arm.trials),
                             cosineText(arm.cosine_flattened),
                             Words::tr("%1 of %2").arg(arm.collapsed).arg(arm.trials),
                             interval(arm.collapse_wilson),
                             interval(arm.collapse_interval)}
                     .join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace lossylens::ui
