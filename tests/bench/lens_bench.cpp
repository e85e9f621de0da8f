#include <benchmark/benchmark.h>

#include <numeric>

#include "bench/bench_model.h"
#include "codec/fast_round_trip.h"
#include "lens/codec_view.h"

using namespace lossylens;

namespace {

constexpr std::size_t prompt_tokens = 64;

const lens::SubjectPointer& subject() {
    static const lens::SubjectPointer opened = openBenchModel();
    return opened;
}

const std::vector<int>& prompt() {
    static const std::vector<int> ids =
        subject()->tokenizer->encode(benchPrompt(*subject()->tokenizer, prompt_tokens)).value();
    return ids;
}

// Every row of the embedding table through the codec, on one thread. Argument: quality.
void vocabulary(benchmark::State& state) {
    const nn::Model& model = *subject()->model;
    codec::FastRoundTrip trip;
    std::vector<float> before(static_cast<std::size_t>(model.shape().dimensions)), after(before.size());
    for (auto _ : state) {
        for (int id = 0; id < model.shape().vocabulary; ++id) {
            model.embedding(id, before);
            benchmark::DoNotOptimize(trip.run(before, static_cast<int>(state.range(0)), after));
        }
    }
    state.SetItemsProcessed(state.iterations() * model.shape().vocabulary);
}
BENCHMARK(vocabulary)->ArgName("q")->Arg(25)->Arg(95)->Unit(benchmark::kMillisecond);

// The curve of a prompt over all qualities, nothing known before.
void curve(benchmark::State& state) {
    std::vector<int> qualities(100);
    std::iota(qualities.begin(), qualities.end(), 1);
    for (auto _ : state) benchmark::DoNotOptimize(lens::CurveMaker(subject()).make(prompt(), qualities, {}));
}
BENCHMARK(curve)->Unit(benchmark::kMillisecond);

// What a move of the slider has computed: cosines, bytes and rows at a quality not seen before.
void codecView(benchmark::State& state) {
    for (auto _ : state) {
        lens::DistortedEmbedding embedding(subject(), codec::DistortionSpec{});
        benchmark::DoNotOptimize(lens::viewCodec(*subject(), embedding, prompt()));
    }
}
BENCHMARK(codecView)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
