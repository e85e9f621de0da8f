#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"
#include "codec/distortion.h"

namespace lossylens::app {
namespace {

using Info = codec::Distortion::Info;

bool hasStrength(const Info& info) { return !info.strength_label.empty(); }

std::string rangeOf(const Info& info) {
    if (!hasStrength(info)) return "–";
    return std::string(info.strength_label) + ", " + lens::csvNumber(info.least) + " to " +
           lens::csvNumber(info.most) + (info.whole ? ", whole" : "");
}

class DistortionsCommand final : public Command {
public:
    explicit DistortionsCommand(CLI::App& parent)
        : Command(parent, "distortions", "What can be done to an embedding: names, formulas, strengths") {}

    Result<Answer> run(const std::stop_token&) override {
        switch (common_.format) {
            case Format::json:
                return Answer{.bytes = jsonOf()};
            case Format::csv:
                return Answer{.bytes = csvOf()};
            case Format::text:
                break;
        }
        return Answer{.bytes = textOf()};
    }

private:
    static std::string textOf() {
        Table table({"name", "y =", "strength", "matched", "random"});
        for (const codec::Distortion* one : codec::distortions()) {
            const Info info = one->info();
            table.add({std::string(info.name), std::string(info.formula), rangeOf(info),
                       info.matchable ? "yes" : "–", info.random ? "yes" : "–"});
        }
        return table.text() +
               "NAME-STRENGTH, NAME@jpeg-QUALITY or NAME@cos-COSINE (matched, token by token), then any of:\n"
               "+fresh (random numbers by position, not by token), +seed-N, +norm (the length before),\n"
               "+nearest (the nearest token's embedding), and a layout such as +rows-8\n";
    }

    static std::string jsonOf() {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const codec::Distortion* one : codec::distortions()) {
            const Info info = one->info();
            nlohmann::ordered_json strength = nullptr;
            if (hasStrength(info)) {
                strength = {{"label", info.strength_label},
                            {"least", info.least},
                            {"most", info.most},
                            {"whole", info.whole}};
            }
            list.push_back({{"name", info.name},
                            {"label", info.label},
                            {"formula", info.formula},
                            {"strength", std::move(strength)},
                            {"matchable", info.matchable},
                            {"random", info.random}});
        }
        return jsonLine({{"distortions", std::move(list)}});
    }

    static std::string csvOf() {
        std::string file = "name,label,formula,strength,least,most,whole,matchable,random\r\n";
        const auto yes = [](bool value) { return value ? "true" : "false"; };
        for (const codec::Distortion* one : codec::distortions()) {
            const Info info = one->info();
            const bool has = hasStrength(info);
            file += lens::csvText(info.name) + ',' + lens::csvText(info.label) + ',' +
                    lens::csvText(info.formula) + ',' + lens::csvText(info.strength_label) + ',' +
                    (has ? lens::csvNumber(info.least) + ',' + lens::csvNumber(info.most) : ",") + ',' +
                    yes(info.whole) + ',' + yes(info.matchable) + ',' + yes(info.random) + "\r\n";
        }
        return file;
    }
};

}  // namespace

CommandPointer makeDistortions(CLI::App& parent) { return std::make_unique<DistortionsCommand>(parent); }

}  // namespace lossylens::app
