#include "app/cli/bench_figures.h"

#include "app/cli/shown.h"
#include "app/cli/table.h"
#include "app/cli/version.h"

namespace lossylens::app {
namespace {

using Json = nlohmann::ordered_json;
using bench::Spread;

Json toJson(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json medianOf(const std::optional<Spread>& spread) { return spread ? Json(spread->median()) : Json(nullptr); }

Json withSpread(Json object, const char* key, const Spread& spread) {
    object[key] = spread.median();
    object["least"] = spread.least;
    object["most"] = spread.most;
    return object;
}

Json toJson(const bench::Memory& memory) {
    return {
        {"anonymous", memory.anonymous}, {"file", memory.file}, {"all", memory.all}, {"peak", memory.peak}};
}

Json toJson(const bench::EngineFigures& engine) {
    Json decode = Json::array();
    for (const auto& [streams, ms] : engine.decode)
        decode.push_back(withSpread({{"streams", streams}}, "ms_per_step", ms));
    Json prompts = Json::array();
    for (const auto& [tokens, ms] : engine.prompts)
        prompts.push_back(withSpread({{"tokens", tokens}}, "ms", ms));
    Json all = {{"decode", std::move(decode)},
                {"pair_against_one", toJson(engine.pairAgainstOne())},
                {"pair_against_read_limit", toJson(engine.pairAgainstReadLimit())},
                {"read_limit_ms", toJson(engine.readLimitMs())},
                {"weight_bytes", toJson(engine.weight_bytes)},
                {"prompt_tokens_per_second", toJson(engine.promptTokensPerSecond())},
                {"prompts", std::move(prompts)},
                {"load_ms", medianOf(engine.load_ms)},
                {"first_token_ms", medianOf(engine.first_token_ms)},
                {"peak_memory_bytes", engine.memory ? Json(engine.memory->peak) : Json(nullptr)},
                {"memory_bytes", engine.memory ? toJson(*engine.memory) : Json(nullptr)}};
    if (engine.stop_in_prompt_ms && engine.stop_in_writing_ms) {
        all["stop_ms"] = {{"in_prompt", engine.stop_in_prompt_ms->most},
                          {"in_writing", engine.stop_in_writing_ms->most}};
    }
    return all;
}

Json toJson(const lens::Exactness& compared) {
    return {{"mean_kl", compared.mean_kl},
            {"top1_agreement", compared.top1_agreement},
            {"positions", compared.positions}};
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

Json machineJson(const BenchFigures& figures) {
    Json libraries = Json::object();
    for (const auto& [name, version] : bench::libraryVersions()) libraries[name] = version;
    return {{"processor", bench::processorName()},
            {"threads", figures.threads},
            {"instruction_set", instructionSet()},
            {"read_bytes_per_second", medianOf(figures.engine.read_bandwidth)},
            {"libraries", std::move(libraries)}};
}

// One line for people and for CSV. A figure without a spread has its value in all three.
struct Row {
    std::string figure;
    double median, least, most;
    std::string unit;
};

class Rows {
public:
    void add(std::string figure, const Spread& value, std::string unit) {
        rows_.push_back({std::move(figure), value.median(), value.least, value.most, std::move(unit)});
    }
    void add(std::string figure, double value, std::string unit) {
        rows_.push_back({std::move(figure), value, value, value, std::move(unit)});
    }
    void add(std::string figure, std::uint64_t bytes, std::string unit) {
        add(std::move(figure), static_cast<double>(bytes), std::move(unit));
    }
    template <class Value>
    void add(std::string figure, const std::optional<Value>& value, std::string unit) {
        if (value) add(std::move(figure), *value, std::move(unit));
    }
    [[nodiscard]] std::vector<Row> take() { return std::move(rows_); }

private:
    std::vector<Row> rows_;
};

void addEngine(const bench::EngineFigures& engine, Rows& rows) {
    for (const auto& [streams, ms] : engine.decode)
        rows.add("decode, " + std::to_string(streams) + " streams", ms, "ms a step");
    rows.add("pair against one", engine.pairAgainstOne(), "times");
    rows.add("pair against the read limit", engine.pairAgainstReadLimit(), "times");
    rows.add("read limit", engine.readLimitMs(), "ms a step");
    rows.add("read bandwidth", engine.read_bandwidth, "bytes/s");
    for (const auto& [tokens, ms] : engine.prompts)
        rows.add("prompt, " + std::to_string(tokens) + " tokens", ms, "ms");
    rows.add("prompt", engine.promptTokensPerSecond(), "tokens/s");
    rows.add("load", engine.load_ms, "ms");
    rows.add("first token", engine.first_token_ms, "ms");
    if (const auto& memory = engine.memory) {
        rows.add("memory of a pair, anonymous", memory->anonymous, "bytes");
        rows.add("memory of a pair, mapped files", memory->file, "bytes");
        rows.add("memory of a pair, in all", memory->all, "bytes");
        rows.add("peak memory", memory->peak, "bytes");
    }
    if (const auto& ms = engine.stop_in_prompt_ms)
        rows.add("stop within a prompt, the longest", ms->most, "ms");
    if (const auto& ms = engine.stop_in_writing_ms)
        rows.add("stop while writing, the longest", ms->most, "ms");
}

void addCodec(const bench::CodecFigures& codec, Rows& rows) {
    for (const bench::RoundTripFigure& trip : codec.round_trips) {
        const std::string name =
            "round trip, d " + std::to_string(trip.dimensions) + ", quality " + std::to_string(trip.quality);
        rows.add(name + ", fast", trip.fast_us, "us");
        rows.add(name + ", libjpeg", trip.libjpeg_us, "us");
    }
    rows.add("whole vocabulary", codec.vocabulary_ms, "ms");
    rows.add("slider move, 64 tokens", codec.slider_ms, "ms");
}

std::vector<Row> rowsOf(const BenchFigures& figures) {
    Rows rows;
    addEngine(figures.engine, rows);
    if (const auto& compared = figures.fast_against_exact) {
        rows.add("fast against exact, mean KL", compared->mean_kl, "nats");
        rows.add("fast against exact, top-1 agreement", compared->top1_agreement, "of 1");
        rows.add("fast against exact, positions", static_cast<double>(compared->positions), "");
    }
    if (figures.codec) addCodec(*figures.codec, rows);
    return rows.take();
}

std::string shownNumber(double value) {
    if (value >= 1e6) return fixed(value, 0);
    return fixed(value, value < 1 ? 5 : 2);
}

}  // namespace

std::string benchJson(const BenchFigures& figures) {
    Json engine = toJson(figures.engine);
    if (figures.fast_against_exact) engine["fast_against_exact"] = toJson(*figures.fast_against_exact);
    Json all = {{"machine", machineJson(figures)},
                {"model", lens::toJson(figures.model)},
                {"precision", lens::nameOf(figures.precision)},
                {"rounds", figures.rounds},
                {"stopped", figures.stopped},
                {"engine", std::move(engine)}};
    if (figures.codec) all["codec"] = toJson(*figures.codec);
    return jsonLine(all);
}

std::string benchCsv(const BenchFigures& figures) {
    std::string file = "figure,value,unit,least,most\r\n";
    for (const Row& row : rowsOf(figures)) {
        file += lens::csvText(row.figure) + ',' + lens::csvNumber(row.median) + ',' + row.unit + ',' +
                lens::csvNumber(row.least) + ',' + lens::csvNumber(row.most) + "\r\n";
    }
    return file;
}

std::string benchText(const BenchFigures& figures) {
    Table table({"figure", "value", "least", "most", "unit"});
    for (const Row& row : rowsOf(figures)) {
        table.add(
            {row.figure, shownNumber(row.median), shownNumber(row.least), shownNumber(row.most), row.unit});
    }
    std::string versions;
    for (const auto& [name, version] : bench::libraryVersions())
        versions += (versions.empty() ? "" : ", ") + name + ' ' + version;
    return figures.model.name + ", " + figures.model.precision + " as " +
           std::string(lens::nameOf(figures.precision)) + ", on " + bench::processorName() + " (" +
           instructionSet() + "), " + std::to_string(figures.threads) + " threads, the median of " +
           std::to_string(figures.rounds) + "\n" + versions + '\n' + table.text();
}

}  // namespace lossylens::app
