#include "app/cli/command.h"

namespace lossylens::app {

Command::Command(CLI::App& parent, const std::string& name, const std::string& description)
    : app_(parent.add_subcommand(name, description)) {
    common_.addTo(*app_);
}

}  // namespace lossylens::app
