#include "app/cli/streams.h"

#include <algorithm>

#include "app/cli/lists.h"

namespace lossylens::app {
namespace {

std::string namesOfDistortions() {
    std::string names;
    for (const codec::Distortion* one : codec::distortions())
        names.append(names.empty() ? "" : ", ").append(one->info().name);
    return names;
}

// A distortion alone, perhaps with parts: "jpeg", "residual-other+fresh".
bool isPlain(std::string_view name) {
    return codec::findDistortion(name.substr(0, name.find('+'))) != nullptr;
}

}  // namespace

void StreamOptions::addTo(CLI::App& app) {
    app.add_option("--quality", qualities, "JPEG qualities, such as 95,75,25 or 1-100; may be repeated")
        ->allow_extra_args(false)
        ->type_name("LIST")
        ->default_str("25");
    app.add_option(
           "--distortion", distortions,
           "one of " + namesOfDistortions() +
               ": JPEG and what can be matched to it at every --quality; or one by its stream's name: "
               "jpeg-25, rotation@jpeg-25, dct@cos-0.75, rotation-0.74, gaussian@jpeg-25+fresh+norm, "
               "jpeg-25+nearest; may be repeated (lossylens distortions says what they are)")
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
        if (spec.layout == codec::PlaneLayout{} && codec::usesPlane(spec)) spec.layout = *chosen_layout;
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
    std::vector<codec::DistortionSpec> named;
    const auto takesQualities = [&](std::size_t i) {
        return isPlain(distortions[i]) && codec::usesJpeg(named[i]);
    };
    bool taken = false;
    for (const std::string& name : distortions) {
        const auto spec = codec::parseDistortion(name);
        if (!spec) return tl::unexpected(spec.error());
        named.push_back(*spec);
        taken = taken || takesQualities(named.size() - 1);
    }
    if (distortions.empty() || (named_qualities && !taken)) addAtEveryQuality({});
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (takesQualities(i))
            addAtEveryQuality(named[i]);
        else
            add(named[i]);
    }
    return specs;
}

}  // namespace lossylens::app
