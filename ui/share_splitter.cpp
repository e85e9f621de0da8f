#include "ui/share_splitter.h"

#include <QEvent>

namespace lossylens::ui {

ShareSplitter::ShareSplitter(Qt::Orientation orientation, const QList<int>& shares, QWidget* parent)
    : QSplitter(orientation, parent), shares_(shares) {
    setChildrenCollapsible(false);
    connect(this, &QSplitter::splitterMoved, this, [this] { moved_ = true; });
}

void ShareSplitter::restoreDivision(const QByteArray& state) { moved_ = restoreState(state); }

bool ShareSplitter::event(QEvent* event) {
    const bool done = QSplitter::event(event);
    if (event->type() == QEvent::LayoutRequest) divide();
    return done;
}

void ShareSplitter::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    divide();
}

void ShareSplitter::divide() {
    if (!moved_) setSizes(shares_);
}

}  // namespace lossylens::ui
