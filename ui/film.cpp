#include "ui/film.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace lossylens::ui {

int nearestFilmed(int quality) {
    return *std::ranges::min_element(filmed_qualities, {},
                                     [quality](int filmed) { return std::abs(filmed - quality); });
}

std::optional<int> qualityOf(const std::optional<codec::DistortionSpec>& distortion) {
    if (!distortion) return {};
    return distortion->matched_quality.value_or(static_cast<int>(distortion->strength));
}

// The first distorted stream says what is filmed; the control is another distortion.
std::vector<std::size_t> filmedStreams(std::span<const lens::StreamPlan> streams) {
    std::vector<std::size_t> filmed;
    for (std::size_t i = 1; i < streams.size(); ++i) {
        if (streams[i].distortion->name == streams[1].distortion->name) filmed.push_back(i);
    }
    return filmed.size() > 1 ? filmed : std::vector<std::size_t>();
}

std::vector<std::size_t> shownStreams(std::span<const lens::StreamPlan> streams, int quality) {
    const std::vector<std::size_t> filmed = filmedStreams(streams);
    std::vector<std::size_t> shown(streams.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    if (filmed.empty()) return shown;
    const std::size_t nearest = *std::ranges::min_element(filmed, {}, [&](std::size_t i) {
        return std::abs(qualityOf(streams[i].distortion).value_or(0) - quality);
    });
    std::erase_if(shown, [&](std::size_t i) { return i != nearest && std::ranges::count(filmed, i) > 0; });
    return shown;
}

RunPointer withStreams(const RunPointer& run, const std::vector<std::size_t>& streams) {
    if (!run || streams.size() == run->snapshot.streams.size()) return run;
    RunAnswer part = *run;
    part.request.generation.streams.clear();
    part.snapshot.streams.clear();
    for (const std::size_t i : streams) {
        part.request.generation.streams.push_back(run->request.generation.streams[i]);
        part.snapshot.streams.push_back(run->snapshot.streams[i]);
    }
    return std::make_shared<const RunAnswer>(std::move(part));
}

}  // namespace lossylens::ui
