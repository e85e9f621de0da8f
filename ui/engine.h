#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/codec_view.h"
#include "lens/exactness.h"
#include "lens/generate.h"
#include "lens/nearest_tokens.h"
#include "lens/replay.h"
#include "lens/text_cache.h"
#include "lens/text_measures.h"
#include "lens/vocabulary.h"
#include "lens/xray.h"
#include "ui/codec_viewer.h"
#include "ui/lane.h"

namespace lossylens::ui {

// A generation as the window asks for it: the prompt is still text.
struct RunRequest {
    std::string prompt;                  // UTF-8
    bool chat = false;                   // in the model's chat template
    lens::GenerationRequest generation;  // its `prompt` is filled in from the text
};
// A picture of a run, with all it takes to repeat it.
struct RunAnswer {
    lens::SubjectPointer subject;
    RunRequest request;
    lens::GenerationSnapshot snapshot;
};

// The tokens nearest to one token's embedding, before and after a distortion; nearest first.
struct NearestAnswer {
    int id = 0;
    std::optional<codec::DistortionSpec> distortion;
    std::vector<lens::NearToken> before, after;  // after: empty without a distortion
};

// One token of the prompt `ids`, to be looked at through JPEG.
struct XrayRequest {
    std::vector<int> ids;
    codec::DistortionSpec distortion;
    int token = 0;
};

// A run that was exported.
struct OpenedRun {
    std::filesystem::path path;  // of the file
    lens::RunDocument run;
    bool same_model = false;  // the open model wrote it, in the same precision
};

using RequestNumber = quint64;
using XrayPointer = std::shared_ptr<const lens::Xray>;
using ViewPointer = std::shared_ptr<const ViewAnswer>;
using CurvePointer = std::shared_ptr<const lens::Curve>;
using BandPointer = std::shared_ptr<const lens::VocabularyBand>;
using RunPointer = std::shared_ptr<const RunAnswer>;
using MeasuresPointer = std::shared_ptr<const lens::TextMeasures>;
using OpenedRunPointer = std::shared_ptr<const OpenedRun>;
using NearestPointer = std::shared_ptr<const NearestAnswer>;

// All work of the window that takes longer than a moment, on four threads: the codec's (must answer within a
// frame even while text is written), the generation's (which also opens models), the background's (the curve,
// files), and one that gives way to all of them (the vocabulary's band, the comparison with exact). Every
// member returns at once; answers come as signals on the thread that owns the engine, with the number of the
// request they answer. A request replaces the one of its kind before it: what is still computed for that one
// is cancelled, and its late answer is dropped.
class Engine : public QObject {
    Q_OBJECT

public:
    explicit Engine(QObject* parent = nullptr);
    ~Engine() override;  // cancels everything and waits for it: a few tenths of a second at most

    // Null while no model is open.
    [[nodiscard]] const lens::SubjectPointer& subject() const { return subject_; }

    // The model that is open stays so until the new one is ready, and when opening fails. Ends a generation.
    RequestNumber open(const std::filesystem::path& path, nn::LoadOptions options);
    void cancelOpening();
    [[nodiscard]] bool opening() const { return opening_.running; }

    // These need an open model.
    RequestNumber view(ViewRequest request);
    RequestNumber drawCurve(std::vector<int> ids, const codec::PlaneLayout& layout = {});
    RequestNumber xray(XrayRequest request);
    RequestNumber generate(RunRequest request);
    // Whether all of it is known already: `recalled` has the run, or null. Costs no more than a look, and
    // leaves a generation alone.
    RequestNumber recall(RunRequest request);
    void stop();            // the generation; what is written so far comes as its last answer
    void dropGeneration();  // its answers are not wanted any more; what it has written is kept
    [[nodiscard]] bool generating() const { return generating_.running; }
    [[nodiscard]] lens::TextCache::Size keptTexts() const { return texts_->size(); }
    // The run with each of these seeds in turn, as a sample of more than one. A generation that is asked for
    // comes first; then it goes on where it was.
    RequestNumber writeSeeds(RunRequest request, std::vector<std::uint64_t> seeds);
    void stopSeeds();  // without another answer
    [[nodiscard]] bool writingSeeds() const { return seeding_.running; }
    // Reads a finished text again. A generation that is asked for ends it without an answer.
    RequestNumber measure(lens::MeasureRequest request);
    [[nodiscard]] bool measuring() const { return measuring_.running; }
    // Work of others with the open model that takes minutes, on the generation's thread. It ends soon after a
    // stop, which comes when a generation, a measuring or another model is asked for: these come first, and
    // whoever has posted the work posts it again to go on. Replaces the one before it. Must not throw.
    using LongWork = std::function<void(const std::stop_token& pause)>;
    void postLongWork(LongWork work);
    void pauseLongWork();
    RequestNumber findNearest(int id, std::optional<codec::DistortionSpec> distortion);

