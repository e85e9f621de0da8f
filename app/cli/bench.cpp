#include <fstream>

#include "app/bench/codec_bench.h"
#include "app/bench/engine_bench.h"
#include "app/cli/command.h"
#include "app/cli/lists.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"
#include "app/cli/version.h"
#include "app/hub/library.h"
#include "app/resources.h"

namespace lossylens::app {
namespace {

using Json = nlohmann::ordered_json;

struct Figures {
    lens::SubjectInfo model;
    int threads = 0;
    bench::EngineFigures engine;
    bench::FastAgainstExact fast_against_exact;
    bench::CodecFigures codec;
};

std::string processorName() {
    std::ifstream information("/proc/cpuinfo");
    for (std::string line; std::getline(information, line);) {
        if (line.starts_with("model name")) return line.substr(std::min(line.find(": ") + 2, line.size()));
    }
    return "unknown";
}

Json toJson(const bench::EngineFigures& engine, const bench::FastAgainstExact& fast_against_exact) {
    Json decode = Json::array();
    for (const auto& [streams, ms] : engine.decode)
        decode.push_back({{"streams", streams}, {"ms_per_step", ms}});
    return {
        {"decode", std::move(decode)},
        {"prompt_tokens_per_second", engine.prompt_tokens_per_second},
        {"load_ms", engine.load_ms},
        {"first_token_ms", engine.first_token_ms},
        {"peak_memory_bytes", engine.peak_memory_bytes},
        {"fast_against_exact",
         {{"mean_kl", fast_against_exact.mean_kl}, {"top1_agreement", fast_against_exact.top1_agreement}}}};
}

Json toJson(const bench::CodecFigures& codec) {
    Json round_trips = Json::array();
    for (const bench::RoundTripFigure& figure : codec.round_trips) {
        round_trips.push_back({{"dimensions", figure.dimensions},
                               {"quality", figure.quality},
                               {"fast", figure.fast_us},
                               {"libjpeg", figure.libjpeg_us}});
    }
    return {{"round_trip_us", std::move(round_trips)},
            {"vocabulary_ms", codec.vocabulary_ms},
            {"slider_ms", codec.slider_ms}};
}

Json toJson(const Figures& figures) {
    return {{"machine",
             {{"processor", processorName()},
              {"threads", figures.threads},
              {"instruction_set", instructionSet()}}},
            {"model", lens::toJson(figures.model)},
            {"engine", toJson(figures.engine, figures.fast_against_exact)},
            {"codec", toJson(figures.codec)}};
}

struct Row {
    std::string figure;
    double value = 0;
    std::string unit;
};

std::vector<Row> rowsOf(const Figures& figures) {
    std::vector<Row> rows;
    for (const auto& [streams, ms] : figures.engine.decode)
        rows.push_back({"decode, " + std::to_string(streams) + " streams", ms, "ms a step"});
    rows.push_back({"prompt", figures.engine.prompt_tokens_per_second, "tokens/s"});
    rows.push_back({"load", figures.engine.load_ms, "ms"});
    rows.push_back({"first token", figures.engine.first_token_ms, "ms"});
    rows.push_back({"peak memory", static_cast<double>(figures.engine.peak_memory_bytes), "bytes"});
    rows.push_back({"fast against exact, mean KL", figures.fast_against_exact.mean_kl, "nats"});
    rows.push_back(
        {"fast against exact, top-1 agreement", figures.fast_against_exact.top1_agreement, "of 1"});
    for (const bench::RoundTripFigure& trip : figures.codec.round_trips) {
        const std::string name =
            "round trip, d " + std::to_string(trip.dimensions) + ", quality " + std::to_string(trip.quality);
        rows.push_back({name + ", fast", trip.fast_us, "us"});
        rows.push_back({name + ", libjpeg", trip.libjpeg_us, "us"});
    }
    rows.push_back({"whole vocabulary", figures.codec.vocabulary_ms, "ms"});
    rows.push_back({"slider move, 64 tokens", figures.codec.slider_ms, "ms"});
    return rows;
}

class BenchCommand final : public Command {
public:
    explicit BenchCommand(CLI::App& parent)
        : Command(parent, "bench", "Measure engine and codec on this machine") {
        common_.threads = 2;
        app_->add_option("--streams", streams_, "how many streams at once, such as 1,2,4,8,16")
            ->allow_extra_args(false)
            ->type_name("LIST")
            ->default_str("1,2,4,8,16");
    }

    Result<Answer> run(const std::stop_token& stop) override {
        const auto streams = parseList(
            "--streams", streams_.empty() ? std::vector<std::string>{"1,2,4,8,16"} : streams_, 1, 256);
        if (!streams) return tl::unexpected(streams.error());
        const auto path = hub::findModel(common_.model);
        if (!path) return tl::unexpected(path.error());
        const auto figures = measure(*path, *streams, stop);
        if (!figures) return tl::unexpected(figures.error());
        return Answer{.bytes = show(*figures)};
    }

private:
    Result<Figures> measure(const std::filesystem::path& path, const std::vector<int>& streams,
                            const std::stop_token& stop) const {
        const std::string text = resource("bench_text.txt");
        const nn::LoadOptions options{
            .precision = common_.precision, .threads = common_.threads, .progress = {}};
        Figures figures;
        figures.threads = common_.threads;
        auto engine = bench::measureEngine(path, options, streams, text, stop);
        if (!engine) return tl::unexpected(engine.error());
        figures.engine = std::move(*engine);
        {
            const auto subject = lens::openSubject(path, options, stop);
            if (!subject) return tl::unexpected(subject.error());
            figures.model = lens::describe(*(*subject)->checkpoint);
            auto codec = bench::measureCodec(*subject, common_.threads, stop);
            if (!codec) return tl::unexpected(codec.error());
            figures.codec = std::move(*codec);
        }
        const auto compared = bench::compareWithExact(path, common_.threads, text, stop);
        if (!compared) return tl::unexpected(compared.error());
        figures.fast_against_exact = *compared;
        return figures;
    }

    [[nodiscard]] std::string show(const Figures& figures) const {
        if (common_.format == Format::json) return jsonLine(toJson(figures));
        if (common_.format == Format::csv) {
            std::string file = "figure,value,unit\r\n";
            for (const Row& row : rowsOf(figures))
                file +=
                    lens::csvText(row.figure) + ',' + lens::csvNumber(row.value) + ',' + row.unit + "\r\n";
            return file;
        }
        Table table({"figure", "value", "unit"});
        for (const Row& row : rowsOf(figures))
            table.add({row.figure, fixed(row.value, row.value < 1 ? 5 : 2), row.unit});
        return figures.model.name + ", " + figures.model.precision + ", on " + processorName() + " (" +
               instructionSet() + "), " + std::to_string(figures.threads) + " threads\n" + table.text();
    }

    std::vector<std::string> streams_;
};

}  // namespace

CommandPointer makeBench(CLI::App& parent) { return std::make_unique<BenchCommand>(parent); }

}  // namespace lossylens::app
