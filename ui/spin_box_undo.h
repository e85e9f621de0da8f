#pragma once

#include <QObject>

class QAbstractSpinBox;

namespace lossylens::ui {

// Lets the window's undo and redo have their keys while a number box has the focus, unless something is being
// typed into it: a box keeps them to itself otherwise, and then undoes nothing. A line of the Study page's
// form never keeps them.
class SpinBoxUndo : public QObject {
    Q_OBJECT
public:
    explicit SpinBoxUndo(QWidget* window);  // all of these that are in it

protected:
    bool eventFilter(QObject* box, QEvent* event) override;

private:
    void watch(QAbstractSpinBox* box);
};

}  // namespace lossylens::ui
