#include "codec/quantisation.h"

#include <algorithm>
#include <string>

namespace lossylens::codec {

namespace {

// ITU-T T.81, table K.1
constexpr std::array<int, 64> luminance_at_50{
    16, 11, 10, 16, 24,  40,  51,  61,   //
    12, 12, 14, 19, 26,  58,  60,  55,   //
    14, 13, 16, 24, 40,  57,  69,  56,   //
    14, 17, 22, 29, 51,  87,  80,  62,   //
    18, 22, 37, 56, 68,  109, 103, 77,   //
    24, 35, 55, 64, 81,  104, 113, 92,   //
    49, 64, 78, 87, 103, 121, 120, 101,  //
    72, 92, 95, 98, 112, 100, 103, 99,
};

}  // namespace

Result<void> checkQuality(int quality) {
    if (quality >= 1 && quality <= 100) return {};
    return fail(ErrorCode::usage, "JPEG quality", std::to_string(quality) + " is out of range",
                "choose a whole number from 1 to 100");
}

std::array<int, 64> quantisationTable(int quality) {
    const int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    std::array<int, 64> table{};
    std::ranges::transform(luminance_at_50, table.begin(),
                           [&](int step) { return std::clamp((step * percent + 50) / 100, 1, 255); });
    return table;
}

}  // namespace lossylens::codec
