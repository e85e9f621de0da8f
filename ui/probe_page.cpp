#include "ui/probe_page.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>

#include "ui/curve_panel.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/least_height.h"
#include "ui/message_strip.h"
#include "ui/prompt_editor.h"
#include "ui/seed_wall.h"
#include "ui/share_splitter.h"
#include "ui/strength_row.h"
#include "ui/texts_view.h"
#include "ui/token_chips.h"
#include "ui/xray_panel.h"

namespace lossylens::ui {
namespace {

constexpr int least_text_lines = 10;  // headings and numbers among them

LeastColumn* columnIn(QWidget* widget) {
    auto* column = new LeastColumn(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    return column;
}

}  // namespace

ProbePage::ProbePage(QWidget* parent)
    : QScrollArea(parent),
      prompt_(new PromptEditor(this)),
      chat_(new QCheckBox(tr("C&hat template"), this)),
      prompt_count_(new QLabel(this)),
      prompt_message_(new MessageStrip(this)),
      chips_(new TokenChips(this)),
      curve_(new CurvePanel(this)),
      strength_(new StrengthRow(this)),
      note_(new MessageStrip(this)),
      filmstrip_(new Filmstrip(this)),
      texts_(new TextsView(this)),
      seeds_(new SeedWall(this)),
      embeddings_(new EmbeddingPanel(this)),
      xray_(new XrayPanel(this)),
      lower_(new ShareSplitter(Qt::Vertical, {4000, 3000})),
      insides_(new ShareSplitter(Qt::Horizontal, {3000, 2000})) {
    lower_->addWidget(textsPart());
    insides_->addWidget(embeddings_);
    insides_->addWidget(xray_);
    lower_->addWidget(insides_);

    auto* page = new QWidget;  // scrolls only below the least that it can do with
    auto* column = columnIn(page);
    column->setContentsMargins(12, 6, 12, 6);
    column->addWidget(promptPart());
    column->addWidget(curvePart(), 4);
    column->addWidget(lower_, 6);
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
}

QWidget* ProbePage::promptPart() {
    auto* part = new QWidget;
    auto* column = columnIn(part);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("Pro&mpt"), part);
    label->setBuddy(prompt_);
    prompt_count_->setForegroundRole(QPalette::PlaceholderText);
    line->addWidget(label);
    line->addWidget(chat_);
    QWidget::setTabOrder(chat_, prompt_);  // as they stand
    line->addStretch();
    line->addWidget(prompt_count_);
    column->addLayout(line);
    column->addWidget(prompt_);
    column->addWidget(prompt_message_);
    column->addWidget(chips_);
    return part;
}

QWidget* ProbePage::curvePart() {
    auto* part = new QWidget;
    auto* column = columnIn(part);
    column->addWidget(curve_, 1);
    column->addWidget(strength_);
    return part;
}

QWidget* ProbePage::textsPart() {
    auto* part = new LeastHeight<QWidget>;
    auto* column = columnIn(part);
    column->addWidget(note_);
    column->addWidget(filmstrip_);
    filmstrip_->hide();
    column->addWidget(texts_, 1);
    column->addWidget(seeds_);
    fitTexts();
    return part;
}

void ProbePage::fitTexts() {
    texts_->setMinimumHeight(least_text_lines * texts_->fontMetrics().lineSpacing());
}

void ProbePage::changeEvent(QEvent* event) {
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitTexts();
}

void ProbePage::bringUp(const QWidget& part) {
    const int top = part.mapTo(widget(), QPoint()).y();
    verticalScrollBar()->setValue(top - fontMetrics().height() / 2);
}

}  // namespace lossylens::ui
