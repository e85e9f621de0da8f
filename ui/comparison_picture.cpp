#include "ui/comparison_picture.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

#include "lens/files.h"
#include "lens/run_carrier.h"
#include "ui/chips.h"
#include "ui/curve_plot.h"
#include "ui/custom_plot.h"
#include "ui/embedding_maps.h"
#include "ui/heatmap.h"
#include "ui/marked_text_painter.h"
#include "ui/numbers.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr double margin = 32;
constexpr double between = 22;         // panels
constexpr double padding = 14;         // inside a panel
constexpr int most_chip_lines = 3;     // what does not fit is counted in words
constexpr double middle_height = 312;  // of the curve and the heatmaps
constexpr double caption_height = 26;  // over the curve

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::ComparisonPicture)
};

double curveWidth() { return std::floor((comparison_width - 2 * margin) * .53); }

QFont fontOf(int pixels, bool heavy = false) {
    QFont font = QGuiApplication::font();
    font.setPixelSize(pixels);
    font.setBold(heavy);
    return font;
}

QString sizeText(std::uint64_t bytes) {
    return bytes >= 1'000'000'000 ? Words::tr("%1 GB").arg(numberText(double(bytes) / 1e9, 1))
                                  : Words::tr("%1 MB").arg(std::lround(double(bytes) / 1e6));
}

// " · plane rows-8+rounded"; nothing for the paper's.
QString planeText(const codec::PlaneLayout& layout) {
    const std::string name = codec::nameOf(layout);
    return name.empty() ? QString() : Words::tr(" · plane %1").arg(QString::fromStdString(name));
}

QString svgTitle() { return Words::tr("LossyLens: a comparison"); }  // not escaped by Qt: no text of people
QString pdfTitle(const Comparison& comparison) {
    return Words::tr("LossyLens: %1").arg(shownText(comparison.model.name));
}

class Picture {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::ComparisonPicture)

public:
    Picture(QPainter& painter, const Comparison& comparison, const QPicture& curve)
        : painter_(painter), comparison_(comparison), curve_(curve), theme_(paperTheme()) {}

    void paint() {
        painter_.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter_.fillRect(QRectF(0, 0, comparison_width, comparison_height), theme_.window);
        double y = paintTitle(margin - 10);
        y = paintChips(y + 10);
        const double width = comparison_width - 2 * margin;
        const double curve_width = curveWidth();
        paintCurvePanel(panel({margin, y + 14, curve_width, middle_height}));
        paintHeatmaps(
            panel({margin + curve_width + between, y + 14, width - curve_width - between, middle_height}));
        y += 14 + middle_height + between;
        const double stamp_top = comparison_height - 40;
        paintTexts(QRectF(margin, y, width, stamp_top - y));
        paintStamp(QRectF(margin, stamp_top, width, 40));
    }

