#include <benchmark/benchmark.h>

#include "codec/fast_round_trip.h"
#include "codec/jpeg.h"
#include "codec/rows.h"

using namespace lossylens;

namespace {

// One embedding through the codec, floats to floats, on one thread; buffers and handles are reused.
// Arguments: dimensions, quality.
std::vector<float> rowOf(const benchmark::State& state) {
    return gaussianRow(static_cast<int>(state.range(0)), 1);
}
int qualityOf(const benchmark::State& state) { return static_cast<int>(state.range(1)); }

void fast(benchmark::State& state) {
    codec::FastRoundTrip trip;
    const auto row = rowOf(state);
    std::vector<float> result(row.size());
    for (auto _ : state) {
        benchmark::DoNotOptimize(trip.run(row, qualityOf(state), result));
        benchmark::ClobberMemory();
    }
}

// With the size of the file, which libjpeg makes on its way.
void fastWithSize(benchmark::State& state) {
    codec::Jpeg jpeg;
    const auto row = rowOf(state);
    for (auto _ : state) benchmark::DoNotOptimize(jpeg.roundTrip(row, qualityOf(state)));
}

void libjpeg(benchmark::State& state) {
    codec::Jpeg jpeg;
    const auto row = rowOf(state);
    for (auto _ : state) {
        const auto plane = codec::toPlane(row).value();
        const auto file = jpeg.encode(plane, qualityOf(state)).value();
        benchmark::DoNotOptimize(codec::fromPlane(jpeg.decode(file, plane).value()));
    }
}

void shapes(benchmark::internal::Benchmark* benchmark) {
    benchmark->ArgNames({"d", "q"})->ArgsProduct({{576, 1280}, {25, 75}})->Unit(benchmark::kMicrosecond);
}

}  // namespace

BENCHMARK(fast)->Apply(shapes);
BENCHMARK(fastWithSize)->Apply(shapes);
BENCHMARK(libjpeg)->Apply(shapes);

BENCHMARK_MAIN();
