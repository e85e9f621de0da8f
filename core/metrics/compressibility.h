#pragma once

#include <optional>
#include <string_view>

namespace lossylens::metrics {

// Bytes of a text / bytes of its deflate stream (level 9, without a header or checksum): the more a text
// repeats itself, the higher; longer texts have higher ones anyway, so that only equal lengths are
// comparable. Empty for an empty text. "aaaaaaaaaa": 10 / 4.
[[nodiscard]] std::optional<double> gzipRatio(std::string_view text);

}  // namespace lossylens::metrics
