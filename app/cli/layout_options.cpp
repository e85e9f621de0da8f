#include "app/cli/layout_options.h"

#include "app/cli/checks.h"

namespace lossylens::app {

void LayoutOptions::addTo(CLI::App& app) {
    app.add_option(
           "--layout", name,
           "How an embedding becomes an image: rows-1, rows-2 (the paper's), rows-8, rows-16, rows-32, "
           "prompt (all its tokens as one image), swapped, permuted-SEED; several are joined by +")
        ->check(notEmpty("the name of a layout"))
        ->type_name("NAME")
        ->default_str("rows-2");
    app.add_flag("--rounding", rounding, "Round to 8 bits, where the paper truncates");
}

Result<codec::PlaneLayout> LayoutOptions::layout() const {
    auto chosen = codec::parseLayout(name);
    if (!chosen) return tl::unexpected(within("--layout", chosen.error()));
    if (rounding) chosen->levels = codec::PlaneLayout::Levels::rounded;
    return chosen;
}

}  // namespace lossylens::app
