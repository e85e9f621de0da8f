#pragma once

#include <QString>
#include <vector>

namespace lossylens::ui {

// How the window is arranged under its bar.
enum class WindowLayout { probe, teach, study };

struct LayoutChoice {
    WindowLayout layout;
    QString id;  // in the session
    QString name;
    QString hint;
};
// In the order of their keys: Ctrl+1, Ctrl+2 and so on. Another layout is a line here and a page in
// MainWindow.
[[nodiscard]] std::vector<LayoutChoice> windowLayouts();
[[nodiscard]] QString idOf(WindowLayout layout);
[[nodiscard]] WindowLayout layoutOf(const QString& id);  // the first one for an id that there is not

}  // namespace lossylens::ui
