#pragma once

#include <string>
#include <vector>

namespace lossylens::lens {

// A library that core stands on, for whoever shows versions and licences.
struct Component {
    std::string name;     // "libtorch"
    std::string version;  // "1.13.0"; empty where the library does not tell
    std::string licence;  // SPDX: "BSD-3-Clause"
};
[[nodiscard]] std::vector<Component> components();

}  // namespace lossylens::lens
