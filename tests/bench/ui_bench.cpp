// The real window, offscreen: how long it takes to paint what a move of the slider changes, and how long the
// window's thread is held at most while a person does this or that.
#include <benchmark/benchmark.h>
#include <time.h>
#include <unistd.h>

#include <QApplication>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "bench/bench_model.h"
#include "ui/main_window.h"
#include "ui/marked_text.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/strength_row.h"
#include "ui/texts_view.h"
#include "ui/xray_panel.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

constexpr std::size_t prompt_tokens = 64;
constexpr int new_tokens = 40;  // with the prompt, what the tiny model's context holds

// Times every event that the window's thread handles, with all that it sets off: while one is handled, a
// person's next key waits.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        const bool outermost = depth_++ == 0;
        QElapsedTimer timer;
        timer.start();
        const QEvent::Type type = event->type();
        const bool done = QApplication::notify(receiver, event);
        --depth_;
        if (outermost) longest_ = std::max(longest_, timer.nsecsElapsed());
        if (type == QEvent::UpdateRequest) {
            ++paints_;
            frames_.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        if (type == QEvent::Expose) ++exposes_;
        return done;
    }

    void forget() {
        longest_ = 0;
        frames_.clear();
    }
    [[nodiscard]] double longestMs() const { return static_cast<double>(longest_) / 1e6; }
    // What painting what was stale took, ms, each time.
    [[nodiscard]] const std::vector<double>& frames() const { return frames_; }
    [[nodiscard]] int paints() const { return paints_; }    // of whole windows, what is stale in them
    [[nodiscard]] int exposes() const { return exposes_; }  // of windows that came on screen, painted whole

private:
    int depth_ = 0;
    qint64 longest_ = 0;
    std::vector<double> frames_;
    int paints_ = 0;
    int exposes_ = 0;
};

WatchedApplication& application() { return *static_cast<WatchedApplication*>(qApp); }

