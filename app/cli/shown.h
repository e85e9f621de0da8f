#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "app/cli/options.h"
#include "lens/files.h"
#include "lens/search_files.h"

namespace lossylens::app {

// One line of JSON. Bytes that are not UTF-8 (a path can have them) come out as U+FFFD.
[[nodiscard]] inline std::string jsonLine(const nlohmann::ordered_json& json) {
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

// A result in the format that was asked for; `text` makes the one for people.
template <class Value, class Text>
[[nodiscard]] std::string shown(const Value& value, Format format, const Text& text) {
    switch (format) {
        case Format::json:
            return jsonLine(lens::toJson(value));
        case Format::csv:
            return lens::toCsv(value);
        case Format::text:
            break;
    }
    return text(value);
}

}  // namespace lossylens::app
