#include "ui/quality_slider.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr std::array ticks{1, 10, 25, 50, 75, 95, 100};
constexpr int notch = 120;  // of a wheel, in Qt's eighths of a degree

}  // namespace

QualitySlider::QualitySlider(QWidget* parent) : QAbstractSlider(parent) {
    setOrientation(Qt::Horizontal);
    setRange(1, 100);
    setSingleStep(1);
    setPageStep(10);
    setValue(25);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("JPEG quality"));
}

void QualitySlider::setEnds(double left, double right) {
    if (left == left_ && right == right_) return;
    left_ = left;
    right_ = right;
    update();
}

double QualitySlider::pixelOf(double quality) const {
    return left_ + (right_ - left_) * (quality - minimum()) / (maximum() - minimum());
}

int QualitySlider::qualityAt(double x) const {
    if (right_ <= left_) return value();
    const double share = std::clamp((x - left_) / (right_ - left_), 0.0, 1.0);
    return minimum() + int(std::lround(share * (maximum() - minimum())));
}

double QualitySlider::handleRadius() const { return std::round(lineHeight(font()) * .45); }
double QualitySlider::trackY() const { return handleRadius() + 3; }

QSize QualitySlider::sizeHint() const {
    const int numbers = lineHeight(scaled(font(), .9));
    return {lineHeight(font()) * 20, int(2 * trackY()) + numbers + gap(font()) / 2};
}
QSize QualitySlider::minimumSizeHint() const { return {lineHeight(font()) * 10, sizeHint().height()}; }

void QualitySlider::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = trackY();
    const double at = pixelOf(value());
    const double radius = handleRadius();
    const double thickness = std::max(4.0, radius / 2);

    painter.setPen(QPen(theme.text, stroke(font())));  // joins the handle to the line in the plot above
    painter.drawLine(QPointF(at, 0), QPointF(at, y));
    painter.setPen(QPen(theme.border, thickness, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(left_, y), QPointF(right_, y));
    const QColor accent = isEnabled() ? theme.accent : theme.muted;
    painter.setPen(QPen(accent, thickness, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(left_, y), QPointF(at, y));

    if (hasFocus()) {
        QColor halo = accent;
        halo.setAlpha(70);
        painter.setPen(Qt::NoPen);
        painter.setBrush(halo);
        painter.drawEllipse(QPointF(at, y), radius + 3, radius + 3);
    }
    painter.setPen(QPen(accent, std::max(2.0, radius / 4)));
    painter.setBrush(theme.panel);
    painter.drawEllipse(QPointF(at, y), radius - 1, radius - 1);

    const QFont small = scaled(font(), .9);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    painter.setPen(theme.muted);
    double taken_from = HUGE_VAL;  // from right to left, so that 100 wins over 95 where both don't fit
    for (auto tick = ticks.rbegin(); tick != ticks.rend(); ++tick) {
        const QString text = QString::number(*tick);
        const double width = metrics.horizontalAdvance(text);
        const double left = pixelOf(*tick) - width / 2;
        if (left + width + metrics.averageCharWidth() / 2 > taken_from) continue;
        taken_from = left;
        painter.drawText(QPointF(left, 2 * y + metrics.ascent()), text);
    }
}

void QualitySlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    setSliderDown(true);
    setValue(qualityAt(event->position().x()));
}

void QualitySlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) setValue(qualityAt(event->position().x()));
}

void QualitySlider::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) setSliderDown(false);
}

void QualitySlider::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    wheel_rest_ += std::abs(turned.y()) >= std::abs(turned.x()) ? turned.y() : -turned.x();
    setValue(value() + wheel_rest_ / notch);
    wheel_rest_ %= notch;
    event->accept();
}

void QualitySlider::changeEvent(QEvent* event) {
    QAbstractSlider::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

}  // namespace lossylens::ui
