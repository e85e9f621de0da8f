#include "ui/token_popup.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QTextBrowser>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/announcement.h"
#include "ui/theme.h"

namespace lossylens::ui {

TokenPopup::TokenPopup(QWidget* parent) : QFrame(parent), text_(new QTextBrowser(this)) {
    setFrameShape(QFrame::Box);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("What is known of a token"));
    text_->setFrameShape(QFrame::NoFrame);
    text_->setOpenLinks(false);
    text_->setLineWrapMode(QTextEdit::NoWrap);
    text_->setTabChangesFocus(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setAccessibleName(accessibleName());
    auto* hint = new QLabel(tr("Arrow keys: other tokens. Enter: into this sheet. Esc: close."), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* copy = new QToolButton(this);
    copy->setObjectName(QStringLiteral("copy"));
    copy->setText(tr("Cop&y"));
    copy->setAccessibleName(tr("Copy what is known of this token"));
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    auto* close = new QToolButton(this);
    close->setText(tr("Close"));
    connect(close, &QToolButton::clicked, this, &TokenPopup::dismiss);
    auto* foot = new QHBoxLayout;
    foot->addWidget(hint, 1);
    foot->addWidget(copy);
    foot->addWidget(close);
    auto* column = new QVBoxLayout(this);
    const int edge = gap(font());
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(edge);
    column->addWidget(text_, 1);
    column->addLayout(foot);
    hide();
}

void TokenPopup::showFacts(const TokenFacts& facts, QWidget* window, const QRect& token) {
    if (parentWidget() != window) setParent(window);
    token_ = token;
    setFacts(facts);
    raise();
    show();
    announce(*this, text_->toPlainText());
}

void TokenPopup::setFacts(const TokenFacts& facts) {
    facts_ = facts;
    text_->setHtml(tokenReport(facts, themeOf(palette())));
    fitToText();
    place();
}

void TokenPopup::fitToText() {
    const QTextDocument& document = *text_->document();
    const QSize wanted(int(std::ceil(document.idealWidth())) + 2,
                       int(std::ceil(document.size().height())) + 2);
    const QSize most = parentWidget() != nullptr ? parentWidget()->size() * 9 / 10 : wanted;
    text_->setMinimumSize(wanted.boundedTo(most));
    layout()->activate();
    resize(layout()->minimumSize().boundedTo(most));
}

// Below the token where there is room, else above it; inside the window in any case.
void TokenPopup::place() {
    if (parentWidget() == nullptr) return;
    const QRect all = parentWidget()->rect();
    const int below = token_.bottom() + gap(font());
    const int above = token_.top() - gap(font()) - height();
    const int y = below + height() <= all.bottom() ? below : std::max(0, above);
    move(std::clamp(token_.left(), 0, std::max(0, all.width() - width())), y);
}

QString TokenPopup::text() const { return tabbedText(*text_->document()); }

void TokenPopup::takeFocus() { text_->setFocus(Qt::OtherFocusReason); }

void TokenPopup::dismiss() {
    const bool focused = isAncestorOf(QApplication::focusWidget());
    hide();
    if (focused) Q_EMIT left();
}

// Esc closes this sheet before it stops what is being written.
bool TokenPopup::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QFrame::event(event);
}

void TokenPopup::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return dismiss();
    QFrame::keyPressEvent(event);
}

void TokenPopup::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    const bool restyle = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
    if (restyle && isVisible()) setFacts(facts_);
}

}  // namespace lossylens::ui
