#pragma once

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
public:
    explicit CurvePlot(QCustomPlot& plot);

    void setCurve(const lens::Curve& curve);
    void clear();
    void setQuality(int quality);
    void setSelectedToken(int token);  // -1: none
    void setStyle(const Theme& theme, const QFont& font);
    void showQualityNumbers(bool shown);  // under the axis; off where a slider has them

    [[nodiscard]] bool hasCurve() const { return !curve_.points.empty(); }
    [[nodiscard]] int quality() const { return quality_; }
    [[nodiscard]] QString readOut() const { return read_out_; }
    void redraw();       // everything
    void redrawPoint();  // what moves with the quality alone

private:
    void addGraphs();
    void addItems();
    void addLegend();
    void fitLegend();  // in as many columns as there is room for
    void styleAxes(const QFont& font);
    void styleGraphs();
    void fillTokenLines();
    void updatePoint();
    void placeReadOut();  // where it hides no curve; once the plot has its size
    void styleTokenLine(int token);
    [[nodiscard]] const lens::CurvePoint* pointAt(int quality) const;

    QCustomPlot& plot_;
    lens::Curve curve_;
    int quality_ = 25;
    int selected_ = -1;
    QString read_out_;
    Theme theme_;
    QCPGraph* overall_ = nullptr;
    QCPGraph* bytes_ = nullptr;
    QCPGraph* paper_ = nullptr;
    QCPGraph* token_sample_ = nullptr;     // no points: the legend's entry for all token lines
    QCPGraph* selected_sample_ = nullptr;  // the same for the selected one
    std::vector<QCPGraph*> tokens_;
    QCPItemLine* line_ = nullptr;
    QCPItemTracer* point_ = nullptr;
    QCPItemText* box_ = nullptr;
};

}  // namespace lossylens::ui
