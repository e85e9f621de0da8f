#include "ui/marked_text_painter.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTextLayout>
#include <algorithm>
#include <cmath>
#include <optional>

namespace lossylens::ui {
namespace {

struct Extent {  // of a span on the page
    std::optional<double> top, bottom;
    void add(double line_top, double line_bottom) {
        if (!top) top = line_top;
        bottom = line_bottom;
    }
};

class MarkedTextPage {
public:
    MarkedTextPage(QPainter& painter, const QRectF& area, const QString& text, const TextMarks& marks,
                   const Theme& theme, const QFont& font)
        : painter_(painter),
          area_(area),
          text_(text),
          marks_(marks),
          theme_(theme),
          font_(font),
          y_(area.top()) {
        const double margin = marks.loop ? loopMargin(font) : 0;
        line_end_width_ = QFontMetricsF(font).horizontalAdvance(QStringLiteral("⏎")) + 2;
        width_ = area.width() - margin - line_end_width_;
    }

    void paint() {
        int begin = 0;
        while (begin <= int(text_.size()) && !full_) {
            const int found = int(text_.indexOf(QLatin1Char('\n'), begin));
            const int end = found < 0 ? int(text_.size()) : found;
            paintParagraph(begin, end, found >= 0);
            begin = end + 1;
        }
        if (full_) paintContinues();
        if (marks_.loop && loop_.top) {
            paintLoopBracket(painter_, area_.right(), *loop_.top, *loop_.bottom, *marks_.loop, theme_, font_);
        }
    }

private:
    void paintParagraph(int begin, int end, bool has_line_end) {
        QTextLayout layout(text_.mid(begin, end - begin), font_);
        layout.setFormats(formats(begin, end));
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (;;) {
            QTextLine line = layout.createLine();
            if (!line.isValid()) break;
            line.setLineWidth(width_);
            line.setPosition({0, 0});
            line_height_ = std::max(line_height_, line.height());
            const bool last_place = y_ + 2 * line_height_ > area_.bottom();
            const int line_end = begin + line.textStart() + line.textLength();
            if (last_place && line_end < int(text_.size())) {
                full_ = true;
                break;
            }
            paintLine(line, begin);
            if (has_line_end && line_end == end) {
                painter_.setFont(font_);
                painter_.setPen(theme_.muted);
                painter_.drawText(QPointF(area_.left() + line.naturalTextWidth() + 2, y_ + line.ascent()),
                                  QStringLiteral("⏎"));
            }
            y_ += line.height();
        }
        layout.endLayout();
    }

    void paintLine(const QTextLine& line, int begin) {
        const int from = begin + line.textStart();
        const int to = from + line.textLength();
        painter_.setPen(theme_.text);
        line.draw(&painter_, {area_.left(), y_});
        if (marks_.divergence && *marks_.divergence >= from &&
            (*marks_.divergence < to || (*marks_.divergence == to && to == int(text_.size())))) {
            const double x = area_.left() + line.cursorToX(*marks_.divergence - begin);
            const double width = line.height() / 6;
            painter_.fillRect(QRectF(x - width, y_, width, line.height()), theme_.difference);
        }
        if (marks_.loop && to > marks_.loop->span.begin && from < marks_.loop->span.end) {
            loop_.add(y_, y_ + line.height());
        }
    }

    QList<QTextLayout::FormatRange> formats(int begin, int end) const {
        QTextCharFormat format;
        format.setBackground(theme_.tint);
        format.setUnderlineStyle(QTextCharFormat::DotLine);
        format.setUnderlineColor(theme_.difference);
        QList<QTextLayout::FormatRange> ranges;
        for (const Span word : marks_.different) {
            const int from = std::max(begin, word.begin);
            const int to = std::min(end, word.end);
            if (from < to) ranges.append({from - begin, to - from, format});
        }
        return ranges;
    }

    void paintContinues() {
        QFont italic = font_;
        italic.setItalic(true);
        painter_.setFont(italic);
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(area_.left(), y_, width_, line_height_), Qt::AlignLeft | Qt::AlignVCenter,
                          QCoreApplication::translate("MarkedText", "… the text goes on"));
    }

    QPainter& painter_;
    QRectF area_;
    const QString& text_;
    const TextMarks& marks_;
    const Theme& theme_;
    QFont font_;
    double y_;
    double width_ = 0;
    double line_end_width_ = 0;
    double line_height_ = 0;
    bool full_ = false;
    Extent loop_;
};

// "loop: 6 tokens × 11" broken after its colon, to be narrow.
QStringList loopLines(const LoopMark& loop) {
    return loopText(loop.period, loop.copies).split(QStringLiteral(": "));
}

double labelWidth(const QFontMetricsF& metrics) {
    double width = 0;
    for (const QString& line : loopLines({{}, 88, 88}))
        width = std::max(width, metrics.horizontalAdvance(line));
    return width;
}

}  // namespace

double loopMargin(const QFont& font) {
    const QFontMetricsF metrics(scaled(font, .85));
    return labelWidth(metrics) + metrics.height();
}

void paintLoopBracket(QPainter& painter, double right, double top, double bottom, const LoopMark& loop,
                      const Theme& theme, const QFont& font) {
    const QFont small = scaled(font, .85);
    const QFontMetricsF metrics(small);
    const double tick = metrics.height() * .3;
    const double x = right - labelWidth(metrics) - tick;
    painter.save();
    painter.setPen(QPen(theme.loop, 2 * stroke(font)));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(
        QPolygonF{{x - tick, top + 2}, {x, top + 2}, {x, bottom - 2}, {x - tick, bottom - 2}});
    painter.setFont(small);
    const QStringList lines = loopLines(loop);
    double baseline = (top + bottom) / 2 - double(lines.size()) / 2 * metrics.height() + metrics.ascent();
    for (const QString& line : lines) {
        painter.drawText(QPointF(x + tick, baseline), line);
        baseline += metrics.height();
    }
    painter.restore();
}

void paintMarkedText(QPainter& painter, const QRectF& area, const QString& text, const TextMarks& marks,
                     const Theme& theme, const QFont& font) {
    painter.save();
    MarkedTextPage(painter, area, text, marks, theme, font).paint();
    painter.restore();
}

}  // namespace lossylens::ui
