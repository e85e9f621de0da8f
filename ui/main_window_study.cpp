// The window's part that is for its pages, and the Study page among them.
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>

#include "ui/layout_keeper.h"
#include "ui/main_window.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/status_line.h"
#include "ui/study_form.h"

namespace lossylens::ui {
namespace {

const QString folder_look = QStringLiteral("study_folder");   // of the study that was looked at last
const QString free_look = QStringLiteral("study_form_free");  // the form was for another one

}  // namespace

void MainWindow::addStudy() {
    study_ = new StudyPage(engine_, options_.study, this);
    study_area_ = new QScrollArea;
    study_area_->setWidget(study_);
    study_area_->setWidgetResizable(true);
    study_area_->setFrameShape(QFrame::NoFrame);
    study_area_->setFocusPolicy(Qt::NoFocus);
    pages_->addWidget(study_area_);
    study_->setLastFolder(session_.look(folder_look).toString().toStdString(),
                          session_.look(free_look).toBool());
    connect(study_, &StudyPage::copied, status_, &StatusLine::showActivity);
    connect(study_, &StudyPage::settingsAsked, this, &MainWindow::change);
    connect(study_, &StudyPage::draftChanged, this, [this](const StudyDraft& draft) {
        Settings next = settings_;
        next.study = draft;
        change(std::move(next));
    });
    connect(study_, &StudyPage::folderChanged, this, [this](const std::filesystem::path& folder, bool free) {
        session_.keepLook(folder_look, QString::fromStdString(folder.string()));
        session_.keepLook(free_look, free);
    });
}

bool MainWindow::showsStudy() const { return pages_->currentWidget() == study_area_; }

bool MainWindow::showsModelPage() const { return pages_->currentWidget() == model_area_; }

void MainWindow::showModelPage(bool show) {
    session_.keepPage(show && engine_.subject());
    pages_->setCurrentWidget(show ? model_area_ : layoutPage());
    if (show) return;
    if (showsStudy())
        study_->form()->nameField()->setFocus();
    else
        probe_->prompt()->setFocus();
}

void MainWindow::showTexts() {
    if (keeper_->layout() == WindowLayout::study) keeper_->choose(WindowLayout::probe);
    showModelPage(false);
}

QWidget* MainWindow::layoutPage() const {
    if (keeper_->layout() == WindowLayout::study) return study_area_;
    return probe_;
}

}  // namespace lossylens::ui
