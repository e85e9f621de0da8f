#include "ui/study_exporter.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <nlohmann/json.hpp>

#include "lens/command_line.h"
#include "lens/files.h"
#include "study/row_text.h"
#include "study/study_file.h"
#include "ui/command_line.h"

namespace lossylens::ui {
namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

// A picture is painted here, since a plot is a widget; a PNG's pixels are compressed on a lane.
Engine::FileMaker figureMaker(const PanelCopy& figure, const std::filesystem::path& path) {
    if (path.extension() == ".svg")
        return [bytes = svgOf(figure)]() -> Result<std::string> { return bytes.toStdString(); };
    if (path.extension() == ".pdf")
        return [bytes = pdfOf(figure)]() -> Result<std::string> { return bytes.toStdString(); };
    return [image = imageOf(figure)]() -> Result<std::string> {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes.toStdString();
    };
}

Engine::FileMaker makerOf(const StudyShown& shown, StudyExport kind, const std::filesystem::path& path) {
    const bool csv = path.extension() == ".csv";
    switch (kind) {
        case StudyExport::figure:
            return figureMaker(shown.figure, path);
        case StudyExport::rows:
            return [rows = shown.rows, csv]() -> Result<std::string> {
                return csv ? study::csvOf(copyOf(*rows)) : study::jsonLinesOf(copyOf(*rows));
            };
        case StudyExport::summary:
            return [summary = shown.summary, csv]() -> Result<std::string> {
                return csv ? study::toCsv(*summary) : written(study::toJson(*summary));
            };
        case StudyExport::study:
            break;
    }
    return [study = *shown.study]() -> Result<std::string> { return written(study::toJson(study)); };
}

QString suggestedName(const StudyShown& shown, StudyExport kind) {
    QString name = QString::fromStdString(shown.folder.filename().string());
    if (name.isEmpty()) name = QStringLiteral("study");
    switch (kind) {
        case StudyExport::figure:
            return name + QStringLiteral("-figure");
        case StudyExport::rows:
            return name + QStringLiteral("-rows");
        case StudyExport::summary:
            return name + QStringLiteral("-summary");
        case StudyExport::study:
            break;
    }
    return name;
}

}  // namespace

StudyExporter::StudyExporter(Engine& engine, Look look, QWidget* window)
    : QObject(window), engine_(engine), look_(std::move(look)), window_(window) {}

void StudyExporter::fill(QMenu* menu) {
    const auto add = [this, menu](StudyExport kind, const QString& text, const QStringList& endings) {
        QAction* const action = menu->addAction(text);
        connect(action, &QAction::triggered, this,
                [this, kind, text, endings] { ask(kind, QString(text).remove(QLatin1Char('&')), endings); });
        connect(menu, &QMenu::aboutToShow, action,
                [this, action, kind] { action->setEnabled(possible(kind)); });
    };
    add(StudyExport::figure, tr("&Figure in sight…"),
        {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")});
    add(StudyExport::rows, tr("All &rows…"), {QStringLiteral("csv"), QStringLiteral("jsonl")});
    add(StudyExport::summary, tr("&Summary with intervals and tests…"),
        {QStringLiteral("json"), QStringLiteral("csv")});
    add(StudyExport::study, tr("St&udy file…"), {QStringLiteral("json")});
    QAction* const command = menu->addAction(tr("Copy command &line"), this, &StudyExporter::copyCommandLine);
    connect(menu, &QMenu::aboutToShow, this,
            [this, command] { command->setEnabled(look_().study.has_value()); });
}

bool StudyExporter::possible(StudyExport kind) const {
    const StudyShown shown = look_();
    switch (kind) {
        case StudyExport::figure:
            return bool(shown.figure.paint);
        case StudyExport::rows:
            return !shown.rows->empty();
        case StudyExport::summary:
            return shown.summary != nullptr;
        case StudyExport::study:
            break;
    }
    return shown.study.has_value();
}

void StudyExporter::ask(StudyExport kind, const QString& title, const QStringList& endings) {
    auto* const dialog = new QFileDialog(window_, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const QString& ending : endings)
        filters << QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(endings.front());
    dialog->selectFile(suggestedName(look_(), kind) + QLatin1Char('.') + endings.front());
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters, endings](const QString& filter) {
        const auto index = filters.indexOf(filter);
        if (index >= 0) dialog->setDefaultSuffix(endings[index]);
    });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, kind](const QString& path) { write(kind, path.toStdString()); });
    dialog->open();
}

void StudyExporter::write(StudyExport kind, const std::filesystem::path& path) {
    if (possible(kind)) engine_.save(path, makerOf(look_(), kind, path));
}

void StudyExporter::copyCommandLine() {
    const StudyShown shown = look_();
    if (!shown.study) return;
    QGuiApplication::clipboard()->setText(sweepCommand(*shown.study, shown.folder, shown.batch));
    Q_EMIT copied(tr("The command line is on the clipboard"));
}

QString sweepCommand(const study::Study& study, const std::filesystem::path& folder, int batch) {
    QStringList words{QStringLiteral("lossylens"), QStringLiteral("sweep")};
    const auto quoted = [](const QString& word) {
        return QString::fromStdString(lens::shellWord(word.toStdString()));
    };
    const auto add = [&words, &quoted](const char* option, const QString& value) {
        if (value.startsWith(QLatin1Char('-')))  // or it would be read as another option
            words << QLatin1String(option) + QLatin1Char('=') + quoted(value);
        else
            words << QLatin1String(option) << quoted(value);
    };
    const auto number = [](double value) { return QString::fromStdString(lens::csvNumber(value)); };
    if (!folder.empty()) {
        words << quoted(QString::fromStdString(folder.string()));
    } else {
        if (!study.model.empty()) add("--model", QString::fromStdString(study.model));
        if (study.precision != nn::Precision::stored)
            add("--precision", QString::fromUtf8(lens::nameOf(study.precision)));
        for (const study::Prompt& prompt : study.prompts)
            add("--prompt", QString::fromStdString(prompt.text));
        if (study.chat) words << QStringLiteral("--chat");
        for (const study::Arm& arm : study.arms) {
            if (arm.distortion) add("--distortion", QString::fromStdString(study::nameOf(arm)));
        }
        QStringList seeds;
        for (const std::uint64_t seed : study.seeds) seeds << QString::number(seed);
        add("--seeds",
            seeds.size() == 1 ? QStringLiteral("%1-%1").arg(seeds.front()) : seeds.join(QLatin1Char(',')));
        add("--scope", QString::fromUtf8(lens::nameOf(study.scope)));
        add("--max-new-tokens", QString::number(study.new_tokens));
        if (!study.stop_at_end) words << QStringLiteral("--ignore-end");
        if (study.sampling.greedy) {
            words << QStringLiteral("--greedy");
        } else {
            add("--temperature", number(study.sampling.temperature));
            add("--top-k", QString::number(study.sampling.top_k));
            add("--top-p", number(study.sampling.top_p));
        }
    }
    add("--batch", QString::number(batch));
    return words.join(QLatin1Char(' '));
}

}  // namespace lossylens::ui
