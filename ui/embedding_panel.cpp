#include "ui/embedding_panel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QSignalBlocker>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/chips.h"
#include "ui/copy_panel.h"
#include "ui/elided_label.h"
#include "ui/flow_layout.h"
#include "ui/heatmap_divider.h"
#include "ui/numbers.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr int most_copied_cells = 50'000;  // as text: more is a file's matter

QString valueText(float value) {
    return std::isnan(value) ? EmbeddingPanel::tr("n/a") : numberText(double(value), 4);
}

QToolButton* addChoice(QButtonGroup* group, int id, const QString& text, const QString& hint) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(hint);
    button->setCheckable(true);
    button->setAutoRaise(true);
    group->addButton(button, id);
    return button;
}

}  // namespace

EmbeddingPanel::EmbeddingPanel(QWidget* parent)
    : QFrame(parent),
      link_(new HeatmapLink(this)),
      content_(new QWidget(this)),
      value_scale_(new ScaleBar(ColourMap::viridis, content_)),
      difference_scale_(new ScaleBar(ColourMap::difference, content_)),
      heading_(new ElidedLabel(content_)),
      read_line_(new ElidedLabel(this)),
      compare_group_(new QButtonGroup(this)),
      shows_group_(new QButtonGroup(this)),
      colours_(new QComboBox(this)) {
    for (std::size_t i = 0; i < maps_.size(); ++i) {
        maps_[i] = new Heatmap(link_, content_);
        names_[i] = new QLabel(content_);
        connect(maps_[i], &Heatmap::cellPicked, this,
                [this](QPoint cell) { Q_EMIT tokenPicked(shownToken(cell.y())); });
    }
    layOutMaps();
    auto* column = new QVBoxLayout(this);
    column->addWidget(controls());
    column->addWidget(content_, 1);
    column->addWidget(read_line_);
    connect(link_, &HeatmapLink::cellChanged, this, &EmbeddingPanel::showCell);
    addShortcuts();
    offerCopy(this, {.name = tr("embeddings"),
                     .size = [this] { return pictureSize(); },
                     .paint = [this](QPainter& painter) { paint(painter); },
                     .text = [this] { return asCsv(); }});
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);  // restyles: everything must be there
    restyle();
    refresh();
}

QWidget* EmbeddingPanel::controls() {
    auto* row = new QWidget(this);
    auto* flow = new FlowLayout(row);
    flow->setContentsMargins(0, 0, 0, 0);
    const auto compare = [&](Compare id, const QString& text, const QString& hint) {
        flow->addWidget(addChoice(compare_group_, int(id), text, hint));
    };
    compare(Compare::before, tr("Before"), tr("Key 1"));
    compare(Compare::wipe, tr("Before | after"), tr("Key 2; once more: after alone"));
    compare(Compare::difference, tr("Difference"), tr("Key 3"));
    compare(Compare::all_three, tr("All three"), tr("Key 4"));
    flow->addWidget(addChoice(shows_group_, int(Shows::all_tokens), tr("All tokens"), {}));
    flow->addWidget(addChoice(shows_group_, int(Shows::selected_token), tr("Selected token"), {}));
    colours_->addItem(QStringLiteral("viridis"), int(ColourMap::viridis));
    colours_->addItem(QStringLiteral("magma"), int(ColourMap::magma));
    colours_->setAccessibleName(tr("Colours of the values"));
    flow->addWidget(colours_);
    showDisplay();
    // Not idClicked(): a screen reader toggles what is checkable.
    connect(compare_group_, &QButtonGroup::idToggled, this, [this](int id, bool chosen) {
        if (chosen) setCompare(Compare(id));
    });
    connect(shows_group_, &QButtonGroup::idToggled, this, [this](int id, bool chosen) {
        if (chosen) setShows(Shows(id));
    });
    connect(colours_, &QComboBox::currentIndexChanged, this,
            [this] { setColours(ColourMap(colours_->currentData().toInt())); });
    return row;
}

void EmbeddingPanel::layOutMaps() {
    auto* grid = new QGridLayout(content_);
    grid->setContentsMargins(0, 0, 0, 0);
    const QString names[]{tr("before"), tr("after"), tr("difference")};
    grid->addWidget(heading_, 0, 0, 1, 3);
    for (int i = 0; i < int(maps_.size()); ++i) {
        maps_[std::size_t(i)]->setAccessibleName(tr("Embeddings, %1").arg(names[i]));
        names_[std::size_t(i)]->setText(names[i]);
        grid->addWidget(names_[std::size_t(i)], i + 1, 0);
        grid->addWidget(maps_[std::size_t(i)], i + 1, 1);
        grid->setRowStretch(i + 1, 1);
    }
    grid->addWidget(value_scale_, 1, 2, 2, 1);
    grid->addWidget(difference_scale_, 3, 2);
    grid->setColumnStretch(1, 1);
    QWidget::setTabOrder(maps_[0], maps_[0]->divider());
}

