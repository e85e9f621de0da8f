#include "lens/json_members.h"

#include <cmath>
#include <limits>

namespace lossylens::lens {
namespace {

using Json = nlohmann::json;

constexpr int most_ids = 10'000'000;

}  // namespace

bool Members::has(const char* name) const { return object_.is_object() && object_.contains(name); }

bool Members::hasValue(const char* name) const { return has(name) && !object_[name].is_null(); }

const Json* Members::member(const char* name) const {
    if (has(name)) return &object_[name];
    complain(name, "is missing");
    return nullptr;
}

std::string Members::text(const char* name) const {
    const Json* value = member(name);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    complain(name, "is no text");
    return {};
}

std::uint64_t Members::whole(const char* name, std::uint64_t most) const {
    const Json* value = member(name);
    if (value == nullptr) return 0;
    const bool fits = value->is_number_unsigned() && value->get<std::uint64_t>() <= most;
    if (fits) return value->get<std::uint64_t>();
    complain(name, "is no whole number from 0 to " + std::to_string(most));
    return 0;
}

double Members::number(const char* name) const {
    const Json* value = member(name);
    if (value == nullptr) return 0;
    if (value->is_number() && std::isfinite(value->get<double>())) return value->get<double>();
    complain(name, "is no number");
    return 0;
}

std::optional<double> Members::numberOrNull(const char* name) const {
    return hasValue(name) ? std::optional(number(name)) : std::nullopt;
}

bool Members::flag(const char* name) const {
    const Json* value = member(name);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->get<bool>();
    complain(name, "is neither true nor false");
    return false;
}

std::vector<int> Members::ids(const char* name) const {
    std::vector<int> ids;
    for (const Json& id : list(name, most_ids)) {
        const bool fits =
            id.is_number_unsigned() && id.get<std::uint64_t>() <= std::numeric_limits<int>::max();
        if (!fits) {
            complain(name, "holds something else than ids");
            break;
        }
        ids.push_back(id.get<int>());
    }
    return ids;
}

const Json& Members::list(const char* name, std::size_t most) const {
    static const Json empty = Json::array();
    const Json* value = member(name);
    if (value == nullptr) return empty;
    if (value->is_array() && value->size() <= most) return *value;
    complain(name, "is no list of at most " + std::to_string(most));
    return empty;
}

Members Members::inner(const char* name) const {
    static const Json empty = Json::object();
    const Json* value = member(name);
    if (value != nullptr && !value->is_object()) complain(name, "is no object");
    return {value != nullptr ? *value : empty, path_ + name + '.', problem_};
}

void Members::complain(const char* name, const std::string& what) const {
    if (!problem_) problem_ = path_ + name + ' ' + what;
}

}  // namespace lossylens::lens
