// Values such as the lens hands to the window, made without a model: random embeddings through the real
// codec, and texts that part, differ and loop.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "codec/jpeg.h"
#include "lens/codec_view.h"
#include "lens/generate.h"
#include "lens/subject.h"
#include "metrics/similarity.h"

namespace lossylens::test {

inline const std::vector<std::string> pieces{"Once",   " upon",  " a",       " time", ",",     " in",
                                             " a",     " quiet", " village", ",",     "\n",    "there",
                                             " lived", " a",     " clock",   "-",     "maker", " who"};

inline std::vector<float> embedding(int token, int dimensions) {
    std::mt19937 random(std::uint32_t(token) * 7919 + 1);
    std::normal_distribution<float> normal(0, .1f);
    std::vector<float> row(static_cast<std::size_t>(dimensions));
    for (float& x : row) x = normal(random);
    return row;
}

inline lens::CodecView codecView(int quality, int tokens = 18, int dimensions = 576) {
    codec::Jpeg jpeg;
    metrics::FlattenedCosine flattened;
    lens::CodecView view;
    view.spec.strength = quality;
    view.dimensions = dimensions;
    double sum = 0;
    for (int token = 0; token < tokens; ++token) {
        const auto before = embedding(token, dimensions);
        const auto after = jpeg.roundTrip(before, quality).value();
        view.ids.push_back(token);
        view.pieces.push_back(pieces[std::size_t(token) % pieces.size()]);
        view.before.insert(view.before.end(), before.begin(), before.end());
        view.after.insert(view.after.end(), after.embedding.begin(), after.embedding.end());
        view.bytes.emplace_back(after.bytes);
        view.cosine.tokens.push_back(metrics::cosine(before, after.embedding));
        sum += view.cosine.tokens.back().value();
        flattened.add(before, after.embedding);
    }
    view.cosine.flattened = flattened.value();
    view.cosine.mean = sum / tokens;
    return view;
}

inline lens::Curve curve(int tokens = 18, int dimensions = 576) {
    lens::Curve curve;
    for (int quality = 1; quality <= 100; ++quality) {
        const auto view = codecView(quality, tokens, dimensions);
        lens::CurvePoint point{quality, view.cosine, {}};
        for (const auto& bytes : view.bytes) point.bytes.push_back(*bytes);
        curve.ids = view.ids;
        curve.pieces = view.pieces;
        curve.points.push_back(point);
    }
    return curve;
}

// A stream whose ids are numbers of its pieces, each piece once in the vocabulary.
inline lens::StreamSnapshot stream(const std::vector<std::string>& parts, std::vector<int> ids) {
    lens::StreamSnapshot stream;
    stream.state = lens::StreamSnapshot::State::full;
    for (const auto& part : parts) {
        stream.token_starts.push_back(stream.text.size());
        stream.text += part;
    }
    stream.ids = std::move(ids);
    stream.tokens_per_second = 31.4;
    return stream;
}

inline lens::GenerationSnapshot generation(bool with_control = true) {
    lens::GenerationSnapshot snapshot;
    auto baseline = stream({" had", " made", " the", " most", " incredible", " things", ".", "\n", "\n",
                            "One day, he created", " a clock that could move on its own gears.", "\n",
                            "He called it \"The Clockwork\" and said, \"I am The Clockwork, I can create "
                            "anything I want, but only if you will help me.\""},
                           {1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 8, 11});
    baseline.name = "baseline";
    baseline.metrics = {.agreed = 13,
                        .seq_rep_4 = .02,
                        .diversity = .94,
                        .loop = {},
                        .tone = {.sentences = 3, .negative = 0},
                        .gzip_ratio = 1.4,
                        .perplexity = 2.6};
    std::vector<std::string> looped{" had", " made", " the", " man", ",", "\n"};
    std::vector<int> looped_ids{1, 2, 3, 20, 21, 8};
    for (int copy = 0; copy < 9; ++copy) {
        for (const auto& [part, id] :
             {std::pair("he", 22), {" was", 23}, {" a", 24}, {" man", 20}, {",", 21}, {"\n", 8}}) {
            looped.emplace_back(part);
            looped_ids.push_back(id);
        }
    }
    auto jpeg = stream(looped, looped_ids);
    jpeg.name = "jpeg-25";
    jpeg.distortion = codec::DistortionSpec{};
    jpeg.metrics = {.agreed = 3,
                    .seq_rep_4 = .91,
                    .diversity = .02,
                    .loop = metrics::Loop{6, 54, 9},
                    .tone = {.sentences = 2, .negative = 1},
                    .gzip_ratio = 6.1,
                    .perplexity = 1.7};
    snapshot.streams = {baseline, jpeg};
    if (with_control) {
        auto control = stream({" wanted", " to make", " the", " most", " of every hour in the day.", "\n",
                               "She was a knight, who had a sword."},
                              {30, 31, 3, 4, 32, 8, 33});
        control.name = "rotation@jpeg-25";
        control.distortion = codec::DistortionSpec{"rotation", .73, 25, 1};
        control.metrics = {.agreed = 0,
                           .seq_rep_4 = .0,
                           .diversity = {},
                           .loop = {},
                           .tone = {},
                           .gzip_ratio = {},
                           .perplexity = 4.4};
        snapshot.streams.push_back(control);
    }
    snapshot.step = snapshot.steps = 60;
    snapshot.finished = true;
    return snapshot;
}

inline lens::SubjectInfo subjectInfo() {
    return {"SmolLM2-135M-Instruct", "model.gguf", "llama", 30, 576, 49152, 8192, "Q4_1", 98'000'000};
}

}  // namespace lossylens::test
