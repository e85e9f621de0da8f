#pragma once

#include <QFile>
#include <QTest>
#include <nlohmann/json.hpp>
#include <string>

#include "lens/subject.h"

// What the tests of lens share: opening a fixture's model, reading its reference (see fixtures/README.md).

inline lossylens::lens::SubjectPointer openFixture(const std::string& model,
                                                   lossylens::nn::Precision precision) {
    const auto subject =
        lossylens::lens::openSubject(std::string(LOSSYLENS_FIXTURES "/models/") + model,
                                     {.precision = precision, .threads = 2, .progress = {}}, {});
    if (!subject) qFatal("%s", subject.error().text().c_str());
    return *subject;
}

inline nlohmann::json readReference(const std::string& name) {
    QFile file(QString::fromStdString(LOSSYLENS_FIXTURES "/reference/" + name + ".json"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("no reference %s", name.c_str());
    return nlohmann::json::parse(file.readAll().toStdString());
}

// The rows that a data-driven test runs over: a model and the name of its reference.
inline void addReferenceModels() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("reference");
    for (const char* model : {"gpt2-tiny", "llama-tiny", "llama-spm-tiny", "llama-untied"}) {
        QTest::newRow(model) << QString::fromLatin1(model) << QString::fromLatin1(model);
    }
    for (const char* model : {"llama-f32", "llama-f16", "llama-bf16", "llama-q8_0", "llama-q4_0",
                              "llama-q4_1", "llama-q5_0", "llama-q5_1", "gpt2-q8_0", "llama-spm-q8_0"}) {
        QTest::newRow(model) << QString::fromLatin1(model) + QStringLiteral(".gguf")
                             << QString::fromLatin1(model);
    }
}
