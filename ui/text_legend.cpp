#include "ui/text_legend.h"

#include <QPainter>
#include <QStringList>
#include <cmath>

#include "ui/text_scale.h"
#include "ui/theme.h"

namespace lossylens::ui {

TextLegend::TextLegend(QWidget* parent) : QWidget(parent) { hide(); }

void TextLegend::setView(TextView view) {
    view_ = view;
    setVisible(view != TextView::plain);
    if (view == TextView::plain) return;
    QStringList levels;
    for (int level = 0; level < text_levels; ++level) levels << levelLabel(view, level);
    setAccessibleName(tr("Legend: %1 %2").arg(scaleTitle(view), levels.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

double TextLegend::labelWidth(int level) const {
    return QFontMetricsF(font()).horizontalAdvance(levelLabel(view_, level)) + 2 * spacing(font());
}

QSize TextLegend::sizeHint() const {
    double width = QFontMetricsF(font()).horizontalAdvance(scaleTitle(view_)) + spacing(font());
    for (int level = 0; level < text_levels; ++level) width += labelWidth(level);
    return {static_cast<int>(std::ceil(width)), lineHeight(font()) + 2 * gap(font())};
}

void TextLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme theme = themeOf(palette());
    painter.setPen(palette().color(QPalette::WindowText));
    const QRectF whole(rect());
    painter.drawText(whole, int(Qt::AlignLeft | Qt::AlignVCenter), scaleTitle(view_));
    double x = QFontMetricsF(font()).horizontalAdvance(scaleTitle(view_)) + spacing(font());
    for (int level = 0; level < text_levels; ++level) {
        const QRectF cell(x, 0, labelWidth(level), whole.height());
        const double line = levelThickness(font(), level);
        painter.fillRect(cell, theme.panel);
        painter.fillRect(cell, levelColour(theme, level));
        painter.fillRect(QRectF(cell.left(), cell.bottom() - line, cell.width(), line), theme.bytes);
        painter.setPen(theme.text);
        painter.drawText(cell, int(Qt::AlignCenter), levelLabel(view_, level));
        x += cell.width();
    }
}

}  // namespace lossylens::ui
