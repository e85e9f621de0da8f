#include "ui/command_line.h"

#include "lens/command_line.h"

namespace lossylens::ui {

QString commandLine(const Settings& settings, const std::filesystem::path& model, nn::Precision precision) {
    lens::RunDocument run;
    run.model.path = model;
    run.precision = precision;
    run.prompt = settings.prompt.toStdString();
    if (settings.chat) run.message = run.prompt;
    run.request = generationOf(settings);
    return QString::fromStdString(lens::commandLine(run));
}

}  // namespace lossylens::ui
