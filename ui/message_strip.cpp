#include "ui/message_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

#include "ui/announcement.h"

namespace lossylens::ui {

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent), icon_(new QLabel(this)), text_(new QLabel(this)), row_(new QHBoxLayout(this)) {
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
    row_->setContentsMargins(8, 4, 8, 4);
    row_->addWidget(icon_);
    row_->addWidget(text_, 1);
    row_->addWidget(dismiss);
    hide();
}

void MessageStrip::showError(const Error& error) {
    show(QString::fromStdString(error.text()), QStyle::SP_MessageBoxCritical);
}

void MessageStrip::showNote(const QString& text) { show(text, QStyle::SP_MessageBoxInformation); }

void MessageStrip::showOffer(const QString& text, const std::vector<Offer>& offers) {
    show(text, QStyle::SP_MessageBoxQuestion);
    for (const Offer& offer : offers) {
        auto* button = new QToolButton(this);
        button->setText(offer.verb);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, offer.take);
        row_->insertWidget(row_->count() - 1, button);
        if (!offers_.empty()) setTabOrder(offers_.back(), button);
        offers_.push_back(button);
    }
}

// One of them may have been pressed just now.
void MessageStrip::forgetOffers() {
    for (QToolButton* button : offers_) {
        button->hide();
        button->deleteLater();
    }
    offers_.clear();
}

void MessageStrip::clear() {
    forgetOffers();
    text_->clear();
    hide();
}

QString MessageStrip::text() const { return text_->text(); }

void MessageStrip::show(const QString& text, int standard_icon) {
    forgetOffers();
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    icon_->setPixmap(
        style()->standardIcon(static_cast<QStyle::StandardPixmap>(standard_icon)).pixmap(size, size));
    icon_->setAccessibleName(standard_icon == QStyle::SP_MessageBoxCritical ? tr("Problem") : tr("Note"));
    text_->setText(text);
    setAccessibleName(text);
    setVisible(true);
    announce(*this, text);
}

}  // namespace lossylens::ui
