#pragma once

#include <QSize>
#include <QString>
#include <functional>

class QImage;
class QPainter;
class QWidget;

namespace lossylens::ui {

// A panel as others can take it away.
struct PanelCopy {
    QString name;                          // "embeddings"
    std::function<QSize()> size;           // of the picture, in units of the screen
    std::function<void(QPainter&)> paint;  // from (0, 0) on; the painter is a QCPPainter, for plots
    std::function<QString()> text;
};

[[nodiscard]] QImage imageOf(const PanelCopy& panel, double scale = 2);
[[nodiscard]] QByteArray svgOf(const PanelCopy& panel);
[[nodiscard]] QByteArray pdfOf(const PanelCopy& panel);

// Gives the widget a context menu and keys: as a picture (Ctrl+C: PNG and SVG at once; who pastes takes one),
// as text (Ctrl+Shift+C).
void offerCopy(QWidget* widget, PanelCopy panel);

}  // namespace lossylens::ui
