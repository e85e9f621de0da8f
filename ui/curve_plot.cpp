#include "ui/curve_plot.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/custom_plot.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr auto selected_layer = "selected token";
constexpr auto point_layer = "point";  // drawn apart: moving the quality repaints no curve

QString tr(const char* text) { return QCoreApplication::translate("CurvePlot", text); }
QString layerName(const char* name) { return QString::fromLatin1(name); }

double meanBytes(const lens::CurvePoint& point) {
    const double sum = std::accumulate(point.bytes.begin(), point.bytes.end(), 0.0);
    return sum / double(std::max<std::size_t>(1, point.bytes.size()));
}

// 0 … a round number above the largest value, with about four steps.
double roundAbove(double value) {
    const double step = std::pow(10, std::floor(std::log10(std::max(1.0, value))));
    for (const double factor : {1.0, 2.0, 4.0, 8.0}) {
        if (value <= step * factor) return step * factor;
    }
    return step * 10;
}

}  // namespace

CurvePlot::CurvePlot(QCustomPlot& plot) : plot_(plot) {
    plot_.addLayer(layerName(selected_layer), plot_.layer(QStringLiteral("main")));
    plot_.addLayer(layerName(point_layer), plot_.layer(QStringLiteral("legend")));
    plot_.layer(layerName(point_layer))->setMode(QCPLayer::lmBuffered);
    plot_.xAxis->setRange(1, 100);
    plot_.yAxis->setRange(0, 1);
    plot_.yAxis2->setRange(0, 4000);
    plot_.yAxis2->setVisible(true);
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (const int quality : {1, 10, 25, 50, 75, 95, 100}) ticker->addTick(quality, QString::number(quality));
    plot_.xAxis->setTicker(ticker);
    plot_.yAxis->ticker()->setTickCount(4);
    plot_.yAxis2->ticker()->setTickCount(4);
    plot_.yAxis->setLabel(tr("cosine"));
    plot_.yAxis2->setLabel(tr("bytes a token"));
    for (auto* axis : {plot_.xAxis, plot_.yAxis, plot_.yAxis2}) {
        axis->setSubTicks(false);
        axis->setTickLength(0, 4);
    }
    addGraphs();
    addItems();
    addLegend();
}

void CurvePlot::addGraphs() {
    const auto add = [this](const QString& name, QCPAxis* y) {
        auto* graph = plot_.addGraph(plot_.xAxis, y);
        graph->setName(name);
        return graph;
    };
    overall_ = add(tr("this prompt, flattened"), plot_.yAxis);
    token_sample_ = add(tr("each token"), plot_.yAxis);
    selected_sample_ = add(tr("selected token"), plot_.yAxis);
    paper_ = add(tr("Haylett 2025, GPT-2 large"), plot_.yAxis);
    bytes_ = add(tr("bytes a token (right axis)"), plot_.yAxis2);
    paper_->setLineStyle(QCPGraph::lsNone);
    for (const auto& [quality, cosine] : paper_points) paper_->addData(quality, cosine);
    for (auto* graph : {overall_, bytes_, paper_}) graph->setLayer(layerName(selected_layer));
}

void CurvePlot::addItems() {
    line_ = new QCPItemStraightLine(&plot_);
    point_ = new QCPItemTracer(&plot_);
    point_->setStyle(QCPItemTracer::tsCircle);
    box_ = new QCPItemText(&plot_);
    box_->position->setParentAnchor(point_->position);
    box_->setTextAlignment(Qt::AlignLeft);
    point_->setClipToAxisRect(false);
    box_->setClipToAxisRect(false);
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(line_), static_cast<QCPAbstractItem*>(point_),
                                  static_cast<QCPAbstractItem*>(box_)}) {
        item->setLayer(layerName(point_layer));
    }
    updatePoint();
}

void CurvePlot::addLegend() {
    plot_.legend->setVisible(true);
    plot_.axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignBottom | Qt::AlignRight);
    selected_sample_->removeFromLegend();
}

void CurvePlot::showQualityNumbers(bool shown) {
    plot_.xAxis->setTickLabels(shown);
    plot_.xAxis->setLabel(shown ? tr("JPEG quality") : QString());
}

void CurvePlot::setCurve(const lens::Curve& curve) {
    curve_ = curve;
    std::vector<double> qualities, cosines, bytes;
    double lowest = 0;
    double largest = 1;
    overall_->data()->clear();
    bytes_->data()->clear();
    for (const auto& point : curve_.points) {
        // An undefined cosine is a gap in the line, never a number.
        overall_->addData(point.quality, point.cosine.flattened.value_or(qQNaN()));
        bytes_->addData(point.quality, meanBytes(point));
        largest = std::max(largest, meanBytes(point));
        for (const auto& cosine : point.cosine.tokens) lowest = std::min(lowest, cosine.value_or(0));
    }
    plot_.yAxis->setRange(lowest < 0 ? std::floor(lowest * 4) / 4 : 0, 1);
    plot_.yAxis2->setRange(0, hasCurve() ? roundAbove(largest) : 4000);
    if (selected_ >= int(curve_.ids.size())) selected_ = -1;
    fillTokenLines();
    updatePoint();
}

void CurvePlot::clear() { setCurve({}); }

