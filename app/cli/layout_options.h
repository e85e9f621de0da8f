#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "codec/plane_layout.h"

namespace lossylens::app {

// How an embedding becomes an image.
struct LayoutOptions {
    std::string name;       // such as "rows-8"; empty: the paper's
    bool rounding = false;  // in place of truncation

    void addTo(CLI::App& app);
    [[nodiscard]] Result<codec::PlaneLayout> layout() const;  // Errors: usage
};

}  // namespace lossylens::app
