// Numbers as people read them: in the way of their language, a minus as long as a plus. What goes into files
// is written elsewhere, with points for decimals.
#pragma once

#include <QString>

namespace lossylens::ui {

[[nodiscard]] QString numberText(double value, int decimals);
[[nodiscard]] QString significantText(double value, int digits);  // so many digits that count
[[nodiscard]] QString countText(qint64 count);

}  // namespace lossylens::ui
