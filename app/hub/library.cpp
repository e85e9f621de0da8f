#include "app/hub/library.h"

#include <QStandardPaths>
#include <algorithm>

#include "app/hub/catalogue.h"

namespace lossylens::hub {
namespace {

namespace fs = std::filesystem;

std::uint64_t bytesOf(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) {
        const auto bytes = fs::file_size(path, ignored);
        return ignored ? 0 : bytes;
    }
    std::uint64_t sum = 0;
    for (const auto& entry : fs::directory_iterator(path, ignored)) {
        if (entry.is_regular_file(ignored)) sum += entry.file_size(ignored);
    }
    return sum;
}

bool isModel(const fs::path& path) {
    std::error_code ignored;
    if (path.filename().string().starts_with('.')) return false;
    if (fs::is_directory(path, ignored)) return fs::exists(path / "config.json", ignored);
    return path.extension() == ".gguf" && fs::is_regular_file(path, ignored);
}

bool answersTo(const InstalledModel& model, std::string_view wanted) {
    if (sameName(wanted, model.name) || sameName(wanted, fs::path(model.name).stem().string())) return true;
    if (model.name == defaultModel().file.name) return sameName(wanted, defaultModel().name);
    const CatalogueEntry* entry = findInCatalogue(wanted);
    return entry != nullptr && entry->folder() == model.name;
}

Error notThere(std::string_view wanted) {
    Error error{
        .code = ErrorCode::not_found,
        .where = "model " + std::string(wanted),
        .what = "there is no such file or folder, and no model of that name in " + modelsFolder().string(),
        .remedy = {}};
    if (const CatalogueEntry* entry = findInCatalogue(wanted)) {
        error.remedy = "fetch it with: lossylens models get " + entry->folder();
        return error;
    }
    error.remedy = "see what there is with: lossylens models list";
    return error;
}

}  // namespace

fs::path modelsFolder() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return fs::path(data.toStdString()) / "lossylens" / "models";
}

fs::path defaultModelPath() { return modelsFolder() / defaultModel().file.name; }

std::vector<InstalledModel> installedModels() {
    std::vector<InstalledModel> models;
    std::error_code ignored;  // no folder yet: nothing is installed
    for (const auto& entry : fs::directory_iterator(modelsFolder(), ignored)) {
        if (!isModel(entry.path())) continue;
        models.push_back(
            {.name = entry.path().filename().string(), .path = entry.path(), .bytes = bytesOf(entry.path())});
    }
    std::ranges::sort(models, {}, &InstalledModel::name);
    return models;
}

Result<fs::path> findModel(std::string_view wanted) {
    std::error_code ignored;
    if (wanted.empty()) {
        const fs::path path = defaultModelPath();
        if (fs::exists(path, ignored)) return path;
        return fail(ErrorCode::not_found, path.string(), "the default model is not there",
                    "start packaging/run once, which fetches it, or name another model with --model");
    }
    if (fs::exists(fs::path(wanted), ignored)) return fs::path(wanted);
    for (const InstalledModel& model : installedModels()) {
        if (answersTo(model, wanted)) return model.path;
    }
    return tl::unexpected(notThere(wanted));
}

}  // namespace lossylens::hub
