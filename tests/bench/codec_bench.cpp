#include <benchmark/benchmark.h>

#include "codec/jpeg.h"
#include "codec/rows.h"

using namespace lossylens;

namespace {

// One embedding through the codec, floats to floats, handles reused. Arguments: dimensions, quality.
void roundTrip(benchmark::State& state) {
    codec::Jpeg jpeg;
    const auto row = gaussianRow(static_cast<int>(state.range(0)), 1);
    const int quality = static_cast<int>(state.range(1));
    for (auto _ : state) benchmark::DoNotOptimize(jpeg.roundTrip(row, quality));
    state.counters["rows/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

}  // namespace

BENCHMARK(roundTrip)
    ->ArgNames({"d", "q"})
    ->ArgsProduct({{576, 1280}, {25, 75}})
    ->Unit(benchmark::kMicrosecond);

BENCHMARK_MAIN();
