#include "ui/heatmap_divider.h"

#include <QMouseEvent>
#include <QPainter>
#include <cmath>

#include "ui/theme.h"

namespace lossylens::ui {

WipeDivider::WipeDivider(QWidget* parent) : QAbstractSlider(parent) {
    setOrientation(Qt::Horizontal);
    setRange(0, whole);
    setSingleStep(whole / 100);
    setPageStep(whole / 10);
    setValue(whole / 2);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SplitHCursor);
    setAccessibleName(tr("Divider between before and after"));
}

int WipeDivider::handleWidth() const { return lineHeight(font()) * 3 / 2; }

void WipeDivider::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    const double x = width() / 2.0;
    painter.setPen(QPen(Qt::black, 4));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setPen(QPen(Qt::white, 2));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = std::min(width(), height()) / 2.0 - 1.5;
    const QPointF middle(x, height() / 2.0);
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.text, hasFocus() ? 3 : 1));
    painter.setBrush(theme.panel);
    painter.drawEllipse(middle, radius, radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    for (const int side : {-1, 1}) {
        const double tip = x + side * radius * .7, base = x + side * radius * .2;
        painter.drawPolygon(
            QPolygonF{{tip, middle.y()}, {base, middle.y() - radius * .4}, {base, middle.y() + radius * .4}});
    }
}

void WipeDivider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    grabbed_at_ = event->position().x() - width() / 2.0;
    setSliderDown(true);
}

void WipeDivider::mouseMoveEvent(QMouseEvent* event) {
    if (!isSliderDown()) return event->ignore();
    const double x = mapToParent(event->position().toPoint()).x() - grabbed_at_;
    setSliderPosition(int(std::lround(x / parentWidget()->width() * whole)));
}

void WipeDivider::mouseReleaseEvent(QMouseEvent*) { setSliderDown(false); }

}  // namespace lossylens::ui
