#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"

namespace lossylens::codec {

// Walks the markers of a file before libjpeg sees it: exactly one baseline grayscale frame of columns × rows,
// one scan, and nothing after the end marker. Absurd sizes are refused here, before anything is allocated.
// Errors: corrupt, with the byte at which the file goes wrong.
[[nodiscard]] Result<void> checkJpegFile(std::span<const std::uint8_t> file, int columns, int rows);

}  // namespace lossylens::codec
