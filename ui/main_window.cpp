#include "ui/main_window.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QCheckBox>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/about.h"
#include "ui/accessible_roles.h"
#include "ui/announcement.h"
#include "ui/bar.h"
#include "ui/curve_panel.h"
#include "ui/drops.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/help_panel.h"
#include "ui/kept_looks.h"
#include "ui/last_texts.h"
#include "ui/message_strip.h"
#include "ui/model_page.h"
#include "ui/panel_copies.h"
#include "ui/precision_box.h"
#include "ui/presets.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/quality_slider.h"
#include "ui/run_opener.h"
#include "ui/seed_runs.h"
#include "ui/spin_box_undo.h"
#include "ui/status_line.h"
#include "ui/strength_row.h"
#include "ui/teaching.h"
#include "ui/texts_view.h"
#include "ui/token_chips.h"
#include "ui/tour_frame.h"
#include "ui/tour_panel.h"
#include "ui/window_actions.h"
#include "ui/writing.h"
#include "ui/xray_panel.h"

namespace lossylens::ui {
namespace {

constexpr QSize usual_size(1440, 900);

}  // namespace

MainWindow::MainWindow(const StartOptions& options, QWidget* parent)
    : QMainWindow(parent),
      options_(options),
      session_(options.settings_file),
      settings_(session_.settings()),
      precision_(options.precision.value_or(session_.precision())) {
    to_model_page_ = session_.onModelPage();
    assemble();
    addActions();
    addTeaching();
    connectWidgets();
    connectEngine();
    connectRunOpener();
    first_token_ = session_.selectedToken();
    showSettings();
    if (!session_.putAside().isEmpty()) {
        probe_->note()->showNote(
            tr("The settings file was damaged: it is now %1, and the usual settings are in place.")
                .arg(session_.putAside()));
    }
    probe_->prompt()->setFocus();
    showLastTexts();
    addExamples();
    openFirstModel();
}

MainWindow::~MainWindow() = default;

void MainWindow::assemble() {
    installAccessibleRoles();
    setWindowTitle(QStringLiteral("LossyLens"));
    setAcceptDrops(true);
    new Announcement(this);
    bar_ = new Bar(this);
    probe_ = new ProbePage(this);
    model_page_ = new ModelPage(this);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(probe_);
    model_area_ = new QScrollArea(this);  // in large type it is higher than a small screen
    model_area_->setWidget(model_page_);
    model_area_->setWidgetResizable(true);
    model_area_->setFrameShape(QFrame::NoFrame);
    model_area_->setFocusPolicy(Qt::NoFocus);
    pages_->addWidget(model_area_);
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar_);
    tour_ = new TourPanel(this);
    help_ = new HelpPanel(this);
    auto* middle = new QSplitter(this);
    middle->setChildrenCollapsible(false);
    middle->addWidget(new TourFrame(tour_, pages_, this));
    middle->addWidget(help_);
    middle->setStretchFactor(0, 1);
    column->addWidget(middle, 1);
    status_ = new StatusLine(this);
    column->addWidget(status_);
    setCentralWidget(centre);
    addStudy();
    writing_ = new Writing(engine_, probe_, status_, this);
    exporter_ = new Exporter(
        engine_, [this] { return shown(); }, this);
    offerCopy(probe_->curve(), curveCopy([this] { return shown(); }));
    offerCopy(probe_->chips(), chipsCopy([this] { return shown(); }));
    model_page_->showRecent(session_.recentModels());
    if (!restoreGeometry(session_.geometry())) resize(usual_size);
    new KeptLooks(probe_, session_, this);
    new SpinBoxUndo(this);
}

