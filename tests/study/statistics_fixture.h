#pragma once

#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

// SciPy's results, made by fixtures/study_cases.py.
inline nlohmann::json statisticsCases(const char* part) {
    std::ifstream file(LOSSYLENS_FIXTURES "/study/statistics.json");
    const auto cases = nlohmann::json::parse(file, nullptr, false);
    if (!cases.is_object()) qFatal("no fixtures of statistics");
    return cases.at(part);
}

inline bool near(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance; }
