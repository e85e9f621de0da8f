// The window's part that opens models.
#include <QDir>
#include <QFileInfo>

#include "ui/bar.h"
#include "ui/main_window.h"
#include "ui/model_page.h"
#include "ui/probe_page.h"
#include "ui/seed_runs.h"
#include "ui/status_line.h"

namespace lossylens::ui {
namespace {

QString fromPath(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

}  // namespace

QStringList MainWindow::knownModels() const {
    QStringList models = session_.recentModels();
    if (!options_.usual_model) return models;
    models << fromPath(*options_.usual_model);
    const QDir folder(fromPath(options_.usual_model->parent_path()));
    for (const QFileInfo& file : folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot))
        models << file.filePath();
    return models;
}

// The model asked for, else the last session's, else the usual one; where there is none, the page says what
// to do.
void MainWindow::openFirstModel() {
    if (options_.model) return openModel(*options_.model);
    const QStringList recent = session_.recentModels();
    if (!recent.isEmpty() && QFileInfo::exists(recent.front())) return askForOpen(recent.front());
    if (options_.usual_model && std::filesystem::exists(*options_.usual_model))
        return openModel(*options_.usual_model);
    showModelPage(hasNothingToShow());
    status_->showActivity(tr("Open a model to begin"));
}

void MainWindow::openModel(const std::filesystem::path& path) {
    opening_path_ = std::filesystem::absolute(path);
    choosing_precision_ = false;
    engine_.open(path, loadOptions());
    seed_runs_->stop();
    model_page_->showLoading(path);
    bar_->showModelLoading(fromPath(path.filename()));
    status_->showActivity(tr("Opening %1").arg(fromPath(path.filename())));
}

nn::LoadOptions MainWindow::loadOptions() const {
    return {.precision = precision_, .threads = options_.threads};
}

// The open model stays in use until it is there in the other precision, too.
void MainWindow::choosePrecision(nn::Precision precision) {
    if (precision == precision_ || !engine_.subject()) return;
    precision_ = precision;
    openModel(engine_.subject()->checkpoint->path);
    choosing_precision_ = true;
}

void MainWindow::showModel() {
    if (!engine_.subject()) {
        bar_->showModel(nullptr);
        return model_page_->showModel(nullptr);
    }
    const lens::SubjectInfo info = lens::describe(*engine_.subject()->checkpoint);
    bar_->showModel(&info, precision_);
    model_page_->showModel(&info, loadOptions());
}

void MainWindow::onOpened() {
    const lens::SubjectInfo info = lens::describe(*engine_.subject()->checkpoint);
    session_.rememberModel(fromPath(opening_path_));
    model_page_->showLoaded();
    showModel();
    model_page_->showRecent(session_.recentModels());
    setWindowTitle(QStringLiteral("%1 – LossyLens").arg(QString::fromStdString(info.name)));
    status_->showActivity(tr("Ready"));
    clearAnswers();
    showChat();
    if (std::exchange(choosing_precision_, false))
        session_.keepPrecision(precision_);
    else
        showModelPage(std::exchange(to_model_page_, false));
    requestView();
    if (std::exchange(generate_when_opened_, false)) generate();
}

void MainWindow::onOpeningFailed(const Error& error) {
    generate_when_opened_ = false;
    model_page_->showLoaded();
    model_page_->showError(error);
    choosing_precision_ = false;
    if (engine_.subject()) precision_ = engine_.subject()->model->precision();
    showModel();
    status_->showActivity(tr("The model was not opened"));
    showModelPage(true);
    showRunning();
}

void MainWindow::onClosed(const Error& why) {
    clearAnswers();
    showModel();
    model_page_->showError(why);
    setWindowTitle(QStringLiteral("LossyLens"));
    showModelPage(true);
}

}  // namespace lossylens::ui
