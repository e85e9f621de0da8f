#include "app/cli/prompt_sets.h"

#include <algorithm>

#include "app/resources.h"

namespace lossylens::app {

std::vector<std::string> promptSetNames() { return {"general", "arithmetic", "facts", "stories"}; }

Result<lens::PromptSet> findPromptSet(const std::string& name_or_file) {
    const auto names = promptSetNames();
    if (std::ranges::find(names, name_or_file) != names.end())
        return lens::parsePromptSet(resource(("prompts/" + name_or_file + ".json").c_str()), name_or_file);
    auto set = lens::readPromptSet(name_or_file);
    if (set || set.error().code != ErrorCode::not_found) return set;
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return fail(ErrorCode::not_found, name_or_file, "is no set of prompts and no file that can be read",
                "name a file or one of " + all);
}

void PromptSetOption::addTo(CLI::App& app) {
    app.add_option("--prompts", name,
                   "a set of prompts (general, arithmetic, facts, stories) or a file with some")
        ->type_name("NAME|FILE")
        ->capture_default_str();
}

}  // namespace lossylens::app
