#include "app/cli/bench_figures.h"
#include "app/cli/checks.h"
#include "app/cli/command.h"
#include "app/cli/lists.h"
#include "app/hub/library.h"
#include "app/resources.h"
#include "formats/checkpoint.h"

namespace lossylens::app {
namespace {

class BenchCommand final : public Command {
public:
    explicit BenchCommand(CLI::App& parent)
        : Command(parent, "bench", "Measure engine and codec on this machine") {
        common_.threads = 2;
        app_->add_option("--streams", streams_, "how many streams at once, such as 1,2,4,8,16")
            ->allow_extra_args(false)
            ->type_name("LIST")
            ->default_str("1,2,4,8,16");
        app_->add_option("--prompts", prompts_, "lengths of prompts in tokens, such as 16,512")
            ->allow_extra_args(false)
            ->type_name("LIST")
            ->default_str("512");
        app_->add_option("--repeat", rounds_, "rounds; what is shown is their median, least and most")
            ->check(wholeNumber(1, 1000))
            ->type_name("N")
            ->capture_default_str();
        app_->add_flag("--engine-only", engine_only_,
                       "only steps, prompts, loading and memory: not the codec, stops, nor the exact mode");
    }

    Result<Answer> run(const std::stop_token& stop) override {
        bench::EngineRequest request;
        request.options.precision = common_.precision;
        request.options.threads = common_.threads;
        request.stops = !engine_only_;
        request.rounds = rounds_;
        request.text = resource("bench_text.txt");
        auto streams = parseList("--streams", orElse(streams_, "1,2,4,8,16"), 1, 256);
        if (!streams) return tl::unexpected(streams.error());
        request.streams = std::move(*streams);
        auto prompts = parseList("--prompts", orElse(prompts_, "512"), 1, 1 << 20);
        if (!prompts) return tl::unexpected(prompts.error());
        request.prompts = std::move(*prompts);
        auto path = hub::findModel(common_.model);
        if (!path) return tl::unexpected(path.error());
        request.model = std::move(*path);
        const auto figures = measure(request, stop);
        if (!figures) return tl::unexpected(figures.error());
        Answer answer{.bytes = show(*figures)};
        if (figures->stopped) {
            answer.code = ExitCode::interrupted;
            answer.message = "interrupted: what was measured until then is written";
        }
        return answer;
    }

private:
    static std::vector<std::string> orElse(const std::vector<std::string>& given, const char* usual) {
        return given.empty() ? std::vector<std::string>{usual} : given;
    }

    Result<BenchFigures> measure(const bench::EngineRequest& request, const std::stop_token& stop) const {
        BenchFigures figures;
        figures.precision = request.options.precision;
        figures.threads = request.options.threads;
        figures.rounds = request.rounds;
        const auto checkpoint = formats::openCheckpoint(request.model);
        if (!checkpoint) return tl::unexpected(checkpoint.error());
        figures.model = lens::describe(**checkpoint);
        auto engine = bench::measureEngine(request, stop);
        if (!engine) return tl::unexpected(engine.error());
        figures.engine = std::move(*engine);
        figures.stopped = figures.engine.stopped;
        if (engine_only_ || figures.stopped) return figures;
        const auto measured = measureTheRest(request, stop, figures);
        figures.stopped = !measured && measured.error().code == ErrorCode::cancelled;
        if (!measured && !figures.stopped) return tl::unexpected(measured.error());
        return figures;
    }

    // Puts into `figures` what it gets to before a stop.
    static Result<void> measureTheRest(const bench::EngineRequest& request, const std::stop_token& stop,
                                       BenchFigures& figures) {
        const auto subject = lens::openSubject(request.model, request.options, stop);
        if (!subject) return tl::unexpected(subject.error());
        auto codec = bench::measureCodec(*subject, request.options.threads, stop);
        if (!codec) return tl::unexpected(codec.error());
        figures.codec = std::move(*codec);
        const auto compared =
            lens::compareWithExact(**subject, request.text, {.threads = request.options.threads}, stop);
        if (!compared) return tl::unexpected(compared.error());
        figures.fast_against_exact = *compared;
        return {};
    }

    [[nodiscard]] std::string show(const BenchFigures& figures) const {
        switch (common_.format) {
            case Format::json:
                return benchJson(figures);
            case Format::csv:
                return benchCsv(figures);
            case Format::text:
                break;
        }
        return benchText(figures);
    }

    std::vector<std::string> streams_, prompts_;
    int rounds_ = 1;
    bool engine_only_ = false;
};

}  // namespace

CommandPointer makeBench(CLI::App& parent) { return std::make_unique<BenchCommand>(parent); }

}  // namespace lossylens::app
