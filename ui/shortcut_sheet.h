// Every key of the window on one sheet: those of its actions as they are, those of its panels as listed here,
// where a test presses them.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>
#include <vector>

class QWidget;

namespace lossylens::ui {

struct KeyLine {
    QList<QKeySequence> keys;
    QString what;
};
struct KeyGroup {
    QString title;
    std::vector<KeyLine> lines;
};

// Keys that a panel itself takes while it has the focus; `panel` is its class.
struct PanelKeys {
    const char* panel;
    KeyGroup group;
};
[[nodiscard]] std::vector<PanelKeys> panelKeys();

// The actions of a window and of all that is in it, each sequence once, in the order of their making.
[[nodiscard]] KeyGroup actionKeys(const QWidget& window);

[[nodiscard]] std::vector<KeyGroup> shortcutSheet(const QWidget& window);
[[nodiscard]] QString sheetHtml(const std::vector<KeyGroup>& groups);

}  // namespace lossylens::ui
