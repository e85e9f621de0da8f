#pragma once

#include "ui/study_curves.h"
#include "ui/theme.h"

class QCustomPlot;

namespace lossylens::ui {

// A study's curves inside a QCustomPlot, the same in the window and in an exported figure: a line a
// distortion, told apart by symbol and dashes as well as by colour, each with its band; the baseline's band
// across; thresholds as marks on the axis. A hollow symbol stands for too few trials.
class StudyPlot {
public:
    explicit StudyPlot(QCustomPlot& plot);

    void setCurves(StudyCurves curves);
    void setStyle(const Theme& theme, const QFont& font);
    [[nodiscard]] const StudyCurves& curves() const { return curves_; }
    void redraw();

private:
    void rebuild();
    void addBaseline();
    void addFamily(const FamilyCurve& curve, int index);
    void addBand(const FamilyCurve& curve, const QColor& color);
    void addThreshold(const FamilyCurve& curve, int index);
    void fitAxes();

    QCustomPlot& plot_;
    StudyCurves curves_;
    Theme theme_;
    QFont font_;
};

// How the `index`-th line of a plot looks: eight that differ in colour, symbol and dashes, to the
// colour-blind and in grey as well.
struct LineLook {
    QColor color;
    int symbol = 0;  // QCPScatterStyle::ScatterShape
    Qt::PenStyle dashes = Qt::SolidLine;
};
[[nodiscard]] LineLook lineLook(int index, const Theme& theme);

// What every plot of the Study page shares: axes and legend in the theme's colours.
void stylePlot(QCustomPlot& plot, const Theme& theme, const QFont& font);
// The legend above the axes, in as many columns as there is room for.
void putLegendAbove(QCustomPlot& plot);

}  // namespace lossylens::ui
