#include "ui/curve_plot.h"

#include <QLocale>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "ui/chips.h"
#include "ui/custom_plot.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr double top_of_cosine = 1.05;   // room for half a cross above 1
constexpr double pointing_distance = 8;  // pixels within which a line is pointed at
constexpr auto band_layer = "band";
constexpr auto selected_layer = "selected token";
constexpr auto point_layer = "point";  // drawn apart: moving the quality repaints no curve

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
    plot_.addLayer(layerName(band_layer), plot_.layer(QStringLiteral("grid")));
    plot_.addLayer(layerName(selected_layer), plot_.layer(QStringLiteral("main")));
    plot_.addLayer(layerName(point_layer), plot_.layer(QStringLiteral("legend")));
    plot_.layer(layerName(point_layer))->setMode(QCPLayer::lmBuffered);
    plot_.xAxis->setRange(1, 100);
    plot_.yAxis->setRange(0, top_of_cosine);
    plot_.yAxis2->setRange(0, 4000 * top_of_cosine);
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
    addBand();
    addItems();
    addLegend();
    QObject::connect(&plot_, &QCustomPlot::beforeReplot, &plot_, [this] { fitLegend(); });
    QObject::connect(&plot_, &QCustomPlot::afterLayout, &plot_, [this] { placeReadOut(); });
}

void CurvePlot::addGraphs() {
    const auto add = [this](const QString& name, QCPAxis* y) {
        auto* graph = plot_.addGraph(plot_.xAxis, y);
        graph->setName(name);
        return graph;
    };
    overall_ = add(tr("this prompt"), plot_.yAxis);
    token_sample_ = add(tr("each token"), plot_.yAxis);
    selected_sample_ = add(tr("selected token"), plot_.yAxis);
    paper_ = add(tr("Haylett 2025, GPT-2 large"), plot_.yAxis);
    bytes_ = add(tr("bytes (right axis)"), plot_.yAxis2);
    paper_->setLineStyle(QCPGraph::lsNone);
    for (const auto& [quality, cosine] : paper_points) paper_->addData(quality, cosine);
    for (auto* graph : {overall_, bytes_, paper_}) graph->setLayer(layerName(selected_layer));
}

void CurvePlot::addBand() {
    band_high_ = plot_.addGraph();
    band_low_ = plot_.addGraph();
    for (auto* graph : {band_high_, band_low_}) {
        graph->setLayer(layerName(band_layer));
        graph->setPen(Qt::NoPen);
        graph->removeFromLegend();
    }
    band_low_->setChannelFillGraph(band_high_);
}

void CurvePlot::addItems() {
    line_ = new QCPItemLine(&plot_);
    line_->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
    point_ = new QCPItemTracer(&plot_);
    point_->setStyle(QCPItemTracer::tsCircle);
    box_ = new QCPItemText(&plot_);
    box_->position->setParentAnchor(point_->position);
    box_->setTextAlignment(Qt::AlignLeft);
    name_ = new QCPItemText(&plot_);
    name_->setVisible(false);
    pointed_line_ = plot_.addGraph();
    pointed_line_->removeFromLegend();
    pointed_line_->setLayer(layerName(point_layer));
    for (QCPAbstractItem* item : std::initializer_list<QCPAbstractItem*>{line_, point_, box_, name_}) {
        item->setClipToAxisRect(false);
        item->setLayer(layerName(point_layer));
    }
    updatePoint();
}

void CurvePlot::addLegend() {
    plot_.legend->setVisible(true);
    // Above the axes, where it hides no curve.
    auto* row = new QCPLayoutGrid;
    plot_.axisRect()->insetLayout()->take(plot_.legend);
    plot_.plotLayout()->insertRow(0);
    plot_.plotLayout()->addElement(0, 0, row);
    plot_.plotLayout()->setRowStretchFactor(0, .001);
    row->addElement(0, 0, plot_.legend);
    row->addElement(0, 1, new QCPLayoutElement(&plot_));
    row->setColumnStretchFactor(0, .001);
    plot_.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    selected_sample_->removeFromLegend();
}

void CurvePlot::showQualityNumbers(bool shown) {
    plot_.xAxis->setTickLabels(shown);
    plot_.xAxis->setLabel(shown ? tr("JPEG quality") : QString());
    plot_.xAxis->setTickLength(0, shown ? 4 : 0);
    // With a slider below, the line goes on to its handle.
    line_->end->setTypeY(shown ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptViewportRatio);
    plot_.axisRect()->setAutoMargins(shown ? QCP::msAll : QCP::msLeft | QCP::msRight | QCP::msTop);
    updatePoint();
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
    plot_.yAxis->setRange(lowest < 0 ? std::floor(lowest * 4) / 4 : 0, top_of_cosine);
    plot_.yAxis2->setRange(0, (hasCurve() ? roundAbove(largest) : 4000) * top_of_cosine);
    if (selected_ >= int(curve_.ids.size())) selected_ = -1;
    fillTokenLines();
    setPointedToken(-1, 0);
    updatePoint();
}

