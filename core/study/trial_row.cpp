#include "study/trial_row.h"

#include <cmath>

#include "lens/files.h"
#include "study/json_object.h"
#include "study/measures.h"

namespace lossylens::study {
namespace {

Json number(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) return nullptr;
    constexpr double exact = 1e15;  // a whole number is written without a point, as it is in CSV
    if (*value == std::floor(*value) && std::abs(*value) < exact) return static_cast<std::int64_t>(*value);
    return *value;
}

std::optional<double> numberAt(const Json& json, std::string_view name) {
    const auto found = json.find(std::string(name));
    if (found == json.end() || found->is_null()) return {};
    return found->get<double>();
}

TrialRow rowOf(const Json& json) {
    TrialRow row;
    row.study = json.at("study").get<std::string>();
    row.trial = json.at("trial").get<int>();
    row.id = json.at("id").get<std::string>();
    row.prompt = json.at("prompt").get<std::string>();
    row.seed = json.at("seed").get<std::uint64_t>();
    row.arm = json.at("arm").get<std::string>();
    row.cosine_mean = numberAt(json, "cosine_mean");
    row.cosine_flattened = numberAt(json, "cosine_flattened");
    row.bytes = numberAt(json, "bytes");
    row.kl = numberAt(json, "kl");
    row.recovered = numberAt(json, "recovered");
    row.ended = json.at("ended").get<bool>();
    row.collapsed = json.at("collapsed").get<bool>();
    for (const Measure& measure : measures()) row.measured.push_back(numberAt(json, measure.name));
    if (json.contains("ids")) row.ids = json.at("ids").get<std::vector<int>>();
    if (json.contains("text")) row.text = json.at("text").get<std::string>();
    return row;
}

}  // namespace

std::optional<double> TrialRow::at(std::string_view measure) const {
    const int place = findMeasure(measure);
    return place < 0 ? std::nullopt : measured[static_cast<std::size_t>(place)];
}

std::string toJsonLine(const TrialRow& row, RowTexts texts) {
    Json json{{"study", row.study},
              {"trial", row.trial},
              {"id", row.id},
              {"prompt", row.prompt},
              {"seed", row.seed},
              {"arm", row.arm},
              {"cosine_mean", number(row.cosine_mean)},
              {"cosine_flattened", number(row.cosine_flattened)},
              {"bytes", number(row.bytes)},
              {"kl", number(row.kl)},
              {"recovered", number(row.recovered)},
              {"ended", row.ended},
              {"collapsed", row.collapsed}};
    for (std::size_t i = 0; i < row.measured.size(); ++i)
        json[std::string(measures()[i].name)] = number(row.measured[i]);
    if (texts == RowTexts::kept) {
        json["ids"] = row.ids;
        json["text"] = row.text;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<TrialRow> parseRow(std::string_view line) {
    try {
        return rowOf(Json::parse(line));
    } catch (const Json::exception& error) {
        return fail(ErrorCode::corrupt, "row", std::string("is no row of a study: ") + error.what());
    }
}

std::string csvHeader() {
    std::string line =
        "study,trial,id,prompt,seed,arm,cosine_mean,cosine_flattened,bytes_a_token,kl_nats,recovered,ended,"
        "collapsed";
    for (const Measure& measure : measures()) line.append(1, ',').append(measure.name);
    return line + "\r\n";
}

std::string toCsvLine(const TrialRow& row) {
    std::string line = lens::csvText(row.study);
    const auto add = [&line](const std::string& cell) { line += ',' + cell; };
    add(std::to_string(row.trial));
    add(lens::csvText(row.id));
    add(lens::csvText(row.prompt));
    add(std::to_string(row.seed));
    add(lens::csvText(row.arm));
    for (const auto& value : {row.cosine_mean, row.cosine_flattened, row.bytes, row.kl, row.recovered})
        add(lens::csvNumber(value));
    add(row.ended ? "1" : "0");
    add(row.collapsed ? "1" : "0");
    for (const auto& value : row.measured) add(lens::csvNumber(value));
    return line + "\r\n";
}

}  // namespace lossylens::study
