#include "app/cli/sweep_options.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>

#include "app/cli/checks.h"
#include "app/cli/lists.h"
#include "app/cli/prompt_sets.h"
#include "app/cli/version.h"
#include "study/study_file.h"

namespace lossylens::app {
namespace {

constexpr int most_seeds = 1'000'000;

// "5": the seeds 1 to 5; anything else is a list.
Result<std::vector<std::uint64_t>> parseSeeds(const std::string& text) {
    const bool is_count = text.find_first_of(",-") == std::string::npos;
    const auto list = parseList("--seeds", {is_count ? std::string("1-").append(text) : text},
                                is_count ? 1 : 0, most_seeds);
    if (!list) return tl::unexpected(list.error());
    return std::vector<std::uint64_t>(list->begin(), list->end());
}

Result<study::Shard> parseShard(const std::string& text) {
    study::Shard shard;
    const char* const end = text.data() + text.size();
    const auto index = std::from_chars(text.data(), end, shard.index);
    if (index.ec == std::errc() && index.ptr != end && *index.ptr == '/') {
        const auto count = std::from_chars(index.ptr + 1, end, shard.count);
        if (count.ec == std::errc() && count.ptr == end) {
            if (auto good = shard.check(); !good) return tl::unexpected(good.error());
            return shard;
        }
    }
    return fail(ErrorCode::usage, "--shard", "\"" + text + "\" is no part of a whole",
                "write 1/4 for the first of four parts");
}

bool isSet(const std::string& name) {
    const auto names = promptSetNames();
    return std::ranges::find(names, name) != names.end();
}

// A set that comes with the program; its name goes before its prompts' ids, so that sets can be joined.
Result<std::vector<study::Prompt>> promptsOfSet(const std::string& name) {
    if (!isSet(name)) {
        std::string all;
        for (const std::string& known : promptSetNames()) all += (all.empty() ? "" : ", ") + known;
        return fail(ErrorCode::not_found, "prompts", "there is no set \"" + name + "\"",
                    "choose one of: " + all);
    }
    const auto set = findPromptSet(name);
    if (!set) return tl::unexpected(set.error());
    std::vector<study::Prompt> prompts;
    for (const lens::SetPrompt& prompt : set->prompts)
        prompts.push_back({.id = name + '-' + prompt.id, .text = prompt.text});
    return prompts;
}

}  // namespace

void SweepOptions::addTo(CLI::App& app) {
    app.add_option("study", source, "a study file, or the rows folder of a study that was begun")
        ->type_name("STUDY.json|FOLDER");
    const auto before = app.get_options();
    app.add_option("--prompt", prompts, "a prompt, raw text; may be repeated")
        ->allow_extra_args(false)
        ->type_name("TEXT");
    app.add_option(
           "--prompts", prompt_files,
           "a set of prompts by its name, or a file of them: one a line, or a JSON array; may be repeated")
        ->allow_extra_args(false)
        ->type_name("SET|FILE");
    app.add_option("--seeds", seeds, "how many seeds, or a list such as 1-5 or 1,7")
        ->type_name("N|LIST")
        ->capture_default_str();
    streams.addTo(app);
    generation.addTo(app);
    app.remove_option(app.get_option("--seed"));
    app.add_flag("--chat", chat, "wrap the prompts in the model's chat template");
    app.add_option("--collapse-loop", collapse.loop_ids,
                   "a text has collapsed when it ends in a loop of so many ids")
        ->check(wholeNumber(2, std::numeric_limits<int>::max()))
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--collapse-repetition", collapse.seq_rep_4, "or when its seq-rep-4 is above this")
        ->check(number("from 0 to 1", [](double x) { return x >= 0 && x <= 1; }))
        ->type_name("X")
        ->capture_default_str();
    for (CLI::Option* const option : app.get_options()) {
        if (std::ranges::find(before, option) == before.end()) defining_.push_back(option);
    }
    app.add_option("--rows", rows, "folder for the rows; without it, named after the study file")
        ->type_name("FOLDER");
    app.add_option("--batch", run.batch, "how many texts are written at once; the rows do not depend on it")
        ->check(wholeNumber(1, 256))
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--shard", shard, "do only this part of the study: 2/4 is the second of four")
        ->type_name("I/N")
        ->capture_default_str();
    app.add_flag("--plan", plan, "say how many trials, tokens and minutes it will take, and stop");
}

Result<study::Study> SweepOptions::fromOptions() const {
    study::Study study;
    study.prompts.clear();
    const auto add = [&study](const std::string& text, const std::string& id = {}) {
        study.prompts.push_back(
            {.id = id.empty() ? std::string("p").append(std::to_string(study.prompts.size() + 1)) : id,
             .text = text});
    };
    for (const std::string& prompt : prompts) add(prompt);
    for (const std::string& file : prompt_files) {
        const auto some = isSet(file) ? promptsOfSet(file) : study::readPrompts(file);
        if (!some) return tl::unexpected(some.error());
        for (const study::Prompt& prompt : *some) add(prompt.text, prompt.id);
    }
    const auto specs = streams.specs();
    if (!specs) return tl::unexpected(specs.error());
    for (const codec::DistortionSpec& spec : *specs) study.arms.push_back({spec});
    auto chosen_seeds = parseSeeds(seeds);
    if (!chosen_seeds) return tl::unexpected(chosen_seeds.error());
    study.seeds = *std::move(chosen_seeds);
    study.sampling = generation.sampling;
    study.new_tokens = generation.max_new_tokens;
    study.scope = generation.scope;
    study.stop_at_end = !generation.ignore_end;
    study.chat = chat;
    study.collapse = collapse;
    if (auto good = study.check(); !good) return tl::unexpected(good.error());
    return study;
}

Result<study::Study> SweepOptions::fromSource() const {
    const auto given =
        std::ranges::find_if(defining_, [](const CLI::Option* one) { return one->count() > 0; });
    if (given != defining_.end()) {
        return fail(ErrorCode::usage, (*given)->get_name(), "says what " + source + " says already",
                    "change it there, or leave the study file away");
    }
    if (!std::filesystem::is_directory(source)) return study::readStudy(source, promptsOfSet);
    auto record = study::readRecord(source);
    if (!record) return tl::unexpected(record.error());
    return std::move(record->study);
}

Result<study::Study> SweepOptions::study(const CommonOptions& common) const {
    auto study = source.empty() ? fromOptions() : fromSource();
    if (!study) return study;
    if (!common.model.empty()) study->model = common.model;
    if (common.precision_option->count() > 0) study->precision = common.precision;
    return study;
}

std::string SweepOptions::rowsFolder() const {
    if (!rows.empty()) return rows;
    if (source.empty()) return "study.rows";
    const std::filesystem::path path(source);
    return std::filesystem::is_directory(path) ? source : path.stem().string() + ".rows";
}

Result<study::RunSettings> SweepOptions::settings(const CommonOptions& common) const {
    study::RunSettings settings = run;
    const auto part = parseShard(shard);
    if (!part) return tl::unexpected(part.error());
    settings.shard = *part;
    settings.machine = std::to_string(common.threads) + (common.threads == 1 ? " thread, " : " threads, ") +
                       instructionSet();
    if (auto good = settings.check(); !good) return tl::unexpected(good.error());
    return settings;
}

}  // namespace lossylens::app
