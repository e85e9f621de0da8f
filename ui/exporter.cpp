#include "ui/exporter.h"

#include <QAction>
#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <nlohmann/json.hpp>

#include "lens/files.h"
#include "ui/command_line.h"
#include "ui/comparison_picture.h"
#include "ui/pinned_stream.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

// Bytes that are no UTF-8 must not stop a file from being written.
std::string written(const nlohmann::ordered_json& json) {
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

bool wantsJson(const std::filesystem::path& path) { return path.extension() == ".json"; }

lens::SubjectInfo infoOf(const Shown& shown) { return lens::describe(*shown.subject->checkpoint); }

// The views that belong to the streams of a run: the slider may have moved on since.
Result<std::vector<lens::CodecView>> viewsOf(const RunAnswer& run) {
    ViewRequest request{.prompt = run.request.prompt, .chat = run.request.chat, .distortions = {}};
    for (const lens::StreamPlan& plan : run.request.generation.streams) {
        if (plan.distortion) request.distortions.push_back(*plan.distortion);
    }
    auto answer = CodecViewer(run.subject).view(request);
    if (!answer) return tl::unexpected(answer.error());
    return std::move(answer->views);
}

Engine::FileMaker runMaker(const Shown& shown, bool json) {
    return [shown, json]() -> Result<std::string> {
        auto views = viewsOf(*shown.whole_run);
        if (!views) return tl::unexpected(views.error());
        const auto prompt =
            promptText(*shown.subject, shown.whole_run->request.prompt, shown.whole_run->request.chat);
        if (!prompt) return tl::unexpected(prompt.error());
        const lens::RunDocument document{.model = infoOf(shown),
                                         .precision = shown.precision,
                                         .prompt = *prompt,
                                         .request = shown.whole_run->request.generation,
                                         .codec = *std::move(views),
                                         .generation = shown.whole_run->snapshot};
        return json ? written(lens::toJson(document)) : lens::toCsv(document);
    };
}

lens::Curve curveOf(const Shown& shown) {
    lens::Curve curve = shown.curve ? *shown.curve : lens::Curve{};
    if (shown.band) curve.vocabulary = *shown.band;
    return curve;
}

Engine::FileMaker makerOf(const Shown& shown, ExportKind kind, bool json) {
    if (kind == ExportKind::run) return runMaker(shown, json);
    if (kind == ExportKind::curve) {
        return [shown, json]() -> Result<std::string> {
            const lens::Curve curve = curveOf(shown);
            return json ? written(lens::toJson(curve)) : lens::toCsv(curve);
        };
    }
    return [view = shown.view]() -> Result<std::string> { return lens::toCsv(view->views.front()); };
}

Result<Comparison> comparisonOf(const Shown& shown) {
    Comparison comparison{.model = infoOf(shown),
                          .prompt = shown.settings.prompt.toStdString(),
                          .settings = samplingText(shown.settings.sampling).toStdString(),
                          .curve = curveOf(shown),
                          .codec = shown.view->views.front(),
                          .generation = {},
                          .quality = shown.settings.quality};
    if (!shown.run) return comparison;
    auto views = viewsOf(*shown.run);
    if (!views) return tl::unexpected(views.error());
    comparison.prompt = shown.run->request.prompt;
    comparison.settings = samplingText(shown.run->request.generation.sampling).toStdString();
    comparison.generation = shown.run->snapshot;
    comparison.codec = std::move(views->front());
    const codec::DistortionSpec& spec = comparison.codec.spec;
    comparison.quality = spec.matched_quality.value_or(static_cast<int>(spec.strength));
    if (comparison.curve.ids != comparison.codec.ids) comparison.curve = {};
    return comparison;
}

std::string pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}

// "SmolLM2-135M-Instruct-jpeg-25-run"
QString suggestedName(ExportKind kind, const Shown& shown) {
    const auto name =
        QString::fromStdString(shown.subject->checkpoint->name).replace(QLatin1Char('/'), QLatin1Char('_'));
    const auto stream = QString::fromStdString(codec::streamName(distortionsOf(shown.settings).front()));
    switch (kind) {
        case ExportKind::picture:
            return name + QLatin1Char('-') + stream;
        case ExportKind::curve:
            return name + QLatin1String("-curve");
        case ExportKind::embeddings:
            return name + QLatin1Char('-') + stream + QLatin1String("-embeddings");
        case ExportKind::run:
            return name + QLatin1Char('-') + stream + QLatin1String("-run");
    }
    return name;
}

}  // namespace

