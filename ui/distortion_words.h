// What distortions are called in the window: their labels in core/codec, which knows no translations.
#pragma once

#include <QString>

#include "lens/generate.h"

namespace lossylens::ui {

[[nodiscard]] QString labelOf(const codec::Distortion& distortion);  // "Rotation"
[[nodiscard]] QString strengthLabelOf(
    const codec::Distortion& distortion);  // "quality"; empty: it has one alone
// Of a part behind a "+" in a name: "fresh" is "fresh draws"; what is no draw or finish is itself.
[[nodiscard]] QString partText(const QString& part);

}  // namespace lossylens::ui