void MainWindow::addActions() {
    auto* actions = actions_ = new WindowActions(this);
    bar_->addLayouts(actions->layouts());
    actions->fillPresets(bar_->presetMenu());
    exporter_->fill(bar_->exportMenu());
    actions->setRecentPrompts([this] { return session_.recentPrompts(); });
    actions->setRestart([this] { return settings_.restart; });
    actions->fillMore(bar_->moreMenu());
    connect(actions, &WindowActions::generateAsked, this,
            [this] { showsStudy() ? study_->start() : generate(); });
    connect(actions, &WindowActions::stopAsked, this, &MainWindow::stop);
    connect(actions, &WindowActions::presetAsked, this, &MainWindow::usePreset);
    connect(actions, &WindowActions::modelFileAsked, this, [this] {
        showModelPage(true);
        model_page_->chooseFile();
    });
    connect(actions, &WindowActions::modelFolderAsked, this, [this] {
        showModelPage(true);
        model_page_->chooseFolder();
    });
    connect(actions, &WindowActions::modelPageAsked, this, [this] { showModelPage(!showsModelPage()); });
    connect(actions, &WindowActions::resultAsked, this, [this] { run_opener_->ask(); });
    connect(actions, &WindowActions::promptAsked, probe_->prompt(), &PromptEditor::showPrompt);
    connect(actions, &WindowActions::findAsked, this, [this] {
        if (pages_->currentWidget() != probe_) showTexts();
        probe_->texts()->find();
    });
    connect(actions, &WindowActions::findNextAsked, probe_->texts(), &TextsView::findNext);
    connect(actions, &WindowActions::findPreviousAsked, probe_->texts(), &TextsView::findPrevious);
    connect(actions, &WindowActions::undoAsked, this, [this] {
        if (auto settings = history_.undo(settings_)) adopt(*std::move(settings));
    });
    connect(actions, &WindowActions::redoAsked, this, [this] {
        if (auto settings = history_.redo(settings_)) adopt(*std::move(settings));
    });
    connect(actions, &WindowActions::restartAsked, this, [this](Restart when) {
        Settings next = settings_;
        next.restart = when;
        change(std::move(next));
    });
    connect(actions, &WindowActions::aboutAsked, this, [this] { (new AboutDialog(this))->show(); });
    connect(actions, &WindowActions::quitAsked, this, &MainWindow::close);
}

void MainWindow::connectWidgets() {
    connect(bar_, &Bar::generateAsked, this, &MainWindow::generate);
    connect(bar_, &Bar::stopAsked, this, &MainWindow::stop);
    connect(bar_, &Bar::modelPageAsked, this, [this] { showModelPage(!showsModelPage()); });
    connect(bar_, &Bar::samplingChanged, this, [this] {
        Settings next = settings_;
        next.sampling = bar_->sampling();
        next.max_new_tokens = bar_->newTokens();
        change(std::move(next));
    });
    connect(probe_->prompt(), &PromptEditor::textChanged, this, [this] {
        Settings next = settings_;
        next.prompt = probe_->prompt()->toPlainText();
        change(std::move(next));
    });
    connect(probe_->strength(), &StrengthRow::changed, this,
            [this] { change(probe_->strength()->applied(settings_)); });
    connect(probe_->texts(), &TextsView::settingsChanged, this,
            [this] { change(probe_->texts()->applied(settings_)); });
    connect(probe_->curve(), &CurvePanel::qualityChanged, this, [this](int quality) {
        Settings next = settings_;
        next.quality = quality;
        change(std::move(next));
    });
    connect(probe_->curve()->slider(), &QualitySlider::sliderReleased, writing_, &Writing::sliderReleased);
    connect(probe_->filmstrip(), &Filmstrip::qualityAsked, probe_->curve()->slider(),
            &QualitySlider::setValue);
    connect(probe_->chat(), &QCheckBox::toggled, this, [this](bool chat) {
        Settings next = settings_;
        next.chat = chat;
        change(std::move(next));
    });
    connect(probe_->chips(), &TokenChips::tokenSelected, this, &MainWindow::selectToken);
    connect(probe_->curve(), &CurvePanel::tokenSelected, probe_->chips(), &TokenChips::setSelectedToken);
    connect(probe_->embeddings(), &EmbeddingPanel::tokenPicked, probe_->chips(),
            &TokenChips::setSelectedToken);
    connect(probe_->xray(), &XrayPanel::layoutChosen, this, [this](const codec::PlaneLayout& layout) {
        Settings next = settings_;
        next.layout = layout;
        change(std::move(next));
    });
    connect(probe_->xray(), &XrayPanel::openedChanged, this, [this](bool opened) {
        Settings next = settings_;
        next.xray_opened = opened;
        change(std::move(next));
    });
    connect(probe_->embeddings(), &EmbeddingPanel::displayChanged, this,
            [this](const EmbeddingDisplay& display) {
                Settings next = settings_;
                next.embeddings = display;
                change(std::move(next));
            });
    connect(writing_, &Writing::runningChanged, this, &MainWindow::showRunning);
    connect(writing_, &Writing::runningChanged, this, &MainWindow::keepTexts);
    connect(model_page_, &ModelPage::openAsked, this, &MainWindow::askForOpen);
    connect(model_page_, &ModelPage::cancelAsked, this, [this] {
        engine_.cancelOpening();
        onOpeningFailed({.code = ErrorCode::cancelled,
                         .where = opening_path_.filename().string(),
                         .what = "was not opened: you cancelled it",
                         .remedy = {}});
    });
    PrecisionBox* precision = model_page_->precision();
    connect(precision, &PrecisionBox::precisionAsked, this, &MainWindow::choosePrecision);
    connect(precision, &PrecisionBox::measureAsked, this, [this, precision] {
        engine_.compareWithExact(options_.measuring_text, options_.threads);
        precision->showMeasuring(0);
    });
    connect(precision, &PrecisionBox::stopAsked, this, [this, precision] {
        engine_.cancelComparison();
        precision->showNotMeasured();
    });
    connect(model_page_, &ModelPage::left, this, [this] { showModelPage(false); });
    connect(exporter_, &Exporter::done, this,
            [this](const QString& path) { status_->showActivity(tr("Saved %1").arg(path)); });
    connect(exporter_, &Exporter::copied, status_, &StatusLine::showActivity);
    connect(exporter_, &Exporter::failed, this,
            [this](const Error& error) { probe_->note()->showError(error); });
}

