#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "lens/subject.h"

// The model that benchmarks run on: LOSSYLENS_BENCH_MODEL of the environment, without it a tiny one of the
// fixtures, whose times are those of everything but the arithmetic.
[[nodiscard]] inline std::string benchModelPath() {
    const char* path = std::getenv("LOSSYLENS_BENCH_MODEL");
    return path != nullptr ? path : LOSSYLENS_FIXTURES "/models/llama-q4_1.gguf";
}

[[nodiscard]] inline lossylens::lens::SubjectPointer openBenchModel() {
    const auto subject = lossylens::lens::openSubject(benchModelPath(), {}, {});
    if (!subject) {
        std::fprintf(stderr, "%s\n", subject.error().text().c_str());
        std::exit(1);
    }
    return *subject;
}

// A prompt of so many tokens, or a few more where a word has several: the first words of the text that
// `bench` measures with.
[[nodiscard]] inline std::string benchPrompt(const lossylens::text::Tokenizer& tokenizer,
                                             std::size_t tokens) {
    std::ifstream file(LOSSYLENS_BENCH_TEXT);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::string prompt;
    while (tokenizer.encode(prompt).value().size() < tokens && prompt.size() < text.size())
        prompt = text.substr(0, text.find(' ', prompt.size() + 1));
    return prompt;
}