private:
    QRectF panel(const QRectF& rect) {
        painter_.setPen(QPen(theme_.border, 1));
        painter_.setBrush(theme_.panel);
        painter_.drawRoundedRect(rect, 6, 6);
        return rect.adjusted(padding, padding, -padding, -padding);
    }

    // One line, cut with "…" where it is too long. Gives its width.
    double line(const QRectF& area, const QString& text, const QFont& font, const QColor& color,
                Qt::Alignment side = Qt::AlignLeft) {
        const QFontMetricsF metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, area.width());
        painter_.setFont(font);
        painter_.setPen(color);
        painter_.drawText(area, int(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
        return metrics.horizontalAdvance(shown);
    }

    double paintTitle(double y) {
        const auto& model = comparison_.model;
        const QRectF area(margin, y, comparison_width - 2 * margin, 42);
        const QString quality = tr("JPEG quality %1").arg(comparison_.quality);
        const double right = line(area, quality, fontOf(30, true), theme_.accent, Qt::AlignRight);
        const double room = area.width() - right - 2 * between;
        const double used = line(QRectF(area.topLeft(), QSizeF(room, area.height())), shownText(model.name),
                                 fontOf(30, true), theme_.text);
        const QString facts = tr("%1 · %2 layers · %3 dimensions · %4")
                                  .arg(shownText(model.precision), QString::number(model.layers),
                                       QString::number(model.dimensions), sizeText(model.bytes));
        line(area.adjusted(used + 18, 6, -right - between, 0), facts, fontOf(16), theme_.muted);
        return area.bottom();
    }

    double paintChips(double y) {
        line(QRectF(margin, y, comparison_width - 2 * margin, 22),
             tr("The prompt's tokens, and the cosine of each one's embedding before and after"), fontOf(15),
             theme_.muted);
        y += 28;
        const ChipPainter chip_painter(fontOf(17));
        const auto chips = makeChips(comparison_.codec.pieces, comparison_.codec.cosine.tokens);
        const double width = comparison_width - 2 * margin;
        const auto rects = chip_painter.layOut(chips, width);
        const double most = most_chip_lines * chip_painter.lineHeight();
        double bottom = 0;
        std::size_t shown = 0;
        for (; shown < chips.size() && rects[shown].bottom() <= most; ++shown) {
            chip_painter.paint(painter_, rects[shown].translated(margin, y), chips[shown], theme_, {});
            bottom = rects[shown].bottom();
        }
        if (shown < chips.size()) {
            line(QRectF(margin, y + bottom, width, 24), tr("… and %1 more tokens").arg(chips.size() - shown),
                 fontOf(15), theme_.muted);
            bottom += 24;
        }
        return y + bottom;
    }

    void paintCurvePanel(const QRectF& area) {
        line(QRectF(area.topLeft(), QSizeF(area.width(), 22)),
             tr("Cosine of the embeddings, before and after JPEG") + planeText(comparison_.curve.layout),
             fontOf(16, true), theme_.text);
        paintCurve(painter_, QPointF(area.left() - 4, area.top() + caption_height), curve_);
    }

    void paintHeatmaps(const QRectF& area) {
        const auto& view = comparison_.codec;
        line(QRectF(area.topLeft(), QSizeF(area.width(), 22)),
             tr("Embeddings: %1 tokens × %2 dimensions").arg(view.ids.size()).arg(view.dimensions) +
                 planeText(view.spec.layout),
             fontOf(16, true), theme_.text);
        if (view.ids.empty() || view.dimensions <= 0) return;
        // Not the owner: the maps live no longer than this function.
        const EmbeddingMaps maps = mapsOfAllTokens({std::shared_ptr<const void>(), &view});
        const ValueRange values = maps.values();
        const Numbers numbers = maps.difference();
        const ValueRange differences = symmetricRange(*numbers);
        const double scale_width = 62;
        const double top = area.top() + 30;
        const double part = (area.bottom() - top) / 3;
        const double caption = 20;
        const double room = area.width() - scale_width;
        // A whole number of units a dimension where they fit: every column equally wide.
        const double width = maps.columns <= room ? std::floor(room / maps.columns) * maps.columns : room;
        const auto paint_map = [&](int index, const QString& name, const QImage& image) {
            const double y = top + index * part;
            line(QRectF(area.left(), y, width, caption), name, fontOf(15), theme_.muted);
            const QRectF target(area.left(), y + caption, width, part - caption - 6);
            paintHeatmap(painter_, target, enlarged(image, target.size()), {0, 0, 1, 1});
            return target;
        };
        const QRectF before =
            paint_map(0, tr("before"), heatmapImage(*maps.before, maps.columns, ColourMap::viridis, values));
        const QRectF after = paint_map(1, tr("after JPEG %1").arg(comparison_.quality),
                                       heatmapImage(*maps.after, maps.columns, ColourMap::viridis, values));
        const QRectF difference = paint_map(
            2, tr("difference"), heatmapImage(*numbers, maps.columns, ColourMap::difference, differences));
        painter_.setFont(fontOf(14));
        const double x = area.left() + width + 10;
        paintScaleBar(painter_, QRectF(x, before.top(), scale_width, after.bottom() - before.top()),
                      ColourMap::viridis, values, theme_.muted);
        paintScaleBar(painter_, QRectF(x, difference.top(), scale_width, difference.height()),
                      ColourMap::difference, differences, theme_.muted);
    }

    // Hard edges also where a viewer of SVG or PDF would smooth a small image.
    static QImage enlarged(const QImage& image, QSizeF target) {
        const int across = std::max(1, int(2 * target.width()) / std::max(1, image.width()));
        const int down = std::max(1, int(2 * target.height()) / std::max(1, image.height()));
        return image.scaled(image.width() * across, image.height() * down, Qt::IgnoreAspectRatio,
                            Qt::FastTransformation);
    }

    void paintTexts(const QRectF& area) {
        const auto& streams = comparison_.generation.streams;
        if (streams.empty()) {
            line(panel(area), tr("No text was written."), fontOf(16), theme_.muted);
            return;
        }
        const auto baseline =
            std::find_if(streams.begin(), streams.end(), [](const auto& s) { return !s.distortion; });
        const double width = (area.width() - between * double(streams.size() - 1)) / double(streams.size());
        for (std::size_t i = 0; i < streams.size(); ++i) {
            const bool compares = baseline != streams.end() && streams[i].distortion;
            paintStream(
                panel({area.left() + double(i) * (width + between), area.top(), width, area.height()}),
                streams[i], compares ? &*baseline : nullptr);
        }
    }

    void paintStream(const QRectF& area, const lens::StreamSnapshot& stream,
                     const lens::StreamSnapshot* baseline) {
        const QRectF header(area.left(), area.top(), area.width(), 24);
        const double used = line(header, streamTitle(stream), fontOf(18, true), theme_.text);
        QString aside = tr("no distortion");
        if (stream.distortion) {
            const bool known = *stream.distortion == comparison_.codec.spec;
            aside = known ? tr("cosine %1").arg(cosineText(comparison_.codec.cosine.flattened)) : QString();
        }
        line(header.adjusted(used + 14, 2, 0, 0), aside, fontOf(15), theme_.muted);

        const QFont footer_font = fontOf(15);
        const QString footer = streamFooter(stream);
        const QRectF all_below = area.adjusted(0, 34, 0, 0);
        const double footer_height =
            QFontMetricsF(footer_font).boundingRect(all_below, Qt::TextWordWrap, footer).height();
        const QRectF body = all_below.adjusted(0, 0, 0, -footer_height - 12);
        paintMarkedText(painter_, body, shownText(stream.text), markText(stream, baseline), theme_,
                        fontOf(17));
        painter_.setPen(QPen(theme_.border, 1));
        painter_.drawLine(QPointF(area.left(), body.bottom() + 5), QPointF(area.right(), body.bottom() + 5));
        painter_.setFont(footer_font);
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(area.left(), area.bottom() - footer_height, area.width(), footer_height),
                          int(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, footer);
    }

    void paintStamp(const QRectF& area) {
        const QString version = QStringLiteral("LossyLens " LOSSYLENS_VERSION);
        const double right = line(area, version, fontOf(15), theme_.muted, Qt::AlignRight);
        QStringList parts{tr("n = 1: one sample is an anecdote")};
        if (!comparison_.settings.empty()) parts << shownText(comparison_.settings);
        if (comparison_.pinned == 1) parts << tr("1 pinned text is not shown");
        if (comparison_.pinned > 1) parts << tr("%1 pinned texts are not shown").arg(comparison_.pinned);
        line(area.adjusted(0, 0, -right - between, 0), parts.join(QStringLiteral(" · ")), fontOf(15),
             theme_.muted);
    }

    QPainter& painter_;
    const Comparison& comparison_;
    const QPicture& curve_;
    Theme theme_;
};