void MainWindow::connectEngine() {
    connect(&engine_, &Engine::openingProgressed, this,
            [this](RequestNumber, double share) { model_page_->showProgress(share); });
    connect(&engine_, &Engine::promptRead, probe_->prompt(),
            [this](const QString& prompt) { probe_->prompt()->showPrompt(prompt); });
    connect(&engine_, &Engine::promptNotRead, this,
            [this](const Error& error) { probe_->note()->showError(error); });
    connect(&engine_, &Engine::opened, this, &MainWindow::onOpened);
    connect(&engine_, &Engine::openingFailed, this,
            [this](RequestNumber, const Error& error) { onOpeningFailed(error); });
    connect(&engine_, &Engine::closed, this, &MainWindow::onClosed);
    connect(&engine_, &Engine::viewed, this,
            [this](RequestNumber, const ViewPointer& view) { onViewed(view); });
    connect(&engine_, &Engine::viewFailed, this,
            [this](RequestNumber, const Error& error) { onViewFailed(error); });
    connect(&engine_, &Engine::curveDrawn, this,
            [this](RequestNumber, const CurvePointer& curve) { onCurve(curve); });
    connect(&engine_, &Engine::curveFailed, this,
            [this](RequestNumber, const Error& error) { onViewFailed(error); });
    PrecisionBox* precision = model_page_->precision();
    connect(&engine_, &Engine::comparisonProgressed, precision,
            [precision](RequestNumber, double share) { precision->showMeasuring(share); });
    connect(&engine_, &Engine::compared, precision,
            [precision](RequestNumber, const lens::Exactness& exactness) {
                precision->showExactness(exactness);
            });
    connect(&engine_, &Engine::comparisonFailed, precision, [precision](RequestNumber, const Error& error) {
        precision->showNotMeasured(QString::fromStdString(error.text()));
    });
    connect(&engine_, &Engine::xrayed, this,
            [this](RequestNumber, const XrayPointer& xray) { probe_->xray()->setXray(xray); });
    connect(&engine_, &Engine::xrayFailed, this, [this](RequestNumber, const Error& error) {
        if (error.code != ErrorCode::cancelled) probe_->xray()->clear();
    });
    connect(&engine_, &Engine::neighboursFound, this, [this](RequestNumber, const NearestPointer& nearest) {
        probe_->xray()->setNeighbours(nearest->before, nearest->after);
    });
    connect(&engine_, &Engine::bandDrawn, this, [this](const BandPointer& band) {
        band_ = band;
        showBand();
    });
}

// After connectEngine(): a model that it has asked for is shown by then.
void MainWindow::connectRunOpener() {
    run_opener_ = new RunOpener(
        engine_, probe_->note(),
        {.settings = [this] { return settings_; }, .known_models = [this] { return knownModels(); }}, this);
    connect(run_opener_, &RunOpener::opened, this, &MainWindow::showTexts);
    connect(run_opener_, &RunOpener::settingsAsked, this, &MainWindow::change);
    connect(run_opener_, &RunOpener::textsAsked, this, &MainWindow::generate);
    connect(run_opener_, &RunOpener::modelAsked, this, [this](const QString& path, nn::Precision precision) {
        precision_ = precision;
        askForOpen(path);
    });
    connect(writing_, &Writing::runningChanged, run_opener_,
            [this] { run_opener_->look(writing_->wholeRun()); });
}

void MainWindow::clearAnswers() {
    view_.reset();
    curve_.reset();
    band_.reset();
    probe_->chips()->clear();
    probe_->curve()->clear();
    probe_->curve()->setBand({});
    probe_->embeddings()->clear();
    probe_->xray()->clear();
    probe_->promptMessage()->clear();
    writing_->clear();
    followExamples();
    seed_runs_->clear();
    teaching_->follow(settings_, engine_.subject() != nullptr);
    showPromptCount();
}

