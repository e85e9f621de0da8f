#include "app/cli/usage.h"

#include <algorithm>

#include "app/cli/table.h"

namespace lossylens::app {
namespace {

// The command that was being read: of "models get", the second.
const CLI::App& readCommand(const CLI::App& app) {
    const auto parsed = app.get_subcommands();
    return parsed.empty() ? app : readCommand(*parsed.front());
}

std::string nameOf(const CLI::App& command) {
    const CLI::App* parent = command.get_parent();
    return parent == nullptr ? command.get_name() : nameOf(*parent) + ' ' + command.get_name();
}

bool hasCommands(const CLI::App& app) {
    return !app.get_subcommands([](const CLI::App* command) { return !command->get_name().empty(); }).empty();
}

Error about(const CLI::App& command, std::string where, std::string what) {
    return {ErrorCode::usage, std::move(where), std::move(what), "see " + nameOf(command) + " --help"};
}

Error unexpected(const CLI::App& command, const std::string& word) {
    if (word.starts_with('-')) {
        const std::string option = word.substr(0, word.find('='));
        return about(command, option, "is no option of " + nameOf(command));
    }
    if (hasCommands(command)) return about(command, visible(word), "is no command of " + nameOf(command));
    return about(command, visible(word), "is one word too many for " + nameOf(command));
}

// CLI11 starts these with the option's name: "--seed: 1 required N missing".
Error mismatch(const CLI::App& command, const std::string& message) {
    const std::string option = message.substr(0, message.find_first_of(": "));
    if (message.ends_with(" missing")) return about(command, option, "has no value");
    if (message.find("flag override") != std::string::npos) return about(command, option, "takes no value");
    return about(command, option, "is given more than once");
}

}  // namespace

Error usageError(const CLI::App& app, const CLI::ParseError& refusal) {
    const CLI::App& command = readCommand(app);
    const std::string message = refusal.what();
    const auto words = command.remaining(true);
    // By type: in the place of the kind's name, CLI11 puts the command's for one of them.
    if (dynamic_cast<const CLI::ExtrasError*>(&refusal) != nullptr && !words.empty())
        return unexpected(command, words.front());
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&refusal) != nullptr) return mismatch(command, message);
    return about(command, {}, message);
}

Result<void> refuseOptionsBeforeCommand(const CLI::App& app) {
    const CLI::App& command = readCommand(app);
    if (&command == &app) return {};
    for (const CLI::Option* option : app.get_options()) {
        if (option->count() == 0) continue;
        return tl::unexpected(
            about(command, option->get_name(),
                  "stands before the command, where it is the window's; write it after " + nameOf(command)));
    }
    return {};
}

}  // namespace lossylens::app
