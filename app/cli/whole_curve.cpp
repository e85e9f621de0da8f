#include "app/cli/whole_curve.h"

#include <numeric>

namespace lossylens::app {

Result<lens::Curve> wholeCurve(const lens::SubjectPointer& subject, const lens::RunDocument& run, int threads,
                               const std::stop_token& stop) {
    std::vector<int> qualities(100);
    std::iota(qualities.begin(), qualities.end(), 1);
    const codec::PlaneLayout& layout = run.codec.front().spec.layout;
    auto curve = lens::CurveMaker(subject).make(run.request.prompt, qualities, stop, layout);
    if (!curve || layout != codec::PlaneLayout{}) return curve;
    for (const int quality : lens::bandQualities()) {
        if (auto done = lens::extendBand(curve->vocabulary, *subject, quality, threads, stop); !done)
            return tl::unexpected(done.error());
    }
    return curve;
}

int qualityOf(const lens::RunDocument& run) {
    const codec::DistortionSpec& spec = run.codec.front().spec;
    if (spec.matched_quality) return *spec.matched_quality;
    return spec.name == "jpeg" ? static_cast<int>(spec.strength) : 25;
}

}  // namespace lossylens::app
