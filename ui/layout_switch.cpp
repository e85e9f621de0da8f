#include "ui/layout_switch.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

class LayoutButton : public QToolButton {
public:
    using QToolButton::QToolButton;

    // As wide in bold, so that nothing moves when it is chosen.
    [[nodiscard]] QSize sizeHint() const override {
        const int wider =
            QFontMetrics(bold(font())).horizontalAdvance(text()) - fontMetrics().horizontalAdvance(text());
        return QToolButton::sizeHint() + QSize(std::max(0, wider) + 2 * gap(font()), lineWidth());
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override {
        if (!isChecked()) return QToolButton::paintEvent(event);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.font = bold(font());
        QStylePainter painter(this);
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
        const int width = lineWidth();
        painter.fillRect(QRect(width, height() - 2 * width, this->width() - 2 * width, width),
                         themeOf(palette()).accent);
    }

private:
    [[nodiscard]] int lineWidth() const { return qRound(3 * stroke(font())); }
};

}  // namespace

LayoutSwitch::LayoutSwitch(const QList<QAction*>& layouts, QWidget* parent) : QWidget(parent) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    setAccessibleName(tr("Layout"));
    for (QAction* action : layouts) {
        auto* button = new LayoutButton(this);
        button->setDefaultAction(action);
        button->setFocusPolicy(Qt::TabFocus);
        line->addWidget(button);
        buttons_ << button;
    }
}

}  // namespace lossylens::ui
