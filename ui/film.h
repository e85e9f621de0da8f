// What a filmstrip is, as plain functions on values: which qualities it has, and which of its texts is shown.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "ui/engine.h"

namespace lossylens::ui {

inline constexpr std::array<int, 8> filmed_qualities{100, 95, 75, 50, 25, 10, 5, 1};

// The one whose text stands for a quality; of two as near, the higher.
[[nodiscard]] int nearestFilmed(int quality);

// The quality of JPEG that a stream is at or as strong as; empty for the baseline.
[[nodiscard]] std::optional<int> qualityOf(const std::optional<codec::DistortionSpec>& distortion);

// Of streams at several qualities those that are shown side by side, as indices: the baseline, the one
// nearest to `quality`, and the control where there is one. All of them where there is no choice.
[[nodiscard]] std::vector<std::size_t> shownStreams(std::span<const lens::StreamPlan> streams, int quality);

// A run with only these of its streams; the run itself where all are shown.
[[nodiscard]] RunPointer withStreams(const RunPointer& run, const std::vector<std::size_t>& streams);

// The streams of a filmstrip, as indices; empty where a run is none.
[[nodiscard]] std::vector<std::size_t> filmedStreams(std::span<const lens::StreamPlan> streams);

}  // namespace lossylens::ui
