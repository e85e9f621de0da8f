#include "ui/copy_panel.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QWidget>

#include "ui/custom_plot.h"

namespace lossylens::ui {

QImage imageOf(const PanelCopy& panel, double scale) {
    QImage image((QSizeF(panel.size()) * scale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QCPPainter painter(&image);
    painter.scale(scale, scale);
    panel.paint(painter);
    return image;
}

QByteArray svgOf(const PanelCopy& panel) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(panel.size());
    generator.setViewBox(QRect(QPoint(), panel.size()));
    generator.setTitle(panel.name);
    QCPPainter painter(&generator);
    panel.paint(painter);
    painter.end();
    return bytes;
}

QByteArray pdfOf(const PanelCopy& panel) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QSizeF(panel.size()) * .75, QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(panel.name);
    writer.setCreator(QStringLiteral("LossyLens " LOSSYLENS_VERSION));
    QCPPainter painter(&writer);
    painter.scale(double(writer.width()) / panel.size().width(),
                  double(writer.height()) / panel.size().height());
    panel.paint(painter);
    painter.end();
    return bytes;
}

void offerCopy(QWidget* widget, PanelCopy panel) {
    const auto add = [widget](const QString& text, const QKeySequence& keys,
                              std::function<QMimeData*()> data) {
        auto* action = new QAction(text, widget);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(action, &QAction::triggered, widget,
                         [data = std::move(data)] { QGuiApplication::clipboard()->setMimeData(data()); });
        widget->addAction(action);
    };
    add(QCoreApplication::translate("PanelCopy", "&Copy as picture"), QKeySequence::Copy, [panel] {
        auto* data = new QMimeData;
        data->setImageData(imageOf(panel));
        data->setData(QStringLiteral("image/svg+xml"), svgOf(panel));
        return data;
    });
    add(QCoreApplication::translate("PanelCopy", "Copy as &text"),
        QKeySequence(QStringLiteral("Ctrl+Shift+C")), [panel] {
            auto* data = new QMimeData;
            data->setText(panel.text());
            return data;
        });
    widget->setContextMenuPolicy(Qt::ActionsContextMenu);
}

}  // namespace lossylens::ui
