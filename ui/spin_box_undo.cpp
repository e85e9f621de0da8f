#include "ui/spin_box_undo.h"

#include <QDoubleSpinBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>

#include "ui/study_form.h"

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
    // What is typed there is a setting with every letter: the window undoes it.
    for (auto* form : window->findChildren<StudyForm*>()) {
        for (auto* line : form->findChildren<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly))
            line->installEventFilter(this);
    }
}

void SpinBoxUndo::watch(QAbstractSpinBox* box) {
    box->installEventFilter(this);
    const auto taken_over = [edit = box->findChild<QLineEdit*>()] { edit->setModified(false); };
    if (auto* whole = qobject_cast<QSpinBox*>(box)) connect(whole, &QSpinBox::valueChanged, this, taken_over);
    if (auto* decimal = qobject_cast<QDoubleSpinBox*>(box))
        connect(decimal, &QDoubleSpinBox::valueChanged, this, taken_over);
}

bool SpinBoxUndo::eventFilter(QObject* box, QEvent* event) {
    const auto* typed = box->findChild<QLineEdit*>();
    if (!isUndoOrRedo(event) || (typed != nullptr && typed->isModified()))
        return QObject::eventFilter(box, event);
    event->ignore();
    return true;
}

}  // namespace lossylens::ui