void EmbeddingPanel::addShortcuts() {
    const auto add = [this](Qt::Key key, Compare compare) {
        auto* shortcut = new QShortcut(QKeySequence(key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, compare] {
            auto* divider = before()->divider();
            if (compare == Compare::wipe && display_.compare == Compare::wipe)
                divider->setValue(divider->value() == 0 ? WipeDivider::whole / 2 : 0);
            setCompare(compare);
        });
    };
    add(Qt::Key_1, Compare::before);
    add(Qt::Key_2, Compare::wipe);
    add(Qt::Key_3, Compare::difference);
    add(Qt::Key_4, Compare::all_three);
}

void EmbeddingPanel::restyle() {
    if (layout() == nullptr) return;  // a palette that changes while the panel is being built
    const int edge = gap(font());
    layout()->setContentsMargins(2 * edge, edge, 2 * edge, edge);
    layout()->setSpacing(edge);
    static_cast<QGridLayout*>(content_->layout())->setSpacing(edge);
    heading_->setFont(bold(font()));
    setTextColor(*read_line_, themeOf(palette()).muted);
}

void EmbeddingPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

void EmbeddingPanel::setView(std::shared_ptr<const lens::CodecView> view) {
    view_ = std::move(view);
    refresh();
}

void EmbeddingPanel::setSelectedToken(int token) {
    token_ = token;
    if (display_.shows == Shows::selected_token) refresh();
}

void EmbeddingPanel::setDisplay(const EmbeddingDisplay& display) {
    if (display == display_) return;
    const bool had_focus = content_->isAncestorOf(focusWidget());
    const bool other_map = display.compare != display_.compare;
    display_ = display;
    showDisplay();
    refresh();
    if (had_focus && other_map)
        (display.compare == Compare::difference ? difference() : before())->setFocus();
    Q_EMIT displayChanged(display_);
}

void EmbeddingPanel::showDisplay() {
    const QSignalBlocker quiet(colours_);
    compare_group_->button(int(display_.compare))->setChecked(true);
    shows_group_->button(int(display_.shows))->setChecked(true);
    colours_->setCurrentIndex(colours_->findData(int(display_.colours)));
}

void EmbeddingPanel::setShows(Shows shows) {
    EmbeddingDisplay next = display_;
    next.shows = shows;
    setDisplay(next);
}

void EmbeddingPanel::setCompare(Compare compare) {
    EmbeddingDisplay next = display_;
    next.compare = compare;
    setDisplay(next);
}

void EmbeddingPanel::setColours(ColourMap map) {
    EmbeddingDisplay next = display_;
    next.colours = map;
    setDisplay(next);
}

int EmbeddingPanel::shownToken(int row) const {
    const int last = view_ ? int(view_->ids.size()) - 1 : -1;
    return std::clamp(display_.shows == Shows::selected_token ? token_ : row, 0, std::max(last, 0));
}

void EmbeddingPanel::refresh() {
    const QSize shape(numbers_.columns, numbers_.rows);
    if (!view_ || view_->ids.empty()) {
        numbers_ = {};
        heading_->setText(tr("Embeddings"));
    } else if (display_.shows == Shows::selected_token) {
        const int token = shownToken(0);
        numbers_ = mapsOfToken(*view_, token);
        heading_->setText(tr("Embedding of token %1 “%2” as JPEG sees it: %3 × %4")
                              .arg(QString::number(token + 1), chipLabel(view_->pieces[std::size_t(token)]),
                                   QString::number(numbers_.rows), QString::number(numbers_.columns)));
    } else {
        numbers_ = mapsOfAllTokens(view_);
        heading_->setText(
            tr("Embeddings: %1 tokens × %2 dimensions").arg(numbers_.rows).arg(numbers_.columns));
    }
    // What is in sight stays where the first numbers come: the last session's.
    if (!shape.isEmpty() && shape != QSize(numbers_.columns, numbers_.rows)) {
        link_->reset();
        link_->setCell({-1, -1});
    }
    showMatrices();
    showCell(link_->cell());
}

bool EmbeddingPanel::showsMap(std::size_t map) const {
    if (display_.compare == Compare::all_three) return true;
    return map == (display_.compare == Compare::difference ? 2 : 0);
}

