#include "ui/tour_frame.h"

#include <QBoxLayout>
#include <QEvent>

#include "ui/tour_panel.h"

namespace lossylens::ui {
namespace {

constexpr int letters_beside = 160;  // across the window: a tour of 30 beside a page of the usual width

}  // namespace

TourFrame::TourFrame(TourPanel* tour, QWidget* pages, QWidget* parent)
    : QWidget(parent), tour_(tour), layout_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(0);
    layout_->addWidget(tour_);
    layout_->addWidget(pages, 1);
    arrange();
}

void TourFrame::arrange() {
    const bool beside = width() >= letters_beside * fontMetrics().averageCharWidth();
    layout_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    tour_->setBeside(beside);
}

void TourFrame::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void TourFrame::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) arrange();
}

}  // namespace lossylens::ui
