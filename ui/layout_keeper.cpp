#include "ui/layout_keeper.h"

#include <QWidget>

#include "ui/session.h"
#include "ui/type_size.h"
#include "ui/window_actions.h"

namespace lossylens::ui {

LayoutKeeper::LayoutKeeper(QWidget* window, Session& session, WindowActions* actions)
    : QObject(window), session_(session), actions_(actions), type_size_(new TypeSize(window)) {
    connect(actions_, &WindowActions::layoutAsked, this, &LayoutKeeper::choose);
    connect(actions_, &WindowActions::largeTypeAsked, this, [this] {
        type_size_->setPercent(type_size_->isLarge() ? TypeSize::usual : TypeSize::large_type);
        actions_->showLargeType(type_size_->isLarge());
    });
    connect(actions_, &WindowActions::largerAsked, type_size_, &TypeSize::larger);
    connect(actions_, &WindowActions::smallerAsked, type_size_, &TypeSize::smaller);
    connect(actions_, &WindowActions::usualSizeAsked, type_size_,
            [this] { type_size_->setPercent(TypeSize::usual); });
    connect(type_size_, &TypeSize::changed, this, &LayoutKeeper::onTypeSize);
}

// Each layout has its own size of type: Teach's is for the back of a room.
void LayoutKeeper::choose(WindowLayout layout) {
    layout_ = layout;
    session_.keepWindowLayout(idOf(layout));
    actions_->showLayout(layout);
    const int kept = session_.typeSize(idOf(layout));
    const int usual = layout == WindowLayout::teach ? TypeSize::large_type : TypeSize::usual;
    type_size_->setPercent(kept > 0 ? kept : usual);
    actions_->showLargeType(type_size_->isLarge());
    Q_EMIT chosen(layout);
}

void LayoutKeeper::restore() { choose(layoutOf(session_.windowLayout())); }

void LayoutKeeper::onTypeSize(int percent) {
    session_.keepTypeSize(idOf(layout_), percent);
    actions_->showLargeType(type_size_->isLarge());
    Q_EMIT typeSizeChanged(percent);
}

}  // namespace lossylens::ui
