#include "ui/announcement.h"

#include <QAccessible>

namespace lossylens::ui {

Announcement::Announcement(QWidget* window) : QWidget(window) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setFixedSize(1, 1);  // what has no size is not there for the bridge
    show();
}

void Announcement::say(const QString& sentence) {
    setAccessibleName(sentence);
    QAccessibleEvent shown(this, QAccessible::ObjectShow);  // what readers take as the sign to say it
    QAccessible::updateAccessibility(&shown);
    QAccessibleEvent alert(this, QAccessible::Alert);  // on systems that have that
    QAccessible::updateAccessibility(&alert);
    Q_EMIT said(sentence);
}

void announce(QWidget& part, const QString& sentence) {
    if (sentence.isEmpty()) return;
    auto* said = part.window()->findChild<Announcement*>({}, Qt::FindDirectChildrenOnly);
    if (said == nullptr) said = new Announcement(part.window());
    said->say(sentence);
}

}  // namespace lossylens::ui
