#pragma once

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <iterator>
#include <string>

#include "study/study.h"

// What the tests of study share.

inline lossylens::lens::SubjectPointer openFixture(const std::string& model) {
    const auto subject = lossylens::lens::openSubject(std::string(LOSSYLENS_FIXTURES "/models/") + model,
                                                      {.threads = 2, .progress = {}}, {});
    if (!subject) qFatal("%s", subject.error().text().c_str());
    return *subject;
}

inline std::string bytesOf(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline void writeFile(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

inline lossylens::study::Arm armOf(const char* name) { return {*lossylens::codec::parseDistortion(name)}; }

// Two prompts, two seeds, three arms: 12 short texts.
inline lossylens::study::Study smallStudy() {
    lossylens::study::Study study;
    study.prompts = {{"first", "Once upon a time"}, {"second", "The sea"}};
    study.seeds = {1, 2};
    study.arms = {{}, armOf("jpeg-25"), armOf("rotation@jpeg-50")};
    study.new_tokens = 16;
    return study;
}
