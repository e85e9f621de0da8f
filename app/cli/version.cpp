#include "app/cli/version.h"

#include <hwy/targets.h>

#include <QtGlobal>

#include "lens/about.h"

namespace lossylens::app {

std::string instructionSet() {
    const std::uint64_t supported = static_cast<std::uint64_t>(hwy::SupportedTargets());
    return hwy::TargetName(static_cast<std::int64_t>(supported & -supported));  // the lowest bit is the best
}

std::string versionText() {
    std::string text = "LossyLens " LOSSYLENS_VERSION "\n";
    for (const lens::Component& component : lens::components()) {
        if (component.name == "libtorch" || component.name == "libjpeg-turbo")
            text += component.name + " " + component.version + "\n";
    }
    return text + "Qt " + qVersion() + "\ninstruction set " + instructionSet();
}

}  // namespace lossylens::app
