#pragma once

#include <hwy/targets.h>

#include <string>
#include <vector>

namespace lossylens::nn {

// The instruction sets that this machine can run and the kernels are compiled for, by Highway's name.
inline std::vector<std::pair<std::string, std::int64_t>> runnableTargets() {
    std::vector<std::pair<std::string, std::int64_t>> targets;
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        targets.emplace_back(hwy::TargetName(target), target);
    }
    return targets;
}

// While it lives, kernels run on one target.
class OnTarget {
public:
    explicit OnTarget(std::int64_t target) {
        hwy::SetSupportedTargetsForTest(target);
        choose();
    }
    ~OnTarget() {
        hwy::SetSupportedTargetsForTest(0);
        choose();
    }
    OnTarget(const OnTarget&) = delete;
    OnTarget& operator=(const OnTarget&) = delete;

private:
    static void choose() { hwy::GetChosenTarget().Update(hwy::SupportedTargets()); }
};

}  // namespace lossylens::nn
