#include "ui/help_panel.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/shortcut_sheet.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr int letters_across = 44;
const auto shortcuts_id = QStringLiteral("shortcuts");

}  // namespace

HelpPanel::HelpPanel(QWidget* parent)
    : QFrame(parent), topics_(helpTopics()), choice_(new QComboBox(this)), browser_(new QTextBrowser(this)) {
    auto* label = new QLabel(tr("He&lp on"), this);
    label->setBuddy(choice_);
    choice_->setAccessibleName(tr("Help on"));
    for (const HelpTopic& topic : topics_) choice_->addItem(topic.title, topic.id);
    choice_->addItem(tr("All keys"), shortcuts_id);
    auto* close = new QToolButton(this);
    close->setText(tr("Close"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    browser_->setAccessibleName(tr("Help"));
    browser_->setOpenLinks(false);
    browser_->setFrameShape(QFrame::NoFrame);
    auto* line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(choice_, 1);
    line->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->addLayout(line);
    column->addWidget(browser_, 1);
    connect(choice_, &QComboBox::currentIndexChanged, this, &HelpPanel::fill);
    connect(close, &QToolButton::clicked, this, &HelpPanel::shut);
    connect(browser_, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& link) { showTopic(link.path()); });
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setMinimumWidth(letters_across * fontMetrics().averageCharWidth());
    hide();
}

void HelpPanel::toggle() {
    QWidget* focus = QApplication::focusWidget();
    if (isVisible() && focus && isAncestorOf(focus)) return shut();
    showTopic(helpTopicOf(focus));
}

void HelpPanel::showTopic(const QString& id) {
    const int index = choice_->findData(id);
    open();
    if (index >= 0) choice_->setCurrentIndex(index);
    fill();
}

void HelpPanel::showShortcuts() { showTopic(shortcuts_id); }

void HelpPanel::open() {
    QWidget* focus = QApplication::focusWidget();
    if (focus && !isAncestorOf(focus)) came_from_ = focus;
    setVisible(true);
    browser_->setFocus(Qt::OtherFocusReason);
}

void HelpPanel::shut() {
    hide();
    if (came_from_) came_from_->setFocus(Qt::OtherFocusReason);
}

void HelpPanel::fill() {
    const QString id = topic();
    if (id == shortcuts_id) return browser_->setHtml(sheetHtml(shortcutSheet(*window())));
    for (const HelpTopic& topic : topics_) {
        if (topic.id == id)
            browser_->setHtml(QStringLiteral("<h3>%1</h3>%2").arg(topic.title.toHtmlEscaped(), topic.html));
    }
}

// Esc closes the help before it stops what is being written.
bool HelpPanel::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QFrame::event(event);
}

void HelpPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return shut();
    QFrame::keyPressEvent(event);
}

void HelpPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setMinimumWidth(letters_across * fontMetrics().averageCharWidth());
    // Links and headings have the palette's colours from when they were set.
    if (event->type() == QEvent::PaletteChange && isVisible()) fill();
}

QString HelpPanel::topic() const { return choice_->currentData().toString(); }
QString HelpPanel::text() const { return browser_->toPlainText(); }

}  // namespace lossylens::ui
