#include "study/run_study.h"

#include <algorithm>
#include <chrono>
#include <ctime>

#include "lens/fingerprint.h"
#include "lens/perplexity.h"
#include "study/json_object.h"
#include "study/measures.h"

namespace lossylens::study {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int most_at_once = 256;
constexpr std::size_t measured_at_once = 16;  // texts

std::string timeText(std::time_t time) {
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

// One session of work on a study.
class Session {
public:
    Session(PreparedStudy& study, RowFolder& folder, const RunSettings& settings, const ObserveStudy& observe,
            const std::stop_token& stop)
        : study_(study),
          folder_(folder),
          settings_(settings),
          observe_(observe),
          stop_(stop),
          pool_(study.subject(), study.longest()) {
        for (const Trial& trial : trialsOf(study.study(), settings.shard)) {
            ++outcome_.all;
            if (folder.has(trial.number))
                ++outcome_.done;
            else
                waiting_.push_back(trial);
        }
        std::ranges::reverse(waiting_);
        done_before_ = outcome_.done;
    }

    Result<StudyOutcome> carryOut() {
        const bool any = !waiting_.empty();
        while (const std::size_t writing = fill()) {
            const auto stepped = pool_.step(stop_);
            if (!stepped && stepped.error().code == ErrorCode::cancelled) break;
            if (!stepped) return tl::unexpected(stepped.error());
            outcome_.tokens += static_cast<long>(writing);
            const auto kept = keepFinished();
            if (!kept && kept.error().code == ErrorCode::cancelled) break;
            if (!kept) return tl::unexpected(kept.error());
            report(nullptr);
        }
        outcome_.seconds = seconds();
        if (any) {
            if (auto noted = folder_.noteSession(sessionLine()); !noted) return tl::unexpected(noted.error());
        }
        if (outcome_.complete()) {
            if (auto ordered = folder_.finish(); !ordered) return tl::unexpected(ordered.error());
        }
        return outcome_;
    }

private:
    // Texts being written, 0 when there are none left.
    std::size_t fill() {
        while (!waiting_.empty() && pool_.size() < static_cast<std::size_t>(settings_.batch)) {
            pool_.begin(waiting_.back().number, study_.textOf(waiting_.back()));
            writing_.push_back(waiting_.back());
            waiting_.pop_back();
        }
        return stop_.stop_requested() ? 0 : pool_.size();
    }

    Result<void> keepFinished() {
        auto all = pool_.takeFinished();
        const auto measured = perplexitiesOf(all);
        if (!measured) return tl::unexpected(measured.error());
        for (const auto& finished : all) finished_[finished.number] = finished.stream.ids;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto trial = writtenTrial(all[i].number);
            auto row = rowOf(*trial, std::move(all[i].stream), (*measured)[i]);
            if (!row) return tl::unexpected(row.error());
            writing_.erase(trial);
            if (auto kept = folder_.append(*std::move(row)); !kept) return kept;
            ++outcome_.done;
            report(&folder_.rows().back());
        }
        finished_.clear();  // the rows have them
        return {};
    }

    [[nodiscard]] std::vector<Trial>::const_iterator writtenTrial(int number) const {
        return std::ranges::find(writing_, number, &Trial::number);
    }

    // Texts of one prompt go through the model together.
    Result<std::vector<std::optional<double>>> perplexitiesOf(
        const std::vector<lens::StreamPool::Finished>& texts) const {
        std::vector<std::optional<double>> values(texts.size());
        std::map<int, std::vector<std::size_t>> of_prompt;
        for (std::size_t i = 0; i < texts.size(); ++i)
            of_prompt[writtenTrial(texts[i].number)->prompt].push_back(i);
        for (const auto& [prompt, which] : of_prompt) {
            for (std::size_t first = 0; first < which.size(); first += measured_at_once) {
                const auto part = std::span(which).subspan(first);
                const auto some = part.first(std::min(part.size(), measured_at_once));
                std::vector<std::span<const int>> ids;
                for (const std::size_t i : some)
                    ids.push_back(lens::withoutEnd(*study_.subject()->tokenizer, texts[i].stream.ids));
                const auto measured = lens::perplexities(*study_.subject(), study_.idsOf(prompt), ids, stop_);
                if (!measured) return tl::unexpected(measured.error());
                for (std::size_t k = 0; k < some.size(); ++k) values[some[k]] = (*measured)[k];
            }
        }
        return values;
    }

    Result<TrialRow> rowOf(const Trial& trial, lens::StreamSnapshot stream,
                           std::optional<double> perplexity) {
        const Study& study = study_.study();
        const auto effect = study_.effectOn(trial.prompt, trial.arm, stop_);
        if (!effect) return tl::unexpected(within(idOf(study, trial), effect.error()));
        TrialRow row{.study = folder_.fingerprint(),
                     .trial = trial.number,
                     .id = idOf(study, trial),
                     .prompt = study.prompts[static_cast<std::size_t>(trial.prompt)].id,
                     .seed = study.seeds[static_cast<std::size_t>(trial.seed)],
                     .arm = nameOf(study.arms[static_cast<std::size_t>(trial.arm)]),
                     .cosine_mean = effect->cosine_mean,
                     .cosine_flattened = effect->cosine_flattened,
                     .bytes = effect->bytes,
                     .kl = effect->kl,
                     .recovered = effect->recovered};
        const auto ids = lens::withoutEnd(*study_.subject()->tokenizer, stream.ids);
        const TrialText text{.ids = ids,
                             .text = stream.text,
                             .agreed = agreedWithBaseline(trial, stream.ids),
                             .perplexity = perplexity};
        for (const Measure& measure : measures()) row.measured.push_back(measure.of(text));
        row.collapsed = hasCollapsed(ids, study.collapse);
        row.ended = stream.state == lens::StreamSnapshot::State::ended;
        row.ids = std::move(stream.ids);
        row.text = std::move(stream.text);
        return row;
    }

    // The baseline of a prompt and seed begins with or before the texts that are compared with it, so that it
    // has at least as many ids, or is done.
    int agreedWithBaseline(const Trial& trial, const std::vector<int>& ids) const {
        const std::vector<int>& baseline = baselineOf(trial.number - trial.arm);
        return static_cast<int>(std::ranges::mismatch(ids, baseline).in1 - ids.begin());
    }

    const std::vector<int>& baselineOf(int number) const {
        if (const auto found = finished_.find(number); found != finished_.end()) return found->second;
        if (const lens::StreamSnapshot* const stream = pool_.find(number)) return stream->ids;
        return folder_.find(number)->ids;
    }

    void report(const TrialRow* row) const {
        if (!observe_) return;
        StudyProgress progress{.done = outcome_.done,
                               .all = outcome_.all,
                               .tokens = outcome_.tokens,
                               .seconds = seconds(),
                               .writing = static_cast<int>(pool_.size()),
                               .row = row};
        const int lately = outcome_.done - done_before_;
        if (lately > 0) progress.seconds_left = progress.seconds / lately * (outcome_.all - outcome_.done);
        observe_(progress);
    }

    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(Clock::now() - start_).count();
    }

