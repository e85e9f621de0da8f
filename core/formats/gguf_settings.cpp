#include "formats/gguf_settings.h"

#include <cmath>
#include <utility>

#include "formats/quote.h"

namespace lossylens::formats {

template <class Read>
auto GgufSettings::valueAs(const std::string& key, const char* needed, Read read)
    -> decltype(read(GgufValue())) {
    const GgufValue* value = file_.find(key);
    if (value == nullptr) return {};
    auto converted = read(*value);
    if (!converted) {
        std::string is = std::string(nameOf(value->type));
        if (value->type == GgufType::array)
            is += " whose elements are each " + std::string(nameOf(value->element));
        refuse(key, "is " + is + "; it must be " + needed);
    }
    return converted;
}

int GgufSettings::whole(const std::string& key, int most, std::optional<int> fallback) {
    const auto value = valueAs(key, "a whole number", [](const GgufValue& v) { return v.whole(); });
    if (!value) {
        if (!fallback && !has(key)) refuse(key, "is missing");
        return fallback.value_or(1);
    }
    if (*value >= 1 && *value <= most) return static_cast<int>(*value);
    refuse(key, "is " + std::to_string(*value) + "; it must lie between 1 and " + std::to_string(most),
           *value < 1 ? ErrorCode::corrupt : ErrorCode::limit);
    return 1;
}

double GgufSettings::positive(const std::string& key, std::optional<double> fallback) {
    const auto value = valueAs(key, "a number", [](const GgufValue& v) { return v.number(); });
    if (!value) {
        if (!fallback && !has(key)) refuse(key, "is missing");
        return fallback.value_or(1);
    }
    if (std::isfinite(*value) && *value > 0) return *value;
    const bool finite = std::isfinite(*value);
    refuse(key,
           finite ? "is " + std::to_string(*value) + "; it must be more than 0" : "is not a finite number",
           finite ? ErrorCode::corrupt : ErrorCode::not_finite);
    return 1;
}

std::string GgufSettings::text(const std::string& key, const std::string& fallback) {
    const auto value = valueAs(key, "a text", [](const GgufValue& v) { return v.text(); });
    return value ? std::string(*value) : fallback;
}

std::optional<bool> GgufSettings::flag(const std::string& key) {
    return valueAs(key, "a flag", [](const GgufValue& v) { return v.flag(); });
}

std::optional<int> GgufSettings::id(const std::string& key, std::size_t tokens) {
    const auto value = valueAs(key, "the id of a token", [](const GgufValue& v) { return v.whole(); });
    if (!value || *value == -1 || *value == 0xffffffff) return std::nullopt;
    if (*value >= 0 && std::cmp_less(*value, tokens)) return static_cast<int>(*value);
    refuse(key, "is " + std::to_string(*value) + ", and there are " + std::to_string(tokens) + " tokens");
    return std::nullopt;
}

std::vector<std::string> GgufSettings::texts(const std::string& key) {
    return valueAs(key, "a list of texts", [](const GgufValue& v) { return v.texts(); })
        .value_or(std::vector<std::string>());
}

std::vector<float> GgufSettings::floats(const std::string& key) {
    return valueAs(key, "a list of floats", [](const GgufValue& v) { return v.floats(); })
        .value_or(std::vector<float>());
}

std::vector<int> GgufSettings::wholes(const std::string& key) {
    return valueAs(key, "a list of 32-bit numbers", [](const GgufValue& v) { return v.wholes(); })
        .value_or(std::vector<int>());
}

void GgufSettings::refuse(const std::string& key, std::string what, ErrorCode code) {
    if (!error_) error_ = Error{code, "key " + inQuotes(key), std::move(what), ""};
}

}  // namespace lossylens::formats
