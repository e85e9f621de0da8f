#include "ui/study_plot.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ui/custom_plot.h"

namespace lossylens::ui {
namespace {

constexpr auto band_layer = "bands";

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::StudyPlot)
};

struct LookPair {
    QRgb light, dark;
    QCPScatterStyle::ScatterShape symbol;
    Qt::PenStyle dashes;
};
// Hues after Okabe and Ito (2008), darkened or lightened for contrast with the panel.
constexpr std::array<LookPair, 8> looks{{
    {0xff1c5bc0, 0xff6fa8ff, QCPScatterStyle::ssDisc, Qt::SolidLine},
    {0xffb34a00, 0xffffa860, QCPScatterStyle::ssSquare, Qt::DashLine},
    {0xff00735a, 0xff4fd0a8, QCPScatterStyle::ssTriangle, Qt::DotLine},
    {0xff8a3a78, 0xffe09ccc, QCPScatterStyle::ssDiamond, Qt::DashDotLine},
    {0xff6b5b00, 0xffe0cf50, QCPScatterStyle::ssTriangleInverted, Qt::DashDotDotLine},
    {0xff0a6f94, 0xff7fd0f5, QCPScatterStyle::ssCross, Qt::SolidLine},
    {0xff8c1c1c, 0xffff9a9a, QCPScatterStyle::ssPlus, Qt::DashLine},
    {0xff505050, 0xffc8c8c8, QCPScatterStyle::ssStar, Qt::DotLine},
}};

bool isRate(const StudyCurves& curves) { return curves.view.measure == QLatin1String(collapse_rate); }

QCPScatterStyle symbolOf(const LineLook& look, bool hollow, const Theme& theme, double size) {
    auto shape = static_cast<QCPScatterStyle::ScatterShape>(look.symbol);
    if (shape == QCPScatterStyle::ssDisc)
        shape = QCPScatterStyle::ssCircle;  // a disc has no brush of its own
    return {shape, QPen(look.color, 1.6), QBrush(hollow ? theme.panel : look.color), size};
}

}  // namespace

LineLook lineLook(int index, const Theme& theme) {
    const LookPair& pair = looks[static_cast<std::size_t>(index) % looks.size()];
    return {QColor(theme.dark ? pair.dark : pair.light), static_cast<int>(pair.symbol), pair.dashes};
}

void stylePlot(QCustomPlot& plot, const Theme& theme, const QFont& font) {
    plot.setBackground(theme.panel);
    plot.setFont(font);
    for (auto* axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickLabelFont(scaled(font, .9));
        axis->setLabelFont(scaled(font, .9));
        axis->setTickLabelColor(theme.muted);
        axis->setLabelColor(theme.muted);
        axis->setBasePen(QPen(theme.border, 1));
        axis->setTickPen(QPen(theme.border, 1));
        axis->setSubTicks(false);
        axis->grid()->setPen(QPen(theme.border, 1));
        axis->grid()->setZeroLinePen(QPen(theme.border, 1));
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(5);
    }
    plot.legend->setFont(scaled(font, .88));
    plot.legend->setTextColor(theme.text);
    plot.legend->setBrush(Qt::NoBrush);
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setColumnSpacing(lineHeight(font));
    plot.legend->setIconTextPadding(gap(font) + 2);
    plot.legend->setMargins({gap(font), 0, 0, 0});
    plot.legend->setIconSize(lineHeight(font) * 5 / 2, lineHeight(font));
}

void putLegendAbove(QCustomPlot& plot) {
    plot.legend->setVisible(true);
    auto* row = new QCPLayoutGrid;
    plot.axisRect()->insetLayout()->take(plot.legend);
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, row);
    plot.plotLayout()->setRowStretchFactor(0, .001);
    row->addElement(0, 0, plot.legend);
    row->addElement(0, 1, new QCPLayoutElement(&plot));
    row->setColumnStretchFactor(0, .001);
    plot.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    QObject::connect(&plot, &QCustomPlot::beforeReplot, &plot, [&plot] {
        int widest = 1;
        for (int i = 0; i < plot.legend->itemCount(); ++i) {
            if (const auto* entry = plot.legend->item(i))
                widest =
                    std::max(widest, entry->minimumOuterSizeHint().width() + plot.legend->columnSpacing());
        }
        const int columns =
            std::clamp(plot.viewport().width() / widest, 1, std::max(1, plot.legend->itemCount()));
        if (plot.legend->wrap() == columns) return;
        plot.legend->setWrap(columns);
        plot.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
    });
}

StudyPlot::StudyPlot(QCustomPlot& plot) : plot_(plot) {
    plot_.addLayer(QString::fromLatin1(band_layer), plot_.layer(QStringLiteral("grid")));
    putLegendAbove(plot_);
}

void StudyPlot::setCurves(StudyCurves curves) {
    curves_ = std::move(curves);
    rebuild();
}

void StudyPlot::setStyle(const Theme& theme, const QFont& font) {
    theme_ = theme;
    font_ = font;
    stylePlot(plot_, theme, font);
    rebuild();
}

// A handful of points a line: making them anew costs less than telling what has changed.
void StudyPlot::rebuild() {
    plot_.clearPlottables();
    plot_.clearItems();
    plot_.xAxis->setLabel(curves_.x_label);
    plot_.yAxis->setLabel(curves_.y_label);
    addBaseline();
    for (int i = 0; i < static_cast<int>(curves_.families.size()); ++i)
        addFamily(curves_.families[static_cast<std::size_t>(i)], i);
    fitAxes();
}