void MainWindow::change(Settings next) {
    history_.record(settings_, next);
    adopt(std::move(next));
}

void MainWindow::adopt(Settings next) {
    if (next == settings_) return;
    const Settings before = std::exchange(settings_, std::move(next));
    session_.keep(settings_);
    showSettings();
    showPromptCount();
    if (before.layout != settings_.layout) showBand();
    if (before.prompt != settings_.prompt || before.chat != settings_.chat ||
        distortionsOf(before) != distortionsOf(settings_))
        requestView();
}

void MainWindow::showSettings() {
    bar_->showSettings(settings_);
    probe_->strength()->showSettings(settings_);
    probe_->curve()->setQuality(settings_.quality);
    probe_->xray()->showLayout(settings_.layout);
    probe_->xray()->setOpened(settings_.xray_opened);
    probe_->embeddings()->setDisplay(settings_.embeddings);
    probe_->prompt()->showPrompt(settings_.prompt);
    probe_->texts()->showSettings(settings_);
    showChat();
    writing_->follow(settings_);
    followExamples();
    seed_runs_->follow(settings_);
    teaching_->follow(settings_, engine_.subject() != nullptr);
    study_->follow(settings_);
}

void MainWindow::usePreset(int index) {
    const Preset& preset = presets()[static_cast<std::size_t>(index)];
    wanted_total_ = preset.total_tokens;
    change(withPreset(settings_, preset));
    if (preset.note.isEmpty())
        probe_->note()->clear();
    else
        probe_->note()->showNote(preset.note);
    showTexts();
    if (hasNothingToShow()) showModelPage(true);
    if (view_ && wanted_total_) requestView();
}

void MainWindow::requestView() {
    if (!engine_.subject()) return;
    engine_.view({.prompt = settings_.prompt.toStdString(),
                  .chat = settings_.chat && hasChat(*engine_.subject()),
                  .distortions = distortionsOf(settings_)});
}

// A model without a template takes the prompt as it is; the setting waits for one that has it.
void MainWindow::showChat() {
    const bool possible = engine_.subject() && hasChat(*engine_.subject());
    QCheckBox* chat = probe_->chat();
    const QSignalBlocker quiet(chat);
    chat->setEnabled(possible);
    chat->setChecked(possible && settings_.chat);
    chat->setToolTip(possible ? tr("Puts the prompt where the model expects a person's message")
                              : tr("This model has no chat template that is known"));
}

void MainWindow::onViewed(const ViewPointer& view) {
    view_ = view;
    const lens::CodecView& main = view->views.front();
    probe_->promptMessage()->clear();
    probe_->chips()->setTokens(main.pieces, main.cosine.tokens);
    if (first_token_) probe_->chips()->setSelectedToken(*std::exchange(first_token_, {}));
    probe_->embeddings()->setView(std::shared_ptr<const lens::CodecView>(view, &main));
    status_->showCodecTime(view->milliseconds);
    writing_->setView(view_);
    showPromptCount();
    if (!curve_ || curve_->ids != view->ids || curve_->layout != settings_.layout)
        engine_.drawCurve(view->ids, settings_.layout);
    selectToken(probe_->chips()->selectedToken());
    if (wanted_total_) {
        Settings next = settings_;
        next.max_new_tokens =
            std::max(1, *std::exchange(wanted_total_, {}) - static_cast<int>(view->ids.size()));
        adopt(std::move(next));
    }
}

void MainWindow::onViewFailed(const Error& error) {
    view_.reset();
    curve_.reset();
    writing_->setView(nullptr);
    probe_->promptMessage()->showError(error);
    probe_->chips()->clear();
    probe_->curve()->clear();
    probe_->embeddings()->clear();
    probe_->xray()->clear();
    showPromptCount();
}

// It is the paper's plane's: beside another plane's curve it would mislead.
bool MainWindow::showsBand() const { return band_ && settings_.layout == codec::PlaneLayout{}; }

void MainWindow::showBand() { probe_->curve()->setBand(showsBand() ? *band_ : lens::VocabularyBand{}); }

void MainWindow::onCurve(const CurvePointer& curve) {
    curve_ = curve;
    writing_->setCurve(curve_);
    probe_->curve()->setCurve(*curve);
    probe_->curve()->setSelectedToken(probe_->chips()->selectedToken());
}

