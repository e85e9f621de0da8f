#pragma once

#include <QObject>

#include "ui/window_layouts.h"

class QWidget;

namespace lossylens::ui {

class Session;
class TypeSize;
class WindowActions;

// Which layout the window has, and how large its type is in each of them; both are kept in the session. Says
// when they change; what a layout shows is the window's matter.
class LayoutKeeper : public QObject {
    Q_OBJECT
public:
    LayoutKeeper(QWidget* window, Session& session, WindowActions* actions);

    void choose(WindowLayout layout);
    void restore();  // as the session has it
    [[nodiscard]] WindowLayout layout() const { return layout_; }
    [[nodiscard]] TypeSize& typeSize() const { return *type_size_; }

Q_SIGNALS:
    void chosen(lossylens::ui::WindowLayout layout);
    void typeSizeChanged(int percent);

private:
    void onTypeSize(int percent);

    Session& session_;
    WindowActions* actions_;
    TypeSize* type_size_;
    WindowLayout layout_ = WindowLayout::probe;
};

}  // namespace lossylens::ui
