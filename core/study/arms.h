#pragma once

#include <string>
#include <vector>

#include "study/study.h"

namespace lossylens::study {

// The arms that a distortion's name stands for: "jpeg-25" for itself; one without a strength for one arm a
// quality ("rotation" and 75, 25: rotation@jpeg-75, rotation@jpeg-25). Errors: usage, those of the codec's
// parser.
[[nodiscard]] Result<std::vector<Arm>> armsOf(const std::string& name, const std::vector<int>& qualities);

// A distortion at strengths of its own: "gaussian" and .5: gaussian-0.5.
[[nodiscard]] Result<std::vector<Arm>> armsAt(const std::string& name, const std::vector<double>& strengths);

// One that can be matched, of each of these cosines: "rotation" and .9: rotation@cos-0.9.
[[nodiscard]] Result<std::vector<Arm>> armsAtCosines(const std::string& name,
                                                     const std::vector<double>& cosines);

// An arm's name in two: "rotation@jpeg-25+rows-8" is "rotation@jpeg+rows-8" at "25".
struct FamilyAndStrength {
    std::string family, strength;
};
[[nodiscard]] FamilyAndStrength familyOf(const std::string& arm);
// Whether the strengths of a family are qualities, its own or those of the JPEG it is matched to.
[[nodiscard]] bool hasQuality(const std::string& family);

}  // namespace lossylens::study
