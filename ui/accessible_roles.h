#pragma once

namespace lossylens::ui {

// Tells screen readers what the widgets that paint themselves are: pictures to read by their description,
// messages, the line of state. Once, before the first of them is looked at.
void installAccessibleRoles();

}  // namespace lossylens::ui
