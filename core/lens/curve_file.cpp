#include "lens/curve_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "formats/json.h"
#include "lens/json_members.h"

namespace lossylens::lens {
namespace {

using Json = nlohmann::json;

constexpr std::size_t most_tokens = 100'000;
constexpr formats::JsonLimits limits{
    .bytes = std::size_t{16} << 20U, .depth = 8, .run = std::size_t{64} << 10U, .values = 2'000'000};

std::vector<std::string> textsOf(const Members& members, const char* name) {
    std::vector<std::string> texts;
    for (const Json& text : members.list(name, most_tokens)) {
        if (text.is_string()) texts.push_back(text.get<std::string>());
    }
    return texts;
}

std::vector<std::optional<double>> numbersOf(const Members& members, const char* name) {
    std::vector<std::optional<double>> numbers;
    for (const Json& number : members.list(name, most_tokens))
        numbers.push_back(number.is_number() ? std::optional(number.get<double>()) : std::nullopt);
    return numbers;
}

CurvePoint pointOf(const Members& point, std::size_t tokens) {
    CurvePoint read{.quality = static_cast<int>(point.whole("quality", 100)),
                    .cosine = {.flattened = point.numberOrNull("cosine_flattened"),
                               .mean = point.numberOrNull("cosine_mean"),
                               .tokens = numbersOf(point, "cosine")},
                    .bytes = point.ids("bytes")};
    if (read.cosine.tokens.size() != tokens || read.bytes.size() != tokens)
        point.complain("cosine", "has not a number a token, or bytes has not");
    return read;
}

}  // namespace

Result<Curve> readCurve(std::string_view json) {
    const auto object = formats::parseJsonObject(std::as_bytes(std::span(json)), limits);
    if (!object) return tl::unexpected(within("curve", object.error()));
    std::optional<std::string> problem;
    const Members members(*object, "", problem);
    Curve curve;
    curve.ids = members.ids("ids");
    curve.pieces = textsOf(members, "pieces");
    if (curve.pieces.size() != curve.ids.size()) members.complain("pieces", "are not as many as the ids");
    for (const Json& point : members.list("curve", 100))
        curve.points.push_back(pointOf(Members(point, "curve: ", problem), curve.ids.size()));
    const auto falls = [](const CurvePoint& a, const CurvePoint& b) { return a.quality >= b.quality; };
    if (curve.points.empty() || std::ranges::adjacent_find(curve.points, falls) != curve.points.end())
        members.complain("curve", "has no qualities that rise");
    if (problem) return fail(ErrorCode::corrupt, "curve", *problem, "write it again: lossylens curve");
    return curve;
}

}  // namespace lossylens::lens
