#pragma once

#include <string>
#include <vector>

#include "study/summary.h"

namespace lossylens::study {

// Measures that a report compares arms by.
struct ContrastMeasure {
    const char* name;   // as in MeasureComparison
    const char* label;  // for people
    int decimals;
    double scale = 1;  // 100: a share is shown as per cent
};
[[nodiscard]] const std::vector<ContrastMeasure>& contrastMeasures();

// The difference of one measure between two arms, tested with the prompt as the unit (sign flips).
struct Contrast {
    std::string arm, against;
    const ContrastMeasure* measure = nullptr;
    std::optional<double> difference = {};
    std::optional<Interval> interval = {};
    double p = 1;
    double p_holm = 1;  // over all contrasts of the list it is in
    [[nodiscard]] bool significant() const { return p_holm < .05; }
};

// What the arms are compared with.
enum class Against {
    baseline,
    jpeg,  // at the same quality: of an arm matched to it, and of another layout of the plane
};
// In the order of arms, for each all of contrastMeasures(). Arms that end in the nearest rows of the table
// are left out: they are another question.
[[nodiscard]] std::vector<Contrast> contrastsOf(const Summary& summary, Against against);

[[nodiscard]] bool isRestored(const std::string& arm);  // ends in the nearest rows of the table

}  // namespace lossylens::study
