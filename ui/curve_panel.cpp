#include "ui/curve_panel.h"

#include <QApplication>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/curve_plot.h"
#include "ui/custom_plot.h"
#include "ui/quality_slider.h"

namespace lossylens::ui {

CurvePanel::CurvePanel(QWidget* parent)
    : QFrame(parent),
      widget_(new QCustomPlot(this)),
      plot_(std::make_unique<CurvePlot>(*widget_)),
      slider_(new QualitySlider(this)),
      message_(new QLabel(tr("Type a prompt to see how the cosine falls with the quality."), this)) {
    message_->setAttribute(Qt::WA_TransparentForMouseEvents);
    message_->setWordWrap(true);
    message_->setAlignment(Qt::AlignCenter);
    widget_->setAccessibleName(tr("Cosine and bytes a token over JPEG quality"));
    widget_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    widget_->installEventFilter(this);
    widget_->setMouseTracking(true);
    plot_->showQualityNumbers(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(widget_, 1);
    layout->addWidget(slider_);

    connect(slider_, &QualitySlider::valueChanged, this, [this](int quality) {
        plot_->setQuality(quality);
        plot_->redrawPoint();
        widget_->setAccessibleDescription(plot_->readOut());
        Q_EMIT qualityChanged(quality);
    });
    connect(widget_, &QCustomPlot::afterReplot, this, [this] {
        alignSlider();
        placeMessage();
    });
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);  // restyles: everything must be there
    restyle();
}

CurvePanel::~CurvePanel() { widget_->removeEventFilter(this); }

int CurvePanel::quality() const { return slider_->value(); }
void CurvePanel::setQuality(int quality) { slider_->setValue(quality); }
QCustomPlot* CurvePanel::plot() const { return widget_; }
QString CurvePanel::readOut() const { return plot_->readOut(); }
QString CurvePanel::pointedName() const { return plot_->pointedName(); }
QString CurvePanel::message() const { return message_->isHidden() ? QString() : message_->text(); }

void CurvePanel::setCurve(const lens::Curve& curve) {
    plot_->setCurve(curve);
    message_->setVisible(!plot_->hasCurve());
    widget_->setAccessibleDescription(plot_->readOut());
    plot_->redraw();
}

void CurvePanel::setBand(const lens::VocabularyBand& band) {
    plot_->setBand(band);
    widget_->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePanel::clear() { setCurve({}); }

void CurvePanel::setSelectedToken(int token) {
    if (plot_->setSelectedToken(token)) plot_->redraw();
}

double CurvePanel::pixelOf(int quality) const { return widget_->x() + widget_->xAxis->coordToPixel(quality); }

void CurvePanel::alignSlider() {
    const double offset = widget_->x() - slider_->x();
    slider_->setEnds(widget_->xAxis->coordToPixel(1) + offset, widget_->xAxis->coordToPixel(100) + offset);
}

void CurvePanel::restyle() {
    const Theme theme = themeOf(palette());
    plot_->setStyle(theme, font());
    // Its own height in units of the font: axes and legend need room before the curve does.
    // From the back of a room more of it.
    widget_->setMinimumSize(lineHeight(font()) * 18, lineHeight(font()) * (theme.strong ? 11 : 8));
    setTextColor(*message_, theme.muted);
    plot_->redraw();
}

void CurvePanel::placeMessage() {
    QRect area = widget_->axisRect()->rect().translated(widget_->pos());
    area.setTop(area.center().y());
    message_->setGeometry(area);
}

void CurvePanel::dragTo(const QPoint& place) {
    slider_->setValue(slider_->qualityAt(place.x() + widget_->x() - slider_->x()));
}

void CurvePanel::pointAt(const QPoint& place) {
    const int before = plot_->pointedToken();
    const int token = plot_->tokenAt(place);
    if (token < 0 && before < 0) return;
    plot_->setPointedToken(token, widget_->xAxis->pixelToCoord(place.x()));
    plot_->redrawPoint();
}

// A press on a token's line may become a click, which selects the token; elsewhere it moves the quality.
void CurvePanel::press(const QPoint& place) {
    slider_->setFocus(Qt::MouseFocusReason);
    pointAt(place);
    if (plot_->pointedToken() >= 0) {
        pressed_line_ = place;
        return;
    }
    slider_->setSliderDown(true);
    dragTo(place);
}

void CurvePanel::move(const QPoint& place, bool pressed) {
    if (!pressed) return pointAt(place);
    if (pressed_line_ && (place - *pressed_line_).manhattanLength() >= QApplication::startDragDistance()) {
        pressed_line_.reset();
        pointAt({-1, -1});
        slider_->setSliderDown(true);
    }
    if (slider_->isSliderDown()) dragTo(place);
}

void CurvePanel::release() {
    slider_->setSliderDown(false);
    if (std::exchange(pressed_line_, {})) Q_EMIT tokenSelected(plot_->pointedToken());
}

bool CurvePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched != widget_) return QFrame::eventFilter(watched, event);
    const auto* mouse = static_cast<const QMouseEvent*>(event);  // where the type says so
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            if (mouse->button() != Qt::LeftButton) return false;
            press(mouse->position().toPoint());
            return true;
        case QEvent::MouseMove:
            move(mouse->position().toPoint(), mouse->buttons().testFlag(Qt::LeftButton));
            return true;
        case QEvent::MouseButtonRelease:
            release();
            return true;
        case QEvent::Leave:
            pointAt({-1, -1});
            return false;
        case QEvent::Wheel:
            return QCoreApplication::sendEvent(slider_, event);
        default:
            return false;
    }
}

void CurvePanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

}  // namespace lossylens::ui
