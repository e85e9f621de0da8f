#include "ui/message_strip.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace lossylens::ui {

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent), icon_(new QLabel(this)), text_(new QLabel(this)) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setFocusPolicy(Qt::NoFocus);
    auto* dismiss = new QToolButton(this);
    dismiss->setText(tr("Dismiss"));
    dismiss->setAutoRaise(true);
    connect(dismiss, &QToolButton::clicked, this, &MessageStrip::clear);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(icon_);
    row->addWidget(text_, 1);
    row->addWidget(dismiss);
    hide();
}

void MessageStrip::showError(const Error& error) {
    show(QString::fromStdString(error.text()), QStyle::SP_MessageBoxCritical);
}

void MessageStrip::showNote(const QString& text) { show(text, QStyle::SP_MessageBoxInformation); }

void MessageStrip::clear() {
    text_->clear();
    hide();
}

QString MessageStrip::text() const { return text_->text(); }

void MessageStrip::show(const QString& text, int standard_icon) {
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    icon_->setPixmap(
        style()->standardIcon(static_cast<QStyle::StandardPixmap>(standard_icon)).pixmap(size, size));
    text_->setText(text);
    setAccessibleName(text);
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

}  // namespace lossylens::ui
