#include "ui/spin_box_undo.h"

#include <QDoubleSpinBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>

namespace lossylens::ui {
namespace {

bool isUndoOrRedo(QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride) return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    return key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
}

}  // namespace

SpinBoxUndo::SpinBoxUndo(QWidget* window) : QObject(window) {
    for (auto* box : window->findChildren<QAbstractSpinBox*>()) watch(box);
}

void SpinBoxUndo::watch(QAbstractSpinBox* box) {
    box->installEventFilter(this);
    const auto taken_over = [edit = box->findChild<QLineEdit*>()] { edit->setModified(false); };
    if (auto* whole = qobject_cast<QSpinBox*>(box)) connect(whole, &QSpinBox::valueChanged, this, taken_over);
    if (auto* decimal = qobject_cast<QDoubleSpinBox*>(box))
        connect(decimal, &QDoubleSpinBox::valueChanged, this, taken_over);
}

bool SpinBoxUndo::eventFilter(QObject* box, QEvent* event) {
    if (!isUndoOrRedo(event) || box->findChild<QLineEdit*>()->isModified())
        return QObject::eventFilter(box, event);
    event->ignore();
    return true;
}

}  // namespace lossylens::ui
