#pragma once

#include <QResizeEvent>
#include <QVBoxLayout>
#include <QWidget>
#include <algorithm>
#include <utility>

namespace lossylens::ui {

// A column within others that asks for the least height its contents need at a width: a box layout takes the
// height that a column would like for the least it can do with, and then cuts another one.
class LeastColumn : public QVBoxLayout {
public:
    using QVBoxLayout::QVBoxLayout;
    [[nodiscard]] int heightForWidth(int width) const override {
        if (std::exchange(asks_for_least_, true)) return QVBoxLayout::heightForWidth(width);
        const int least = minimumHeightForWidth(width);  // which comes back here
        asks_for_least_ = false;
        return least;
    }

private:
    mutable bool asks_for_least_ = false;
};

// A widget with a layout that asks a splitter for the height it needs at its width: a splitter knows of no
// heights at a width.
template <class Base>
class LeastHeight : public Base {
public:
    using Base::Base;
    [[nodiscard]] QSize minimumSizeHint() const override {
        const QSize least = Base::minimumSizeHint();
        const int height = this->heightForWidth(std::max(this->width(), least.width()));
        return {least.width(), std::max(least.height(), height)};
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        Base::resizeEvent(event);
        if (event->oldSize().width() != event->size().width()) this->updateGeometry();
    }
};

}  // namespace lossylens::ui
