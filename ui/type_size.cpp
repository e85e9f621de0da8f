#include "ui/type_size.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QWidget>
#include <algorithm>
#include <array>
#include <cstdlib>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr std::array steps{80, 90, 100, 110, 125, 150, 175, 200};

}  // namespace

TypeSize::TypeSize(QWidget* window) : QObject(window), window_(window) { window_->installEventFilter(this); }

void TypeSize::setPercent(int percent) {
    percent = *std::ranges::min_element(steps, {}, [percent](int step) { return std::abs(step - percent); });
    if (percent == percent_) return;
    percent_ = percent;
    apply();
    Q_EMIT changed(percent_);
}

void TypeSize::larger() {
    const auto step = std::ranges::upper_bound(steps, percent_);
    if (step != steps.end()) setPercent(*step);
}

void TypeSize::smaller() {
    const auto step = std::ranges::lower_bound(steps, percent_);
    if (step != steps.begin()) setPercent(*(step - 1));
}

// Only the size and the one colour are the window's own: everything else stays the desktop's.
void TypeSize::apply() {
    applying_ = true;
    window_->setFont(percent_ == usual ? QFont() : scaled(QApplication::font(), percent_ / 100.0));
    QPalette palette;
    if (isLarge()) askForStrongColours(palette, QApplication::palette());
    window_->setPalette(palette);
    for (QMenu* menu : window_->findChildren<QMenu*>()) menu->setAttribute(Qt::WA_WindowPropagation);
    applying_ = false;
}

bool TypeSize::eventFilter(QObject* window, QEvent* event) {
    const bool desktop =
        event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::ApplicationPaletteChange;
    if (desktop && !applying_ && percent_ != usual) apply();
    return QObject::eventFilter(window, event);
}

}  // namespace lossylens::ui