void CurvePlot::setBand(const lens::VocabularyBand& band) {
    band_low_->data()->clear();
    band_high_->data()->clear();
    for (const auto& point : band.points) {
        band_low_->addData(point.quality, point.low);
        band_high_->addData(point.quality, point.high);
    }
    if (band.points.empty()) {
        band_low_->removeFromLegend();
        return;
    }
    band_low_->setName(tr("whole vocabulary, 5–95 % (n = %1)").arg(QLocale().toString(qulonglong(band.n))));
    band_low_->addToLegend();
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

bool CurvePlot::setSelectedToken(int token) {
    const int next = token >= 0 && token < int(tokens_.size()) ? token : -1;
    const QString name =
        next >= 0 ? tr("selected: %1").arg(chipLabel(curve_.pieces[std::size_t(next)])) : QString();
    const int before = std::exchange(selected_, next);
    if (next == before && name == selected_sample_->name()) return false;
    styleTokenLine(before);
    styleTokenLine(selected_);
    selected_sample_->setName(name);
    if (selected_ >= 0)
        selected_sample_->addToLegend();
    else
        selected_sample_->removeFromLegend();
    return true;
}

void CurvePlot::styleTokenLine(int token) {
    if (token < 0 || token >= int(tokens_.size())) return;
    auto* graph = tokens_[std::size_t(token)];
    const bool selected = token == selected_;
    graph->setPen(selected ? selected_sample_->pen() : token_sample_->pen());
    graph->setLayer(selected ? layerName(selected_layer) : QStringLiteral("main"));
}

int CurvePlot::tokenAt(const QPointF& place) const {
    if (!plot_.axisRect()->rect().contains(place.toPoint())) return -1;
    int nearest = -1;
    double least = pointing_distance;
    for (int token = 0; token < int(tokens_.size()); ++token) {
        const double cosine = cosineOf(token, plot_.xAxis->pixelToCoord(place.x()));
        const double distance = std::abs(plot_.yAxis->coordToPixel(cosine) - place.y());
        if (distance < least) {  // never for an undefined cosine
            least = distance;
            nearest = token;
        }
    }
    return nearest;
}

double CurvePlot::cosineOf(int token, double quality) const {
    const auto& points = curve_.points;
    const auto after = std::ranges::lower_bound(points, quality, {}, &lens::CurvePoint::quality);
    if (after == points.end()) return qQNaN();
    const auto before = after == points.begin() ? after : after - 1;
    const auto at = [token](const lens::CurvePoint& point) {
        return point.cosine.tokens[std::size_t(token)].value_or(qQNaN());
    };
    const double width = after->quality - before->quality;
    return width > 0 ? std::lerp(at(*before), at(*after), (quality - before->quality) / width) : at(*after);
}

void CurvePlot::setPointedToken(int token, double quality) {
    const int before = std::exchange(pointed_, token >= 0 && token < int(tokens_.size()) ? token : -1);
    pointed_quality_ = quality;
    if (pointed_ != before) {
        pointed_line_->setData(pointed_ >= 0 ? tokens_[std::size_t(pointed_)]->data()
                                             : QSharedPointer<QCPGraphDataContainer>::create());
    }
    placeName();
}

QString CurvePlot::pointedName() const {
    if (pointed_ < 0) return {};
    const auto* point = pointAt(int(std::lround(pointed_quality_)));
    return tr("%1 %2").arg(chipLabel(curve_.pieces[std::size_t(pointed_)]),
                           cosineText(point ? point->cosine.tokens[std::size_t(pointed_)] : std::nullopt));
}

// Above the line where it is pointed at, and always inside the axes.
void CurvePlot::placeName() {
    name_->setVisible(pointed_ >= 0);
    if (pointed_ < 0) return;
    name_->setText(pointedName());
    const QSizeF size =
        QFontMetricsF(name_->font()).size(Qt::TextSingleLine, name_->text()).grownBy(name_->padding());
    const QRectF axes(plot_.axisRect()->rect());
    const double x = plot_.xAxis->coordToPixel(pointed_quality_);
    const double y = plot_.yAxis->coordToPixel(cosineOf(pointed_, pointed_quality_));
    const double left =
        std::clamp(x - size.width() / 2, axes.left(), std::max(axes.left(), axes.right() - size.width()));
    const double above = y - size.height() - pointing_distance;
    name_->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    name_->position->setType(QCPItemPosition::ptAbsolute);
    name_->position->setCoords(left, above < axes.top() ? y + pointing_distance : above);
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
    line_->start->setCoords(quality_, 0);
    line_->end->setCoords(quality_, 1);
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
    placeReadOut();
}

void CurvePlot::placeReadOut() {
    const auto* point = pointAt(quality_);
    if (!point || !box_->visible()) return;
    const QFontMetricsF metrics(box_->font());
    const QSizeF size = metrics.size(0, read_out_).grownBy(box_->padding());
    const double away = std::max(8.0, point_->size());
    const double x = plot_.xAxis->coordToPixel(quality_);
    const double y = plot_.yAxis->coordToPixel(*point->cosine.flattened);
    const bool to_left = x + away + size.width() > plot_.axisRect()->right();
    // The curve rises: below it there is room on the right, and on the left once every line there is passed.
    double top = y + away;
    if (to_left) {
        const double leftmost = plot_.xAxis->pixelToCoord(x - away - size.width());
        for (const auto& other : curve_.points) {
            if (other.quality < leftmost || other.quality > quality_) continue;
            for (const auto& cosine : other.cosine.tokens) {
                top = std::max(top, plot_.yAxis->coordToPixel(cosine.value_or(1)) + away / 2);
            }
        }
    }
    top = std::min(top, plot_.axisRect()->bottom() - size.height());
    box_->setPositionAlignment((to_left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    box_->position->setCoords(to_left ? -away : away, top - y);
}

void CurvePlot::setStyle(const Theme& theme, const QFont& font) {
    theme_ = theme;
    stroke_ = stroke(font);
    plot_.setBackground(theme.panel);
    plot_.setFont(font);
    styleAxes(scaled(font, .9));
    styleGraphs();
    plot_.legend->setFont(scaled(font, .88));
    plot_.legend->setTextColor(theme.text);
    plot_.legend->setBrush(Qt::NoBrush);
    plot_.legend->setBorderPen(Qt::NoPen);
    plot_.legend->setColumnSpacing(lineHeight(font));
    plot_.legend->setIconTextPadding(gap(font) + 2);
    plot_.legend->setMargins({gap(font), 0, 0, 0});
    plot_.legend->setIconSize(lineHeight(font) * 4 / 3, lineHeight(font));
    // Half a line under the axis: the number at zero hangs below it.
    QMargins margins = plot_.axisRect()->margins();
    margins.setBottom(lineHeight(font) / 2);
    plot_.axisRect()->setMargins(margins);

    const double unit = lineHeight(font);
    line_->setPen(QPen(theme.text, stroke_));
    name_->setFont(scaled(font, .92));
    name_->setColor(theme.text);
    name_->setBrush(theme.panel);
    name_->setPen(QPen(theme.text, stroke_));
    name_->setPadding(QMargins(gap(font), 0, gap(font), 0));
    point_->setSize(unit * .55);
    point_->setPen(QPen(theme.panel, 1.5 * stroke_));
    point_->setBrush(theme.accent);
    box_->setFont(scaled(font, .92));
    box_->setColor(theme.text);
    box_->setBrush(theme.panel);
    box_->setPen(QPen(theme.border, stroke_));
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
    token_sample_->setPen(QPen(theme_.token_line, stroke_));
    selected_sample_->setPen(QPen(theme_.text, 1.6 * stroke_));
    pointed_line_->setPen(QPen(theme_.text, 2 * stroke_));
    QColor band = theme_.accent;
    band.setAlphaF(theme_.dark ? .22F : .16F);
    band_low_->setBrush(band);
    // Strong token lines must not drown the curve.
    overall_->setPen(QPen(theme_.accent, (theme_.strong ? 3.6 : 2.6) * stroke_));
    bytes_->setPen(QPen(theme_.bytes, 1.4 * stroke_, Qt::DashLine));
    paper_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCross, QPen(theme_.difference, 2 * stroke_),
                                            Qt::NoBrush, 9 * stroke_));
    for (int token = 0; token < int(tokens_.size()); ++token) styleTokenLine(token);
}

void CurvePlot::fitLegend() {
    const int space = plot_.legend->columnSpacing();
    int entries = 0;
    int widest = 0;
    int together = 0;
    for (int i = 0; i < plot_.legend->itemCount(); ++i) {
        const auto* entry = plot_.legend->item(i);  // null: a cell left empty
        if (!entry) continue;
        const int width = entry->minimumOuterSizeHint().width() + space;
        widest = std::max(widest, width);
        together += width;
        ++entries;
    }
    const int room = plot_.viewport().width() + space;
    const int columns = together <= room ? entries : std::max(1, room / std::max(1, widest));
    if (plot_.legend->wrap() == columns) return;
    plot_.legend->setWrap(columns);
    plot_.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
}

void CurvePlot::redraw() { plot_.replot(); }
void CurvePlot::redrawPoint() { plot_.layer(layerName(point_layer))->replot(); }

}  // namespace lossylens::ui
