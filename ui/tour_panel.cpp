#include "ui/tour_panel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "ui/announcement.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

QString sign(const Tour& tour, int step) {
    if (step == tour.current())
        return tour.mark(step) == Tour::Mark::done ? QStringLiteral("✓") : QStringLiteral("▶");
    switch (tour.mark(step)) {
        case Tour::Mark::done:
            return QStringLiteral("✓");
        case Tour::Mark::skipped:
            return QStringLiteral("–");
        case Tour::Mark::open:
            break;
    }
    return QStringLiteral("○");
}

QString word(Tour::Mark mark) {
    switch (mark) {
        case Tour::Mark::done:
            return TourPanel::tr("done");
        case Tour::Mark::skipped:
            return TourPanel::tr("skipped");
        case Tour::Mark::open:
            break;
    }
    return TourPanel::tr("to do");
}

}  // namespace

TourPanel::TourPanel(QWidget* parent)
    : QFrame(parent),
      parts_(new QBoxLayout(QBoxLayout::TopToBottom, this)),
      top_(new QBoxLayout(QBoxLayout::TopToBottom)),
      buttons_(new QBoxLayout(QBoxLayout::LeftToRight)),
      marks_(new QLabel(this)),
      heading_(new QLabel(this)),
      text_(new QLabel(this)),
      state_(new QLabel(this)),
      back_(new QPushButton(tr("Back"), this)),
      next_(new QPushButton(tr("Next"), this)),
      restart_(new QPushButton(tr("Start again"), this)) {
    for (QLabel* label : {marks_, heading_, text_, state_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(label != marks_);
    }
    top_->addWidget(heading_, 1);
    top_->addWidget(marks_);
    auto* words = new QVBoxLayout;
    words->addLayout(top_);
    words->addWidget(text_);
    words->addWidget(state_);
    words->addStretch();
    for (QPushButton* button : {back_, next_, restart_}) buttons_->addWidget(button);
    parts_->addLayout(words, 1);
    parts_->addLayout(buttons_);
    connect(back_, &QPushButton::clicked, this, &TourPanel::backAsked);
    connect(next_, &QPushButton::clicked, this, &TourPanel::nextAsked);
    connect(restart_, &QPushButton::clicked, this, &TourPanel::restartAsked);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Tour"));
    setBeside(true);
    restyle();
}

void TourPanel::setBeside(bool beside) {
    parts_->setDirection(beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    buttons_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    top_->setDirection(beside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    // Beside the page the words stand at the top; the room below is nobody's.
    setSizePolicy(beside ? QSizePolicy::Fixed : QSizePolicy::Expanding,
                  beside ? QSizePolicy::Expanding : QSizePolicy::Fixed);
}

void TourPanel::setTour(const Tour& tour, bool model_open) {
    showMarks(tour);
    back_->setEnabled(tour.current() > 0);
    next_->setEnabled(!tour.atEnd());
    if (tour.atEnd()) return showEnd(tour);
    const TourStep& step = tour.step(tour.current());
    done_ = tour.mark(tour.current()) == Tour::Mark::done;
    heading_->setText(
        tr("Step %1 of %2: %3")
            .arg(QString::number(tour.current() + 1), QString::number(tour.count()), step.title));
    text_->setText(step.text);
    if (done_)
        state_->setText(tr("✓ Done. Next goes on."));
    else if (step.needs_model && !model_open)
        state_->setText(tr("○ This needs an open model: the button at the upper left opens one."));
    else if (tour.reachedBefore())
        state_->setText(tr("○ It is so already: change it and come back, or skip."));
    else
        state_->setText(tr("○ To do"));
    next_->setText(done_ ? tr("Next") : tr("Skip"));
    restyle();
}

void TourPanel::showEnd(const Tour& tour) {
    done_ = false;
    const int done = tour.count(Tour::Mark::done);
    heading_->setText(tr("The end of the tour"));
    text_->setText(done == tour.count()
                       ? tr("You have done all %1 steps. What you saw is one model and a few texts: the "
                            "next question is how often it happens.")
                             .arg(done)
                       : tr("You have done %1 of %2 steps. Back leads to those that are left.")
                             .arg(done)
                             .arg(tour.count()));
    state_->clear();
    next_->setText(tr("Next"));
    restyle();
}

void TourPanel::showMarks(const Tour& tour) {
    QStringList signs, words;
    for (int i = 0; i < tour.count(); ++i) {
        signs << tr("%1 %2").arg(i + 1).arg(sign(tour, i));
        const bool present = i == tour.current();
        words << (present ? tr("step %1: %2, present").arg(QString::number(i + 1), word(tour.mark(i)))
                          : tr("step %1: %2").arg(QString::number(i + 1), word(tour.mark(i))));
    }
    marks_->setText(signs.join(QStringLiteral("   ")));
    marks_->setAccessibleName(words.join(QStringLiteral(", ")));
    marks_->setToolTip(words.join(QLatin1Char('\n')));
}

void TourPanel::announce() {
    const QString step = QStringList{heading(), text(), state()}.join(QLatin1Char('\n'));
    setAccessibleDescription(step);
    ui::announce(*this, step);
}

// The way on stands out once it is free; the line above it says so without colour.
void TourPanel::restyle() {
    heading_->setFont(bold(scaled(font(), 1.15)));
    state_->setFont(bold(font()));
    // Neither word may move what stands beside it: the page would be laid out anew.
    next_->setFont(bold(font()));
    const QFontMetrics metrics(next_->font());
    const int words = std::max(metrics.horizontalAdvance(tr("Next")), metrics.horizontalAdvance(tr("Skip")));
    next_->setMinimumWidth(words + 4 * metrics.averageCharWidth());
    QPalette accent = palette();
    if (done_) {
        accent.setColor(QPalette::Button, palette().color(QPalette::Highlight));
        accent.setColor(QPalette::ButtonText, palette().color(QPalette::HighlightedText));
    }
    next_->setPalette(accent);
    const int edge = gap(font());
    parts_->setContentsMargins(2 * edge, edge, 2 * edge, edge);
    parts_->setSpacing(2 * edge);
    // A line of some forty letters beside the page.
    text_->setMinimumWidth(fontMetrics().averageCharWidth() * 26);
}

void TourPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) restyle();
}

QString TourPanel::heading() const { return heading_->text(); }
QString TourPanel::text() const { return text_->text(); }
QString TourPanel::state() const { return state_->text(); }
QString TourPanel::marks() const { return marks_->accessibleName(); }

}  // namespace lossylens::ui
