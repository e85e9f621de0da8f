#pragma once

#include "ui/colour_map.h"

namespace lossylens::ui {

// How a person looks at the embeddings: of which tokens, what beside what, in which colours.
struct EmbeddingDisplay {
    enum class Shows { all_tokens, selected_token };
    enum class Compare { before, wipe, difference, all_three };

    Shows shows = Shows::all_tokens;
    Compare compare = Compare::wipe;
    ColourMap colours = ColourMap::viridis;  // of the values: viridis or magma

    friend bool operator==(const EmbeddingDisplay&, const EmbeddingDisplay&) = default;
};

}  // namespace lossylens::ui
