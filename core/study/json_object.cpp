#include "study/json_object.h"

#include <cmath>

namespace lossylens::study {

JsonObject::JsonObject(const Json& json, std::string place) : json_(json), place_(std::move(place)) {
    if (!json_.is_object()) refuse({}, std::string("is no object but ") + json_.type_name());
}

std::string JsonObject::placeOf(const std::string& name) const {
    if (name.empty()) return place_.empty() ? "study" : place_;
    return place_.empty() ? name : place_ + '.' + name;
}

bool JsonObject::has(const std::string& name) const { return json_.is_object() && json_.contains(name); }

void JsonObject::refuse(const std::string& name, std::string what, std::string remedy) {
    refuse(Error{ErrorCode::usage, placeOf(name), std::move(what), std::move(remedy)});
}

void JsonObject::refuse(const Error& error) {
    if (!error_) error_ = error;
}

const Json* JsonObject::member(const std::string& name) {
    known_.insert(name);
    return has(name) ? &json_.at(name) : nullptr;
}

void JsonObject::read(const std::string& name, std::string& value) {
    const Json* const json = member(name);
    if (!json) return;
    if (!json->is_string()) return refuse(name, "is no text", "put it in double quotes");
    value = json->get<std::string>();
}

void JsonObject::read(const std::string& name, bool& value) {
    const Json* const json = member(name);
    if (!json) return;
    if (!json->is_boolean()) return refuse(name, "is neither true nor false");
    value = json->get<bool>();
}

void JsonObject::read(const std::string& name, double& value) {
    const Json* const json = member(name);
    if (!json) return;
    if (!json->is_number() || !std::isfinite(json->get<double>())) return refuse(name, "is no number");
    value = json->get<double>();
}

void JsonObject::read(const std::string& name, int& value, int least, int most) {
    double number = value;
    read(name, number);
    if (!has(name) || error_) return;
    if (number != std::floor(number) || number < least || number > most) {
        return refuse(name, json_.at(name).dump() + " is no whole number from " + std::to_string(least) +
                                " to " + std::to_string(most));
    }
    value = static_cast<int>(number);
}

Result<void> JsonObject::finish() const {
    if (error_) return tl::unexpected(*error_);
    for (const auto& [name, value] : json_.items()) {
        if (known_.contains(name)) continue;
        std::string all;
        for (const std::string& known : known_) all += (all.empty() ? "" : ", ") + known;
        return fail(ErrorCode::usage, placeOf(name), "is not known here", "what can be here is: " + all);
    }
    return {};
}

}  // namespace lossylens::study
