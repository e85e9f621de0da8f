#include <QCoreApplication>
#include <algorithm>
#include <clocale>
#include <filesystem>

#include "app/cli/checks.h"
#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"
#include "app/hub/catalogue.h"
#include "app/hub/checksum.h"
#include "app/hub/download.h"
#include "app/hub/library.h"
#include "formats/checkpoint.h"

namespace lossylens::app {
namespace {

using Json = nlohmann::ordered_json;

std::string megabytes(std::uint64_t bytes) {
    return bytes == 0 ? "–" : fixed(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

std::string csvRow(std::initializer_list<std::string> cells) {
    std::string row;
    for (const std::string& cell : cells) row += (row.empty() ? "" : ",") + cell;
    return row + "\r\n";
}

// A model that is installed, offered, or both.
struct Listed {
    std::string name;
    std::string state;  // "default", "installed", "offered"
    std::uint64_t bytes = 0;
    std::string path;        // where it is installed
    std::string repository;  // where it is offered
    std::string revision;
};

std::vector<Listed> listModels() {
    std::vector<Listed> models;
    for (const hub::InstalledModel& model : hub::installedModels()) {
        Listed listed{.name = model.name,
                      .state = "installed",
                      .bytes = model.bytes,
                      .path = model.path.string(),
                      .repository = {},
                      .revision = {}};
        if (model.path == hub::defaultModelPath()) listed.state = "default";
        if (const auto* entry = hub::findInCatalogue(model.name)) {
            listed.repository = entry->repository;
            listed.revision = entry->revision;
        }
        models.push_back(std::move(listed));
    }
    for (const hub::CatalogueEntry& entry : hub::catalogue()) {
        const bool installed =
            std::ranges::any_of(models, [&](const Listed& model) { return model.name == entry.folder(); });
        if (installed) continue;
        models.push_back({.name = entry.folder(),
                          .state = entry.gated ? "offered (gated)" : "offered",
                          .bytes = entry.knownBytes(),
                          .path = {},
                          .repository = entry.repository,
                          .revision = entry.revision});
    }
    return models;
}

class ModelsList final : public Command {
public:
    explicit ModelsList(CLI::App& parent)
        : Command(parent, "list", "Models that are here, and that can be had") {}

    Result<Answer> run(const std::stop_token&) override {
        const std::vector<Listed> models = listModels();
        if (common_.format == Format::json) return Answer{.bytes = jsonOf(models)};
        if (common_.format == Format::csv) return Answer{.bytes = csvOf(models)};
        Table table({"model", "state", "size", "where"});
        for (const Listed& model : models) {
            table.add({model.name, model.state, megabytes(model.bytes),
                       model.path.empty() ? model.repository : model.path});
        }
        return Answer{.bytes = table.text() + "Models are kept in " + hub::modelsFolder().string() + "\n"};
    }

private:
    static std::string jsonOf(const std::vector<Listed>& models) {
        const auto orNull = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
        Json list = Json::array();
        for (const Listed& model : models) {
            list.push_back({{"name", model.name},
                            {"state", model.state},
                            {"bytes", model.bytes == 0 ? Json(nullptr) : Json(model.bytes)},
                            {"path", orNull(model.path)},
                            {"repository", orNull(model.repository)},
                            {"revision", orNull(model.revision)}});
        }
        return jsonLine({{"folder", hub::modelsFolder().string()}, {"models", std::move(list)}});
    }
    static std::string csvOf(const std::vector<Listed>& models) {
        std::string file = csvRow({"name", "state", "bytes", "path", "repository", "revision"});
        for (const Listed& model : models) {
            file += csvRow({lens::csvText(model.name), lens::csvText(model.state),
                            model.bytes == 0 ? "" : std::to_string(model.bytes), lens::csvText(model.path),
                            lens::csvText(model.repository), model.revision});
        }
        return file;
    }
};

// A model is named as an argument of its own, or with --model.
class CommandOnOneModel : public Command {
protected:
    CommandOnOneModel(CLI::App& parent, const std::string& name, const std::string& description)
        : Command(parent, name, description) {
        app_->add_option("NAME", named_, "a name, a file or a folder; without it, the default model")
            ->check(notEmpty("the name of a model"))
            ->type_name("");
    }
    [[nodiscard]] const std::string& wanted() const { return named_.empty() ? common_.model : named_; }

private:
    std::string named_;
};

class ModelsInfo final : public CommandOnOneModel {
public:
    explicit ModelsInfo(CLI::App& parent) : CommandOnOneModel(parent, "info", "What a model is") {}

    Result<Answer> run(const std::stop_token&) override {
        const auto path = hub::findModel(wanted());
        if (!path) return tl::unexpected(path.error());
        const auto checkpoint = formats::openCheckpoint(*path);
        if (!checkpoint) return tl::unexpected(checkpoint.error());
        const lens::SubjectInfo info = lens::describe(**checkpoint);
        if (common_.format == Format::json) return Answer{.bytes = jsonLine(lens::toJson(info))};
        std::vector<std::pair<std::string, std::string>> rows;
        const Json json = lens::toJson(info);
        for (const auto& [key, value] : json.items())
            rows.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
        return Answer{.bytes = common_.format == Format::csv ? csvOf(rows) : textOf(rows)};
    }

private:
    using Rows = std::vector<std::pair<std::string, std::string>>;
    static std::string csvOf(const Rows& rows) {
        std::string header, values;
        for (const auto& [key, value] : rows) {
            header += (header.empty() ? "" : ",") + key;
            values += (values.empty() ? "" : ",") + lens::csvText(value);
        }
        return header + "\r\n" + values + "\r\n";
    }
    static std::string textOf(const Rows& rows) {
        std::string text;
        for (const auto& [key, value] : rows) text += key + std::string(14 - key.size(), ' ') + value + "\n";
        return text;
    }
};

class ModelsVerify final : public CommandOnOneModel {
public:
    explicit ModelsVerify(CLI::App& parent)
        : CommandOnOneModel(parent, "verify",
                            "Compare a model's files with the hashes that are known of them") {}

    Result<Answer> run(const std::stop_token& stop) override {
        const auto path = hub::findModel(wanted());
        if (!path) return tl::unexpected(path.error());
        const auto kind = std::filesystem::status(*path).type();
        if (kind != std::filesystem::file_type::regular && kind != std::filesystem::file_type::directory) {
            return fail(ErrorCode::usage, path->string(), "is a device or a pipe",
                        "name the file or folder of a model");
        }
        const auto checks = hub::checkModel(*path, stop);
        if (!checks) return tl::unexpected(checks.error());
        if (checks->empty()) {
            return fail(ErrorCode::not_found, path->string(), "holds no file of a model",
                        "name the file or folder of one");
        }
        Answer answer{.bytes = show(*checks)};
        const auto wrong = std::ranges::count_if(*checks, &hub::FileCheck::differs);
        if (wrong > 0) {
            answer.code = ExitCode::failed;
            answer.message = path->string() + ": " + std::to_string(wrong) +
                             " of its files are not what they should be; remove the model and fetch it again";
            return answer;
        }
        const auto unknown =
            std::ranges::count_if(*checks, [](const auto& check) { return check.expected.empty(); });
        if (unknown > 0) {
            answer.code = ExitCode::unproven;
            answer.message = path->string() + ": no hash is known of " + std::to_string(unknown) +
                             " of its " + std::to_string(checks->size()) +
                             " files; compare the ones shown with what its publisher says";
        }
        return answer;
    }

private:
    static std::string stateOf(const hub::FileCheck& check) {
        if (check.expected.empty()) return "no hash known";
        if (check.actual.empty()) return "missing";
        return check.differs() ? "differs" : "good";
    }

    [[nodiscard]] std::string show(const std::vector<hub::FileCheck>& checks) const {
        if (common_.format == Format::json) {
            Json files = Json::array();
            for (const hub::FileCheck& check : checks) {
                files.push_back({{"file", check.path.string()},
                                 {"state", stateOf(check)},
                                 {"expected", check.expected},
                                 {"actual", check.actual}});
            }
            return jsonLine({{"files", std::move(files)}});
        }
        std::string text =
            common_.format == Format::csv ? csvRow({"file", "state", "expected", "actual"}) : "";
        for (const hub::FileCheck& check : checks) {
            if (common_.format == Format::csv) {
                text += csvRow(
                    {lens::csvText(check.path.string()), stateOf(check), check.expected, check.actual});
            } else {
                text += stateOf(check) + "  " + check.path.string() + "\n";
                if (!check.expected.empty()) text += "  expected " + check.expected + "\n";
                if (!check.actual.empty()) text += "  it is    " + check.actual + "\n";
            }
        }
        return text;
    }
};

std::string anAddress(const std::string& text) {
    if (text.starts_with("https://") || text.starts_with("http://")) return {};
    return visible(text) + " is no address of a server, such as https://example.org";
}

class ModelsGet final : public Command {
public:
    explicit ModelsGet(CLI::App& parent) : Command(parent, "get", "Fetch a model of the catalogue") {
        app_->add_option("NAME", name_, "as models list shows it")->type_name("");
        app_->add_option("--endpoint", endpoint_, "fetch from this server instead of the public hub")
            ->check(anAddress)
            ->type_name("URL");
    }

    Result<Answer> run(const std::stop_token& stop) override {
        if (name_.empty())
            return fail(ErrorCode::usage, "models get", "says no model", "see lossylens models get --help");
        const hub::CatalogueEntry* entry = hub::findInCatalogue(name_);
        if (entry == nullptr) {
            return fail(ErrorCode::usage, "models get", "\"" + name_ + "\" is not in the catalogue",
                        "see what there is with: lossylens models list");
        }
        int argc = 0;
        QCoreApplication application(argc, nullptr);
        std::setlocale(LC_NUMERIC, "C");  // Qt has taken the user's locale
        Progress progress(common_.quiet);
        hub::DownloadOptions options{.endpoint = endpoint_, .models_folder = hub::modelsFolder()};
        options.progress = [&progress](const std::string& file, std::uint64_t done,
                                       std::optional<std::uint64_t> all) {
            progress.show(file + ": " + megabytes(done) + (all ? " of " + megabytes(*all) : ""));
        };
        const auto folder = hub::download(*entry, options, stop);
        if (!folder) return tl::unexpected(folder.error());
        const std::string path = folder->string();
        if (common_.format == Format::json)
            return Answer{.bytes = jsonLine({{"name", entry->folder()}, {"path", path}})};
        if (common_.format == Format::csv)
            return Answer{.bytes = csvRow({"name", "path"}) + csvRow({entry->folder(), lens::csvText(path)})};
        return Answer{.bytes = entry->name + " is in " + path + "\n"};
    }

private:
    std::string name_;
    std::string endpoint_ = hub::usualEndpoint();
};

}  // namespace

std::vector<CommandPointer> makeModels(CLI::App& parent) {
    CLI::App* models = parent.add_subcommand("models", "Models: list, info, verify, get");
    models->require_subcommand(0, 1);
    models->callback([models] {
        if (models->get_subcommands().empty())
            throw CLI::ValidationError("models", "needs to be told what to do");
    });
    std::vector<CommandPointer> commands;
    commands.push_back(std::make_unique<ModelsList>(*models));
    commands.push_back(std::make_unique<ModelsInfo>(*models));
    commands.push_back(std::make_unique<ModelsVerify>(*models));
    commands.push_back(std::make_unique<ModelsGet>(*models));
    return commands;
}

}  // namespace lossylens::app
