#include "lens/command_line.h"

#include <algorithm>

namespace lossylens::lens {
namespace {

bool isPlain(char c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("-_./@,:+").find(c) != std::string_view::npos;
}

class Command {
public:
    Command& flag(std::string_view word) {
        line_.append(1, ' ').append(word);
        return *this;
    }
    Command& option(std::string_view name, std::string_view value) {
        flag(name);
        line_ += value.starts_with('-') ? '=' : ' ';  // or it would be read as another option
        line_ += shellWord(value);
        return *this;
    }
    [[nodiscard]] std::string line() && { return std::move(line_); }

private:
    std::string line_ = "lossylens run";
};

}  // namespace

std::string shellWord(std::string_view word) {
    if (!word.empty() && std::ranges::all_of(word, isPlain)) return std::string(word);
    std::string quoted = "'";
    for (const char c : word) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted + '\'';
}

std::string commandLine(const RunDocument& run) {
    const GenerationRequest& request = run.request;
    Command command;
    command.option("--model", run.model.path.string());
    if (run.precision != nn::Precision::stored) command.option("--precision", nameOf(run.precision));
    command.option("--prompt", run.message.value_or(run.prompt));
    if (run.message) command.flag("--chat");
    for (const StreamPlan& plan : request.streams) {
        if (plan.distortion) command.option("--distortion", codec::streamName(*plan.distortion));
    }
    command.option("--scope", nameOf(request.scope))
        .option("--max-new-tokens", std::to_string(request.max_new_tokens));
    if (!request.stop_at_end) command.flag("--ignore-end");
    const nn::Sampling& sampling = request.sampling;
    if (sampling.greedy) return std::move(command.flag("--greedy")).line();
    command.option("--seed", std::to_string(sampling.seed))
        .option("--temperature", csvNumber(sampling.temperature))
        .option("--top-k", std::to_string(sampling.top_k))
        .option("--top-p", csvNumber(sampling.top_p));
    return std::move(command).line();
}

}  // namespace lossylens::lens