std::string asPng(const Comparison& comparison, const QPicture& curve, const PictureForm& form) {
    QImage image(form.size * form.scale, QImage::Format_RGB32);
    if (image.isNull()) return {};  // no memory for as many pixels
    paintComparison(comparison, curve, image);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    std::string png = bytes.toStdString();
    return comparison.carried.empty() ? png : lens::carryInPng(std::move(png), comparison.carried);
}

std::string asSvg(const Comparison& comparison, const QPicture& curve, QSize size) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(svgTitle());
    paintComparison(comparison, curve, generator);
    std::string svg = bytes.toStdString();
    return comparison.carried.empty() ? svg : lens::carryInSvg(std::move(svg), comparison.carried);
}

std::string asPdf(const Comparison& comparison, const QPicture& curve, QSize size) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QSizeF(size) / 2, QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    const QString title = pdfTitle(comparison);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("LossyLens " LOSSYLENS_VERSION));
    if (!comparison.carried.empty())
        writer.setDocumentXmpMetadata(
            QByteArray::fromStdString(lens::xmpPacket(title.toStdString(), comparison.carried)));
    paintComparison(comparison, curve, writer);
    return bytes.toStdString();
}

}  // namespace

QSize curvePictureSize() {
    return {int(curveWidth() - 2 * padding) + 8, int(middle_height - 2 * padding - caption_height)};
}

