#include "ui/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "ui/theme.h"

namespace lossylens::ui {

FindBar::FindBar(QWidget* parent) : QWidget(parent), field_(new QLineEdit(this)), count_(new QLabel(this)) {
    auto* label = new QLabel(tr("F&ind in the texts"), this);
    label->setBuddy(field_);
    field_->setAccessibleName(tr("Find in the texts"));
    field_->setClearButtonEnabled(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, gap(font()), 0, 0);
    row->addWidget(label);
    row->addWidget(field_, 1);
    row->addWidget(count_);
    const auto add = [this, row](const QString& text, const QString& name, void (FindBar::*signal)()) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setAccessibleName(name);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, signal);
        row->addWidget(button);
    };
    add(tr("Previous"), tr("Previous match, Shift+F3"), &FindBar::previousAsked);
    add(tr("Next"), tr("Next match, F3"), &FindBar::nextAsked);
    add(tr("Close"), tr("Close the search, Esc"), &FindBar::closed);
    connect(field_, &QLineEdit::textChanged, this, &FindBar::wantedChanged);
    connect(this, &FindBar::closed, this, &QWidget::hide);
    hide();
}

void FindBar::begin() {
    show();
    field_->setFocus(Qt::ShortcutFocusReason);
    field_->selectAll();
}

QString FindBar::wanted() const { return field_->text(); }
QString FindBar::countText() const { return count_->text(); }

void FindBar::setCount(int current, int matches) {
    if (wanted().isEmpty())
        count_->clear();
    else if (matches == 0)
        count_->setText(tr("no match"));
    else if (current >= 0)
        count_->setText(tr("%1 of %2").arg(current + 1).arg(matches));
    else
        count_->setText(matches == 1 ? tr("1 match") : tr("%1 matches").arg(matches));
}

// Esc closes this line before it stops what is being written.
bool FindBar::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QWidget::event(event);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) return Q_EMIT closed();
    if (!enter || !field_->hasFocus()) return QWidget::keyPressEvent(event);
    if (event->modifiers() & Qt::ShiftModifier)
        Q_EMIT previousAsked();
    else
        Q_EMIT nextAsked();
}

}  // namespace lossylens::ui
