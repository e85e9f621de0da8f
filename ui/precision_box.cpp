#include "ui/precision_box.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>

#include "lens/files.h"

namespace lossylens::ui {
namespace {

QString nameOf(nn::Precision precision) {
    const std::string_view name = lens::nameOf(precision);
    return QLatin1String(name.data(), static_cast<qsizetype>(name.size()));
}

bool isQuantised(const QString& file) { return file.startsWith(QLatin1Char('Q')); }

}  // namespace

QString precisionWords(const QString& file, const nn::LoadOptions& options) {
    if (options.precision == nn::Precision::f32) {
        return PrecisionBox::tr(
                   "f32: exact. The file's %1 weights are widened to float32, and so is all arithmetic.")
            .arg(file);
    }
    QString held = file;
    if (!isQuantised(file) && options.precision != nn::Precision::stored)
        held = nameOf(options.precision).toUpper();
    const bool eight_bits = isQuantised(held) && options.activations == nn::Activations::eight_bits;
    const QString words = eight_bits ? PrecisionBox::tr("%1: %2 weights, 8-bit activations")
                                     : PrecisionBox::tr("%1: %2 weights, float32 activations");
    return words.arg(nameOf(options.precision), held);
}

PrecisionBox::PrecisionBox(QWidget* parent)
    : QWidget(parent),
      words_(new QLabel(this)),
      choice_(new QComboBox(this)),
      result_(new QLabel(this)),
      measure_(new QPushButton(tr("&Measure against exact"), this)),
      stop_(new QPushButton(tr("Stop me&asuring"), this)),
      progress_(new QProgressBar(this)) {
    choice_->setAccessibleName(tr("Precision to compute in"));
    auto* label = new QLabel(tr("Compute &in"), this);
    label->setBuddy(choice_);
    for (QLabel* text : {words_, result_}) {
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    progress_->setRange(0, 1000);
    progress_->setAccessibleName(tr("Progress of measuring"));

    auto* choosing = new QHBoxLayout;
    choosing->addWidget(label);
    choosing->addWidget(choice_);
    choosing->addWidget(words_, 1);
    auto* measuring = new QHBoxLayout;
    measuring->addWidget(measure_);
    measuring->addWidget(stop_);
    measuring->addWidget(progress_);
    measuring->addWidget(result_, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(choosing);
    rows->addLayout(measuring);

    connect(choice_, &QComboBox::activated, this, [this](int index) {
        Q_EMIT precisionAsked(static_cast<nn::Precision>(choice_->itemData(index).toInt()));
    });
    connect(measure_, &QPushButton::clicked, this, &PrecisionBox::measureAsked);
    connect(stop_, &QPushButton::clicked, this, &PrecisionBox::stopAsked);
    showNotMeasured();
}

void PrecisionBox::showModel(const QString& file, const nn::LoadOptions& options) {
    exact_ = options.precision == nn::Precision::f32;
    words_->setText(precisionWords(file, options));
    fillChoices(file);
    // One that is kept for float files is not offered for a file of blocks, whose weights stay as stored.
    choice_->setCurrentIndex(std::max(choice_->findData(static_cast<int>(options.precision)), 0));
    showNotMeasured();
}

// Only a file of float numbers can be held in fewer bits.
void PrecisionBox::fillChoices(const QString& file) {
    const auto add = [this](const QString& text, nn::Precision precision) {
        choice_->addItem(text, static_cast<int>(precision));
    };
    choice_->clear();
    add(tr("stored: as fast as the file allows"), nn::Precision::stored);
    if (!isQuantised(file)) {
        add(tr("f16: held in 16 bits"), nn::Precision::f16);
        add(tr("bf16: held in 16 bits, of which fewer for the fraction"), nn::Precision::bf16);
        add(tr("q8_0: held in 8 bits, fastest"), nn::Precision::q8_0);
    }
    add(tr("f32: exact, slower, with more memory"), nn::Precision::f32);
}

void PrecisionBox::showRunning(bool running) {
    measure_->setVisible(!running && !exact_);
    stop_->setVisible(running);
    progress_->setVisible(running);
    result_->setVisible(!running);
}

void PrecisionBox::showMeasuring(double share) {
    const bool had_focus = measure_->hasFocus();
    progress_->setValue(static_cast<int>(std::lround(1000 * share)));
    showRunning(true);
    if (had_focus) stop_->setFocus();
}

void PrecisionBox::showExactness(const lens::Exactness& exactness) {
    const QLocale locale;
    result_->setText(tr("Against exact: mean KL %1 nats, the same likeliest token at %2 % of the positions "
                        "(n = %3, a fixed text)")
                         .arg(locale.toString(exactness.mean_kl, 'g', 3),
                              locale.toString(100 * exactness.top1_agreement, 'f', 1),
                              locale.toString(exactness.positions)));
    showRunning(false);
}

void PrecisionBox::showNotMeasured(const QString& why) {
    if (!why.isEmpty())
        result_->setText(why);
    else
        result_->setText(exact_ ? tr("This is the exact mode that others are measured against.")
                                : tr("Not measured yet: how far this is from the exact mode."));
    showRunning(false);
}

QString PrecisionBox::words() const { return words_->text(); }
QString PrecisionBox::result() const { return result_->isHidden() ? QString() : result_->text(); }

}  // namespace lossylens::ui
