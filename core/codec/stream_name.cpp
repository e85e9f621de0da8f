#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "codec/distortions.h"

namespace lossylens::codec {

namespace {

constexpr std::string_view match_mark = "@jpeg-";
constexpr char layout_mark = '+';

// The whole of `text` as a number, or nothing: no spaces, no sign but '-', '.' for the decimal point.
std::optional<double> parseNumber(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::string quoted(std::string_view text) { return std::string(1, '"').append(text).append(1, '"'); }

Result<double> parseStrength(std::string_view name, const Distortion::Info& info, std::string_view text) {
    const auto number = parseNumber(text);
    if (!number) {
        return fail(ErrorCode::usage, "distortion " + quoted(name), quoted(text) + " is not a number",
                    "end it with a " + std::string(info.strength_label) + " from " + numberText(info.least) +
                        " to " + numberText(info.most));
    }
    if (auto good = checkStrength(info, *number); !good) return tl::unexpected(good.error());
    return *number;
}

Result<DistortionSpec> parseWithoutLayout(std::string_view name) {
    const std::size_t name_end = std::min(name.find_first_of("-@"), name.size());
    const auto distortion = requireDistortion(name.substr(0, name_end));
    if (!distortion) return tl::unexpected(distortion.error());
    const Distortion::Info info = (*distortion)->info();
    const std::string_view rest = name.substr(name_end);

    DistortionSpec spec;
    spec.name = info.name;
    if (rest.empty()) {
        if (info.matchable) spec.matched_quality = static_cast<int>(spec.strength);
    } else if (rest.starts_with('-')) {
        const auto strength = parseStrength(name, info, rest.substr(1));
        if (!strength) return tl::unexpected(strength.error());
        spec.strength = *strength;
    } else if (rest.starts_with(match_mark)) {
        if (auto matchable = checkMatchable(info); !matchable) return tl::unexpected(matchable.error());
        const auto quality = parseStrength(name, jpegDistortion().info(), rest.substr(match_mark.size()));
        if (!quality) return tl::unexpected(quality.error());
        spec.matched_quality = static_cast<int>(*quality);
    } else {
        return fail(ErrorCode::usage, "distortion " + quoted(name), quoted(rest) + " is no cosine to match",
                    "write " + std::string(info.name) + "@jpeg- and a quality from 1 to 100");
    }
    return spec;
}

}  // namespace

std::string numberText(double number) {
    std::array<char, 512> text;  // a double in fixed notation has at most 325 characters
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    return {text.data(), end};
}

std::string streamName(const DistortionSpec& spec) {
    std::string name = spec.name;
    if (spec.matched_quality)
        name.append(match_mark).append(std::to_string(*spec.matched_quality));
    else
        name.append(1, '-').append(numberText(spec.strength));
    const std::string layout = usesJpeg(spec) ? nameOf(spec.layout) : std::string();
    return layout.empty() ? name : name.append(1, layout_mark).append(layout);
}

Result<DistortionSpec> parseDistortion(std::string_view stream) {
    std::size_t end = std::min(stream.find(layout_mark), stream.size());
    if (end > 0 && stream[end - 1] == '-') end = stream.size();  // a sign: no number that is known
    auto spec = parseWithoutLayout(stream.substr(0, end));
    if (!spec || end == stream.size()) return spec;
    const std::string_view layout_name = stream.substr(end + 1);
    const auto layout = parseLayout(layout_name);
    if (!layout) return tl::unexpected(within("distortion " + quoted(stream), layout.error()));
    if (layout_name.empty() || !usesJpeg(*spec)) {
        return fail(ErrorCode::usage, "distortion " + quoted(stream), "has no plane to lay out",
                    "write a layout after a quality of JPEG, as in jpeg-25+rows-8");
    }
    spec->layout = *layout;
    return spec;
}

}  // namespace lossylens::codec
