#include "ui/bar.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <array>
#include <limits>

#include "ui/field_label.h"
#include "ui/flow_layout.h"
#include "ui/layout_switch.h"

namespace lossylens::ui {

QString sizeText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), bytes < 10'000'000'000 ? 0 : 1,
                                       QLocale::DataSizeSIFormat);
}

Bar::Bar(QWidget* parent)
    : QWidget(parent),
      model_(new QPushButton(this)),
      generate_(new QPushButton(this)),
      seed_(new QSpinBox(this)),
      greedy_(new QCheckBox(tr("&Greedy"), this)),
      temperature_(new QDoubleSpinBox(this)),
      top_k_(new QSpinBox(this)),
      top_p_(new QDoubleSpinBox(this)),
      new_tokens_(new QSpinBox(this)),
      die_(new QToolButton(this)) {
    new FlowLayout(this);
    model_->setAccessibleDescription(tr("Opens the page where a model is chosen"));
    connect(model_, &QPushButton::clicked, this, &Bar::modelPageAsked);
    generate_->setDefault(true);
    connect(generate_, &QPushButton::clicked, this,
            [this] { Q_EMIT generating_ ? stopAsked() : generateAsked(); });
    layout()->addWidget(model_);
    layout()->addWidget(generate_);
    addSampling();
    static_cast<FlowLayout*>(layout())->addStretch();
    preset_menu_ = addMenu(tr("P&resets"));
    export_menu_ = addMenu(tr("&Export"));
    more_menu_ = addMenu(tr("Men&u"));
    showModel(nullptr);
    showGenerating(false);
    fitLabels();
    colourGenerate();
}

void Bar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) colourGenerate();
    if (event->type() == QEvent::FontChange) fitLabels();
}

// In units of the font, which may have become another one.
void Bar::fitLabels() {
    for (QLabel* label : labels_) {
        // The underlined letter breaks kerning, which the label's own hint does not see.
        label->setMinimumWidth(0);
        label->setMinimumWidth(label->sizeHint().width() + fontMetrics().averageCharWidth() / 2);
    }
    seed_->setMaximumWidth(fontMetrics().averageCharWidth() * 14);  // not as wide as the largest one
    const QString shown = generate_->text();
    generate_->setMinimumWidth(0);
    generate_->setText(tr("▶ Generate  (Ctrl+Return)"));
    generate_->setMinimumWidth(generate_->sizeHint().width());  // the shorter Stop must not move what follows
    generate_->setText(shown);
}

// The one thing to do here stands out, in whatever colours the desktop has.
void Bar::colourGenerate() {
    QPalette accent = palette();
    accent.setColor(QPalette::Button, palette().color(QPalette::Highlight));
    accent.setColor(QPalette::ButtonText, palette().color(QPalette::HighlightedText));
    generate_->setPalette(accent);
}

