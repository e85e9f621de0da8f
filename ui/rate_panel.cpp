#include "ui/rate_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/custom_plot.h"
#include "ui/field_label.h"
#include "ui/guarded.h"
#include "ui/study_plot.h"

namespace lossylens::ui {
namespace {

constexpr QSize figure_size(900, 560);
enum class Unit { bytes, bits };

void fill(QCustomPlot& plot, const RateDistortion& rates, Unit unit, const Theme& theme, const QFont& font) {
    plot.clearPlottables();
    stylePlot(plot, theme, font);
    plot.xAxis->setLabel(unit == Unit::bytes ? RatePanel::tr("bytes a token")
                                             : RatePanel::tr("bits a number"));
    plot.yAxis->setLabel(RatePanel::tr("cosine, flattened"));
    const double factor = unit == Unit::bytes ? 1 : 8. / std::max(1, rates.dimensions);
    double most = 1, least = 1;
    int index = 0;
    for (const RateLine& line : rates.lines) {
        const LineLook look = lineLook(index++, theme);
        auto* graph = plot.addGraph();
        graph->setName(line.label);
        graph->setPen(QPen(look.color, 1.8, look.dashes));
        graph->setScatterStyle({static_cast<QCPScatterStyle::ScatterShape>(look.symbol), look.color,
                                look.color, lineHeight(font) * .5});
        for (const RatePoint& point : line.points) {
            graph->addData(factor * point.bytes, point.cosine);
            most = std::max(most, factor * point.bytes);
            least = std::min(least, point.cosine);
        }
    }
    plot.xAxis->setRange(0, 1.05 * most);
    plot.yAxis->setRange(std::max(-1.0, least - .03), 1.03);
}

}  // namespace

RatePanel::RatePanel(const Engine& engine, QWidget* parent)
    : QWidget(parent),
      engine_(engine),
      measure_(new QPushButton(this)),
      unit_(new QComboBox(this)),
      message_(new QLabel(this)),
      plot_(new QCustomPlot(this)) {
    unit_->addItem(tr("bytes a token"), int(Unit::bytes));
    unit_->addItem(tr("bits a number"), int(Unit::bits));
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    plot_->setAccessibleName(tr("Cosine over bytes a token"));
    plot_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    putLegendAbove(*plot_);
    auto* line = new QHBoxLayout;
    line->addWidget(measure_);
    line->addWidget(labelled(tr("o&ver"), unit_, this));
    line->addStretch();
    auto* column = new QVBoxLayout(this);
    column->addLayout(line);
    column->addWidget(plot_, 1);
    column->addWidget(message_);
    column->addStretch(0);
    connect(measure_, &QPushButton::clicked, this, [this] {
        if (!measuring_) return measure();
        stop();
        show();
    });
    connect(unit_, &QComboBox::currentIndexChanged, this, &RatePanel::show);
    offerCopy(plot_, figure());
    follow();
    restyle();
}

RatePanel::~RatePanel() { stop_.request_stop(); }

QString RatePanel::message() const { return message_->text(); }

void RatePanel::setPrompt(const QString& prompt, bool chat) {
    prompt_ = prompt;
    chat_ = chat;
    show();
}

void RatePanel::follow() {
    stop();
    rates_.reset();
    show();
}

void RatePanel::showButton() {
    measure_->setText(measuring_ ? tr("■ Stop") : tr("Anal&yse the present prompt"));
    measure_->setEnabled(engine_.subject() != nullptr);
}

void RatePanel::stop() {
    stop_.request_stop();
    ++number_;  // what is still answered is not wanted
    measuring_ = false;
    showButton();
}

void RatePanel::measure() {
    if (!engine_.subject()) return;
    stop();
    stop_ = {};
    measuring_ = true;
    showButton();
    message_->setText(tr("Measuring…"));
    lane_.post([this, number = ++number_, subject = engine_.subject(), prompt = prompt_, chat = chat_,
                stop = stop_.get_token()] {
        auto rates = guarded("rate and distortion", [&]() -> Result<RateDistortion> {
            const auto ids = tokensOf(*subject, prompt.toStdString(), chat);
            if (!ids) return tl::unexpected(ids.error());
            return rateDistortion(subject, *ids, stop);
        });
        QMetaObject::invokeMethod(
            this,
            [this, number, prompt, rates = std::move(rates)] {
                if (number != number_) return;
                measuring_ = false;
                showButton();
                if (!rates) return message_->setText(QString::fromStdString(rates.error().text()));
                rates_ = *rates;
                of_prompt_ = prompt;
                show();
            },
            Qt::QueuedConnection);
    });
}

void RatePanel::show() {
    fill(*plot_, rates_.value_or(RateDistortion{}), static_cast<Unit>(unit_->currentData().toInt()),
         themeOf(palette()), font());
    plot_->setVisible(rates_.has_value());  // axes without a line say nothing
    plot_->replot();
    plot_->setAccessibleDescription(rates_ ? rateText(*rates_) : QString());
    if (!engine_.subject()) return message_->setText(tr("Open a model, then measure what a cosine costs."));
    if (!rates_)
        return message_->setText(
            tr("What does a cosine cost? JPEG beside plain ways of storing fewer bits, on the "
               "tokens of the present prompt."));
    QString text =
        tr("n = %1 tokens of %2 numbers each. Of levels, 8 bytes for least and greatest are counted; of PCA, "
           "not its directions, which all tokens share.")
            .arg(rates_->tokens)
            .arg(rates_->dimensions);
    if (of_prompt_ != prompt_) text += QLatin1Char(' ') + tr("The prompt has changed since.");
    message_->setText(text);
}

PanelCopy RatePanel::figure() const {
    return {.name = tr("rate and distortion"),
            .size = [] { return figure_size; },
            .paint =
                [this](QPainter& painter) {
                    QCustomPlot plot;
                    putLegendAbove(plot);
                    fill(plot, rates_.value_or(RateDistortion{}),
                         static_cast<Unit>(unit_->currentData().toInt()), paperTheme(), QFont());
                    plot.toPainter(static_cast<QCPPainter*>(&painter), figure_size.width(),
                                   figure_size.height());
                },
            .text = [this] { return rateText(rates_.value_or(RateDistortion{})); }};
}

void RatePanel::restyle() {
    plot_->setMinimumSize(lineHeight(font()) * 16, lineHeight(font()) * 9);
    show();
}

void RatePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

}  // namespace lossylens::ui
