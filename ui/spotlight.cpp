#include "ui/spotlight.h"

#include <QEvent>
#include <QPainter>

#include "ui/theme.h"

namespace lossylens::ui {

Spotlight::Spotlight(QWidget* page) : QWidget(page) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void Spotlight::pointAt(QWidget* target) {
    watch(false);
    target_ = target;
    watch(true);
    place();
}

// Whatever lies between the widget and the page may move it.
void Spotlight::watch(bool on) {
    for (QWidget* widget = target_; widget; widget = widget->parentWidget()) {
        if (on)
            widget->installEventFilter(this);
        else
            widget->removeEventFilter(this);
        if (widget == parentWidget()) break;
    }
}

int Spotlight::thickness() const { return std::max(3, lineHeight(font()) / 5); }

QRect Spotlight::framed() const {
    return target_ ? QRect(target_->mapTo(parentWidget(), QPoint()), target_->size()) : QRect();
}

void Spotlight::place() {
    const bool shown = target_ && target_->isVisibleTo(parentWidget());
    if (shown) {
        const int room = thickness() + 1;
        setGeometry(framed().adjusted(-room, -room, room, room).intersected(parentWidget()->rect()));
        raise();
    }
    setVisible(shown);
}

void Spotlight::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = thickness();
    const QRectF frame = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    painter.setPen(QPen(theme.panel, line));
    painter.drawRoundedRect(frame, line, line);
    painter.setPen(QPen(theme.difference, line * .7));
    painter.drawRoundedRect(frame, line, line);
    // An arrowhead from the upper left edge: a frame alone could be taken for the panel's own.
    const double size = lineHeight(font()) * .8;
    const QPolygonF head{
        {frame.left(), frame.top()}, {frame.left() + size, frame.top()}, {frame.left(), frame.top() + size}};
    painter.setPen(QPen(theme.panel, 1.5));
    painter.setBrush(theme.difference);
    painter.drawPolygon(head);
}

bool Spotlight::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::Move:
        case QEvent::Resize:
        case QEvent::Show:
        case QEvent::Hide:
        case QEvent::LayoutRequest:
            place();
            break;
        default:
            break;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace lossylens::ui
