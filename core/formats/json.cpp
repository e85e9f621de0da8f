#include "formats/json.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "formats/quote.h"

namespace lossylens::formats {
namespace {

using nlohmann::json;

std::string lineAt(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    return "line " + std::to_string(1 + std::ranges::count(before, '\n'));
}

// Notices a name that comes twice in one object, which a parsed value would no longer show.
class NameWatch {
public:
    void see(json::parse_event_t event, const json& parsed) {
        if (event == json::parse_event_t::object_start) open_.emplace_back();
        if (event == json::parse_event_t::object_end) open_.pop_back();
        if (event != json::parse_event_t::key || twice_) return;
        const auto& name = parsed.get_ref<const std::string&>();
        if (!open_.back().insert(name).second) twice_ = name;
    }

    [[nodiscard]] const std::optional<std::string>& twice() const { return twice_; }

private:
    std::vector<std::unordered_set<std::string>> open_;
    std::optional<std::string> twice_;
};

// Counts while walking over a text byte by byte.
class LimitWatch {
public:
    explicit LimitWatch(const JsonLimits& limits) : limits_(limits) {}

    // What goes too far with this byte, if anything.
    [[nodiscard]] std::optional<std::string> see(char c) {
        if (++run_ > limits_.run)
            return "holds a piece longer than " + std::to_string(limits_.run) + " bytes";
        if (in_string_) {
            inString(c);
            return std::nullopt;
        }
        switch (c) {
            case '"':
                in_string_ = true;
                run_ = 0;
                return std::nullopt;
            case '{':
            case '[':
                if (++depth_ > limits_.depth)
                    return "is nested more than " + std::to_string(limits_.depth) + " deep";
                return nextValue();
            case '}':
            case ']':
                if (depth_ > 0) --depth_;
                run_ = 0;
                return std::nullopt;
            case ',':
            case ':':
                return nextValue();
            default:
                return std::nullopt;
        }
    }

private:
    void inString(char c) {
        if (escaped_) {
            escaped_ = false;
        } else if (c == '\\') {
            escaped_ = true;
        } else if (c == '"') {
            in_string_ = false;
            run_ = 0;
        }
    }

    std::optional<std::string> nextValue() {
        run_ = 0;
        if (++values_ <= limits_.values) return std::nullopt;
        return "holds more than " + std::to_string(limits_.values) + " values";
    }

    const JsonLimits& limits_;
    std::size_t depth_ = 0;
    std::size_t run_ = 0;
    std::size_t values_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
};

}  // namespace

std::string_view asText(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::optional<Error> exceeds(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes) {
        return Error{ErrorCode::limit, "", "is larger than " + std::to_string(limits.bytes) + " bytes", ""};
    }
    LimitWatch watch(limits);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (auto what = watch.see(text[i])) return Error{ErrorCode::limit, lineAt(text, i), *what, ""};
    }
    return std::nullopt;
}

Result<json> parseJson(std::span<const std::byte> bytes, const JsonLimits& limits) {
    const std::string_view text = asText(bytes);
    if (auto error = exceeds(text, limits)) return tl::unexpected(std::move(*error));
    NameWatch names;
    try {
        json value =
            json::parse(text.begin(), text.end(), [&](int, json::parse_event_t event, const json& parsed) {
                names.see(event, parsed);
                return true;
            });
        if (!names.twice()) return value;
    } catch (const json::parse_error& error) {
        return fail(ErrorCode::corrupt, lineAt(text, error.byte), "is not valid JSON");
    } catch (const json::exception&) {
        return fail(ErrorCode::corrupt, "", "holds a number too large for JSON's readers");
    }
    return fail(ErrorCode::corrupt, "", "names " + inQuotes(*names.twice()) + " twice");
}

Result<json> parseJsonObject(std::span<const std::byte> bytes, const JsonLimits& limits) {
    auto value = parseJson(bytes, limits);
    if (value && !value->is_object()) return fail(ErrorCode::corrupt, "", "is not a JSON object");
    return value;
}

}  // namespace lossylens::formats
