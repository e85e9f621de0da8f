#include "lens/about.h"

#include <hwy/highway.h>
#include <jconfig.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <zlib.h>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include "nn/version.h"

namespace lossylens::lens {
namespace {

std::string dotted(int major, int minor, int patch) {
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

// libjpeg-turbo has 2.1.5 as 2001005, three digits a part.
std::string jpegVersion() {
    constexpr int number = LIBJPEG_TURBO_VERSION_NUMBER;
    return dotted(number / 1'000'000, number / 1'000 % 1'000, number % 1'000);
}

}  // namespace

std::vector<Component> components() {
    return {
        {"libtorch", nn::torchVersion(), "BSD-3-Clause"},
        {"libjpeg-turbo", jpegVersion(), "BSD-3-Clause AND IJG"},
        {"SentencePiece", "", "Apache-2.0"},
        {"NLopt", "", "MIT AND LGPL-2.1-or-later"},
        {"PCRE2", std::to_string(PCRE2_MAJOR) + '.' + std::to_string(PCRE2_MINOR), "BSD-3-Clause"},
        {"zlib", ZLIB_VERSION, "Zlib"},
        {"VADER's lexicon", "3.3.2", "MIT"},
        {"Highway", dotted(HWY_MAJOR, HWY_MINOR, HWY_PATCH), "Apache-2.0"},
        {"JSON for Modern C++",
         dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH),
         "MIT"},
        {"tl::expected",
         dotted(TL_EXPECTED_VERSION_MAJOR, TL_EXPECTED_VERSION_MINOR, TL_EXPECTED_VERSION_PATCH), "CC0-1.0"},
    };
}

}  // namespace lossylens::lens
