#include <benchmark/benchmark.h>

#include <algorithm>

#include "bench/bench_model.h"
#include "lens/token_feed.h"
#include "nn/decoder.h"
#include "nn/kv_cache.h"
#include "nn/matrix.h"
#include "nn/random_weights.h"
#include "nn/targets.h"
#include "nn/vector_math.h"

using namespace lossylens;
using namespace lossylens::nn;

namespace {

// One linear layer of the default model's shape (its feed-forward's input) on one thread.
constexpr int layer_outputs = 1536;
constexpr int layer_inputs = 576;

struct Product {
    DataType type;
    Activations activations;
    std::int64_t target;
};

// Argument: rows. Bytes are those of the weights: what has to come from memory.
void matrix(benchmark::State& state, const Product& product) {
    const OnTarget on_target(product.target);
    ThreadPool pool(1);
    const Weights weights = WeightMaker(product.type, Values::random).make(layer_outputs, layer_inputs);
    const auto linear = storedMatrix({{product.type, {layer_outputs, layer_inputs}, false, weights.bytes}},
                                     {.activations = product.activations, .progress = {}}, pool);
    const int rows = static_cast<int>(state.range(0));
    MatrixInput x;
    x.resize(rows, *linear);
    for (int row = 0; row < rows; ++row) {
        std::ranges::copy(activations(layer_inputs), x.row(row).begin());
        x.finishRow(row);
    }
    std::vector<float> y(static_cast<std::size_t>(rows * layer_outputs));
    for (auto _ : state) {
        linear->multiply(x, {.y = y}, pool);
        benchmark::ClobberMemory();
    }
    const auto calls = static_cast<double>(state.iterations());
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(weights.bytes.size()));
    state.counters["multiply-adds"] =
        benchmark::Counter(calls * rows * layer_outputs * layer_inputs, benchmark::Counter::kIsRate,
                           benchmark::Counter::kIs1000);
}

void registerMatrices() {
    for (const auto& [target_name, target] : runnableTargets()) {
        for (const auto& [type_name, type] : kTypes) {
            const std::string name = std::string("matrix/") + type_name + '/' + target_name;
            const auto add = [&](const std::string& activation, Activations activations) {
                benchmark::RegisterBenchmark((name + activation).c_str(), matrix,
                                             Product{type, activations, target})
                    ->ArgName("rows")
                    ->Arg(1)
                    ->Arg(2)
                    ->Arg(4)
                    ->Arg(8)
                    ->Arg(16)
                    ->Unit(benchmark::kMicrosecond);
            };
            add("", Activations::float32);
            if (formats::blockLength(type) > 1) add("/8 bits", Activations::eight_bits);
        }
    }
}

// One head's look at its past. Argument: positions.
void attention(benchmark::State& state) {
    constexpr int dimensions = 64;
    const int positions = static_cast<int>(state.range(0));
    const std::vector<float> query = activations(dimensions);
    KvCache cache(1, 1, 1, dimensions);
    cache.makeRoom(0, 0, positions);
    const std::vector<float> numbers = activations(dimensions);
    for (int position = 0; position < positions; ++position) cache.remember(0, 0, position, numbers, numbers);
    std::vector<float> scratch, out(dimensions);
    const AttentionQuery look{query.data(), out.data(), positions};
    for (auto _ : state) {
        attend({&look, 1}, cache.past(0, 0, 0), scratch);
        benchmark::ClobberMemory();
    }
}
BENCHMARK(attention)->ArgName("positions")->RangeMultiplier(8)->Range(8, 2048);

// Argument: numbers of a row.
void norm(benchmark::State& state) {
    const int dimensions = static_cast<int>(state.range(0));
    const std::vector<float> x = activations(dimensions), weight = activations(dimensions);
    std::vector<float> out(x.size());
    for (auto _ : state) {
        rmsNorm(x, weight, 1e-5F, out);
        benchmark::ClobberMemory();
    }
}
BENCHMARK(norm)->ArgName("d")->Arg(576)->Arg(1280)->Arg(4096);

// What it costs to hand out work that is nothing, and to wait for its end. Argument: threads.
void handOut(benchmark::State& state) {
    const int threads = static_cast<int>(state.range(0));
    ThreadPool pool(threads);
    for (auto _ : state) pool.run(threads, [](int index) { benchmark::DoNotOptimize(index); });
}
BENCHMARK(handOut)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime();

// A step of the whole model. Argument: streams.
void decodeStep(benchmark::State& state) {
    static const lens::SubjectPointer subject = openBenchModel();
    const int streams = static_cast<int>(state.range(0));
    constexpr int capacity = 72;
    const std::vector<float> embedding = lens::embeddingsOf(*subject->model, std::vector{1});
    Decoder decoder(subject->model, streams, capacity);
    std::vector<Feed> feeds;
    for (int stream = 0; stream < streams; ++stream) feeds.push_back({stream, embedding});
    for (auto _ : state) {
        if (decoder.position(0) == capacity) {
            for (int stream = 0; stream < streams; ++stream) decoder.rewind(stream, 8);
        }
        benchmark::DoNotOptimize(decoder.advance(feeds, LogitsOf::last_position, {}));
    }
}
BENCHMARK(decodeStep)
    ->ArgName("streams")
    ->RangeMultiplier(2)
    ->Range(1, 16)
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
    registerMatrices();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
