#include "ui/study_plot_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/custom_plot.h"
#include "ui/field_label.h"
#include "ui/flow_layout.h"
#include "ui/study_words.h"

namespace lossylens::ui {
namespace {

constexpr QSize figure_size(900, 560);

// thresholdText() says that already, of the axis that is shown.
bool isAboutThreshold(const study::Caution& caution) {
    using Kind = study::Caution::Kind;
    return caution.kind == Kind::not_bracketed || caution.kind == Kind::straight_line ||
           caution.kind == Kind::one_prompts_curve;
}

void paintFigure(const StudyCurves& curves, QPainter& painter) {
    QCustomPlot plot;
    StudyPlot study(plot);
    study.setStyle(paperTheme(), QFont());
    study.setCurves(curves);
    // A PanelCopy's painter is one.
    plot.toPainter(static_cast<QCPPainter*>(&painter), figure_size.width(), figure_size.height());
}

}  // namespace

StudyPlotPanel::StudyPlotPanel(QWidget* parent)
    : QWidget(parent),
      measure_(new QComboBox(this)),
      axis_(new QComboBox(this)),
      band_(new QComboBox(this)),
      widget_(new QCustomPlot(this)),
      plot_(std::make_unique<StudyPlot>(*widget_)),
      computing_(new QWidget(this)),
      computed_(new QLabel(computing_)),
      progress_(new QProgressBar(computing_)),
      stop_(new QPushButton(computing_)),
      words_(new QLabel(this)) {
    for (const MeasureChoice& choice : studyMeasures()) measure_->addItem(choice.label, choice.name);
    axis_->addItem(tr("cosine"), int(StudyAxis::cosine));
    axis_->addItem(tr("JPEG quality"), int(StudyAxis::quality));
    axis_->addItem(tr("strength"), int(StudyAxis::strength));
    axis_->setToolTip(tr("Thresholds are along this axis too: of the cosine as an angle, or of the quality"));
    band_->addItem(tr("Wilson, trials as if independent"), int(RateBand::wilson));
    band_->addItem(tr("bootstrap over prompts"), int(RateBand::prompts));
    auto* choices = new QWidget(this);
    auto* flow = new FlowLayout(choices);
    flow->addWidget(labelled(tr("&y axis"), measure_, choices));
    flow->addWidget(labelled(tr("o&ver"), axis_, choices));
    flow->addWidget(labelled(tr("&95 % band"), band_, choices));
    for (QComboBox* box : {measure_, axis_, band_})
        connect(box, &QComboBox::currentIndexChanged, this, &StudyPlotPanel::show);
    widget_->setAccessibleName(tr("Plot of the study"));
    widget_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    words_->setWordWrap(true);
    words_->setTextFormat(Qt::PlainText);
    words_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    words_->setMargin(gap(font()));
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(words_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("What the plot says, and what it does not"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(choices);
    column->addWidget(widget_, 3);
    column->addWidget(computing_);
    column->addWidget(scroll, 1);
    auto* line = new QHBoxLayout(computing_);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(computed_);
    line->addWidget(progress_, 1);
    line->addWidget(stop_);
    progress_->setAccessibleName(tr("Intervals and thresholds"));
    progress_->setRange(0, 100);
    computing_->hide();
    connect(stop_, &QPushButton::clicked, this, [this] { Q_EMIT stopped_ ? wholeAsked() : stopAsked(); });
    offerCopy(widget_, figure());
    restyle();
}

StudyPlotPanel::~StudyPlotPanel() = default;

const StudyCurves& StudyPlotPanel::curves() const { return plot_->curves(); }

QString StudyPlotPanel::words() const { return words_->text(); }

void StudyPlotPanel::setSummary(SummaryPointer summary, bool whole) {
    summary_ = std::move(summary);
    whole_ = whole;
    if (whole_ || !summary_) computing_->hide();
    show();
}

void StudyPlotPanel::showProgress(double share) {
    stopped_ = false;
    computed_->setText(tr("Intervals and thresholds, 10 000 resamples:"));
    progress_->setValue(qRound(100 * share));
    progress_->show();
    stop_->setText(tr("Stop"));
    if (!computing_->isHidden()) return;
    computing_->show();
    show();  // its words need not say what is to come any more
}

void StudyPlotPanel::showStopped() {
    stopped_ = true;
    computed_->setText(
        tr("Stopped: the intervals are rough, from 400 resamples, and thresholds are missing."));
    progress_->hide();
    stop_->setText(tr("Compute them"));
    computing_->show();
}

StudyView StudyPlotPanel::view() const {
    return {.measure = measure_->currentData().toString(),
            .axis = static_cast<StudyAxis>(axis_->currentData().toInt()),
            .band = static_cast<RateBand>(band_->currentData().toInt())};
}

void StudyPlotPanel::show() {
    band_->setEnabled(view().measure == QLatin1String(collapse_rate));
    plot_->setCurves(summary_ ? curvesOf(*summary_, view()) : curvesOf({}, view()));
    words_->setText(sentences().join(QLatin1Char('\n')));
    widget_->setVisible(summary_ != nullptr);  // axes without a line say nothing
    widget_->setAccessibleDescription(summary_ ? armsText(*summary_) : QString());
    plot_->redraw();
}

QStringList StudyPlotPanel::sentences() const {
    if (!summary_ || summary_->arms.empty())
        return {tr(
            "No trial is done yet. Here comes the share of texts that collapse, over the cosine or the JPEG "
            "quality, a line a distortion with its 95 % band; and when the study rests, where half of the "
            "texts collapse.")};
    QStringList lines;
    if (plot_->curves().left_out > 0)
        lines << tr("Distortions without a place on this axis: %1.").arg(plot_->curves().left_out);
    if (!whole_ && computing_->isHidden())
        lines << tr("Thresholds and full intervals are computed when the study rests.");
    const bool over_quality = view().axis == StudyAxis::quality;
    for (const auto& one : over_quality ? summary_->quality_thresholds : summary_->thresholds)
        lines << thresholdText(one);
    for (const auto& one : over_quality ? summary_->quality_differences : summary_->differences)
        lines << differenceText(
            one, over_quality ? study::ThresholdScale::quality : study::ThresholdScale::cosine);
    for (const study::Caution& caution : summary_->cautions) {
        if (!isAboutThreshold(caution)) lines << QStringLiteral("⚠ ") + cautionText(caution);
    }
    return lines;
}

PanelCopy StudyPlotPanel::figure() const {
    return {
        .name = tr("study"),
        .size = [] { return figure_size; },
        .paint = [this](QPainter& painter) { paintFigure(plot_->curves(), painter); },
        .text =
            [this] { return (summary_ ? armsText(*summary_) : QString()) + words() + QLatin1Char('\n'); }};
}

void StudyPlotPanel::restyle() {
    plot_->setStyle(themeOf(palette()), font());
    widget_->setMinimumSize(lineHeight(font()) * 16, lineHeight(font()) * 4);
    show();
}

void StudyPlotPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

}  // namespace lossylens::ui
