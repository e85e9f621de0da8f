// The window's part that is for teaching: layouts, size of type, tour, ten seeds, help.
#include <QPushButton>

#include "ui/bar.h"
#include "ui/help_map.h"
#include "ui/help_panel.h"
#include "ui/layout_keeper.h"
#include "ui/main_window.h"
#include "ui/model_page.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/seed_runs.h"
#include "ui/seed_wall.h"
#include "ui/status_line.h"
#include "ui/teaching.h"
#include "ui/tour_panel.h"
#include "ui/window_actions.h"

namespace lossylens::ui {

void MainWindow::addTeaching() {
    seed_runs_ = new SeedRuns(engine_, probe_->seeds(), this);
    teaching_ = new Teaching(probe_, tour_, this);
    keeper_ = new LayoutKeeper(this, session_, actions_);
    connect(keeper_, &LayoutKeeper::chosen, teaching_,
            [this](WindowLayout layout) { teaching_->setShown(layout == WindowLayout::teach); });
    connect(keeper_, &LayoutKeeper::chosen, this, [this] { showModelPage(false); });
    connect(keeper_, &LayoutKeeper::typeSizeChanged, status_,
            [this](int percent) { status_->showActivity(tr("Type at %1 %").arg(percent)); });
    connect(seed_runs_, &SeedRuns::changed, teaching_, &Teaching::look);
    connect(probe_->seeds(), &SeedWall::seedAsked, this, &MainWindow::showSeed);
    connect(actions_, &WindowActions::seedsAsked, seed_runs_, &SeedRuns::begin);
    connect(actions_, &WindowActions::nextStepAsked, tour_->nextButton(), &QPushButton::click);
    connect(actions_, &WindowActions::previousStepAsked, tour_->backButton(), &QPushButton::click);
    connect(teaching_, &Teaching::tourMoved, this, [this] { session_.keepTour(teaching_->tour().state()); });
    connect(actions_, &WindowActions::helpAsked, help_, &HelpPanel::toggle);
    connect(actions_, &WindowActions::keysAsked, help_, &HelpPanel::showShortcuts);
    nameHelpTopics(*probe_);
    nameHelpTopics({.bar = bar_, .model_page = model_page_, .tour = tour_});
    teaching_->restore(session_.tour());
    keeper_->restore();
}

void MainWindow::addExamples() {
    // What is said about a damaged settings file comes first.
    if (!session_.putAside().isEmpty()) return;
    examples_ = new ExampleShow(options_.examples, probe_, writing_, this);
    connect(examples_, &ExampleShow::modelPageAsked, this, [this] { showModelPage(true); });
    connect(examples_, &ExampleShow::promptAsked, probe_->prompt(), &PromptEditor::showPrompt);
    followExamples();
}

void MainWindow::followExamples() {
    if (examples_) examples_->follow(settings_, engine_.subject() != nullptr);
}

bool MainWindow::hasNothingToShow() const {
    return !engine_.subject() && !(examples_ && examples_->isShown());
}

// Its texts are kept, so they are there at once.
void MainWindow::showSeed(quint64 seed) {
    Settings next = settings_;
    next.sampling.seed = seed;
    change(std::move(next));
    if (!engine_.generating()) generate();
}

}  // namespace lossylens::ui