void Bar::addSampling() {
    seed_->setRange(0, std::numeric_limits<int>::max());
    temperature_->setRange(0.01, 10);
    temperature_->setSingleStep(0.1);
    top_k_->setRange(0, 99'999);
    top_k_->setSpecialValueText(tr("all"));
    top_p_->setRange(0.01, 1);
    top_p_->setSingleStep(0.05);
    new_tokens_->setRange(1, 99'999);
    new_tokens_->setSingleStep(10);
    greedy_->setToolTip(tr("Always the most likely token: no seed, no temperature"));
    die_->setText(QStringLiteral("⚄"));
    die_->setToolTip(tr("Another seed"));
    die_->setAccessibleName(tr("Another seed"));
    connect(die_, &QToolButton::clicked, this, &Bar::throwDie);

    layout()->addWidget(labelled(tr("&Seed"), seed_));
    layout()->addWidget(die_);
    layout()->addWidget(greedy_);
    layout()->addWidget(labelled(tr("&Temperature"), temperature_));
    layout()->addWidget(labelled(tr("Top-&k"), top_k_));
    layout()->addWidget(labelled(tr("Top-&p"), top_p_));
    layout()->addWidget(labelled(tr("&New tokens"), new_tokens_));

    for (QSpinBox* box : {seed_, top_k_, new_tokens_}) {
        box->setKeyboardTracking(false);  // "120" must not run with 1 and 12 first
        connect(box, &QSpinBox::valueChanged, this, &Bar::samplingChanged);
    }
    for (QDoubleSpinBox* box : {temperature_, top_p_}) {
        box->setKeyboardTracking(false);
        connect(box, &QDoubleSpinBox::valueChanged, this, &Bar::samplingChanged);
    }
    connect(greedy_, &QCheckBox::toggled, this, [this] {
        enableFields();
        Q_EMIT samplingChanged();
    });
}

QWidget* Bar::labelled(const QString& label, QWidget* field) {
    auto* pair = new QWidget(this);
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    labels_ << fieldLabel(label, field, pair);
    row->addWidget(labels_.back());
    row->addWidget(field);
    return pair;
}

QMenu* Bar::addMenu(const QString& title) {
    auto* button = new QPushButton(title, this);
    auto* menu = new QMenu(button);
    button->setMenu(menu);
    layout()->addWidget(button);
    return menu;
}

void Bar::addLayouts(const QList<QAction*>& layouts) {
    auto* row = new LayoutSwitch(layouts, this);
    QWidget* before = layout()->itemAt(layout()->count() - 1)->widget();  // as they stand, for Tab
    for (QToolButton* button : row->buttons()) {
        QWidget::setTabOrder(before, button);
        before = button;
    }
    layout()->addWidget(row);
}

void Bar::throwDie() { seed_->setValue(QRandomGenerator::global()->bounded(1, 1'000'000)); }

void Bar::enableFields() {
    const bool sampled = !greedy_->isChecked();
    for (QWidget* field : std::initializer_list<QWidget*>{seed_, die_, temperature_, top_k_, top_p_}) {
        field->setEnabled(sampled);
    }
}

void Bar::showSettings(const Settings& settings) {
    const std::array<QSignalBlocker, 6> quiet{QSignalBlocker(seed_),        QSignalBlocker(greedy_),
                                              QSignalBlocker(temperature_), QSignalBlocker(top_k_),
                                              QSignalBlocker(top_p_),       QSignalBlocker(new_tokens_)};
    seed_->setValue(static_cast<int>(settings.sampling.seed));
    greedy_->setChecked(settings.sampling.greedy);
    temperature_->setValue(settings.sampling.temperature);
    top_k_->setValue(settings.sampling.top_k);
    top_p_->setValue(settings.sampling.top_p);
    new_tokens_->setValue(settings.max_new_tokens);
    enableFields();
}

nn::Sampling Bar::sampling() const {
    return {.temperature = temperature_->value(),
            .top_k = top_k_->value(),
            .top_p = top_p_->value(),
            .seed = static_cast<std::uint64_t>(seed_->value()),
            .greedy = greedy_->isChecked()};
}

int Bar::newTokens() const { return new_tokens_->value(); }

void Bar::showModel(const lens::SubjectInfo* model, nn::Precision precision) {
    if (model == nullptr) return model_->setText(tr("Open a model…"));
    const QString name = QString::fromStdString(model->name).replace(QLatin1Char('&'), QLatin1String("&&"));
    const QString file = QString::fromStdString(model->precision);
    // Short: the model page has the words.
    const QString computes = precision == nn::Precision::f32 ? tr("f32: exact") : file;
    model_->setText(tr("%1 · %2 · %3").arg(name, computes, sizeText(model->bytes)));
}

void Bar::showModelLoading(const QString& name) { model_->setText(tr("Opening %1…").arg(name)); }

void Bar::showGenerating(bool generating) {
    generating_ = generating;
    generate_->setText(generating ? tr("■ Stop  (Esc)") : tr("▶ Generate  (Ctrl+Return)"));
    generate_->setAccessibleName(generating ? tr("Stop") : tr("Generate"));
}

}  // namespace lossylens::ui
