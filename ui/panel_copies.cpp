#include "ui/panel_copies.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <cmath>

#include "lens/files.h"
#include "ui/chips.h"
#include "ui/comparison_picture.h"
#include "ui/marked_text.h"
#include "ui/marked_text_painter.h"
#include "ui/text_pane.h"

namespace lossylens::ui {
namespace {

constexpr int edge = 12;
constexpr int chips_width = 900, text_width = 640;

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::PanelCopies)
};

const lens::CodecView* viewIn(const Shown& shown) {
    return shown.view ? &shown.view->views.front() : nullptr;
}

std::vector<Chip> chipsIn(const Shown& shown) {
    const lens::CodecView* view = viewIn(shown);
    return view ? makeChips(view->pieces, view->cosine.tokens) : std::vector<Chip>();
}

void paintPaper(QPainter& painter, QSize size) {
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(QRect(QPoint(), size), paperTheme().panel);
}

QString chipsCsv(const Shown& shown) {
    std::string csv = "token,id,piece,cosine,bytes\r\n";
    const lens::CodecView* view = viewIn(shown);
    for (std::size_t i = 0; view && i < view->ids.size(); ++i) {
        csv += std::to_string(i) + ',' + std::to_string(view->ids[i]) + ',' + lens::csvText(view->pieces[i]) +
               ',' + lens::csvNumber(view->cosine.tokens[i]) + ',' +
               (view->bytes[i] ? std::to_string(*view->bytes[i]) : std::string()) + "\r\n";
    }
    return QString::fromStdString(csv);
}

// A text's picture: heading, origin of a pinned one, text, numbers.
struct TextParts {
    QString heading, body, footer;
    QFont bold_font, font;
    int heading_height = 0, body_height = 0, footer_height = 0;

    [[nodiscard]] QSize size() const {
        return {text_width, heading_height + body_height + footer_height + 4 * edge};
    }
};

TextParts partsOf(const TextPane* pane) {
    TextParts parts;
    parts.font = QGuiApplication::font();
    parts.bold_font = bold(parts.font);
    QStringList heading{pane->title()};
    if (pane->cosine()) heading << Words::tr("cosine %1").arg(cosineText(pane->cosine()));
    if (!pane->origin().isEmpty()) heading << pane->origin();
    parts.heading = heading.join(QStringLiteral(" · "));
    parts.body = pane->text();
    parts.footer = pane->footer();
    const auto height = [](const QFont& font, const QString& text) {
        const double width = text_width - 2 * edge - loopMargin(font);
        const QRectF room(0, 0, width, 1e6);
        return int(std::ceil(QFontMetricsF(font).boundingRect(room, Qt::TextWordWrap, text).height() * 1.1));
    };
    parts.heading_height = height(parts.bold_font, parts.heading);
    parts.body_height = height(parts.font, parts.body) + 2 * int(QFontMetricsF(parts.font).height());
    parts.footer_height = height(parts.font, parts.footer);
    return parts;
}

void paintText(QPainter& painter, const TextPane* pane) {
    const TextParts parts = partsOf(pane);
    const Theme theme = paperTheme();
    paintPaper(painter, parts.size());
    const int width = text_width - 2 * edge;
    painter.setPen(theme.text);
    painter.setFont(parts.bold_font);
    painter.drawText(QRect(edge, edge, width, parts.heading_height), Qt::TextWordWrap, parts.heading);
    const int top = 2 * edge + parts.heading_height;
    paintMarkedText(painter, QRectF(edge, top, width, parts.body_height), parts.body, pane->body()->marks(),
                    theme, parts.font);
    painter.setPen(theme.muted);
    painter.setFont(parts.font);
    painter.drawText(QRect(edge, top + edge + parts.body_height, width, parts.footer_height),
                     Qt::TextWordWrap, parts.footer);
}

}  // namespace

PanelCopy curveCopy(LookAtShown look) {
    const auto curve = [look = std::move(look)] {
        const Shown shown = look();
        return std::pair(curveShown(shown), shown.settings.quality);
    };
    return {.name = Words::tr("curve"),
            .size = [] { return curvePictureSize(); },
            .paint =
                [curve](QPainter& painter) {
                    const auto [values, quality] = curve();
                    paintPaper(painter, curvePictureSize());
                    paintCurve(painter, QPointF(), drawCurve(values, quality));
                },
            .text = [curve] { return QString::fromStdString(lens::toCsv(curve().first)); }};
}

PanelCopy chipsCopy(LookAtShown look) {
    const auto size = [look] {
        double bottom = 0;
        for (const QRectF& rect : ChipPainter(QGuiApplication::font()).layOut(chipsIn(look()), chips_width))
            bottom = std::max(bottom, rect.bottom());
        return QSize(chips_width + 2 * edge, int(std::ceil(bottom)) + 2 * edge);
    };
    return {.name = Words::tr("tokens"),
            .size = size,
            .paint =
                [look, size](QPainter& painter) {
                    paintPaper(painter, size());
                    const auto chips = chipsIn(look());
                    const ChipPainter chip_painter(QGuiApplication::font());
                    const auto rects = chip_painter.layOut(chips, chips_width);
                    for (std::size_t i = 0; i < chips.size(); ++i)
                        chip_painter.paint(painter, rects[i].translated(edge, edge), chips[i], paperTheme(),
                                           {});
                },
            .text = [look] { return chipsCsv(look()); }};
}

PanelCopy textCopy(const TextPane* pane) {
    return {.name = Words::tr("text"),
            .size = [pane] { return partsOf(pane).size(); },
            .paint = [pane](QPainter& painter) { paintText(painter, pane); },
            .text = [pane] { return pane->text(); }};
}

}  // namespace lossylens::ui
