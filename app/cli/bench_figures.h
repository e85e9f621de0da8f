#pragma once

#include <optional>
#include <string>

#include "app/bench/codec_bench.h"
#include "app/bench/engine_bench.h"
#include "lens/exactness.h"

namespace lossylens::app {

// Everything that `bench` measures; docs/files.md has what it looks like in files.
struct BenchFigures {
    lens::SubjectInfo model;
    nn::Precision precision = nn::Precision::stored;
    int threads = 0;
    int rounds = 1;
    bench::EngineFigures engine;
    std::optional<lens::Exactness> fast_against_exact;
    std::optional<bench::CodecFigures> codec;
    bool stopped = false;  // before everything was measured
};

[[nodiscard]] std::string benchJson(const BenchFigures& figures);
[[nodiscard]] std::string benchCsv(const BenchFigures& figures);
[[nodiscard]] std::string benchText(const BenchFigures& figures);

}  // namespace lossylens::app
