#include "ui/message_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/announcement.h"
#include "ui/flow_layout.h"

namespace lossylens::ui {

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent), icon_(new QLabel(this)), text_(new QLabel(this)), offers_line_(new QWidget(this)) {
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
    // Below the text, in as many lines as they take: beside it they would make the window wider in large
    // type.
    auto* flow = new FlowLayout(offers_line_);
    flow->setContentsMargins(0, 0, 0, 0);
    offers_line_->hide();
    auto* middle = new QVBoxLayout;
    middle->addWidget(text_);
    middle->addWidget(offers_line_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(icon_);
    row->addLayout(middle, 1);
    row->addWidget(dismiss);
    hide();
}

void MessageStrip::showError(const Error& error) {
    show(QString::fromStdString(error.text()), QStyle::SP_MessageBoxCritical);
}

void MessageStrip::showNote(const QString& text) { show(text, QStyle::SP_MessageBoxInformation); }

void MessageStrip::showOffer(const QString& text, const std::vector<Offer>& offers) {
    show(text, QStyle::SP_MessageBoxQuestion);
    for (const Offer& offer : offers) {
        auto* button = new QToolButton(offers_line_);
        button->setText(offer.verb);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, offer.take);
        offers_line_->layout()->addWidget(button);
        if (!offers_.empty()) setTabOrder(offers_.back(), button);
        offers_.push_back(button);
    }
    offers_line_->setVisible(!offers.empty());
}

// One of them may have been pressed just now.
void MessageStrip::forgetOffers() {
    for (QToolButton* button : offers_) {
        button->hide();
        button->deleteLater();
    }
    offers_.clear();
    offers_line_->hide();
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