void CurvePlot::fillTokenLines() {
    const std::size_t tokens = curve_.points.empty() ? 0 : curve_.points.front().cosine.tokens.size();
    while (tokens_.size() > tokens) {
        plot_.removeGraph(tokens_.back());
        tokens_.pop_back();
    }
    while (tokens_.size() < tokens) {
        tokens_.push_back(plot_.addGraph());
        tokens_.back()->removeFromLegend();
    }
    for (std::size_t token = 0; token < tokens; ++token) {
        tokens_[token]->data()->clear();
        for (const auto& point : curve_.points) {
            tokens_[token]->addData(point.quality, point.cosine.tokens[token].value_or(qQNaN()));
        }
        styleTokenLine(int(token));
    }
}

void CurvePlot::setSelectedToken(int token) {
    const int before = selected_;
    selected_ = token >= 0 && token < int(tokens_.size()) ? token : -1;
    styleTokenLine(before);
    styleTokenLine(selected_);
    if (selected_ >= 0) {
        selected_sample_->addToLegend();
    } else {
        selected_sample_->removeFromLegend();
    }
}

void CurvePlot::styleTokenLine(int token) {
    if (token < 0 || token >= int(tokens_.size())) return;
    auto* graph = tokens_[std::size_t(token)];
    const bool selected = token == selected_;
    graph->setPen(selected ? selected_sample_->pen() : token_sample_->pen());
    graph->setLayer(selected ? layerName(selected_layer) : QStringLiteral("main"));
}

void CurvePlot::setQuality(int quality) {
    quality_ = quality;
    updatePoint();
}

const lens::CurvePoint* CurvePlot::pointAt(int quality) const {
    const auto& points = curve_.points;
    const auto found =
        std::find_if(points.begin(), points.end(), [&](const auto& p) { return p.quality == quality; });
    return found == points.end() ? nullptr : &*found;
}

void CurvePlot::updatePoint() {
    line_->point1->setCoords(quality_, 0);
    line_->point2->setCoords(quality_, 1);
    const auto* point = pointAt(quality_);
    const bool shown = point && point->cosine.flattened;
    point_->setVisible(shown);
    box_->setVisible(shown);
    read_out_.clear();
    if (!shown) return;
    read_out_ = tr("cosine %1 flattened · %2 mean\n%3 bytes a token, %4 of them header")
                    .arg(cosineText(point->cosine.flattened), cosineText(point->cosine.mean))
                    .arg(std::lround(meanBytes(*point)))
                    .arg(codec::jpeg_header_bytes);
    point_->position->setCoords(quality_, *point->cosine.flattened);
    box_->setText(read_out_);
    // On the side where there is room; above the curve only where there is none below.
    const bool to_left = quality_ > 55;
    const bool above = *point->cosine.flattened < .4;
    box_->setPositionAlignment((to_left ? Qt::AlignRight : Qt::AlignLeft) |
                               (above ? Qt::AlignBottom : Qt::AlignTop));
    const double away = std::max(8.0, point_->size());
    box_->position->setCoords(to_left ? -away : away, above ? -away : away);
}

void CurvePlot::setStyle(const Theme& theme, const QFont& font) {
    theme_ = theme;
    plot_.setBackground(theme.panel);
    plot_.setFont(font);
    styleAxes(scaled(font, .9));
    styleGraphs();
    plot_.legend->setFont(scaled(font, .85));
    plot_.legend->setTextColor(theme.text);
    QColor behind = theme.panel;
    behind.setAlpha(225);
    plot_.legend->setBrush(behind);
    plot_.legend->setBorderPen(Qt::NoPen);
    plot_.legend->setRowSpacing(-2);
    plot_.legend->setIconSize(lineHeight(font) * 3 / 2, lineHeight(font) / 2);

    const double unit = lineHeight(font);
    line_->setPen(QPen(theme.text, 1));
    point_->setSize(unit * .55);
    point_->setPen(QPen(theme.panel, 1.5));
    point_->setBrush(theme.accent);
    box_->setFont(scaled(font, .92));
    box_->setColor(theme.text);
    box_->setBrush(theme.panel);
    box_->setPen(QPen(theme.border, 1));
    const int padding = gap(font);
    box_->setPadding(QMargins(padding * 2, padding, padding * 2, padding));
    updatePoint();
}

void CurvePlot::styleAxes(const QFont& font) {
    for (auto* axis : {plot_.xAxis, plot_.yAxis, plot_.yAxis2}) {
        const bool right = axis == plot_.yAxis2;
        const QColor color = right ? theme_.bytes : theme_.muted;
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
        axis->setTickLabelColor(color);
        axis->setLabelColor(color);
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(QPen(theme_.border, 1));
        axis->setTickLabelPadding(4);
        axis->setLabelPadding(2);
        axis->grid()->setPen(QPen(theme_.border, 1));
        axis->grid()->setZeroLinePen(QPen(theme_.border, 1));
    }
    plot_.xAxis->grid()->setVisible(false);
}

void CurvePlot::styleGraphs() {
    token_sample_->setPen(QPen(theme_.token_line, 1));
    selected_sample_->setPen(QPen(theme_.text, 1.6));
    overall_->setPen(QPen(theme_.accent, 2.6));
    bytes_->setPen(QPen(theme_.bytes, 1.4, Qt::DashLine));
    paper_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCross, QPen(theme_.difference, 2), Qt::NoBrush, 9));
    for (int token = 0; token < int(tokens_.size()); ++token) styleTokenLine(token);
}

void CurvePlot::redraw() { plot_.replot(); }
void CurvePlot::redrawPoint() { plot_.layer(layerName(point_layer))->replot(); }

}  // namespace lossylens::ui
