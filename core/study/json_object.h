#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace lossylens::study {

using Json = nlohmann::ordered_json;

// Reads the members of one JSON object and remembers the first that is wrong, with its place in the file
// ("sampling.top_k"). What is not there keeps its value.
class JsonObject {
public:
    JsonObject(const Json& json, std::string place);

    [[nodiscard]] const Json* member(const std::string& name);  // null where there is none
    void read(const std::string& name, std::string& value);
    void read(const std::string& name, bool& value);
    void read(const std::string& name, double& value);
    void read(const std::string& name, int& value, int least = std::numeric_limits<int>::min(),
              int most = std::numeric_limits<int>::max());
    // One of these names; `value` becomes what it stands for.
    template <class Value>
    void read(const std::string& name, Value& value,
              const std::vector<std::pair<std::string, Value>>& names) {
        std::string text;
        read(name, text);
        if (!has(name) || error_) return;
        std::string all;
        for (const auto& [known, meaning] : names) {
            if (known == text) {
                value = meaning;
                return;
            }
            all += (all.empty() ? "" : ", ") + known;
        }
        refuse(name, "\"" + text + "\" is not known", "choose one of: " + all);
    }

    [[nodiscard]] std::string placeOf(const std::string& name) const;
    void refuse(const std::string& name, std::string what, std::string remedy = {});
    void refuse(const Error& error);
    [[nodiscard]] bool good() const { return !error_; }
    // Errors: usage: the first thing that was wrong, or a member that nobody asked for.
    [[nodiscard]] Result<void> finish() const;

private:
    [[nodiscard]] bool has(const std::string& name) const;

    const Json& json_;
    std::string place_;
    std::set<std::string> known_;
    std::optional<Error> error_;
};

}  // namespace lossylens::study