QPicture drawCurve(const lens::Curve& curve, int quality) {
    QPicture picture;
    const QSize size = curvePictureSize();
    QCustomPlot plot;
    CurvePlot drawn(plot);
    drawn.setStyle(paperTheme(), fontOf(15));
    drawn.showQualityNumbers(true);
    drawn.setCurve(curve);
    drawn.setBand(curve.vocabulary);
    drawn.setQuality(quality);
    plot.setGeometry(0, 0, size.width(), size.height());
    drawn.redraw();  // the legend finds its columns on a plot that has its size
    QCPPainter painter(&picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    plot.toPainter(&painter, size.width(), size.height());
    return picture;
}

// Qt plays a picture in the size that it has on a screen.
void paintCurve(QPainter& painter, QPointF corner, const QPicture& curve) {
    const QPaintDevice& device = *painter.device();
    painter.save();
    painter.translate(corner);
    painter.scale(double(curve.logicalDpiX()) / device.logicalDpiX(),
                  double(curve.logicalDpiY()) / device.logicalDpiY());
    painter.drawPicture(QPointF(), curve);
    painter.restore();
}

void paintComparison(const Comparison& comparison, const QPicture& curve, QPaintDevice& device) {
    QPainter painter(&device);
    const double scale =
        std::min(double(device.width()) / comparison_width, double(device.height()) / comparison_height);
    painter.fillRect(QRect(0, 0, device.width(), device.height()), paperTheme().window);
    painter.translate((device.width() - scale * comparison_width) / 2,
                      (device.height() - scale * comparison_height) / 2);
    painter.scale(scale, scale);
    Picture(painter, comparison, curve).paint();
}

Result<std::string> comparisonFile(const Comparison& comparison, const QPicture& curve,
                                   const std::filesystem::path& path, const PictureForm& form) {
    const QString ending = QString::fromStdString(path.string()).section(QLatin1Char('.'), -1).toLower();
    std::string bytes;
    if (ending == QLatin1String("png")) {
        bytes = asPng(comparison, curve, form);
    } else if (ending == QLatin1String("svg")) {
        bytes = asSvg(comparison, curve, form.size);
    } else if (ending == QLatin1String("pdf")) {
        bytes = asPdf(comparison, curve, form.size);
    } else {
        return fail(ErrorCode::usage, path.string(), "a picture is a .png, .svg or .pdf file",
                    "change the ending");
    }
    if (bytes.empty()) {
        return fail(ErrorCode::limit, path.string(), "the picture is too large to draw",
                    "choose a smaller size");
    }
    return bytes;
}

Result<void> saveComparison(const Comparison& comparison, const std::filesystem::path& path,
                            const PictureForm& form) {
    return comparisonFile(comparison, drawCurve(comparison.curve, comparison.quality), path, form)
        .and_then([&path](const std::string& bytes) { return lens::saveFile(path, bytes); });
}

}  // namespace lossylens::ui
