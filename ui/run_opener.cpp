#include "ui/run_opener.h"

#include <QFileDialog>
#include <QFileInfo>
#include <limits>

#include "lens/files.h"
#include "ui/message_strip.h"

namespace lossylens::ui {
namespace {

// Whether the run is the one that the settings ask for.
bool isRunOf(const Settings& settings, const RunAnswer& run) {
    const lens::GenerationRequest& has = run.request.generation;
    const lens::GenerationRequest wanted = generationOf(settings);
    return run.request.prompt == settings.prompt.toStdString() && has.streams == wanted.streams &&
           has.scope == wanted.scope && has.sampling == wanted.sampling &&
           has.max_new_tokens == wanted.max_new_tokens && has.stop_at_end == wanted.stop_at_end;
}

}  // namespace

RunOpener::RunOpener(Engine& engine, MessageStrip* note, Window window, QWidget* parent)
    : QObject(parent), engine_(engine), note_(note), window_(std::move(window)) {
    connect(&engine_, &Engine::runRead, this, &RunOpener::onRead);
    connect(&engine_, &Engine::runNotRead, this, [this](const Error& error) { note_->showError(error); });
    connect(&engine_, &Engine::opened, this, &RunOpener::onModel);
    connect(&engine_, &Engine::openingFailed, this, [this] { model_asked_ = false; });
    connect(&engine_, &Engine::runCompared, this, &RunOpener::onCompared);
}

void RunOpener::ask() {
    auto* dialog = new QFileDialog(qobject_cast<QWidget*>(parent()), tr("Open a result again"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(
        tr("What LossyLens exports (%1)").arg(QStringLiteral("*.json *.html *.png *.svg *.pdf *.csv")));
    connect(dialog, &QFileDialog::fileSelected, this, &RunOpener::open);
    dialog->open();
}

void RunOpener::open(const QString& path) { engine_.readRun(path.toStdString()); }

QString RunOpener::fileName() const { return QString::fromStdString(lens::fileName(file_->path)); }

void RunOpener::onRead(const OpenedRunPointer& opened) {
    const auto refuse = [this, &opened](std::string what) {
        note_->showError({.code = ErrorCode::unsupported,
                          .where = lens::fileName(opened->path),
                          .what = std::move(what),
                          .remedy = "use lossylens replay in a terminal"});
    };
    const bool seed_fits =
        std::cmp_less_equal(opened->run.request.sampling.seed, std::numeric_limits<int>::max());
    if (!seed_fits) return refuse("its seed is larger than the window takes");
    const auto settings = reopened(opened->run, window_.settings());
    if (!settings) return refuse("its distortions are others than the window writes");
    file_ = opened;
    left_out_ = settings->left_out;
    awaited_.reset();
    model_asked_ = false;
    Q_EMIT this->opened();
    Q_EMIT settingsAsked(settings->settings);
    if (file_->same_model) return useOpenModel();
    if (engine_.subject() || engine_.opening()) return offerModel();
    const QString path = modelPath();
    if (path.isEmpty()) return offerModel();
    model_asked_ = true;
    Q_EMIT modelAsked(path, file_->run.precision);
}

QString RunOpener::modelPath() const {
    const QString named = QString::fromStdString(file_->run.model.path.string());
    if (QFileInfo(named).isAbsolute() && QFileInfo::exists(named)) return named;
    const QString name = QString::fromStdString(lens::fileName(file_->run.model.path));
    if (name.isEmpty()) return {};
    for (const QString& known : window_.known_models()) {
        const QFileInfo model(known);
        if (model.fileName() == name && model.exists()) return known;
    }
    return {};
}

// In place: what the file was written with, and the two ways on.
void RunOpener::offerModel() {
    const lens::SubjectInfo& model = file_->run.model;
    const std::string_view precision = lens::nameOf(file_->run.precision);
    const QString wanted =
        tr("%1 (%2, computed in %3)")
            .arg(QString::fromStdString(model.name), QString::fromStdString(model.precision),
                 QString::fromUtf8(precision.data(), qsizetype(precision.size())));
    const QString path = modelPath();
    std::vector<MessageStrip::Offer> offers;
    if (!path.isEmpty()) {
        offers.push_back({tr("&Open its model"), [this, path] {
                              note_->clear();
                              model_asked_ = true;
                              Q_EMIT modelAsked(path, file_->run.precision);
                          }});
    }
    if (engine_.subject()) offers.push_back({tr("&Write with the open one"), [this] { useOpenModel(); }});
    const QString said =
        path.isEmpty() ? tr("%1 was written by %2, which is not where models have been opened from: open it, "
                            "then %1 again.")
                       : tr("%1 was written by %2, which is not the open model.");
    note_->showOffer(said.arg(fileName(), wanted), std::move(offers));
}

void RunOpener::onModel() {
    if (file_ && std::exchange(model_asked_, false)) useOpenModel();
}

void RunOpener::useOpenModel() {
    if (file_->run.generation.streams.empty()) {
        note_->showNote(tr("The settings of %1 are in place; it holds no text.").arg(fileName()));
        file_.reset();
        return;
    }
    note_->showNote(tr("Writing the texts of %1 again, to compare them.").arg(fileName()));
    awaited_ = window_.settings();
    Q_EMIT textsAsked();
}

void RunOpener::look(const RunPointer& run) {
    if (!file_ || !awaited_) return;
    if (!writeTheSame(window_.settings(), *awaited_)) return forget();
    // Until its first token is there, the run is the one before.
    if (!run || run->subject != engine_.subject() || !isRunOf(*awaited_, *run) || !run->snapshot.finished)
        return;
    if (run->snapshot.stopped) return forget();
    engine_.compareRun(std::make_shared<const lens::RunDocument>(onlyWritten(file_->run, *awaited_)), run);
    awaited_.reset();
}

// Somebody wants something else now.
void RunOpener::forget() {
    awaited_.reset();
    file_.reset();
    note_->clear();
}

void RunOpener::onCompared(const lens::Replay& replay) {
    if (!file_) return;
    note_->showNote(replayText(replay, fileName(), left_out_));
    file_.reset();
}

}  // namespace lossylens::ui
