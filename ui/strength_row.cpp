#include "ui/strength_row.h"

#include <QAction>
#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <array>

#include "ui/distortion_words.h"
#include "ui/field_label.h"
#include "ui/film.h"
#include "ui/flow_layout.h"

namespace lossylens::ui {
namespace {

QString filmedQualities() {
    QStringList numbers;
    for (const int quality : filmed_qualities) numbers << QString::number(quality);
    return numbers.join(QLatin1Char(' '));
}

}  // namespace

StrengthRow::StrengthRow(QWidget* parent)
    : QWidget(parent),
      quality_(new QSpinBox(this)),
      distortion_(new QComboBox(this)),
      variant_(new QToolButton(this)),
      draws_(new QActionGroup(this)),
      finishes_(new QActionGroup(this)),
      scope_(new QComboBox(this)),
      control_(new QCheckBox(tr("&Control: rotation of equal cosine"), this)),
      past_end_(new QCheckBox(tr("&Write on past the end of a text"), this)),
      filmstrip_(new QCheckBox(tr("&Filmstrip %1").arg(filmedQualities()), this)) {
    fill();
    auto* row = new FlowLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [this, row](const QString& label, QWidget* field) {
        row->addWidget(fieldLabel(label, field, this));
        row->addWidget(field);
    };
    add(tr("JPEG &quality"), quality_);
    add(tr("&Distortion"), distortion_);
    fillVariant();
    row->addWidget(variant_);
    add(tr("Sc&ope"), scope_);
    row->addWidget(control_);
    row->addWidget(past_end_);
    row->addWidget(filmstrip_);
    control_->setToolTip(
        tr("A third stream: every embedding is turned until its cosine is the same as JPEG's"));
    past_end_->setToolTip(tr("Otherwise a text stops where the model says that it has ended"));
    filmstrip_->setToolTip(tr(
        "Writes the texts of all these qualities in one batch; then the slider goes through them at once"));
    connect(quality_, &QSpinBox::valueChanged, this, &StrengthRow::changed);
    connect(distortion_, &QComboBox::currentIndexChanged, this, &StrengthRow::changed);
    connect(scope_, &QComboBox::currentIndexChanged, this, &StrengthRow::changed);
    connect(control_, &QCheckBox::toggled, this, &StrengthRow::changed);
    connect(past_end_, &QCheckBox::toggled, this, &StrengthRow::changed);
    connect(filmstrip_, &QCheckBox::toggled, this, &StrengthRow::changed);
}

void StrengthRow::fill() {
    quality_->setRange(1, 100);
    quality_->setKeyboardTracking(false);
    for (const codec::Distortion* distortion : codec::distortions()) {
        const auto info = distortion->info();
        if (!goesThroughQualities(*distortion)) continue;
        const QString label = labelOf(*distortion);
        distortion_->addItem(info.matchable ? tr("%1, as strong as JPEG").arg(label) : label,
                             QString::fromUtf8(info.name));
    }
    scope_->addItem(tr("prompt and generated"), static_cast<int>(lens::Scope::both));
    scope_->addItem(tr("prompt only"), static_cast<int>(lens::Scope::prompt));
    scope_->addItem(tr("generated only"), static_cast<int>(lens::Scope::generated));
}

void StrengthRow::fillVariant() {
    auto* menu = new QMenu(variant_);
    const auto add = [this, menu](QActionGroup* group, const QString& text, int choice) {
        QAction* action = group->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setData(choice);
        connect(action, &QAction::triggered, this, [this] {
            showVariant();
            Q_EMIT changed();
        });
    };
    using Draw = codec::DistortionSpec::Draw;
    using Finish = codec::DistortionSpec::Finish;
    menu->addSection(tr("Random draws"));
    add(draws_, tr("&Frozen: one a token, as JPEG is"), int(Draw::frozen));
    add(draws_, tr("F&resh: one a position"), int(Draw::fresh));
    menu->addSection(tr("Then"));
    add(finishes_, tr("&Nothing"), int(Finish::none));
    add(finishes_, tr("Restore the n&orm"), int(Finish::norm));
    add(finishes_, tr("Take the nearest &token's row"), int(Finish::nearest));
    variant_->setMenu(menu);
    variant_->setPopupMode(QToolButton::InstantPopup);
    variant_->setFocusPolicy(Qt::StrongFocus);
    variant_->setAccessibleName(tr("Variant of the distortion"));
    variant_->setToolTip(tr("How a random distortion draws, and what is done after it"));
}

// The button says what is chosen, where it is not the usual.
void StrengthRow::showVariant() {
    QStringList parts;
    const QAction* draw = draws_->checkedAction();
    const QAction* finish = finishes_->checkedAction();
    if (draw && draw->isEnabled() && draw->data().toInt() != 0) parts << partText(QStringLiteral("fresh"));
    if (finish && finish->data().toInt() == int(codec::DistortionSpec::Finish::norm))
        parts << partText(QStringLiteral("norm"));
    if (finish && finish->data().toInt() == int(codec::DistortionSpec::Finish::nearest))
        parts << partText(QStringLiteral("nearest"));
    variant_->setText(parts.isEmpty() ? tr("plain") : parts.join(QStringLiteral(", ")));
}

void StrengthRow::showSettings(const Settings& settings) {
    const std::array<QSignalBlocker, 6> quiet{QSignalBlocker(quality_),  QSignalBlocker(distortion_),
                                              QSignalBlocker(scope_),    QSignalBlocker(control_),
                                              QSignalBlocker(past_end_), QSignalBlocker(filmstrip_)};
    quality_->setValue(settings.quality);
    distortion_->setCurrentIndex(distortion_->findData(settings.distortion));
    const codec::Distortion* distortion = codec::findDistortion(settings.distortion.toStdString());
    for (QAction* action : draws_->actions()) {
        action->setChecked(action->data().toInt() == int(settings.draw));
        action->setEnabled(distortion != nullptr && distortion->info().random);
    }
    for (QAction* action : finishes_->actions())
        action->setChecked(action->data().toInt() == int(settings.finish));
    showVariant();
    scope_->setCurrentIndex(scope_->findData(static_cast<int>(settings.scope)));
    control_->setEnabled(controlIsPossible(settings));
    control_->setChecked(settings.control && controlIsPossible(settings));
    past_end_->setChecked(!settings.stop_at_end);
    filmstrip_->setChecked(settings.filmstrip);
}

Settings StrengthRow::applied(Settings settings) const {
    settings.quality = quality_->value();
    settings.distortion = distortion_->currentData().toString();
    settings.draw = static_cast<codec::DistortionSpec::Draw>(draws_->checkedAction()->data().toInt());
    settings.finish = static_cast<codec::DistortionSpec::Finish>(finishes_->checkedAction()->data().toInt());
    settings.scope = static_cast<lens::Scope>(scope_->currentData().toInt());
    settings.stop_at_end = !past_end_->isChecked();
    settings.filmstrip = filmstrip_->isChecked();
    if (control_->isEnabled()) settings.control = control_->isChecked();
    return settings;
}

}  // namespace lossylens::ui