void MainWindow::selectToken(int token) {
    if (token >= 0) session_.keepSelectedToken(token);
    probe_->embeddings()->setSelectedToken(token);
    probe_->curve()->setSelectedToken(token);
    if (!view_ || view_->ids.empty()) return probe_->xray()->clear();
    engine_.xray({.ids = view_->ids, .distortion = view_->views.front().spec, .token = std::max(token, 0)});
}

// Said before anything runs: how long the prompt is, and whether it fits with what is to be written.
void MainWindow::showPromptCount() {
    QLabel* label = probe_->promptCount();
    if (!view_ || !engine_.subject()) return label->clear();
    const int prompt = static_cast<int>(view_->ids.size());
    const int all = prompt + settings_.max_new_tokens;
    const int context = engine_.subject()->model->shape().context;
    const auto& restored = view_->views.front().restored;
    const QString count = restored ? tr("%1, %2 of them restored to themselves")
                                         .arg(tokenCount(prompt), QString::number(restored->recovered))
                                   : tokenCount(prompt);
    label->setText(all <= context ? count
                                  : tr("%1 and %2 new ones: %3 do not fit into the context of %4")
                                        .arg(count)
                                        .arg(settings_.max_new_tokens)
                                        .arg(all)
                                        .arg(context));
}

void MainWindow::generate() {
    // A number that is still being typed counts.
    if (auto* box = qobject_cast<QAbstractSpinBox*>(QApplication::focusWidget())) box->interpretText();
    if (engine_.opening()) {
        generate_when_opened_ = true;
        status_->showActivity(tr("Begins as soon as the model is open"));
        return;
    }
    if (!engine_.subject()) return showModelPage(true);
    showTexts();
    session_.rememberPrompt(settings_.prompt);
    writing_->begin();
}

void MainWindow::stop() {
    generate_when_opened_ = false;
    if (!engine_.generating()) seed_runs_->stop();
    if (showsStudy() && !engine_.generating()) study_->pause();
    writing_->stop();
}

void MainWindow::showRunning() {
    bar_->showGenerating(engine_.generating());
    if (!engine_.generating()) status_->endProgress();
}

Shown MainWindow::shown() const {
    const lens::SubjectPointer& subject = engine_.subject();
    return {.subject = subject,
            .precision = subject ? subject->model->precision() : precision_,
            .settings = settings_,
            .view = view_,
            .curve = curve_,
            .band = showsBand() ? band_ : nullptr,
            .run = writing_->run(),
            .whole_run = writing_->wholeRun(),
            .measured = probe_->texts()->measured(),
            .pinned = probe_->texts()->pins(),
            .xray = probe_->xray()->xray(),
            .near_before = probe_->xray()->nearBefore(),
            .near_after = probe_->xray()->nearAfter()};
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QMimeData& dragged = *event->mimeData();
    if (!droppedPath(dragged).isEmpty() || !droppedText(dragged).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = droppedPath(*event->mimeData()), text = droppedText(*event->mimeData());
    if (path.isEmpty() && text.isEmpty()) return;
    event->acceptProposedAction();
    if (!path.isEmpty()) return openDropped(path);
    probe_->prompt()->showPrompt(text);
    showTexts();
    if (hasNothingToShow()) showModelPage(true);
}

void MainWindow::openDropped(const QString& path) {
    switch (dropKind(path)) {
        case DropKind::model:
            return askForOpen(path);
        case DropKind::run:
            return run_opener_->open(path);
        case DropKind::prompt:
            engine_.readPrompt(path.toStdString());
    }
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    session_.keepGeometry(saveGeometry());
}

void MainWindow::moveEvent(QMoveEvent* event) {
    QMainWindow::moveEvent(event);
    session_.keepGeometry(saveGeometry());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    session_.keepGeometry(saveGeometry());
    engine_.stop();
    QMainWindow::closeEvent(event);
}

// Only what is finished: while texts are written they change sixty times a second.
void MainWindow::keepTexts() {
    const RunPointer run = writing_->run();
    if (!run || !run->snapshot.finished) return;
    session_.keepTexts([run] {
        return packTexts({.model = QString::fromStdString(run->subject->checkpoint->name),
                          .prompt = QString::fromStdString(run->request.prompt),
                          .snapshot = run->snapshot});
    });
}

void MainWindow::showLastTexts() {
    if (!session_.putAside().isEmpty()) return;  // what is said about the damaged file comes first
    QFile file(session_.textsFile());
    if (!file.open(QIODevice::ReadOnly)) return;
    if (auto texts = unpackTexts(file.read(most_last_texts))) writing_->showLast(*std::move(texts));
}

}  // namespace lossylens::ui
