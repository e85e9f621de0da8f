#include "ui/text_tools.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include "ui/flow_layout.h"
#include "ui/text_legend.h"

namespace lossylens::ui {

TextTools::TextTools(QWidget* parent)
    : QWidget(parent),
      view_(new QComboBox(this)),
      link_(new QCheckBox(tr("Scro&ll together"), this)),
      legend_(new TextLegend(this)),
      progress_(new QLabel(this)),
      find_(new QToolButton(this)) {
    view_->addItem(tr("differences"), static_cast<int>(TextView::plain));
    view_->addItem(tr("surprisal"), static_cast<int>(TextView::surprisal));
    view_->addItem(tr("rank"), static_cast<int>(TextView::rank));
    view_->addItem(tr("KL"), static_cast<int>(TextView::kl));
    view_->setAccessibleName(tr("View of the texts"));
    auto* label = new QLabel(tr("Te&xts by"), this);
    label->setBuddy(view_);
    link_->setToolTip(tr("Every text shows what was written in the same step"));
    find_->setText(tr("Find…"));
    find_->setToolTip(tr("Ctrl+F"));
    find_->setAccessibleName(tr("Find in the texts"));
    find_->setFocusPolicy(Qt::StrongFocus);
    find_->setAutoRaise(true);
    auto* row = new FlowLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(view_);
    row->addWidget(legend_);
    row->addWidget(progress_);
    row->addStretch();
    row->addWidget(link_);
    row->addWidget(find_);
    progress_->hide();
    connect(view_, &QComboBox::currentIndexChanged, this, &TextTools::changed);
    connect(link_, &QCheckBox::toggled, this, &TextTools::changed);
    connect(find_, &QToolButton::clicked, this, &TextTools::findAsked);
}

void TextTools::showSettings(const Settings& settings) {
    const QSignalBlocker quiet_view(view_);
    const QSignalBlocker quiet_link(link_);
    view_->setCurrentIndex(view_->findData(static_cast<int>(settings.text_view)));
    link_->setChecked(settings.link_scrolling);
    legend_->setView(settings.text_view);
    showProgress();
}

Settings TextTools::applied(Settings settings) const {
    settings.text_view = static_cast<TextView>(view_->currentData().toInt());
    settings.link_scrolling = link_->isChecked();
    return settings;
}

void TextTools::setMeasured(int tokens, int of) {
    setNote(tokens < of ? tr("measured: %1 of %2 tokens").arg(tokens).arg(of) : QString());
}

void TextTools::setNote(const QString& sentence) {
    measuring_ = sentence;
    showProgress();
}

// Measures come soon after the texts; who looks at differences does not wait for them.
void TextTools::showProgress() {
    progress_->setText(measuring_);
    progress_->setVisible(!measuring_.isEmpty() && legend_->view() != TextView::plain);
}

QString TextTools::progress() const { return progress_->isHidden() ? QString() : progress_->text(); }

}  // namespace lossylens::ui