    // How far the open model is from the exact mode, on a text. Needs an open model.
    RequestNumber compareWithExact(std::string text, int threads);
    void cancelComparison();
    [[nodiscard]] bool comparing() const { return comparing_.running; }

    // A text file as a prompt.
    void readPrompt(const std::filesystem::path& path);

    // A run out of a file that was exported, and whether the open model is the one that wrote it.
    void readRun(const std::filesystem::path& path);
    // What of a run that was read differs from the one that has been written since.
    void compareRun(std::shared_ptr<const lens::RunDocument> file, const RunPointer& again);

    // Makes a file's bytes and saves them, away from the window's thread.
    using FileMaker = std::function<Result<std::string>()>;
    void save(const std::filesystem::path& path, FileMaker make);

Q_SIGNALS:
    void openingProgressed(lossylens::ui::RequestNumber number, double share);  // 0 … 1
    void opened(lossylens::ui::RequestNumber number);
    void openingFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    void closed(const lossylens::Error& why);  // memory ran out: the model is open no longer
    void viewed(lossylens::ui::RequestNumber number, lossylens::ui::ViewPointer view);
    void viewFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    // Comes twice: a rough curve first.
    void curveDrawn(lossylens::ui::RequestNumber number, lossylens::ui::CurvePointer curve);
    void curveFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    void xrayed(lossylens::ui::RequestNumber number, lossylens::ui::XrayPointer xray);
    void xrayFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    // Of the token that was X-rayed, a moment later.
    void neighboursFound(lossylens::ui::RequestNumber number, lossylens::ui::NearestPointer nearest);
    // At most about 60 times a second; the last one is finished.
    void written(lossylens::ui::RequestNumber number, lossylens::ui::RunPointer run);
    void writingFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    void recalled(lossylens::ui::RequestNumber number, lossylens::ui::RunPointer run);
    void seedWritten(lossylens::ui::RequestNumber number, lossylens::ui::RunPointer run);  // finished
    void seedsFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    // Comes after each piece of the text; whole when it has as many tokens as were asked for.
    void measured(lossylens::ui::RequestNumber number, lossylens::ui::MeasuresPointer measures);
    void measuringFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    void nearestFound(lossylens::ui::RequestNumber number, lossylens::ui::NearestPointer nearest);
    void nearestFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    // The open model's vocabulary over quality, without being asked for: a rough band first, which is filled
    // in over some seconds.
    void bandDrawn(lossylens::ui::BandPointer band);
    void comparisonProgressed(lossylens::ui::RequestNumber number, double share);  // 0 … 1
    void compared(lossylens::ui::RequestNumber number, const lossylens::lens::Exactness& exactness);
    void comparisonFailed(lossylens::ui::RequestNumber number, const lossylens::Error& error);
    void promptRead(const QString& prompt);
    void promptNotRead(const lossylens::Error& error);
    void runRead(const lossylens::ui::OpenedRunPointer& opened);
    void runNotRead(const lossylens::Error& error);
    void runCompared(const lossylens::lens::Replay& replay);
    void saved(const QString& path);
    void savingFailed(const lossylens::Error& error);

private:
    struct Request {  // the latest of one kind
        RequestNumber number = 0;
        bool running = false;
        std::stop_source stop;
    };
    struct Ticket {  // what a job on a lane knows of its request
        RequestNumber number;
        std::stop_token stop;
    };
    [[nodiscard]] Ticket replace(Request& request);
    static void withdraw(Request& request);
    // Runs `use` on the owner's thread, unless the request has been replaced meanwhile.
    void deliver(Request& request, RequestNumber number, bool last, std::function<void()> use);
    void fail(Request& request, RequestNumber number, Error error,
              void (Engine::*signal)(RequestNumber, const Error&));
    void adopt(lens::SubjectPointer subject);
    void release(lens::SubjectPointer subject);
    void findNeighbours(const Ticket& ticket, const XrayPointer& xray);
    struct SeedWork;
    void writeNextSeed(const std::shared_ptr<SeedWork>& work);
    struct BandWork;
    void drawBand();
    void widenBand(const std::shared_ptr<BandWork>& work);  // by one quality; on the waiting lane

    lens::SubjectPointer subject_;
    const std::shared_ptr<lens::TextCache> texts_ = std::make_shared<lens::TextCache>();
    RequestNumber last_number_ = 0;
    Request opening_, viewing_, drawing_, generating_, recalling_, measuring_, searching_, banding_,
        comparing_, xraying_, seeding_;
    std::stop_source seed_pause_;  // of the seed that is being written

    std::stop_source long_pause_;

    struct CodecWorker;
    struct Writer;
    std::unique_ptr<CodecWorker> codec_;
    std::unique_ptr<Writer> writer_;
    Lane codec_lane_, generation_lane_, background_lane_;
    Lane waiting_lane_{Lane::Priority::background};  // last: their jobs use the others
};

}  // namespace lossylens::ui
