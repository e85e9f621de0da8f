#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>
#include <utility>

#include "codec/distortions.h"

namespace lossylens::codec {

namespace {

constexpr std::string_view quality_mark = "@jpeg-", cosine_mark = "@cos-", seed_mark = "seed-";
constexpr char part_mark = '+';
constexpr std::string_view known_parts = "; or fresh, norm, nearest, seed-NUMBER";

// The whole of `text` as a number, or nothing: no spaces, no sign but '-', '.' for the decimal point.
template <class Number = double>
std::optional<Number> parseNumber(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if constexpr (std::is_floating_point_v<Number>) {
        if (!std::isfinite(number)) return std::nullopt;
    }
    return number;
}

std::string quoted(std::string_view text) { return std::string(1, '"').append(text).append(1, '"'); }

tl::unexpected<Error> noNumber(std::string_view stream, std::string_view text, std::string remedy) {
    return fail(ErrorCode::usage, "distortion " + quoted(stream), quoted(text) + " is not a number",
                std::move(remedy));
}

Result<double> parseStrength(std::string_view stream, const Distortion::Info& info, std::string_view text) {
    const auto number = parseNumber(text);
    if (!number) {
        return noNumber(stream, text,
                        "end it with a " + std::string(info.strength_label) + " from " +
                            numberText(info.least) + " to " + numberText(info.most));
    }
    if (auto good = checkStrength(info, *number); !good) return tl::unexpected(good.error());
    return *number;
}

// Names have dashes themselves: the longest one that the stream begins with, before a mark or the end.
Result<const Distortion*> distortionAtStartOf(std::string_view stream) {
    const Distortion* found = nullptr;
    for (const Distortion* one : distortions()) {
        const std::string_view name = one->info().name;
        const bool ends = stream.size() == name.size() ||
                          (stream.size() > name.size() &&
                           std::string_view("-@").find(stream[name.size()]) != std::string_view::npos);
        if (stream.starts_with(name) && ends && (found == nullptr || name.size() > found->info().name.size()))
            found = one;
    }
    if (found != nullptr) return found;
    return requireDistortion(stream.substr(0, std::min(stream.find_first_of("-@"), stream.size())));
}

Result<void> takeMatch(DistortionSpec& spec, const Distortion::Info& info, std::string_view stream,
                       std::string_view rest) {
    const std::string name(info.name);
    if (rest.starts_with(quality_mark)) {
        if (auto matchable = checkMatchable(info); !matchable) return matchable;
        const auto quality = parseStrength(stream, jpegDistortion().info(), rest.substr(quality_mark.size()));
        if (!quality) return tl::unexpected(quality.error());
        spec.matched_quality = static_cast<int>(*quality);
    } else if (rest.starts_with(cosine_mark)) {
        const std::string_view text = rest.substr(cosine_mark.size());
        spec.matched_cosine = parseNumber(text);
        if (!spec.matched_cosine) return noNumber(stream, text, "end it with a cosine from -1 to 1");
    } else {
        return fail(
            ErrorCode::usage, "distortion " + quoted(stream), quoted(rest) + " is no cosine to match",
            "write " + name + "@jpeg- and a quality from 1 to 100, or " + name + "@cos- and a cosine");
    }
    return {};
}

// What stands before the first part.
Result<DistortionSpec> parseHead(std::string_view stream) {
    const auto distortion = distortionAtStartOf(stream);
    if (!distortion) return tl::unexpected(distortion.error());
    const Distortion::Info info = (*distortion)->info();
    const std::string_view rest = stream.substr(info.name.size());

    DistortionSpec spec;
    spec.name = info.name;
    if (rest.empty()) {
        if (info.matchable)
            spec.matched_quality = static_cast<int>(jpegDistortion().info().usual);
        else
            spec.strength = info.usual;
    } else if (rest.starts_with('@')) {
        if (auto taken = takeMatch(spec, info, stream, rest); !taken) return tl::unexpected(taken.error());
    } else if (info.strength_label.empty()) {
        return fail(ErrorCode::usage, "distortion " + quoted(stream), "has no strength to choose",
                    "write " + std::string(info.name));
    } else {
        const auto strength = parseStrength(stream, info, rest.substr(1));
        if (!strength) return tl::unexpected(strength.error());
        spec.strength = *strength;
    }
    return spec;
}

// Empty: not one of these, so a part of the layout.
std::optional<Result<void>> takePart(DistortionSpec& spec, std::string_view stream, std::string_view part) {
    using Finish = DistortionSpec::Finish;
    if (part == "fresh") {
        spec.draw = DistortionSpec::Draw::fresh;
    } else if (part == "norm" || part == "nearest") {
        const Finish finish = part == "norm" ? Finish::norm : Finish::nearest;
        if (spec.finish != Finish::none && spec.finish != finish) {
            return fail(ErrorCode::usage, "distortion " + quoted(stream), "has both norm and nearest",
                        "choose one: a row of the table has a norm of its own");
        }
        spec.finish = finish;
    } else if (part.starts_with(seed_mark)) {
        const std::string_view text = part.substr(seed_mark.size());
        const auto seed = parseNumber<std::uint64_t>(text);
        if (!seed) return noNumber(stream, text, "write a seed such as seed-7");
        if (const Distortion* one = findDistortion(spec.name); !one->info().random) {
            return fail(ErrorCode::usage, spec.name, "draws no random numbers", "leave out the seed");
        }
        spec.seed = *seed;
    } else {
        return {};
    }
    return Result<void>{};
}

Result<void> takeLayout(DistortionSpec& spec, std::string_view stream, std::string_view name) {
    auto layout = parseLayout(name);
    if (!layout) {
        Error error = within("distortion " + quoted(stream), std::move(layout.error()));
        error.remedy += known_parts;
        return tl::unexpected(std::move(error));
    }
    if (!usesPlane(spec)) {
        return fail(ErrorCode::usage, "distortion " + quoted(stream), "has no plane to lay out",
                    "write a layout after a quality of JPEG, as in jpeg-25+rows-8");
    }
    spec.layout = *layout;
    return {};
}

// `parts`: what follows the head, without the first mark.
Result<void> takeParts(DistortionSpec& spec, std::string_view stream, std::string_view parts) {
    std::string layout;
    bool has_layout = false;
    for (std::size_t start = 0; start <= parts.size();) {
        const std::size_t end = std::min(parts.find(part_mark, start), parts.size());
        const std::string_view part = parts.substr(start, end - start);
        if (const auto taken = takePart(spec, stream, part)) {
            if (!*taken) return *taken;
        } else {
            if (has_layout) layout += part_mark;
            layout += part;
            has_layout = true;
        }
        start = end + 1;
    }
    // "jpeg-25+" and "jpeg-25+rows-8+" end in a part that is empty, which no layout has.
    if (has_layout && (layout.empty() || layout.ends_with(part_mark))) layout += part_mark;
    return has_layout ? takeLayout(spec, stream, layout) : Result<void>{};
}

std::string partsOf(const DistortionSpec& spec) {
    std::string parts;
    const auto add = [&parts](const std::string& part) { parts.append(1, part_mark).append(part); };
    const Distortion* distortion = findDistortion(spec.name);
    const bool random = distortion != nullptr && distortion->info().random;
    if (const std::string layout = nameOf(spec.layout); usesPlane(spec) && !layout.empty()) add(layout);
    if (random && spec.seed != DistortionSpec{}.seed) add(std::string(seed_mark) + std::to_string(spec.seed));
    if (spec.draw == DistortionSpec::Draw::fresh) add("fresh");
    if (spec.finish == DistortionSpec::Finish::norm) add("norm");
    if (spec.finish == DistortionSpec::Finish::nearest) add("nearest");
    return parts;
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
    const Distortion* distortion = findDistortion(spec.name);
    if (spec.matched_quality)
        name.append(quality_mark).append(std::to_string(*spec.matched_quality));
    else if (spec.matched_cosine)
        name.append(cosine_mark).append(numberText(*spec.matched_cosine));
    else if (distortion == nullptr || !distortion->info().strength_label.empty())
        name.append(1, '-').append(numberText(spec.strength));
    return name + partsOf(spec);
}

Result<DistortionSpec> parseDistortion(std::string_view stream) {
    std::size_t end = std::min(stream.find(part_mark), stream.size());
    if (end > 0 && stream[end - 1] == '-') end = stream.size();  // a sign: no number that is known
    auto spec = parseHead(stream.substr(0, end));
    if (!spec) return spec;
    if (end < stream.size()) {
        if (auto taken = takeParts(*spec, stream, stream.substr(end + 1)); !taken)
            return tl::unexpected(taken.error());
    }
    if (auto sound = check(*spec); !sound) return tl::unexpected(sound.error());
    return spec;
}

}  // namespace lossylens::codec
