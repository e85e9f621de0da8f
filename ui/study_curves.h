// A study's summary as lines of a plot and as words: plain functions on values.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "study/summary.h"

namespace lossylens::ui {

// What strengths are drawn over. quality: JPEG's, and of what is matched to it; strength: of the others.
enum class StudyAxis { cosine, quality, strength };

// Of a rate there are two intervals: Wilson's takes trials for independent; the bootstrap's resamples
// prompts.
enum class RateBand { wilson, prompts };

inline constexpr auto collapse_rate = "collapsed";  // the measure that is a rate

struct StudyView {
    QString measure = QString::fromLatin1(collapse_rate);  // or a name of study::measures()
    StudyAxis axis = StudyAxis::cosine;
    RateBand band = RateBand::wilson;
    friend bool operator==(const StudyView&, const StudyView&) = default;
};

struct CurveDot {
    double x = 0, y = 0;
    std::optional<study::Interval> interval;
    int trials = 0;
    [[nodiscard]] bool anecdote() const { return trials < study::anecdote_below; }
};
struct FamilyCurve {
    QString family;                               // "rotation@jpeg"
    QString label;                                // "Rotation at JPEG's cosine"
    std::vector<CurveDot> dots;                   // by rising x
    std::optional<double> threshold;              // on the axis, where one may be spoken of
    std::optional<study::Interval> threshold_at;  // its interval
};
struct StudyCurves {
    StudyView view;
    QString x_label, y_label;
    std::vector<FamilyCurve> families;  // at most as many as can be told apart; see left_out
    std::optional<CurveDot> baseline;   // its x is 1, the cosine
    int left_out = 0;                   // families without a place on this axis
};
[[nodiscard]] StudyCurves curvesOf(const study::Summary& summary, const StudyView& view);

struct MeasureChoice {
    QString name, label;
};
[[nodiscard]] std::vector<MeasureChoice> studyMeasures();  // the collapse rate first

[[nodiscard]] QString familyLabel(const QString& family);
// "12 of 30", "0.41 [0.33, 0.52]".
[[nodiscard]] QString intervalText(std::optional<double> value,
                                   const std::optional<study::Interval>& interval, int digits = 2);
// One sentence on where a family collapses. Speaks of a threshold only where an S-shaped curve predicts
// unseen prompts better than a straight line and a step do.
[[nodiscard]] QString thresholdText(const study::FamilyThreshold& family);
[[nodiscard]] bool mayBeCalledThreshold(const study::Threshold& threshold);
[[nodiscard]] QString differenceText(const study::FamilyDifference& difference,
                                     study::ThresholdScale scale = study::ThresholdScale::cosine);
// All arms as a table of text, tabs between its columns.
[[nodiscard]] QString armsText(const study::Summary& summary);

}  // namespace lossylens::ui