    [[nodiscard]] std::string sessionLine() const {
        const Json line{
            {"began", timeText(began_)},
            {"seconds", outcome_.seconds},
            {"trials", outcome_.done - done_before_},
            {"tokens", outcome_.tokens},
            {"batch", settings_.batch},
            {"shard", std::to_string(settings_.shard.index) + '/' + std::to_string(settings_.shard.count)},
            {"program", "LossyLens " LOSSYLENS_VERSION},
            {"weights", lens::fingerprintOf(*study_.subject()->checkpoint)},
            {"machine", settings_.machine}};
        return line.dump() + '\n';
    }

    PreparedStudy& study_;
    RowFolder& folder_;
    const RunSettings& settings_;
    const ObserveStudy& observe_;
    const std::stop_token& stop_;
    lens::StreamPool pool_;
    std::vector<Trial> waiting_;  // the next one last
    std::vector<Trial> writing_;
    std::map<int, std::vector<int>> finished_;  // ids of what this step finished
    StudyOutcome outcome_;
    int done_before_ = 0;
    Clock::time_point start_ = Clock::now();
    std::time_t began_ = std::time(nullptr);
};

}  // namespace

Result<void> RunSettings::check() const {
    if (batch < 1 || batch > most_at_once) {
        return fail(ErrorCode::usage, "batch", std::to_string(batch) + " texts at once are not possible",
                    "choose 1 to " + std::to_string(most_at_once));
    }
    return shard.check();
}

Result<StudyOutcome> runStudy(PreparedStudy& study, RowFolder& folder, const RunSettings& settings,
                              const ObserveStudy& observe, const std::stop_token& stop) {
    if (auto good = settings.check(); !good) return tl::unexpected(good.error());
    return Session(study, folder, settings, observe, stop).carryOut();
}

}  // namespace lossylens::study
