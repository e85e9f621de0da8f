#include "ui/filmstrip.h"

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>
#include <algorithm>
#include <utility>

#include "ui/bar.h"
#include "ui/film.h"
#include "ui/flow_layout.h"
#include "ui/text_marks.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr int characters_shown = 80;  // of a text's beginning, more than any frame is wide

using State = lens::StreamSnapshot::State;

bool isDone(State state) { return state == State::ended || state == State::full; }

}  // namespace

FilmFrame::FilmFrame(int quality, QWidget* parent) : QAbstractButton(parent), quality_(quality) {
    setCheckable(true);
    setText(QLocale().toString(quality));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setStream(nullptr, 0);
}

void FilmFrame::setStream(const lens::StreamSnapshot* stream, int steps) {
    mark_ = Mark::none;
    share_ = 0;
    state_ = tr("not written");
    beginning_.clear();
    if (stream != nullptr) {
        const auto count = static_cast<int>(stream->ids.size());
        share_ = steps > 0 ? double(count) / steps : 0;
        beginning_ = shownText(stream->text.substr(0, stream->text.find('\n', characters_shown)))
                         .left(characters_shown)
                         .simplified();
        if (stream->metrics.loop && isDone(stream->state)) {
            mark_ = Mark::loop;
            state_ = tr("loop × %1").arg(stream->metrics.loop->copies);
        } else if (isDone(stream->state)) {
            mark_ = Mark::done;
            state_ = tr("done");
        } else if (stream->state == State::stopped) {
            mark_ = Mark::stopped;
            state_ = tr("stopped");
        } else if (stream->state == State::writing) {
            mark_ = Mark::writing;
            state_ = tr("%1 of %2").arg(count).arg(steps);
        } else {
            state_ = tr("waiting");
        }
    }
    setAccessibleName(tr("Quality %1: %2").arg(quality_).arg(state_));
    setAccessibleDescription(beginning_);
    setToolTip(beginning_);
    update();
}

QSize FilmFrame::sizeHint() const {
    const int edge = gap(font());
    const QFontMetrics metrics(bold(font()));
    return {
        metrics.horizontalAdvance(tr("%1 of %2").arg(1000).arg(1000) + QStringLiteral("  100  ✓")) + 2 * edge,
        2 * lineHeight(font()) + 2 * edge};
}

