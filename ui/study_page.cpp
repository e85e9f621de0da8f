#include "ui/study_page.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabWidget>
#include <QVBoxLayout>
#include <utility>

#include "study/study_file.h"
#include "ui/duel_panel.h"
#include "ui/flow_layout.h"
#include "ui/guarded.h"
#include "ui/message_strip.h"
#include "ui/rate_panel.h"
#include "ui/sample_wall.h"
#include "ui/study_form.h"
#include "ui/study_plot_panel.h"
#include "ui/study_words.h"
#include "ui/theme.h"
#include "ui/trial_view.h"

namespace lossylens::ui {
namespace {

constexpr int plan_delay_ms = 600;  // after the form was changed last

std::filesystem::path usualStudies() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return std::filesystem::path(data.toStdString()) / "lossylens" / "studies";
}

study::PromptSets setsBy(const std::vector<NamedPrompts>& sets) {
    return [sets](const std::string& name) -> Result<std::vector<study::Prompt>> {
        for (const NamedPrompts& set : sets) {
            if (set.name.toStdString() == name) return set.prompts;
        }
        return lossylens::fail(ErrorCode::not_found, name, "is no set of prompts that comes along");
    };
}

// Scrolls up and down only: it is never narrower than what is in it.
class FormArea : public QScrollArea {
public:
    FormArea(QWidget* inside, QWidget* parent) : QScrollArea(parent) {
        setWidget(inside);
        setWidgetResizable(true);
        setFrameShape(QFrame::NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }
    [[nodiscard]] QSize minimumSizeHint() const override {
        const int width = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
        return {width, QScrollArea::minimumSizeHint().height()};
    }

protected:
    bool eventFilter(QObject* inside, QEvent* event) override {
        if (event->type() == QEvent::LayoutRequest) updateGeometry();
        return QScrollArea::eventFilter(inside, event);
    }
};

QString scopeText(lens::Scope scope) {
    switch (scope) {
        case lens::Scope::both:
            return StudyPage::tr("prompt and generated tokens are distorted");
        case lens::Scope::prompt:
            return StudyPage::tr("the prompt's tokens alone are distorted");
        case lens::Scope::generated:
            return StudyPage::tr("generated tokens alone are distorted");
    }
    return {};
}

// What is not in the form: said in full, for it decides the texts.
QString samplingNote(const Settings& settings) {
    const nn::Sampling& sampling = settings.sampling;
    const QString how = sampling.greedy ? StudyPage::tr("greedy")
                                        : StudyPage::tr("temperature %1, top-k %2, top-p %3")
                                              .arg(QLocale().toString(sampling.temperature),
                                                   sampling.top_k > 0 ? QLocale().toString(sampling.top_k)
                                                                      : StudyPage::tr("all"),
                                                   QLocale().toString(sampling.top_p));
    const QString end = settings.stop_at_end ? StudyPage::tr("a text ends with its end-of-text token")
                                             : StudyPage::tr("texts go on past their end-of-text token");
    return StudyPage::tr("Sampling as in the bar: %1. As on the Probe page: %2; %3.")
        .arg(how, scopeText(settings.scope), end);
}

}  // namespace

StudyPage::StudyPage(Engine& engine, const StudyOptions& options, QWidget* parent)
    : QWidget(parent),
      engine_(engine),
      options_(options),
      runner_(new StudyRunner(engine, this)),
      summariser_(new StudySummariser(this)),
      exporter_(new StudyExporter(
          engine, [this] { return shown(); }, this)),
      form_(new StudyForm(this)),
      start_(new QPushButton(this)),
      end_(new QPushButton(this)),
      menu_(new QPushButton(tr("Open and export"), this)),
      status_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      note_(new MessageStrip(this)),
      tabs_(new QTabWidget(this)),
      plot_(new StudyPlotPanel(this)),
      wall_(new SampleWall(this)),
      trials_(new TrialView(this)),
      duel_(new DuelPanel(
          options.duel_seed != 0 ? options.duel_seed : QRandomGenerator::global()->generate64(), this)),
      rates_(new RatePanel(engine, this)) {
    if (options_.studies.empty()) options_.studies = usualStudies();
    build();
    form_->setSets(options_.sets);
    form_->setStudies(options_.studies);
    connectParts();
    colourStart();
    onState();
    plot_->setSummary(nullptr, true);
    onFormChanged();
}

StudyPage::~StudyPage() = default;

void StudyPage::build() {
    auto* menu = new QMenu(menu_);
    fillMenu(menu);
    menu_->setMenu(menu);
    progress_->setAccessibleName(tr("Progress of the study"));
    progress_->setTextVisible(false);
    status_->setWordWrap(true);
    status_->setTextFormat(Qt::PlainText);
    auto* run = new QWidget(this);
    auto* flow = new FlowLayout(run);
    for (QWidget* one : std::initializer_list<QWidget*>{start_, end_, menu_}) flow->addWidget(one);
    tabs_->addTab(plot_, tr("Plot"));
    tabs_->addTab(wall_, tr("Samples"));
    tabs_->addTab(trials_, tr("Trials"));
    tabs_->addTab(duel_, tr("Duel"));
    tabs_->addTab(rates_, tr("Rate and distortion"));
    tabs_->setAccessibleName(tr("Results"));
    tabs_->setUsesScrollButtons(true);
    auto* results = new QWidget(this);
    auto* column = new QVBoxLayout(results);
    column->setContentsMargins(0, gap(font()), gap(font()), 0);
    column->addWidget(status_);
    column->addWidget(progress_);
    column->addWidget(note_);
    column->addWidget(tabs_, 1);
    auto* left = new QWidget(this);
    auto* left_column = new QVBoxLayout(left);
    left_column->setContentsMargins(0, 0, 0, 0);
    left_column->addWidget(run);
    auto* area = new FormArea(form_, left);
    area->setAccessibleName(tr("Form of the study"));
    left_column->addWidget(area, 1);
    auto* split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    split->addWidget(left);
    split->addWidget(results);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({lineHeight(font()) * 25, lineHeight(font()) * 55});
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(split);
    plan_timer_.setSingleShot(true);
    plan_timer_.setInterval(plan_delay_ms);
}

void StudyPage::fillMenu(QMenu* menu) {
    menu->addAction(tr("&Open the folder of a study…"), this, &StudyPage::askFolder);
    menu->addAction(tr("&Import a study file…"), this, &StudyPage::askFile);
    menu->addSeparator();
    exporter_->fill(menu);
}

void StudyPage::connectParts() {
    connect(start_, &QPushButton::clicked, this, &StudyPage::startOrPause);
    connect(end_, &QPushButton::clicked, this, &StudyPage::endStudy);
    connect(form_, &StudyForm::changed, this, &StudyPage::onEdited);
    connect(form_, &StudyForm::promptFileAsked, this, &StudyPage::readPrompts);
    connect(&plan_timer_, &QTimer::timeout, this, &StudyPage::plan);
    connect(runner_, &StudyRunner::changed, this, &StudyPage::onState);
    connect(runner_, &StudyRunner::rowsChanged, this, &StudyPage::onRows);
    connect(runner_, &StudyRunner::failed, this, [this](const Error& error) { note_->showError(error); });
    connect(runner_, &StudyRunner::planned, form_, &StudyForm::showCost);
    connect(runner_, &StudyRunner::planFailed, this,
            [this](const Error& error) { form_->showPlanError(QString::fromStdString(error.text())); });
    connect(summariser_, &StudySummariser::summarised, this,
            [this](const SummaryPointer& summary, bool whole) {
                summary_ = summary;
                plot_->setSummary(summary, whole);
            });
    connect(summariser_, &StudySummariser::progressed, plot_, &StudyPlotPanel::showProgress);
    connect(summariser_, &StudySummariser::stopped, plot_, &StudyPlotPanel::showStopped);
    connect(plot_, &StudyPlotPanel::stopAsked, summariser_, &StudySummariser::stop);
    connect(plot_, &StudyPlotPanel::wholeAsked, this,
            [this] { summariser_->summarise(runner_->rows(), StudySummariser::Care::whole); });
    connect(summariser_, &StudySummariser::failed, this,
            [this](const Error& error) { note_->showError(error); });
    connect(exporter_, &StudyExporter::copied, this, &StudyPage::copied);
    connect(&engine_, &Engine::savingFailed, this, [this](const Error& error) {
        if (isVisible()) note_->showError(error);
    });
    const auto onModel = [this] {
        rates_->follow();
        onState();
        onFormChanged();
    };
    connect(&engine_, &Engine::opened, this, onModel);
    connect(&engine_, &Engine::closed, this, onModel);
}

void StudyPage::follow(const Settings& settings) {
    const bool same = settings.sampling == settings_.sampling && settings.scope == settings_.scope &&
                      settings.stop_at_end == settings_.stop_at_end;
    settings_ = settings;
    form_->setPresentPrompt(settings.prompt);
    form_->setSampling(samplingNote(settings));
    rates_->setPrompt(settings.prompt, settings.chat && engine_.subject() && hasChat(*engine_.subject()));
    const bool other_form = !holdsStudy() && form_->draft() != settings.study;
    if (other_form) form_->showDraft(settings.study);
    if (other_form || !same) onFormChanged();
}

bool StudyPage::holdsStudy() const { return runner_->study() && !free_form_; }

Result<study::Study> StudyPage::wanted() const {
    StudySurroundings surroundings{.sampling = settings_.sampling,
                                   .scope = settings_.scope,
                                   .stop_at_end = settings_.stop_at_end,
                                   .model = {}};
    if (const lens::SubjectPointer& subject = engine_.subject()) {
        surroundings.model = subject->checkpoint->path.string();
        surroundings.precision = subject->model->precision();
    }
    StudyDraft draft = form_->draft();
    draft.prompts = form_->prompts();
    auto study = studyOf(draft, surroundings);
    if (study) study->collapse = collapse_;
    return study;
}

void StudyPage::onEdited() {
    onFormChanged();
    if (!holdsStudy()) Q_EMIT draftChanged(form_->draft());
}

// What it comes to is said at once; how long it takes is measured a moment after the last change.
void StudyPage::onFormChanged() {
    runner_->cancelPlan();
    plan_timer_.stop();
    if (holdsStudy()) return;
    const auto study = wanted();
    valid_ = study.has_value();
    showButtons();
    if (!study) return form_->showPlanError(QString::fromStdString(study.error().text()));
    form_->showSize(*study);
    if (!engine_.subject())
        return form_->showNoTime(tr("Open a model to start, and to learn how long it takes."));
    form_->showNoTime(tr("Measuring how long that takes…"));
    plan_timer_.start();
}

void StudyPage::plan() {
    if (!isVisible() || holdsStudy() || runner_->isUnderWay()) return;
    if (const auto study = wanted()) runner_->plan(*study, form_->batch());
}

void StudyPage::startOrPause() {
    if (runner_->isUnderWay())
        pause();
    else
        start();
}

void StudyPage::pause() {
    if (runner_->isUnderWay()) runner_->pause();
}

void StudyPage::start() {
    if (runner_->isUnderWay() || runner_->state() == StudyRunner::State::loading) return;
    note_->clear();
    if (!engine_.subject())
        return note_->showNote(tr("Open a model first: the button at the left of the bar does."));
    if (holdsStudy())
        runner_->resume();
    else
        begin();
}

void StudyPage::begin() {
    // A number that is still being typed counts.
    if (auto* box = qobject_cast<QAbstractSpinBox*>(QApplication::focusWidget())) box->interpretText();
    const auto study = wanted();
    if (!study) return note_->showError(study.error());
    const std::filesystem::path folder = form_->folder();
    if (folder.empty()) return note_->showNote(tr("Choose a folder for the rows first."));
    free_form_ = false;
    adopted_ = false;
    runner_->begin(*study, folder, form_->batch());
    Q_EMIT folderChanged(folder, false);
}

void StudyPage::endStudy() {
    runner_->pause();
    free_form_ = true;
    form_->proposeFolder();
    note_->showNote(
        tr("Its rows stay in %1. Open that folder to go on with it; the form is free for another study.")
            .arg(QString::fromStdString(runner_->folder().string())));
    onState();
    onEdited();
    Q_EMIT folderChanged(runner_->folder(), true);
}

void StudyPage::openFolder(const std::filesystem::path& folder) {
    note_->clear();
    free_form_ = false;
    adopted_ = false;
    runner_->load(folder, form_->batch());
    Q_EMIT folderChanged(folder, false);
}

// The page shows a study as soon as the runner has it.
void StudyPage::adoptStudy() {
    adopted_ = true;
    summary_.reset();
    summariser_->forget();
    const study::Study& study = *runner_->study();
    if (!free_form_) {
        StudyDraft draft = draftOf(study);
        draft.batch = form_->batch();
        form_->showDraft(draft);
        form_->setFolder(runner_->folder());
        form_->showSize(study);
    }
    wall_->setStudy(study);
    duel_->setStudy(study, runner_->folder());
    plot_->setSummary(nullptr, true);
}

void StudyPage::onState() {
    using State = StudyRunner::State;
    const State state = runner_->state();
    if (state == State::closed) free_form_ = true;
    if (runner_->study() && !adopted_) adoptStudy();
    form_->setLocked(runner_->isUnderWay() || holdsStudy() || state == State::loading);
    showButtons();
    const bool shows = runner_->study().has_value();
    progress_->setVisible(shows);
    progress_->setRange(0, std::max(1, runner_->progress().all));
    progress_->setValue(runner_->progress().done);
    status_->setText(shows ? stateText(state) + QStringLiteral(" · ") + progressText(runner_->progress())
                           : stateText(state));
    if ((state == State::paused || state == State::complete) && !runner_->rows()->empty())
        summariser_->summarise(runner_->rows(), StudySummariser::Care::whole);
    Q_EMIT underWayChanged();
}

void StudyPage::showButtons() {
    using State = StudyRunner::State;
    const State state = runner_->state();
    const bool holds = holdsStudy();
    const bool under_way = runner_->isUnderWay();
    const bool possible = engine_.subject() && state != State::loading;
    const bool anything = holds ? state == State::paused : valid_;
    if (under_way)
        start_->setText(tr("❚❚ Pause  (Esc)"));
    else
        start_->setText(holds && state == State::paused ? tr("▶ Resume  (Ctrl+Return)")
                                                        : tr("▶ Start the study  (Ctrl+Return)"));
    start_->setAccessibleName(under_way                         ? tr("Pause")
                              : holds && state == State::paused ? tr("Resume")
                                                                : tr("Start the study"));
    start_->setEnabled(under_way || (possible && anything));
    end_->setText(state == State::complete ? tr("New study") : tr("■ Stop"));
    end_->setAccessibleName(state == State::complete ? tr("New study") : tr("Stop"));
    end_->setEnabled(holds);
}

void StudyPage::onRows(const RowsPointer& rows) {
    trials_->setRows(rows);
    if (!adopted_) return;
    wall_->setRows(rows);
    duel_->setRows(rows);
    if (rows->empty()) return plot_->setSummary(nullptr, true);
    const bool rests = !runner_->isUnderWay();
    summariser_->summarise(rows, rests ? StudySummariser::Care::whole : StudySummariser::Care::quick);
}

void StudyPage::askFolder() {
    auto* dialog =
        new QFileDialog(this, tr("Folder of a study"), QString::fromStdString(options_.studies.string()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { openFolder(path.toStdString()); });
    dialog->open();
}

void StudyPage::askFile() {
    auto* dialog =
        new QFileDialog(this, tr("Study file"), QString(), tr("Study files (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { importFile(path.toStdString()); });
    dialog->open();
}

void StudyPage::importFile(const std::filesystem::path& file) {
    lane_.post([this, file, sets = setsBy(options_.sets)] {
        auto study = guarded("study file", [&] { return study::readStudy(file, sets); });
        QMetaObject::invokeMethod(
            this,
            [this, study = std::move(study)] {
                if (!study) return note_->showError(study.error());
                if (runner_->isUnderWay()) return note_->showNote(tr("Stop the study that runs first."));
                note_->showNote(
                    tr("Form, bar and Probe page have what the file says; the model is the open one."));
                free_form_ = true;
                collapse_ = study->collapse;
                StudyDraft draft = draftOf(*study);
                draft.batch = form_->batch();
                form_->showDraft(draft);
                form_->proposeFolder();
                takeSettings(*study);
                onState();
                onFormChanged();
                if (adopted_) Q_EMIT folderChanged(runner_->folder(), true);
            },
            Qt::QueuedConnection);
    });
}

void StudyPage::takeSettings(const study::Study& study) {
    Settings next = settings_;
    const std::uint64_t seed = next.sampling.seed;
    next.sampling = study.sampling;
    next.sampling.seed = seed;
    next.scope = study.scope;
    next.stop_at_end = study.stop_at_end;
    next.study = form_->draft();
    Q_EMIT settingsAsked(next);
}

void StudyPage::readPrompts(const QString& path) {
    lane_.post([this, path] {
        auto prompts = guarded("prompts", [&] { return study::readPrompts(path.toStdString()); });
        QMetaObject::invokeMethod(
            this,
            [this, path, prompts = std::move(prompts)] {
                if (!prompts) return note_->showError(prompts.error());
                form_->usePromptFile(path, *prompts);
            },
            Qt::QueuedConnection);
    });
}

StudyShown StudyPage::shown() const {
    StudyShown shown{.study = {},
                     .folder = {},
                     .batch = form_->batch(),
                     .rows = runner_->rows(),
                     .summary = runner_->rows()->empty() ? nullptr : summary_,
                     .figure = {}};
    if (holdsStudy()) {
        shown.study = runner_->study();
        shown.folder = runner_->folder();
    } else if (const auto study = wanted()) {
        shown.study = *study;
    }
    if (tabs_->currentWidget() == rates_ && rates_->rates())
        shown.figure = rates_->figure();
    else if (summary_)
        shown.figure = plot_->figure();
    return shown;
}

QString StudyPage::status() const { return status_->text(); }

void StudyPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (last_folder_.empty() || runner_->state() != StudyRunner::State::closed) return onFormChanged();
    openFolder(std::exchange(last_folder_, {}));
    if (!last_free_) return;
    free_form_ = true;
    onState();
    Q_EMIT folderChanged(runner_->folder(), true);
}

// The one thing to do here stands out, as Generate does on the bar.
void StudyPage::colourStart() {
    QPalette accent = palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {  // what cannot be done does not
        accent.setColor(group, QPalette::Button, palette().color(group, QPalette::Highlight));
        accent.setColor(group, QPalette::ButtonText, palette().color(group, QPalette::HighlightedText));
    }
    start_->setPalette(accent);
}

void StudyPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) colourStart();
}

}  // namespace lossylens::ui
