#include "ui/teaching.h"

#include <QComboBox>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "ui/curve_panel.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/seed_wall.h"
#include "ui/spotlight.h"
#include "ui/strength_row.h"
#include "ui/texts_view.h"
#include "ui/tour_panel.h"
#include "ui/xray_panel.h"

namespace lossylens::ui {

Teaching::Teaching(ProbePage* probe, TourPanel* panel, QObject* parent)
    : QObject(parent),
      probe_(probe),
      panel_(panel),
      spotlight_(new Spotlight(probe->widget())),
      tour_(tourSteps()) {
    connect(panel_, &TourPanel::nextAsked, this, [this] { goOn(&Tour::next); });
    connect(panel_, &TourPanel::backAsked, this, [this] { goOn(&Tour::back); });
    connect(panel_, &TourPanel::restartAsked, this, [this] { goOn(&Tour::restart); });
    connect(probe_->texts(), &TextsView::tokenShown, this, &Teaching::look);
    connect(probe_->xray(), &XrayPanel::shown, this, &Teaching::look);
    panel_->hide();
    show();
}

void Teaching::setShown(bool shown) {
    shown_ = shown;
    panel_->setVisible(shown);
    if (shown) tour_.resume(view());
    show();
    if (!shown) return point();
    // Once the page has its new size.
    QTimer::singleShot(0, this, &Teaching::point);
}

void Teaching::follow(const Settings& settings, bool model_open) {
    settings_ = settings;
    model_open_ = model_open;
    look();
}

TourView Teaching::view() const {
    return {.model_open = model_open_,
            .prompt = settings_.prompt,
            .quality = settings_.quality,
            .distortion = settings_.distortion,
            .looks_into_loop = probe_->texts()->looksIntoLoop(),
            .xray_open = probe_->xray()->isOpened() && probe_->xray()->hasXray(),
            .restored = settings_.finish == codec::DistortionSpec::Finish::nearest,
            .seeds = probe_->seeds()->count()};
}

// What is done in another layout is none of the tour's.
void Teaching::look() {
    const bool done = shown_ && tour_.look(view());
    show();
    if (!done) return;
    panel_->announce();
    Q_EMIT tourMoved();
}

void Teaching::goOn(void (Tour::*move)()) {
    tour_.look(view());
    (tour_.*move)();
    show();
    point();
    panel_->announce();
    Q_EMIT tourMoved();
}

void Teaching::restore(const QStringList& state) {
    tour_.restore(state);
    show();
}

void Teaching::show() { panel_->setTour(tour_, model_open_); }

QWidget* Teaching::widgetOf(TourPart part) const {
    switch (part) {
        case TourPart::prompt:
            return probe_->prompt();
        case TourPart::curve:
            return probe_->curve();
        case TourPart::texts:
            return probe_->texts();
        case TourPart::distortion:
            return probe_->strength()->distortion();
        case TourPart::xray:
            return probe_->xray();
        case TourPart::restoration:
            return probe_->strength()->variant();
        case TourPart::seeds:
            return probe_->seeds();
    }
    return nullptr;
}

void Teaching::point() {
    QWidget* target = shown_ && !tour_.atEnd() ? widgetOf(tour_.step(tour_.current()).part) : nullptr;
    spotlight_->pointAt(target);
    if (target) probe_->bringUp(*target);
}

}  // namespace lossylens::ui
