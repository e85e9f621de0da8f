// The window's part that is for studies.
#include <QScrollArea>
#include <QStackedWidget>

#include "ui/main_window.h"
#include "ui/probe_page.h"
#include "ui/status_line.h"

namespace lossylens::ui {
namespace {

const QString folder_look = QStringLiteral("study_folder");  // of the study that was looked at last

}  // namespace

void MainWindow::addStudy() {
    study_ = new StudyPage(engine_, options_.study, this);
    study_area_ = new QScrollArea;
    study_area_->setWidget(study_);
    study_area_->setWidgetResizable(true);
    study_area_->setFrameShape(QFrame::NoFrame);
    study_area_->setFocusPolicy(Qt::NoFocus);
    pages_->addWidget(study_area_);
    study_->setLastFolder(session_.look(folder_look).toString().toStdString());
    connect(study_, &StudyPage::copied, status_, &StatusLine::showActivity);
    connect(study_, &StudyPage::settingsAsked, this, &MainWindow::change);
    connect(study_, &StudyPage::folderChanged, this, [this](const std::filesystem::path& folder) {
        session_.keepLook(folder_look, QString::fromStdString(folder.string()));
    });
}

bool MainWindow::showsStudy() const { return pages_->currentWidget() == study_area_; }

void MainWindow::showStudy() {
    if (showsStudy()) return showModelPage(false);
    pages_->setCurrentWidget(study_area_);
    study_->setFocus();
}

}  // namespace lossylens::ui