void StudyPlot::addBaseline() {
    if (!curves_.baseline) return;
    const CurveDot& dot = *curves_.baseline;
    auto* line = new QCPItemStraightLine(&plot_);
    line->point1->setCoords(0, dot.y);
    line->point2->setCoords(1, dot.y);
    line->setPen(QPen(theme_.muted, 1.2, Qt::DashLine));
    line->setLayer(QString::fromLatin1(band_layer));
    auto* sample = plot_.addGraph();  // without points: for the legend
    sample->setPen(line->pen());
    sample->setName(
        Words::tr("Baseline, n = %1%2")
            .arg(QString::number(dot.trials), dot.anecdote() ? Words::tr(", anecdote") : QString()));
    if (!dot.interval) return;
    auto* band = new QCPItemRect(&plot_);
    band->topLeft->setTypeX(QCPItemPosition::ptAxisRectRatio);
    band->bottomRight->setTypeX(QCPItemPosition::ptAxisRectRatio);
    band->topLeft->setCoords(0, dot.interval->high);
    band->bottomRight->setCoords(1, dot.interval->low);
    QColor color = theme_.muted;
    color.setAlphaF(.12F);
    band->setBrush(color);
    band->setPen(Qt::NoPen);
    band->setLayer(QString::fromLatin1(band_layer));
}

void StudyPlot::addFamily(const FamilyCurve& curve, int index) {
    const LineLook look = lineLook(index, theme_);
    addBand(curve, look.color);
    auto* line = plot_.addGraph();
    line->setPen(QPen(look.color, 1.8, look.dashes));
    int least = curve.dots.empty() ? 0 : curve.dots.front().trials;
    int most = least;
    for (const CurveDot& dot : curve.dots) {
        line->addData(dot.x, dot.y);
        least = std::min(least, dot.trials);
        most = std::max(most, dot.trials);
    }
    const bool anecdote = least < study::anecdote_below;
    line->setScatterStyle(symbolOf(look, anecdote, theme_, lineHeight(font_) * .5));
    const QString n = least == most ? Words::tr("n = %1").arg(least) : Words::tr("n ≥ %1").arg(least);
    line->setName(anecdote ? Words::tr("%1, %2: anecdote").arg(curve.label, n)
                           : Words::tr("%1, %2").arg(curve.label, n));
    addThreshold(curve, index);
}

// Dots without an interval leave a gap.
void StudyPlot::addBand(const FamilyCurve& curve, const QColor& color) {
    auto* high = plot_.addGraph();
    auto* low = plot_.addGraph();
    for (auto* edge : {high, low}) {
        edge->setLayer(QString::fromLatin1(band_layer));
        edge->setPen(QPen(color, .6, Qt::DotLine));
        edge->removeFromLegend();
    }
    for (const CurveDot& dot : curve.dots) {
        high->addData(dot.x, dot.interval ? dot.interval->high : qQNaN());
        low->addData(dot.x, dot.interval ? dot.interval->low : qQNaN());
    }
    QColor fill = color;
    fill.setAlphaF(theme_.dark ? .20F : .13F);
    low->setBrush(fill);
    low->setChannelFillGraph(high);
}

// A bar of the interval with the line's own symbol on it, where half of the texts collapse.
void StudyPlot::addThreshold(const FamilyCurve& curve, int index) {
    if (!curve.threshold) return;
    const LineLook look = lineLook(index, theme_);
    const double y = 1.04 + .035 * (index % 3);
    if (curve.threshold_at) {
        auto* bar = new QCPItemLine(&plot_);
        bar->start->setCoords(curve.threshold_at->low, y);
        bar->end->setCoords(curve.threshold_at->high, y);
        bar->setPen(QPen(look.color, 2));
        bar->setHead(QCPLineEnding(QCPLineEnding::esBar, 6));
        bar->setTail(QCPLineEnding(QCPLineEnding::esBar, 6));
    }
    auto* mark = plot_.addGraph();
    mark->removeFromLegend();
    mark->setLineStyle(QCPGraph::lsNone);
    mark->setScatterStyle(symbolOf(look, false, theme_, lineHeight(font_) * .6));
    mark->addData(*curve.threshold, y);
}

void StudyPlot::fitAxes() {
    double left = curves_.view.axis == StudyAxis::cosine ? 1 : 100;
    double right = curves_.view.axis == StudyAxis::strength ? 0 : left;
    double top = isRate(curves_) ? 1 : 0;
    double bottom = 0;
    const auto widen = [&](const CurveDot& dot) {
        top = std::max({top, dot.y, dot.interval ? dot.interval->high : dot.y});
        bottom = std::min({bottom, dot.y, dot.interval ? dot.interval->low : dot.y});
    };
    if (curves_.baseline) widen(*curves_.baseline);
    for (const FamilyCurve& curve : curves_.families) {
        for (const CurveDot& dot : curve.dots) {
            left = std::min(left, dot.x);
            right = std::max(right, dot.x);
            widen(dot);
        }
    }
    if (right <= left) left = right - 1;
    const double margin = .04 * (right - left);
    plot_.xAxis->setRange(left - margin, right + margin);
    const double height = std::max(1e-9, top - bottom);
    plot_.yAxis->setRange(bottom - .02 * height, top + (isRate(curves_) ? .14 : .06) * height);
}

void StudyPlot::redraw() { plot_.replot(); }

}  // namespace lossylens::ui
