#include "ui/embedding_panel.h"

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/chips.h"
#include "ui/elided_label.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

QString valueText(float value) {
    if (std::isnan(value)) return QStringLiteral("n/a");
    const QString number = QString::number(double(std::abs(value)), 'f', 4);
    return value < 0 ? QChar(0x2212) % number : number;
}

}  // namespace

EmbeddingPanel::EmbeddingPanel(QWidget* parent)
    : QFrame(parent),
      link_(new HeatmapLink(this)),
      before_(new Heatmap(link_, this)),
      after_(new Heatmap(link_, this)),
      difference_(new Heatmap(link_, this)),
      value_scale_(new ScaleBar(ColourMap::viridis, this)),
      difference_scale_(new ScaleBar(ColourMap::difference, this)),
      heading_(new ElidedLabel(this)),
      pointer_line_(new ElidedLabel(this)),
      all_button_(new QToolButton(this)),
      one_button_(new QToolButton(this)) {
    auto* group = new QButtonGroup(this);
    all_button_->setText(tr("All tokens"));
    one_button_->setText(tr("Selected token"));
    for (auto* button : {all_button_, one_button_}) {
        button->setCheckable(true);
        button->setAutoRaise(true);
        group->addButton(button);
    }
    all_button_->setChecked(true);
    connect(all_button_, &QToolButton::clicked, this, [this] { setShows(Shows::all_tokens); });
    connect(one_button_, &QToolButton::clicked, this, [this] { setShows(Shows::selected_token); });

    auto* layout = new QGridLayout(this);
    auto* header = new QHBoxLayout;
    header->addWidget(heading_, 1);
    header->addWidget(all_button_);
    header->addWidget(one_button_);
    layout->addLayout(header, 0, 0, 1, 3);
    const auto add_map = [&](Heatmap* map, const QString& name, int row) {
        map->setAccessibleName(tr("Embeddings, %1").arg(name));
        layout->addWidget(new QLabel(name, this), row, 0);
        layout->addWidget(map, row, 1);
        layout->setRowStretch(row, 1);
    };
    add_map(before_, tr("before"), 1);
    add_map(after_, tr("after"), 2);
    add_map(difference_, tr("difference"), 3);
    layout->addWidget(value_scale_, 1, 2, 2, 1);
    layout->addWidget(difference_scale_, 3, 2);
    layout->addWidget(pointer_line_, 4, 0, 1, 3);
    layout->setColumnStretch(1, 1);
    connect(link_, &HeatmapLink::pointedAt, this, &EmbeddingPanel::showCell);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);  // restyles: everything must be there
    restyle();
    refresh();
}

void EmbeddingPanel::restyle() {
    if (layout() == nullptr) return;  // a palette that changes while the panel is being built
    const int edge = gap(font());
    layout()->setContentsMargins(2 * edge, edge, 2 * edge, edge);
    layout()->setSpacing(edge);
    heading_->setFont(bold(font()));
    setTextColor(*pointer_line_, themeOf(palette()).muted);
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
    if (shows_ == Shows::selected_token) refresh();
}

void EmbeddingPanel::setShows(Shows shows) {
    shows_ = shows;
    (shows == Shows::all_tokens ? all_button_ : one_button_)->setChecked(true);
    refresh();
}

void EmbeddingPanel::refresh() {
    const int rows = maps_.rows;
    const int columns = maps_.columns;
    const bool empty = !view_ || view_->ids.empty();
    const int token = empty ? 0 : std::clamp(token_, 0, int(view_->ids.size()) - 1);
    if (empty) {
        maps_ = {};
        heading_->setText(tr("Embeddings"));
    } else if (shows_ == Shows::selected_token) {
        maps_ = mapsOfToken(*view_, token);
        heading_->setText(tr("Embedding of token %1 “%2” as JPEG sees it: 2 × %3")
                              .arg(token + 1)
                              .arg(chipLabel(view_->pieces[std::size_t(token)]))
                              .arg(maps_.columns));
    } else {
        maps_ = mapsOfAllTokens(*view_);
        heading_->setText(tr("Embeddings: %1 tokens × %2 dimensions").arg(maps_.rows).arg(maps_.columns));
    }
    before_->setImage(maps_.beforeImage());
    after_->setImage(maps_.afterImage());
    difference_->setImage(maps_.differenceImage());
    value_scale_->setRange(maps_.values);
    difference_scale_->setRange(maps_.differences);
    value_scale_->setVisible(!empty);
    difference_scale_->setVisible(!empty);
    if (rows != maps_.rows || columns != maps_.columns) {
        link_->reset();
        Q_EMIT link_->pointedAt({-1, -1});
    }
    showCell({-1, -1});
}

void EmbeddingPanel::showCell(QPoint cell) {
    if (maps_.rows == 0) {
        pointer_line_->setText(tr("Type a prompt to see its embeddings before and after."));
        return;
    }
    if (cell.x() < 0 || cell.x() >= maps_.columns || cell.y() >= maps_.rows) {
        pointer_line_->setText(
            tr("Point at a number to read it. The wheel zooms, dragging pans, a double click shows all."));
        return;
    }
    const auto index = std::size_t(cell.y()) * maps_.columns + cell.x();
    const bool one = shows_ == Shows::selected_token;
    const int token = one ? std::clamp(token_, 0, int(view_->ids.size()) - 1) : cell.y();
    pointer_line_->setText(tr("token %1 “%2” · dimension %3 · before %4 · after %5 · error %6")
                               .arg(token + 1)
                               .arg(chipLabel(view_->pieces[std::size_t(token)]))
                               .arg(one ? int(index) : cell.x())
                               .arg(valueText(maps_.before[index]), valueText(maps_.after[index]),
                                    valueText(maps_.difference[index])));
}

QString EmbeddingPanel::pointerLine() const { return pointer_line_->text(); }
QString EmbeddingPanel::heading() const { return heading_->text(); }

}  // namespace lossylens::ui
