#include "app/cli/program.h"

#include <csignal>
#include <cstdio>
#include <new>
#include <sstream>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/usage.h"
#include "app/cli/version.h"
#include "app/window.h"

namespace lossylens::app {
namespace {

// One line whatever the names in it: of files, of arguments.
void complain(std::string line) {
    for (char& c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    }
    std::fprintf(stderr, "lossylens: %s\n", line.c_str());
}

int report(const Error& error) {
    complain(error.text());
    return static_cast<int>(exitCodeOf(error));
}

// Everything that core can foresee is an Error; what is left are exceptions of libraries.
Result<Answer> runGuarded(Command& command, const std::stop_token& stop) {
    try {
        return command.run(stop);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::out_of_memory, "memory", "is not enough for this",
                    "close other programs or use a smaller model");
    } catch (const std::exception& exception) {
        return fail(ErrorCode::internal, "internal error", exception.what(), "please report it");
    }
}

int runCommand(Command& command) {
    if (auto good = checkPlace(command.common().output); !good) return report(good.error());
    const Interrupt interrupt;
    const auto answer = runGuarded(command, interrupt.token());
    if (!answer) return report(answer.error());
    const std::string file = command.writesItsOwnFile() ? std::string() : command.common().output;
    if (const auto delivered = deliver(answer->bytes, file); !delivered) return report(delivered.error());
    if (!answer->message.empty()) complain(answer->message);
    return static_cast<int>(answer->code);
}

// Help and version come from CLI11 as refusals, too.
int answerRefusal(const CLI::App& app, const CLI::ParseError& refusal) {
    if (refusal.get_exit_code() != 0) return report(usageError(app, refusal));
    std::ostringstream text, none;
    app.exit(refusal, text, none);
    const auto delivered = deliver(text.str(), {});
    return delivered ? 0 : report(delivered.error());
}

std::vector<CommandPointer> makeCommands(CLI::App& app) {
    std::vector<CommandPointer> commands;
    for (const auto make : {makeTokenize, makeRun, makeReplay, makeScore, makeTokens, makeBudget, makeAnswers,
                            makeCollapse, makeWords, makePrompts, makeCurve, makeVocabulary, makeDistortions,
                            makeShot, makeReport, makeSweep, makeBench})
        commands.push_back(make(app));
    for (const auto make : {makeModels, makeStudy}) {
        for (CommandPointer& command : make(app)) commands.push_back(std::move(command));
    }
    return commands;
}

}  // namespace

int runProgram(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of writing
    CLI::App app("See what lossy compression does to a language model.\nWithout a command, the window opens.",
                 "lossylens");
    app.set_version_flag("--version", versionText(), "what this program is made of");
    app.require_subcommand(0, 1);
    CommonOptions window_options;
    window_options.addTo(app);
    std::string language;
    app.add_option("--language", language, "of the window, such as de; otherwise the system's");
    const std::vector<CommandPointer> commands = makeCommands(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& refusal) {
        return answerRefusal(app, refusal);
    }
    if (auto good = refuseOptionsBeforeCommand(app); !good) return report(good.error());
    for (const CommandPointer& command : commands) {
        if (command->chosen()) return runCommand(*command);
    }
    const auto closed = openWindow(window_options, language);
    return closed ? *closed : report(closed.error());
}

}  // namespace lossylens::app
