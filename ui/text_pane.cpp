#include "ui/text_pane.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/elided_label.h"
#include "ui/marked_text.h"
#include "ui/panel_copies.h"
#include "ui/steady_label.h"
#include "ui/text_scale.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

TextPane::TextPane(QWidget* parent)
    : LeastHeight(parent),
      title_(new SteadyLabel(new ElidedLabel, this)),
      origin_(plainLabel(this)),
      cosine_(plainLabel(this)),
      footer_(plainLabel(this)),
      message_(plainLabel(this)),
      pin_(new QToolButton(this)),
      copy_(new QToolButton(this)),
      stack_(new QStackedWidget(this)),
      body_(new MarkedText(this)),
      spinner_(new QProgressBar(this)) {
    origin_->setWordWrap(true);
    origin_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    origin_->hide();
    pin_->setText(tr("Pin"));
    pin_->setToolTip(tr("Keeps this text beside those that are written next"));
    pin_->setAutoRaise(true);
    connect(pin_, &QToolButton::clicked, this, &TextPane::pinAsked);
    copy_->setObjectName(QStringLiteral("copy"));
    copy_->setText(tr("Copy"));
    copy_->setAutoRaise(true);
    connect(copy_, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(body_->toPlainText()); });
    footer_->setWordWrap(true);
    footer_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (auto* button : {pin_, copy_}) button->setFocusPolicy(Qt::StrongFocus);
    message_->setWordWrap(true);
    message_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    spinner_->setRange(0, 0);
    spinner_->setTextVisible(false);
    spinner_->setAccessibleName(tr("Waiting for the first token"));
    QSizePolicy keeps_place = spinner_->sizePolicy();
    keeps_place.setRetainSizeWhenHidden(true);
    spinner_->setSizePolicy(keeps_place);
    spinner_->hide();
    spinner_delay_.setSingleShot(true);
    spinner_delay_.setInterval(500);
    connect(&spinner_delay_, &QTimer::timeout, spinner_, &QWidget::show);

    auto* header = new QHBoxLayout;
    header->addWidget(title_);
    header->addWidget(cosine_);
    header->addStretch(1);
    header->addWidget(pin_);
    header->addWidget(copy_);
    stack_->addWidget(message_);
    stack_->addWidget(body_);
    auto* layout = new LeastColumn(this);
    layout->addLayout(header);
    layout->addWidget(origin_);
    layout->addWidget(spinner_);
    layout->addWidget(stack_, 1);
    layout->addWidget(footer_);
    offerCopy(this, textCopy(this));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);  // restyles: everything must be there
    restyle();
    setTitle({});
    clear();
}

void TextPane::restyle() {
    if (layout() == nullptr) return;  // a palette that changes while the pane is being built
    const int edge = gap(font());
    layout()->setContentsMargins(2 * edge, edge, 2 * edge, edge);
    layout()->setSpacing(edge);
    spinner_->setFixedHeight(std::max(3, edge / 2));
    message_->setMargin(edge);
    title_->setFont(bold(font()));
    for (auto* small : {footer_, origin_}) small->setFont(scaled(font(), .92));
    const Theme theme = themeOf(palette());
    setTextColor(*title_, theme.text);
    setTextColor(*cosine_, theme.muted);
    setTextColor(*footer_, theme.muted);
    setTextColor(*origin_, theme.muted);
    setTextColor(*message_, message_is_error_ ? theme.difference : theme.muted);
}

void TextPane::changeEvent(QEvent* event) {
    LeastHeight::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

void TextPane::setStream(const lens::StreamSnapshot& stream, TextMarks marks) {
    setTitle(streamTitle(stream));
    if (stream.ids.empty() && stream.state == lens::StreamSnapshot::State::waiting) return setWaiting();
    stopWaiting();
    const bool same_text = stream_ && stream_->ids == stream.ids && stream_->distortion == stream.distortion;
    stream_ = stream;
    if (!same_text) forgetMeasures();
    body_->setMarkedText(shownText(stream.text), std::move(marks), tokenOffsets(stream));
    showMeasures();
    copy_->setEnabled(!stream.text.empty());
    pin_->setEnabled(true);
    stack_->setCurrentWidget(body_);
}

void TextPane::setMeasures(MeasuresPointer measures) {
    measures_ = std::move(measures);
    if (measures_ && (!undistorted_ || measures_->tokens.size() >= undistorted_->tokens.size()))
        undistorted_ = measures_;
    showMeasures();
}

void TextPane::forgetMeasures() {
    measures_.reset();
    undistorted_.reset();
}

void TextPane::setView(TextView view) {
    view_ = view;
    showMeasures();
}

void TextPane::showMeasures() {
    // Surprisal and rank are the undistorted model's: they hold while the text is measured with another
    // distortion.
    const MeasuresPointer& shown = view_ == TextView::kl ? measures_ : undistorted_;
    if (view_ == TextView::plain)
        body_->setLevels({});
    else
        body_->setLevels(shown ? levelsOf(view_, *shown) : std::vector<int>());
    showFooter();
}

void TextPane::showFooter() {
    if (!stream_) return footer_->clear();
    const bool whole = measures_ && measures_->tokens.size() == stream_->ids.size();
    const bool has_kl = whole && stream_->distortion;
    footer_->setText(streamFooter(*stream_, has_kl ? measures_->meanKl() : std::nullopt));
}

void TextPane::setOrigin(const QString& origin) {
    origin_->setText(origin);
    origin_->show();
    pin_->setText(tr("Unpin"));
    pin_->setToolTip({});
    restyle();
}

void TextPane::setTitle(const QString& title) {
    title_->setText(title);
    body_->setAccessibleName(tr("Text of %1").arg(title));
    pin_->setAccessibleName(origin_->isHidden() ? tr("Pin %1").arg(title) : tr("Unpin %1").arg(title));
    copy_->setAccessibleName(tr("Copy the text of %1").arg(title));
}

void TextPane::setCosine(std::optional<double> cosine) {
    cosine_value_ = cosine;
    cosine_->setText(cosine ? tr("cosine %1").arg(cosineText(cosine)) : QString());
}

void TextPane::setWaiting() {
    if (!isSpinning() && !spinner_delay_.isActive()) spinner_delay_.start();
}

void TextPane::stopWaiting() {
    spinner_delay_.stop();
    spinner_->hide();
}

void TextPane::showMessage(const QString& text, bool is_error) {
    stopWaiting();
    stream_.reset();
    forgetMeasures();
    body_->setMarkedText(QString(), {});
    body_->setFound({});
    message_is_error_ = is_error;
    message_->setText(text);
    setTextColor(*message_, is_error ? themeOf(palette()).difference : themeOf(palette()).muted);
    footer_->clear();
    copy_->setEnabled(false);
    pin_->setEnabled(false);
    stack_->setCurrentWidget(message_);
}

void TextPane::setError(const QString& sentence) { showMessage(sentence, true); }

void TextPane::clear() {
    setCosine({});
    showMessage(tr("Press Generate to see what the model writes."), false);
}

QString TextPane::title() const { return title_->text(); }
QString TextPane::origin() const { return origin_->text(); }
QString TextPane::text() const { return body_->shown(); }
QString TextPane::footer() const { return footer_->text(); }
QString TextPane::message() const {
    return stack_->currentWidget() == message_ ? message_->text() : QString();
}
bool TextPane::isSpinning() const { return !spinner_->isHidden(); }

}  // namespace lossylens::ui