void FilmFrame::changeEvent(QEvent* event) {
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

// Shapes, so that no colour is needed to tell the states apart: ring, filling circle, tick, two arrows' loop.
void FilmFrame::paintMark(QPainter& painter, const QRectF& place) const {
    const Theme theme = themeOf(palette());
    const QColor color = mark_ == Mark::loop ? theme.loop : mark_ == Mark::none ? theme.muted : theme.accent;
    painter.setPen(QPen(color, std::max(1.5, place.width() / 9), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF centre = place.center();
    const double radius = place.width() / 2;
    switch (mark_) {
        case Mark::none:
            painter.drawEllipse(centre, radius * .6, radius * .6);
            break;
        case Mark::writing:
            painter.drawEllipse(centre, radius * .8, radius * .8);
            painter.setBrush(color);
            painter.drawPie(place.adjusted(radius * .2, radius * .2, -radius * .2, -radius * .2), 90 * 16,
                            -int(share_ * 360 * 16));
            break;
        case Mark::done:
            painter.drawPolyline(QPolygonF({{place.left(), centre.y()},
                                            {centre.x() - radius * .25, place.bottom() - radius * .3},
                                            {place.right(), place.top() + radius * .3}}));
            break;
        case Mark::loop:
            painter.drawArc(place, 60 * 16, 300 * 16);
            painter.drawPolyline(QPolygonF({{centre.x() + radius * .1, place.top()},
                                            {centre.x() + radius * .5, place.top() + radius * .15},
                                            {centre.x() + radius * .3, place.top() + radius * .6}}));
            break;
        case Mark::stopped:
            painter.drawRect(
                QRectF(centre.x() - radius * .6, centre.y() - radius * .6, radius * 1.2, radius * 1.2));
            break;
    }
}

void FilmFrame::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool shown = isChecked();
    const double thickness = shown ? 2.5 : 1;
    const QRectF frame = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.setPen(QPen(shown ? theme.accent : theme.border, thickness));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(frame, 4, 4);
    const int edge = gap(font());
    if (hasFocus()) {
        painter.setPen(QPen(theme.text, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(frame.adjusted(3, 3, -3, -3), 2, 2);
    }
    const QRect inside = rect().adjusted(2 * edge, edge, -2 * edge, -edge);
    const int line = lineHeight(font());
    const QFont strong = bold(font());
    const int number = QFontMetrics(strong).horizontalAdvance(text());
    painter.setFont(strong);
    painter.setPen(theme.text);
    painter.drawText(QRect(inside.left(), inside.top(), number, line), Qt::AlignVCenter, text());
    const double size = line * .6;
    const QRectF mark(inside.left() + number + edge, inside.top() + (line - size) / 2, size, size);
    paintMark(painter, mark);
    painter.setFont(font());
    painter.setPen(theme.muted);
    const auto elided = [&](const QString& text, int width) {
        return fontMetrics().elidedText(text, Qt::ElideRight, width);
    };
    const int from = int(mark.right()) + edge;
    painter.drawText(QRect(from, inside.top(), inside.right() - from, line), Qt::AlignVCenter,
                     elided(state_, inside.right() - from));
    painter.setPen(theme.text);
    painter.drawText(QRect(inside.left(), inside.top() + line, inside.width(), line), Qt::AlignVCenter,
                     elided(beginning_, inside.width()));
}

Filmstrip::Filmstrip(QWidget* parent)
    : QWidget(parent),
      shown_(new QLabel(this)),
      cost_(new QLabel(this)),
      grid_(new QGridLayout),
      group_(new QButtonGroup(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap(font()) / 2);
    auto* line = new QWidget(this);
    auto* lines = new FlowLayout(line);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(shown_);
    lines->addStretch();
    lines->addWidget(cost_);
    cost_->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(line);
    column->addLayout(grid_);
    grid_->setSpacing(gap(font()) / 2);
    group_->setExclusive(true);
    for (const int quality : filmed_qualities) {
        auto* frame = new FilmFrame(quality, this);
        group_->addButton(frame, quality);
        frame->installEventFilter(this);
        frames_.push_back(frame);
    }
    // A screen reader toggles a frame; a click on one that is nearest already asks for its own quality.
    connect(group_, &QButtonGroup::idToggled, this, [this](int quality, bool chosen) {
        if (chosen) ask(quality);
    });
    connect(group_, &QButtonGroup::idClicked, this, &Filmstrip::ask);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Filmstrip"));
    setQuality(quality_);
    arrange();
}

// Left and right go along the strip whether it is one row or two.
bool Filmstrip::eventFilter(QObject* frame, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(frame, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int step = key == Qt::Key_Right ? 1 : key == Qt::Key_Left ? -1 : 0;
    const auto at = std::ranges::find(frames_, frame);
    if (step == 0 || at == frames_.end()) return QWidget::eventFilter(frame, event);
    const auto next = std::clamp<std::ptrdiff_t>(at - frames_.begin() + step, 0, std::ssize(frames_) - 1);
    FilmFrame* wanted = frames_[static_cast<std::size_t>(next)];
    wanted->setFocus(Qt::TabFocusReason);
    wanted->click();
    return true;
}

// Two columns: it can always be made that narrow, however wide it is laid out now.
QSize Filmstrip::minimumSizeHint() const {
    if (frames_.empty()) return QWidget::minimumSizeHint();
    const int two = 2 * frames_.front()->sizeHint().width() + grid_->spacing();
    const QMargins margins = layout()->contentsMargins();
    return {two + margins.left() + margins.right(), QWidget::minimumSizeHint().height()};
}

// One row where it has the width, else two, else four.
void Filmstrip::arrange() {
    const int count = static_cast<int>(frames_.size());
    int columns = count;
    const int least = frames_.front()->sizeHint().width() + grid_->spacing();
    while (columns > 2 && columns * least > width()) columns /= 2;
    if (columns == columns_) return;
    columns_ = columns;
    for (FilmFrame* frame : frames_) grid_->removeWidget(frame);
    for (int i = 0; i < count; ++i) grid_->addWidget(frames_[std::size_t(i)], i / columns, i % columns);
    updateGeometry();
}

void Filmstrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void Filmstrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && !frames_.empty()) arrange();
}

void Filmstrip::setRun(const RunPointer& run) {
    std::vector<std::size_t> filmed;
    if (run) filmed = filmedStreams(run->request.generation.streams);
    for (FilmFrame* frame : frames_) {
        const lens::StreamSnapshot* stream = nullptr;
        for (const std::size_t i : filmed) {
            if (qualityOf(run->snapshot.streams[i].distortion) == frame->quality())
                stream = &run->snapshot.streams[i];
        }
        frame->setStream(stream, run ? run->snapshot.steps : 0);
    }
    seconds_.reset();
    if (!filmed.empty() && run->snapshot.finished && !run->snapshot.recalled)
        seconds_ = run->snapshot.seconds;
    showLines();
}

void Filmstrip::ask(int quality) {
    if (std::exchange(quality_, quality) != quality) Q_EMIT qualityAsked(quality);
}

void Filmstrip::setQuality(int quality) {
    quality_ = quality;
    const QSignalBlocker quiet(group_);
    for (FilmFrame* frame : frames_) frame->setChecked(frame->quality() == nearestFilmed(quality));
    showLines();
}

void Filmstrip::setCost(std::uint64_t memory) {
    memory_ = memory;
    showLines();
}

void Filmstrip::showLines() {
    const int shown = nearestFilmed(quality_);
    shown_->setText(shown == quality_
                        ? tr("Filmstrip: text at quality %1").arg(shown)
                        : tr("Filmstrip: text at %1, the nearest filmed one to %2").arg(shown).arg(quality_));
    const QString memory = memory_ == 0 ? QString() : sizeText(memory_);
    if (seconds_ && memory_ > 0)
        cost_->setText(tr("all texts took %1 s and at most %2 of memory")
                           .arg(QLocale().toString(*seconds_, 'f', 1), memory));
    else if (memory_ > 0)
        cost_->setText(tr("takes at most %1 of memory while it is written").arg(memory));
    else
        cost_->clear();
}

FilmFrame* Filmstrip::frame(int quality) const { return static_cast<FilmFrame*>(group_->button(quality)); }
QString Filmstrip::shownLine() const { return shown_->text(); }
QString Filmstrip::costLine() const { return cost_->text(); }

}  // namespace lossylens::ui
