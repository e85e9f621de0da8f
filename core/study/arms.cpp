#include "study/arms.h"

#include <algorithm>
#include <charconv>

#include "lens/files.h"

namespace lossylens::study {
namespace {

struct Parts {  // "rotation+norm" without a strength
    std::string name, suffix;
};

Parts partsOf(const std::string& name) {
    const std::size_t plus = std::min(name.find('+'), name.size());
    return {name.substr(0, plus), name.substr(plus)};
}

Result<Arm> armOf(const std::string& name) {
    auto spec = codec::parseDistortion(name);
    if (!spec) return tl::unexpected(spec.error());
    return Arm{*std::move(spec)};
}

bool strengthIsQuality(const codec::DistortionSpec& spec) {
    const codec::Distortion* const distortion = codec::findDistortion(spec.name);
    return distortion && distortion->info().strength_label == "quality";
}

template <class Number>
Result<std::vector<Arm>> armsAtEach(const Parts& parts, const std::string& mark,
                                    const std::vector<Number>& strengths) {
    std::vector<Arm> arms;
    for (const Number strength : strengths) {
        auto arm = armOf(parts.name + mark + lens::csvNumber(strength) + parts.suffix);
        if (!arm) return tl::unexpected(arm.error());
        arms.push_back(*std::move(arm));
    }
    return arms;
}

bool isNumber(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

FamilyAndStrength familyOf(const std::string& arm) {
    const auto [name, suffix] = partsOf(arm);
    for (std::size_t dash = name.find('-'); dash != std::string::npos; dash = name.find('-', dash + 1)) {
        if (const std::string strength = name.substr(dash + 1); isNumber(strength))
            return {name.substr(0, dash) + suffix, strength};
    }
    return {arm, {}};
}

Result<std::vector<Arm>> armsOf(const std::string& name, const std::vector<int>& qualities) {
    if (name == "baseline") return std::vector<Arm>{};  // is an arm anyway
    auto arm = armOf(name);
    if (!arm) return tl::unexpected(arm.error());
    const Parts parts = partsOf(name);
    const bool has_strength = !familyOf(name).strength.empty();
    const bool matched = arm->distortion->matched_quality.has_value();
    const bool takes_quality = matched || strengthIsQuality(*arm->distortion);
    if (has_strength || !takes_quality || qualities.empty()) return std::vector{*std::move(arm)};
    return armsAtEach(parts, matched ? "@jpeg-" : "-", qualities);
}

Result<std::vector<Arm>> armsAt(const std::string& name, const std::vector<double>& strengths) {
    return armsAtEach(partsOf(name), "-", strengths);
}

Result<std::vector<Arm>> armsAtCosines(const std::string& name, const std::vector<double>& cosines) {
    return armsAtEach(partsOf(name), "@cos-", cosines);
}

bool hasQuality(const std::string& family) {
    const std::string name = partsOf(family).name;
    if (name.ends_with("@jpeg")) return true;
    const codec::Distortion* const distortion = codec::findDistortion(name);
    return distortion && distortion->info().strength_label == "quality";
}

}  // namespace lossylens::study
