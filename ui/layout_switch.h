#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QToolButton;

namespace lossylens::ui {

// The window's layouts as a row of switches. The one that is chosen is in bold with a line under it: a
// pressed button of the style is hard to tell from the others in dark colours.
class LayoutSwitch : public QWidget {
    Q_OBJECT
public:
    LayoutSwitch(const QList<QAction*>& layouts, QWidget* parent);

    [[nodiscard]] const QList<QToolButton*>& buttons() const { return buttons_; }

private:
    QList<QToolButton*> buttons_;
};

}  // namespace lossylens::ui
