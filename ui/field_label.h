#pragma once

#include <QString>

class QLabel;
class QWidget;

namespace lossylens::ui {

// The label of a field: its access key goes to the field, and screen readers call the field by it.
[[nodiscard]] QLabel* fieldLabel(const QString& text, QWidget* field, QWidget* parent);
// Both side by side.
[[nodiscard]] QWidget* labelled(const QString& text, QWidget* field, QWidget* parent);

}  // namespace lossylens::ui