void EmbeddingPanel::showMatrices() {
    const bool empty = numbers_.empty();
    const bool all = display_.compare == Compare::all_three;
    for (std::size_t i = 0; i < maps_.size(); ++i) {
        maps_[i]->setVisible(showsMap(i));
        names_[i]->setVisible(all);
        static_cast<QGridLayout*>(content_->layout())->setRowStretch(int(i) + 1, showsMap(i) ? 1 : 0);
    }
    value_scale_->setVisible(!empty && showsMap(0));
    difference_scale_->setVisible(!empty && showsMap(2));
    HeatmapMatrix first, second, third;
    if (!empty) {
        const ValueRange range = numbers_.values();
        first = {numbers_.before, numbers_.columns, display_.colours, range};
        second = {numbers_.after, numbers_.columns, display_.colours, range};
        value_scale_->setMap(display_.colours);
        value_scale_->setRange(range);
    }
    if (!empty && showsMap(2)) {
        third = {numbers_.difference(), numbers_.columns, ColourMap::difference, {}};
        third.range = symmetricRange(*third.values);
        difference_scale_->setRange(third.range);
    }
    before()->setMatrix(first);
    before()->setSecond(display_.compare == Compare::wipe ? second : HeatmapMatrix{});
    after()->setMatrix(second);
    difference()->setMatrix(third);
    const QString name = empty ? QString() : QString::fromStdString(codec::streamName(view_->spec));
    before()->setCaptions(all ? QString() : tr("before"), tr("after %1").arg(name));
    difference()->setCaptions(all ? QString() : tr("after %1 − before").arg(name), {});
}

void EmbeddingPanel::showCell(QPoint cell) {
    if (numbers_.empty()) {
        read_line_->setText(tr("Type a prompt to see its embeddings before and after."));
        return;
    }
    if (cell.x() < 0 || cell.x() >= numbers_.columns || cell.y() >= numbers_.rows) {
        read_line_->setText(
            tr("Point at a number or use the arrow keys to read it; click to select its token. "
               "Wheel, + and − zoom, dragging pans, 0 shows all."));
        return;
    }
    const auto index = std::size_t(cell.y()) * numbers_.columns + cell.x();
    const int dimension = numbers_.dimensionAt(cell.y(), cell.x());
    const int token = shownToken(cell.y());
    const float before = (*numbers_.before)[index], after = (*numbers_.after)[index];
    read_line_->setText(dimension < 0 ? tr("padding: a zero that fills the plane, and is dropped again")
                                      : tr("token %1 “%2” · dimension %3 · before %4 · after %5 · error %6")
                                            .arg(QString::number(token + 1),
                                                 chipLabel(view_->pieces[std::size_t(token)]),
                                                 QString::number(dimension), valueText(before),
                                                 valueText(after), valueText(after - before)));
    for (Heatmap* map : maps_) map->setAccessibleDescription(read_line_->text());
}

QString EmbeddingPanel::pointerLine() const { return read_line_->text(); }
QString EmbeddingPanel::heading() const { return heading_->text(); }

void EmbeddingPanel::paint(QPainter& painter) {
    painter.fillRect(QRect(QPoint(), pictureSize()), palette().color(QPalette::Base));
    content_->render(&painter, {}, {}, QWidget::DrawChildren);
}

QString EmbeddingPanel::asCsv() const {
    if (numbers_.empty()) return {};
    const QRectF region = link_->region();
    const int left = int(region.left() * numbers_.columns + .5), top = int(region.top() * numbers_.rows + .5);
    const int right = std::min(numbers_.columns, left + std::max(1, int(region.width() * numbers_.columns)));
    const int bottom = std::min(numbers_.rows, top + std::max(1, int(region.height() * numbers_.rows)));
    if ((right - left) * (bottom - top) > most_copied_cells) {
        return tr("%1 numbers are in sight: zoom in until there are at most %2, or export them as a table.")
            .arg(QLocale().toString((right - left) * (bottom - top)), QLocale().toString(most_copied_cells));
    }
    QString csv = QStringLiteral("token,dimension,before,after,difference\n");
    for (int row = top; row < bottom; ++row) {
        for (int column = left; column < right; ++column) {
            const int dimension = numbers_.dimensionAt(row, column);
            if (dimension < 0) continue;
            const auto index = std::size_t(row) * numbers_.columns + column;
            const float before = (*numbers_.before)[index], after = (*numbers_.after)[index];
            csv += QStringLiteral("%1,%2,").arg(shownToken(row)).arg(dimension);
            for (const float number : {before, after})
                csv += QString::number(double(number), 'g', 9) + QLatin1Char(',');
            csv += QString::number(double(after - before), 'g', 9) + QLatin1Char('\n');
        }
    }
    return csv;
}

}  // namespace lossylens::ui
