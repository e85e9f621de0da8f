#include "app/cli/streams.h"

#include <algorithm>

#include "app/cli/lists.h"

namespace lossylens::app {

void StreamOptions::addTo(CLI::App& app) {
    app.add_option("--quality", qualities, "JPEG qualities, such as 95,75,25 or 1-100; may be repeated")
        ->allow_extra_args(false)
        ->type_name("LIST")
        ->default_str("25");
    app.add_option("--distortion", distortions,
                   "jpeg or rotation at every --quality, or one by its stream's name: jpeg-25, "
                   "rotation@jpeg-25, rotation-0.74; may be repeated")
        ->allow_extra_args(false)
        ->type_name("NAME")
        ->default_str("jpeg");
    plane.addTo(app);
}

Result<std::vector<codec::DistortionSpec>> StreamOptions::specs() const {
    const bool named_qualities = !qualities.empty();
    const auto list =
        parseList("--quality", named_qualities ? qualities : std::vector<std::string>{"25"}, 1, 100);
    if (!list) return tl::unexpected(list.error());

    const auto chosen_layout = plane.layout();
    if (!chosen_layout) return tl::unexpected(chosen_layout.error());

    std::vector<codec::DistortionSpec> specs;
    const auto add = [&](codec::DistortionSpec spec) {
        if (spec.layout == codec::PlaneLayout{} && codec::usesJpeg(spec)) spec.layout = *chosen_layout;
        if (std::ranges::find(specs, spec) == specs.end()) specs.push_back(spec);
    };
    const auto addAtEveryQuality = [&](codec::DistortionSpec spec) {
        for (const int quality : *list) {
            if (spec.matched_quality)
                spec.matched_quality = quality;
            else
                spec.strength = quality;
            add(spec);
        }
    };
    const auto isPlain = [](const std::string& name) {
        return name.substr(0, name.find('+')).find_first_of("-@") == std::string::npos;
    };
    const bool nobody_takes_them = std::ranges::none_of(distortions, isPlain);
    if (distortions.empty() || (named_qualities && nobody_takes_them)) addAtEveryQuality({});
    for (const std::string& name : distortions) {
        const auto spec = codec::parseDistortion(name);
        if (!spec) return tl::unexpected(spec.error());
        if (isPlain(name))
            addAtEveryQuality(*spec);
        else
            add(*spec);
    }
    return specs;
}

}  // namespace lossylens::app
