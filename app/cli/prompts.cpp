#include "app/cli/command.h"
#include "app/cli/prompt_sets.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

std::string textOf(const lens::PromptSet& set) {
    Table table({"id", "prompt", "answers"});
    for (const lens::SetPrompt& prompt : set.prompts) {
        std::string answers;
        for (const std::string& answer : prompt.answers) answers += (answers.empty() ? "" : " or ") + answer;
        table.add({prompt.id, visible(prompt.text), answers});
    }
    return set.name + ": " + set.about + "\n" + table.text();
}

bool hasAnswers(const lens::PromptSet& set) {
    return std::ranges::any_of(set.prompts, [](const auto& prompt) { return !prompt.answers.empty(); });
}

std::string listOf(const std::vector<lens::PromptSet>& sets, Format format) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    std::string csv = "name,prompts,answers,about\r\n";
    Table table({"set", "prompts", "answers", "about"});
    for (const lens::PromptSet& set : sets) {
        const std::string count = std::to_string(set.prompts.size());
        json.push_back({{"name", set.name},
                        {"prompts", set.prompts.size()},
                        {"answers", hasAnswers(set)},
                        {"about", set.about}});
        csv += set.name + ',' + count + (hasAnswers(set) ? ",1," : ",0,") + lens::csvText(set.about) + "\r\n";
        table.add({set.name, count, hasAnswers(set) ? "known" : "–", set.about});
    }
    if (format == Format::json) return jsonLine({{"sets", std::move(json)}});
    return format == Format::csv ? csv : table.text();
}

class PromptsCommand final : public Command {
public:
    explicit PromptsCommand(CLI::App& parent)
        : Command(parent, "prompts", "Sets of prompts: which there are, or what is in one") {
        app_->add_option("NAME", name_, "a set or a file with prompts; without it, all sets are listed")
            ->type_name("");
    }

    Result<Answer> run(const std::stop_token&) override {
        if (!name_.empty()) {
            const auto set = findPromptSet(name_);
            if (!set) return tl::unexpected(set.error());
            return Answer{.bytes = shown(*set, common_.format, textOf)};
        }
        std::vector<lens::PromptSet> sets;
        for (const std::string& name : promptSetNames()) {
            auto set = findPromptSet(name);
            if (!set) return tl::unexpected(set.error());
            sets.push_back(*std::move(set));
        }
        return Answer{.bytes = listOf(sets, common_.format)};
    }

private:
    std::string name_;
};

}  // namespace

CommandPointer makePrompts(CLI::App& parent) { return std::make_unique<PromptsCommand>(parent); }

}  // namespace lossylens::app
