#include "codec/plane_layout.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

#include "base/random.h"

namespace lossylens::codec {

namespace {

constexpr std::string_view rows_mark = "rows-", permuted_mark = "permuted-";
constexpr std::string_view known_parts =
    "join with + any of: rows-1, rows-2, rows-8, rows-16, rows-32, prompt, swapped, permuted-SEED, rounded";

template <class Number>
std::optional<Number> numberAfter(std::string_view mark, std::string_view part) {
    if (!part.starts_with(mark)) return std::nullopt;
    part.remove_prefix(mark.size());
    Number number{};
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    return number;
}

bool take(std::string_view part, PlaneLayout& layout) {
    if (part == "prompt") {
        layout.image = PlaneLayout::Image::prompt;
    } else if (part == "swapped") {
        layout.order = PlaneLayout::Order::swapped;
    } else if (part == "rounded") {
        layout.levels = PlaneLayout::Levels::rounded;
    } else if (const auto seed = numberAfter<std::uint64_t>(permuted_mark, part)) {
        layout.order = PlaneLayout::Order::permuted;
        layout.seed = *seed;
    } else if (const auto rows = numberAfter<int>(rows_mark, part)) {
        layout.rows = *rows;
        return std::ranges::count(PlaneLayout::choices_of_rows, *rows) > 0;
    } else {
        return false;
    }
    return true;
}

}  // namespace

std::string nameOf(const PlaneLayout& layout) {
    std::string name;
    const auto add = [&name](std::string_view part, const std::string& number = {}) {
        if (!name.empty()) name += '+';
        name += part;
        name += number;
    };
    if (layout.image == PlaneLayout::Image::prompt) add("prompt");
    if (layout.rows != PlaneLayout{}.rows) add(rows_mark, std::to_string(layout.rows));
    if (layout.order == PlaneLayout::Order::swapped) add("swapped");
    if (layout.order == PlaneLayout::Order::permuted) add(permuted_mark, std::to_string(layout.seed));
    if (layout.levels == PlaneLayout::Levels::rounded) add("rounded");
    return name;
}

Result<PlaneLayout> parseLayout(std::string_view name) {
    PlaneLayout layout;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('+'), name.size());
        const std::string_view part = name.substr(0, end);
        if (!take(part, layout) || end + 1 == name.size()) {
            return fail(ErrorCode::usage, "layout of the plane",
                        std::string(1, '"').append(part).append("\" is none that is known"),
                        std::string(known_parts));
        }
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return layout;
}

std::vector<int> dimensionOrder(const PlaneLayout& layout, int dimensions) {
    std::vector<int> order(static_cast<std::size_t>(dimensions));
    std::iota(order.begin(), order.end(), 0);
    if (layout.order == PlaneLayout::Order::swapped) {
        std::ranges::rotate(order, order.begin() + (dimensions + 1) / 2);
    } else if (layout.order == PlaneLayout::Order::permuted) {
        for (std::size_t i = order.size(); i > 1; --i) {  // Fisher and Yates
            const double share = randomUniform({layout.seed, i});
            std::swap(order[i - 1], order[static_cast<std::size_t>(share * static_cast<double>(i))]);
        }
    }
    return order;
}

}  // namespace lossylens::codec
