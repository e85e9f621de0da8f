#include "ui/exporter.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>

#include "ui/command_line.h"
#include "ui/comparison_picture.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

// "SmolLM2-135M-Instruct-jpeg-25-texts"
QString suggestedName(ExportKind kind, const Shown& shown) {
    const QString name =
        QString::fromStdString(shown.subject->checkpoint->name).replace(QLatin1Char('/'), QLatin1Char('_'));
    const QString stream = QString::fromStdString(codec::streamName(distortionsOf(shown.settings).front()));
    const QString both = name + QLatin1Char('-') + stream;
    switch (kind) {
        case ExportKind::picture:
        case ExportKind::report:
        case ExportKind::everything:
            return both;
        case ExportKind::texts:
            return both + QLatin1String("-texts");
        case ExportKind::curve:
            return name + QLatin1String("-curve");
        case ExportKind::embeddings:
            return both + QLatin1String("-embeddings");
        case ExportKind::xray:
            return both + QLatin1String("-xray");
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
    const QString csv = QStringLiteral("csv");
    fillPictures(menu->addMenu(tr("Comparison &picture")));
    add(menu, tr("&Report to read and pass on (HTML)…"), {ExportKind::report, QStringLiteral("html")});
    add(menu, tr("&Everything shown (JSON)…"), {ExportKind::everything, QStringLiteral("json")});
    menu->addSeparator();
    add(menu, tr("&Texts as a table (CSV)…"), {ExportKind::texts, csv});
    add(menu, tr("&Curve as a table (CSV)…"), {ExportKind::curve, csv});
    add(menu, tr("E&mbeddings as a table (CSV)…"), {ExportKind::embeddings, csv});
    add(menu, tr("&X-ray as a table (CSV)…"), {ExportKind::xray, csv});
    menu->addSeparator();
    QAction* texts = menu->addAction(tr("C&opy texts"), this, &Exporter::copyTexts);
    QAction* command = menu->addAction(tr("Copy command &line"), this, &Exporter::copyCommandLine);
    connect(menu, &QMenu::aboutToShow, this, [this, texts, command] {
        texts->setEnabled(possible(ExportKind::texts));
        command->setEnabled(look_().subject != nullptr);
    });
}

void Exporter::fillPictures(QMenu* menu) {
    for (const int scale : {1, 2, 3, 4}) {
        const QString size = tr("PNG &%1×, %2 × %3 pixels…")
                                 .arg(QString::number(scale), QString::number(scale * comparison_width),
                                      QString::number(scale * comparison_height));
        add(menu, size, {ExportKind::picture, QStringLiteral("png"), double(scale)});
    }
    add(menu, tr("&SVG…"), {ExportKind::picture, QStringLiteral("svg")});
    add(menu, tr("&PDF…"), {ExportKind::picture, QStringLiteral("pdf")});
}

void Exporter::add(QMenu* menu, const QString& text, const Form& form) {
    QAction* action = menu->addAction(text);
    const QString title = QString(text).remove(QLatin1Char('&'));
    connect(action, &QAction::triggered, this, [this, form, title] { ask(form, title); });
    connect(menu, &QMenu::aboutToShow, action,
            [this, action, kind = form.kind] { action->setEnabled(possible(kind)); });
}

void Exporter::ask(const Form& form, const QString& title) {
    auto* dialog = new QFileDialog(window_, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(form.ending.toUpper(), form.ending));
    dialog->setDefaultSuffix(form.ending);
    dialog->selectFile(suggestedName(form.kind, look_()) + QLatin1Char('.') + form.ending);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, form](const QString& path) { write(form.kind, path.toStdString(), form.scale); });
    dialog->open();
}

void Exporter::write(ExportKind kind, const std::filesystem::path& path, double scale) {
    const Shown shown = look_();
    if (isShown(shown, kind)) engine_.save(path, fileMaker(shown, kind, path, scale));
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
