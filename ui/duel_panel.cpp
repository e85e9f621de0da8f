#include "ui/duel_panel.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/message_strip.h"
#include "ui/study_curves.h"
#include "ui/text_marks.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

QString pText(double p) {
    return p < .001 ? DuelPanel::tr("p < 0.001") : DuelPanel::tr("p = %1").arg(QLocale().toString(p, 'f', 3));
}

QString scoreText(const DuelScore& score) {
    if (score.n == 0) return DuelPanel::tr("No verdict yet. Guessing is right half of the time.");
    const QString share = intervalText(double(score.right) / score.n, score.interval);
    const QString line =
        DuelPanel::tr("%1 of %2 right: %3, Wilson 95 %; against guessing %4 (exact binomial, two-sided).")
            .arg(QString::number(score.right), QString::number(score.n), share, pText(score.p));
    return score.n < study::anecdote_below ? DuelPanel::tr("%1 An anecdote so far.").arg(line) : line;
}

}  // namespace

DuelPanel::DuelPanel(std::uint64_t seed, QWidget* parent)
    : QWidget(parent),
      duel_(seed),
      rows_(std::make_shared<const Rows>()),
      controls_(new QComboBox(this)),
      prompt_(new QLabel(this)),
      message_(new QLabel(this)),
      score_(new QLabel(this)),
      left_(new QPlainTextEdit(this)),
      right_(new QPlainTextEdit(this)),
      left_is_(new QPushButton(tr("&1: the left one is JPEG's"), this)),
      right_is_(new QPushButton(tr("&2: the right one is JPEG's"), this)),
      next_(new QPushButton(tr("Next pair (&3)"), this)),
      error_(new MessageStrip(this)) {
    for (QLabel* label : {prompt_, message_, score_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    score_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    left_->setAccessibleName(tr("Left text"));
    right_->setAccessibleName(tr("Right text"));
    for (QPlainTextEdit* text : {left_, right_}) text->setReadOnly(true);
    auto* label = new QLabel(tr("JPEG &versus"), this);
    label->setBuddy(controls_);
    controls_->setAccessibleName(tr("Control to tell JPEG from"));
    auto* line = new QHBoxLayout;
    line->addWidget(label);
    line->addWidget(controls_);
    line->addStretch();
    auto* grid = new QGridLayout(this);
    grid->addLayout(line, 0, 0, 1, 2);
    grid->addWidget(error_, 1, 0, 1, 2);
    grid->addWidget(prompt_, 2, 0, 1, 2);
    grid->addWidget(left_, 3, 0);
    grid->addWidget(right_, 3, 1);
    grid->addWidget(left_is_, 4, 0);
    grid->addWidget(right_is_, 4, 1);
    grid->addWidget(message_, 5, 0);
    grid->addWidget(next_, 5, 1);
    grid->addWidget(score_, 6, 0, 1, 2);
    grid->setRowStretch(3, 1);
    connect(left_is_, &QPushButton::clicked, this, [this] { choose(true); });
    connect(right_is_, &QPushButton::clicked, this, [this] { choose(false); });
    connect(next_, &QPushButton::clicked, this, [this] {
        draw();
        if (duel_.pair()) left_is_->setFocus();
    });
    connect(controls_, &QComboBox::currentIndexChanged, this, [this] {
        duel_.skip();
        draw();
    });
    fillControls();
    show();
}

QString DuelPanel::message() const { return message_->text(); }
QString DuelPanel::score() const { return score_->text(); }
QString DuelPanel::text(bool left) const { return (left ? left_ : right_)->toPlainText(); }

void DuelPanel::setStudy(const study::Study& study, const std::filesystem::path& folder) {
    study_ = study;
    folder_ = folder;
    rows_ = std::make_shared<const Rows>();
    duel_.setVerdicts(folder.empty() ? std::vector<Verdict>{} : readVerdicts(folder));
    duel_.setPairs({});
    duel_.skip();
    error_->clear();
    fillControls();
    show();
}

void DuelPanel::setRows(const RowsPointer& rows) {
    rows_ = rows;
    // Looking for pairs takes a moment: not while nobody looks, nor while one is being judged.
    if (isVisible() && !duel_.pair()) draw();
}

void DuelPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!duel_.pair()) draw();
}

void DuelPanel::fillControls() {
    const QSignalBlocker quiet(controls_);
    const QStringList families = controlFamilies(*rows_);
    if (controls_->count() == 0) controls_->addItem(tr("any control"), QString());
    if (families.isEmpty()) {
        while (controls_->count() > 1) controls_->removeItem(1);
    }
    for (const QString& family : families) {
        if (controls_->findData(family) < 0) controls_->addItem(familyLabel(family), family);
    }
}

void DuelPanel::draw() {
    fillControls();
    duel_.setPairs(duelPairs(*rows_, controls_->currentData().toString()));
    duel_.next();
    show();
}

void DuelPanel::choose(bool left) {
    if (!duel_.pair() || duel_.answered()) return;
    const Verdict verdict = duel_.choose(left);
    if (const auto kept = appendVerdict(folder_, verdict); !kept) error_->showError(kept.error());
    show();
    next_->setFocus();
}

void DuelPanel::show() {
    const DuelPair* const pair = duel_.pair();
    const bool asks = pair && !duel_.answered();
    for (QPushButton* one : {left_is_, right_is_}) one->setEnabled(asks);
    next_->setEnabled(duel_.left() > (asks ? 1 : 0));
    next_->setText(asks ? tr("Skip this pair (&3)") : tr("Next pair (&3)"));
    score_->setText(scoreText(scoreOf(duel_.verdicts())));
    if (!pair) {
        prompt_->clear();
        left_->clear();
        right_->clear();
        return message_->setText(duel_.verdicts().empty()
                                     ? tr("No pair yet: a study needs JPEG and a distortion matched to it, "
                                          "of the same prompts and seeds.")
                                     : tr("Every pair has its verdict. More prompts or seeds make more."));
    }
    const auto prompt = std::ranges::find(study_.prompts, pair->jpeg->prompt, &study::Prompt::id);
    prompt_->setText(prompt == study_.prompts.end()
                         ? QString::fromStdString(pair->jpeg->prompt)
                         : tr("After “%1”, seed %2:")
                               .arg(shownText(prompt->text).simplified(), QString::number(pair->jpeg->seed)));
    const bool jpeg_left = duel_.jpegIsLeft();
    const auto put = [](QPlainTextEdit* edit, const RowPointer& row) {
        const QString text = shownText(row->text);
        if (edit->toPlainText() != text) edit->setPlainText(text);
    };
    put(left_, jpeg_left ? pair->jpeg : pair->control);
    put(right_, jpeg_left ? pair->control : pair->jpeg);
    if (asks) return message_->setText(tr("Which of the two went through JPEG?"));
    const QString jpeg = QString::fromStdString(pair->jpeg->arm);
    const QString control = QString::fromStdString(pair->control->arm);
    const QString order =
        jpeg_left ? tr("left %1, right %2").arg(jpeg, control) : tr("left %1, right %2").arg(control, jpeg);
    message_->setText(duel_.verdicts().back().right ? tr("Right: %1.").arg(order)
                                                    : tr("Wrong: %1.").arg(order));
}

}  // namespace lossylens::ui
