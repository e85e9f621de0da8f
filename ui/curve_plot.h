#pragma once

#include <QCoreApplication>
#include <array>
#include <optional>
#include <vector>

#include "lens/codec_view.h"
#include "ui/theme.h"

class QCustomPlot;
class QCPGraph;
class QCPItemLine;
class QCPItemText;
class QCPItemTracer;

namespace lossylens::ui {

// What Haylett (2025) reports for GPT-2 large, flattened cosine.
struct PaperPoint {
    int quality;
    double cosine;
};
inline constexpr std::array<PaperPoint, 4> paper_points{
    {{95, .99878}, {75, .96807}, {25, .75703}, {10, .57530}}};

// The curve inside a QCustomPlot, the same in the window and in the comparison picture.
class CurvePlot {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::CurvePlot)

public:
    explicit CurvePlot(QCustomPlot& plot);

    void setCurve(const lens::Curve& curve);
    void setBand(const lens::VocabularyBand& band);  // behind the curve; empty: none
    void clear();                                    // the curve; the band is the model's and stays
    void setQuality(int quality);
    // -1: none. Says whether there is anything to draw anew.
    [[nodiscard]] bool setSelectedToken(int token);
    // Emphasises the line and names its token where it is pointed at; -1: none.
    void setPointedToken(int token, double quality);
    // The token whose line is nearest to a place in the plot; -1 where none is near.
    [[nodiscard]] int tokenAt(const QPointF& place) const;
    void setStyle(const Theme& theme, const QFont& font);
    void showQualityNumbers(bool shown);  // under the axis; off where a slider has them

    [[nodiscard]] bool hasCurve() const { return !curve_.points.empty(); }
    [[nodiscard]] int quality() const { return quality_; }
    [[nodiscard]] QString readOut() const { return read_out_; }
    [[nodiscard]] int pointedToken() const { return pointed_; }
    [[nodiscard]] QString pointedName() const;  // "“ village” 0.7312"; empty where none is pointed at
    void redraw();                              // everything
    void redrawPoint();                         // what moves with the quality or the pointer alone

private:
    void addBand();
    void addGraphs();
    void addItems();
    void addLegend();
    void fitLegend();  // in as many columns as there is room for
    void styleAxes(const QFont& font);
    void styleGraphs();
    void fillTokenLines();
    void updatePoint();
    void placeReadOut();  // where it hides no curve; once the plot has its size
    void placeName();     // of the token that is pointed at
    void styleTokenLine(int token);
    [[nodiscard]] const lens::CurvePoint* pointAt(int quality) const;
    [[nodiscard]] double cosineOf(int token, double quality) const;  // between two points; NaN: not defined

    QCustomPlot& plot_;
    lens::Curve curve_;
    int quality_ = 25;
    int selected_ = -1;
    int pointed_ = -1;
    double pointed_quality_ = 0;
    QString read_out_;
    Theme theme_;
    double stroke_ = 1;             // width of a thin line
    QCPGraph* band_low_ = nullptr;  // carries the fill, up to band_high_
    QCPGraph* band_high_ = nullptr;
    QCPGraph* overall_ = nullptr;
    QCPGraph* bytes_ = nullptr;
    QCPGraph* paper_ = nullptr;
    QCPGraph* token_sample_ = nullptr;     // no points: the legend's entry for all token lines
    QCPGraph* selected_sample_ = nullptr;  // the same for the selected one
    std::vector<QCPGraph*> tokens_;
    QCPGraph* pointed_line_ = nullptr;  // a copy of the line that is pointed at, drawn with the point
    QCPItemLine* line_ = nullptr;
    QCPItemTracer* point_ = nullptr;
    QCPItemText* box_ = nullptr;
    QCPItemText* name_ = nullptr;
};

}  // namespace lossylens::ui