Exporter::Exporter(Engine& engine, Look look, QWidget* window)
    : QObject(window), engine_(engine), look_(std::move(look)), window_(window) {
    connect(&engine_, &Engine::saved, this, &Exporter::done);
    connect(&engine_, &Engine::savingFailed, this, &Exporter::failed);
}

void Exporter::fill(QMenu* menu) {
    const QStringList tables{QStringLiteral("csv"), QStringLiteral("json")};
    const auto add = [this, menu](ExportKind kind, const QString& text, const QStringList& endings) {
        QAction* action = menu->addAction(text);
        connect(action, &QAction::triggered, this,
                [this, kind, text, endings] { ask(kind, QString(text).remove(QLatin1Char('&')), endings); });
        connect(menu, &QMenu::aboutToShow, action,
                [this, action, kind] { action->setEnabled(possible(kind)); });
    };
    add(ExportKind::picture, tr("Comparison &picture…"),
        {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")});
    add(ExportKind::curve, tr("&Curve as table…"), tables);
    add(ExportKind::embeddings, tr("&Embeddings as table…"), {QStringLiteral("csv")});
    add(ExportKind::run, tr("&Run with all texts…"), tables);
    menu->addSeparator();
    QAction* texts = menu->addAction(tr("Copy &texts"), this, &Exporter::copyTexts);
    QAction* command = menu->addAction(tr("Copy command &line"), this, &Exporter::copyCommandLine);
    connect(menu, &QMenu::aboutToShow, this, [this, texts, command] {
        texts->setEnabled(possible(ExportKind::run));
        command->setEnabled(look_().subject != nullptr);
    });
}

bool Exporter::possible(ExportKind kind) const {
    const Shown shown = look_();
    switch (kind) {
        case ExportKind::picture:
        case ExportKind::embeddings:
            return shown.view != nullptr;
        case ExportKind::curve:
            return shown.curve != nullptr;
        case ExportKind::run:
            return shown.run != nullptr;
    }
    return false;
}

void Exporter::ask(ExportKind kind, const QString& title, const QStringList& endings) {
    auto* dialog = new QFileDialog(window_, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const QString& ending : endings) {
        filters << QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending);
    }
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(endings.front());
    dialog->selectFile(suggestedName(kind, look_()) + QLatin1Char('.') + endings.front());
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, filters, endings](const QString& filter) {
        const auto index = filters.indexOf(filter);
        if (index >= 0) dialog->setDefaultSuffix(endings[index]);
    });
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, kind](const QString& path) { write(kind, path.toStdString()); });
    dialog->open();
}

void Exporter::write(ExportKind kind, const std::filesystem::path& path) {
    if (!possible(kind)) return;
    if (kind == ExportKind::picture) return writePicture(path);
    engine_.save(path, makerOf(look_(), kind, wantsJson(path)));
}

// The plot in the picture is a widget, so it is painted here; a PNG's pixels are compressed on a lane.
void Exporter::writePicture(const std::filesystem::path& path) {
    const auto comparison = comparisonOf(look_());
    if (!comparison) return Q_EMIT failed(comparison.error());
    if (path.extension() == ".png") {
        QImage image(2 * comparison_width, 2 * comparison_height, QImage::Format_RGB32);
        paintComparison(*comparison, image);
        return engine_.save(path, [image]() -> Result<std::string> { return pngOf(image); });
    }
    if (const auto result = saveComparison(*comparison, path); !result) return Q_EMIT failed(result.error());
    Q_EMIT done(QString::fromStdString(path.string()));
}

void Exporter::copyCommandLine() {
    const Shown shown = look_();
    QGuiApplication::clipboard()->setText(
        commandLine(shown.settings, shown.subject->checkpoint->path, shown.precision));
    Q_EMIT copied(tr("The command line is on the clipboard"));
}

void Exporter::copyTexts() {
    QString all;
    for (const lens::StreamSnapshot& stream : look_().run->snapshot.streams) {
        all += streamTitle(stream) + QStringLiteral("\n") + QString::fromStdString(stream.text) +
               QStringLiteral("\n\n");
    }
    QGuiApplication::clipboard()->setText(all);
    Q_EMIT copied(tr("The texts are on the clipboard"));
}

}  // namespace lossylens::ui