// Handles events, and sleeps between them, until `done`; false after a minute.
bool handleUntil(const std::function<bool()>& done) {
    QElapsedTimer timer;
    timer.start();
    QTimer looks_again;
    looks_again.start(20);
    while (!done()) {
        if (timer.elapsed() > 60'000) return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    }
    return true;
}

// The window with the model open, a prompt of 64 tokens in it, and its curve drawn.
class Bench {
public:
    Bench() {
        StartOptions options;
        options.settings_file = folder_.filePath(QStringLiteral("settings.ini"));
        QSettings(options.settings_file, QSettings::IniFormat)
            .setValue(QStringLiteral("new_tokens"), new_tokens);
        options.model = benchModelPath();
        window_ = std::make_unique<MainWindow>(options);
        window_->resize(1440, 900);
        window_->show();
        handleUntil([this] { return !window_->engine().opening(); });
        if (!window_->engine().subject()) qFatal("%s is no model", benchModelPath().c_str());
        prompt_ = QString::fromStdString(benchPrompt(*window_->engine().subject()->tokenizer, prompt_tokens));
        window_->probe()->prompt()->setPlainText(prompt_);
        waitForCodec();
    }

    [[nodiscard]] MainWindow& window() { return *window_; }
    [[nodiscard]] const QString& prompt() const { return prompt_; }
    [[nodiscard]] std::filesystem::path file(const char* name) const {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }

    bool waitForCodec() {
        return handleUntil([this] { return window_->exporter().possible(ExportKind::curve); });
    }
    bool write() {
        window_->generate();
        return handleUntil([this] { return !window_->engine().generating(); }) &&
               window_->exporter().possible(ExportKind::texts);
    }
    bool save(ExportKind kind, const char* name) {
        bool answered = false;
        QObject context;
        QObject::connect(&window_->exporter(), &Exporter::done, &context, [&answered] { answered = true; });
        QObject::connect(&window_->exporter(), &Exporter::failed, &context, [&answered] { answered = true; });
        QObject::connect(&window_->engine(), &Engine::saved, &context, [&answered] { answered = true; });
        QObject::connect(&window_->engine(), &Engine::savingFailed, &context,
                         [&answered] { answered = true; });
        window_->exporter().write(kind, file(name));
        return handleUntil([&answered] { return answered; });
    }

private:
    QTemporaryDir folder_;
    std::unique_ptr<MainWindow> window_;
    QString prompt_;
};

// From the change of the quality until the window has painted the codec's answer to it.
bool moveSlider(Bench& bench, int quality) {
    std::optional<int> paints_before;
    QObject context;
    QObject::connect(&bench.window().engine(), &Engine::viewed, &context,
                     [&paints_before] { paints_before = application().paints(); });
    bench.window().probe()->strength()->quality()->setValue(quality);
    return handleUntil([&paints_before] { return paints_before && application().paints() > *paints_before; });
}

// From the start of the process, with its libraries, until the window has been painted for the first time;
// the model is still being opened. Only its first iteration means something, in a process that does it first.
double millisecondsSinceProcessStart() {
    std::ifstream file("/proc/self/stat");
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::istringstream fields(text.substr(text.rfind(')') + 2));  // from the third on
    std::string field;
    for (int number = 3; number <= 22; ++number) fields >> field;  // start time, in ticks since boot
    const double started = std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (static_cast<double>(now.tv_sec) - started) * 1000 + static_cast<double>(now.tv_nsec) / 1e6;
}

void start(benchmark::State& state) {
    const QTemporaryDir folder;
    for (auto _ : state) {
        StartOptions options;
        options.settings_file = folder.filePath(QStringLiteral("settings.ini"));
        options.model = benchModelPath();
        const int before = application().paints();
        MainWindow window(options);
        window.resize(1440, 900);
        window.show();
        handleUntil([before] { return application().paints() > before || application().exposes() > 0; });
        state.counters["shown_ms"] = millisecondsSinceProcessStart();
    }
}
BENCHMARK(start)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);

void countTimes(benchmark::State& state) {
    std::vector<double> frames = application().frames();
    std::ranges::sort(frames);
    state.counters["longest_hold_ms"] = application().longestMs();
    state.counters["frames"] = static_cast<double>(frames.size());
    if (frames.empty()) return;
    state.counters["frame_median_ms"] = frames[frames.size() / 2];
    state.counters["frame_p99_ms"] = frames[frames.size() * 99 / 100];
    state.counters["frame_longest_ms"] = frames.back();
}

void sliderMove(benchmark::State& state) {
    Bench bench;
    application().forget();
    std::vector<double> times;
    for (auto _ : state) {
        const int quality = 1 + static_cast<int>(times.size()) * 37 % 100;  // far from the last
        QElapsedTimer timer;
        timer.start();
        if (!moveSlider(bench, quality)) state.SkipWithError("the window did not paint");
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    state.counters["median_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    countTimes(state);
}
BENCHMARK(sliderMove)->Iterations(300)->UseRealTime()->Unit(benchmark::kMillisecond);

// Texts of one paragraph without end, which is the worst that can be written: all words, or every other one,
// are the baseline's.
lens::GenerationSnapshot longTexts(int tokens) {
    lens::GenerationSnapshot snapshot;
    for (int s = 0; s < 3; ++s) {
        lens::StreamSnapshot stream;
        stream.state = lens::StreamSnapshot::State::writing;
        if (s > 0) stream.distortion = codec::DistortionSpec{.strength = double(s), .matched_quality = {}};
        for (int i = 0; i < tokens; ++i) {
            stream.token_starts.push_back(stream.text.size());
            stream.ids.push_back((i * 7919 + (i % 2) * s * 31) % 4096);
            stream.text += " w" + std::to_string(stream.ids.back());
        }
        stream.metrics.agreed = s > 0 ? 1 : tokens;
        snapshot.streams.push_back(std::move(stream));
    }
    return snapshot;
}

MeasuresPointer measuresOf(const lens::StreamSnapshot& stream) {
    lens::TextMeasures measures;
    for (std::size_t i = 0; i < stream.ids.size(); ++i)
        measures.tokens.push_back({.piece = {},
                                   .base = {.surprisal = double(i % 16), .rank = 1, .top = {}},
                                   .distorted = {},
                                   .kl = 1});
    return std::make_shared<const lens::TextMeasures>(std::move(measures));
}

// Three texts of so many tokens that grow by one token a step: what their view takes to take it over, and to
// paint it, each token marked or the words that differ.
void growTexts(benchmark::State& state, TextView view) {
    const int tokens = static_cast<int>(state.range(0));
    TextsView texts;
    texts.resize(1440, 400);
    texts.show();
    Settings settings;
    settings.text_view = view;
    texts.showSettings(settings);
    texts.setSnapshot(longTexts(tokens));
    double taken_over = 0;
    double painted = 0;
    int grown = tokens;
    for (auto _ : state) {
        state.PauseTiming();
        const auto snapshot = longTexts(++grown);
        std::vector<MeasuresPointer> measures;
        for (const auto& stream : snapshot.streams) measures.push_back(measuresOf(stream));
        QElapsedTimer timer;
        state.ResumeTiming();
        application().forget();
        timer.start();
        texts.setSnapshot(snapshot);
        const double at_once = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        handleUntil([&] { return texts.pane(2)->body()->tokenCount() == grown; });
        taken_over = std::max({taken_over, at_once, application().longestMs()});
        if (view != TextView::plain) {
            for (int s = 0; s < 3; ++s) texts.setMeasures(s, measures[std::size_t(s)]);
        }
        timer.start();
        benchmark::DoNotOptimize(texts.grab());
        painted = std::max(painted, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    state.counters["longest_take_over_ms"] = taken_over;
    state.counters["longest_paint_ms"] = painted;
}
BENCHMARK_CAPTURE(growTexts, differences, TextView::plain)
    ->Arg(200)
    ->Arg(1000)
    ->Arg(2000)
    ->Arg(8000)
    ->Iterations(20)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(growTexts, surprisal, TextView::surprisal)
    ->Arg(200)
    ->Arg(1000)
    ->Arg(2000)
    ->Arg(8000)
    ->Iterations(20)
    ->Unit(benchmark::kMillisecond);

using Deed = std::function<bool(Bench&)>;

bool ready(Bench&) { return true; }

// The longest that the window's thread is held, and what its frames take, while somebody does this after
// that.
void hold(benchmark::State& state, const Deed& deed, const Deed& before = ready) {
    Bench bench;
    if (!before(bench)) state.SkipWithError("the window did not get ready");
    application().forget();
    for (auto _ : state) {
        if (!deed(bench)) state.SkipWithError("the window did not answer");
    }
    countTimes(state);
}

bool type(Bench& bench) {
    PromptEditor* editor = bench.window().probe()->prompt();
    editor->clear();
    for (const QChar character : bench.prompt()) {
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(character));
        QCoreApplication::sendEvent(editor, &press);
        QCoreApplication::processEvents();
    }
    return bench.waitForCodec();
}

bool drag(Bench& bench) {
    for (int quality = 1; quality <= 100; ++quality) {
        bench.window().probe()->strength()->quality()->setValue(quality);
        QCoreApplication::processEvents();
    }
    return bench.waitForCodec();
}

bool film(Bench& bench) {
    bench.window().probe()->strength()->filmstrip()->setChecked(true);
    return bench.write();
}

// To each quality once the one before is on screen.
bool scrub(Bench& bench) {
    for (int quality = 100; quality >= 1; --quality) {
        if (bench.window().settings().quality != quality && !moveSlider(bench, quality)) return false;
    }
    return bench.waitForCodec();
}

bool openXray(Bench& bench) {
    bench.window().probe()->xray()->setOpened(true);
    return bench.waitForCodec();
}

bool exportAll(Bench& bench) {
    return bench.save(ExportKind::picture, "picture.png") &&
           bench.save(ExportKind::curve, "curve.csv") && bench.save(ExportKind::embeddings, "rows.csv") &&
           bench.save(ExportKind::everything, "all.json") && bench.save(ExportKind::report, "report.html") &&
           bench.save(ExportKind::picture, "picture.pdf");
}

bool open(Bench& bench) {
    bench.window().openModel(benchModelPath());
    return handleUntil([&bench] { return !bench.window().engine().opening(); }) && bench.waitForCodec();
}

BENCHMARK_CAPTURE(hold, typing, type)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(hold, dragging, drag)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(hold, scrubbing, scrub, film)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(hold, draggingWithXray, drag, openXray)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(hold, generating, [](Bench& bench) { return bench.write(); })
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(hold, exporting, exportAll, [](Bench& bench) { return bench.write(); })
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(hold, opening, open)->Iterations(1)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    WatchedApplication watched(argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
