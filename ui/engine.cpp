#include "ui/engine.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <utility>

#include "lens/files.h"
#include "lens/fingerprint.h"
#include "lens/run_file.h"
#include "ui/drops.h"
#include "ui/guarded.h"

namespace lossylens::ui {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto frame = std::chrono::milliseconds(16);
constexpr int nearest_tokens = 5;

constexpr auto band_pause = std::chrono::milliseconds(300);  // between two pictures of a growing band
constexpr std::array rough_band{100, 95, 75, 50, 25, 10, 5, 1};

// All of 1-100, each once, in an order in which a band can be drawn early: the last one comes first.
std::vector<int> bandOrder() {
    std::vector<int> order(rough_band.begin(), rough_band.end());
    for (const int step : {10, 5, 1}) {
        for (int quality = step; quality <= 100; quality += step) {
            if (std::ranges::find(order, quality) == order.end()) order.push_back(quality);
        }
    }
    std::ranges::reverse(order);
    return order;
}

std::vector<int> qualitiesInSteps(int step) {
    std::vector<int> qualities{1};
    for (int quality = step; quality <= 100; quality += step) {
        if (quality > 1) qualities.push_back(quality);
    }
    return qualities;
}

}  // namespace

struct Engine::BandWork {
    Ticket ticket;
    lens::SubjectPointer subject;
    std::vector<int> left;  // qualities, the next one last
    lens::VocabularyBand band = {};
    Clock::time_point shown = {};
};

struct Engine::SeedWork {
    Ticket ticket;
    lens::SubjectPointer subject;
    RunRequest request;
    std::vector<std::uint64_t> left;  // the next one last
};

struct Engine::CodecWorker {
    std::optional<CodecViewer> viewer;      // the codec lane's
    std::optional<lens::CurveMaker> curve;  // the background lane's
    lens::SubjectPointer curve_subject;

    CodecViewer& viewerFor(const lens::SubjectPointer& subject) {
        if (!viewer || viewer->subject() != subject) viewer.emplace(subject);
        return *viewer;
    }
    lens::CurveMaker& curveFor(const lens::SubjectPointer& subject) {
        if (!curve || curve_subject != subject) curve.emplace(subject);
        curve_subject = subject;
        return *curve;
    }
};

struct Engine::Writer {
    std::optional<lens::SideBySide> side_by_side;  // the generation lane's
    lens::SubjectPointer subject;

    lens::SideBySide& writerFor(const lens::SubjectPointer& wanted,
                                const std::shared_ptr<lens::TextCache>& texts) {
        if (!side_by_side || subject != wanted) side_by_side.emplace(wanted, texts);
        subject = wanted;
        return *side_by_side;
    }
};

Engine::Engine(QObject* parent)
    : QObject(parent), codec_(std::make_unique<CodecWorker>()), writer_(std::make_unique<Writer>()) {}

Engine::~Engine() {
    for (Request* request : {&opening_, &viewing_, &drawing_, &generating_, &measuring_, &searching_,
                             &banding_, &comparing_, &xraying_, &seeding_})
        request->stop.request_stop();
    pauseLongWork();
}

Engine::Ticket Engine::replace(Request& request) {
    request.stop.request_stop();
    request.stop = {};
    request.number = ++last_number_;
    request.running = true;
    return {request.number, request.stop.get_token()};
}

void Engine::withdraw(Request& request) {
    request.stop.request_stop();
    request.number = 0;
    request.running = false;
}

void Engine::deliver(Request& request, RequestNumber number, bool last, std::function<void()> use) {
    QMetaObject::invokeMethod(
        this,
        [&request, number, last, use = std::move(use)] {
            if (request.number != number) return;
            if (last) request.running = false;
            use();
        },
        Qt::QueuedConnection);
}

void Engine::fail(Request& request, RequestNumber number, Error error,
                  void (Engine::*signal)(RequestNumber, const Error&)) {
    deliver(request, number, true, [this, number, signal, error = std::move(error)] {
        if (error.code == ErrorCode::out_of_memory && signal != &Engine::openingFailed) {
            adopt(nullptr);
            Q_EMIT closed(error);
        }
        Q_EMIT(this->*signal)(number, error);
    });
}

RequestNumber Engine::open(const std::filesystem::path& path, nn::LoadOptions options) {
    stop();
    pauseLongWork();
    withdraw(measuring_);
    withdraw(seeding_);
    const Ticket ticket = replace(opening_);
    options.progress = [this, number = ticket.number](double share) {
        deliver(opening_, number, false, [this, number, share] { Q_EMIT openingProgressed(number, share); });
    };
    generation_lane_.post([this, path, options, ticket] {
        auto subject =
            guarded("opening the model", [&] { return lens::openSubject(path, options, ticket.stop); });
        if (!subject)
            return fail(opening_, ticket.number, std::move(subject.error()), &Engine::openingFailed);
        deliver(opening_, ticket.number, true, [this, ticket, opened_subject = *std::move(subject)] {
            adopt(opened_subject);
            Q_EMIT opened(ticket.number);
        });
    });
    return ticket.number;
}

void Engine::cancelOpening() { withdraw(opening_); }

// Whatever was asked of the model before belongs to it: none of its late answers may arrive now.
void Engine::adopt(lens::SubjectPointer subject) {
    for (Request* request : {&viewing_, &drawing_, &generating_, &measuring_, &searching_, &banding_,
                             &comparing_, &xraying_, &seeding_})
        withdraw(*request);
    release(std::exchange(subject_, std::move(subject)));
    if (subject_) drawBand();
}

// Freeing a large model takes a while: the lanes let go of it, the last one frees it.
void Engine::release(lens::SubjectPointer subject) {
    if (!subject) return;
    codec_lane_.post([this] { codec_->viewer.reset(); });
    background_lane_.post([this] {
        codec_->curve.reset();
        codec_->curve_subject.reset();
    });
    generation_lane_.post([this, subject = std::move(subject)]() mutable {
        writer_->side_by_side.reset();
        writer_->subject.reset();
        subject.reset();
    });
}

RequestNumber Engine::view(ViewRequest request) {
    const Ticket ticket = replace(viewing_);
    codec_lane_.post([this, ticket, subject = subject_, request = std::move(request)] {
        if (ticket.stop.stop_requested()) return;
        auto answer = guarded("codec", [&] { return codec_->viewerFor(subject).view(request); });
        if (!answer) return fail(viewing_, ticket.number, std::move(answer.error()), &Engine::viewFailed);
        deliver(viewing_, ticket.number, true,
                [this, ticket, view = std::make_shared<const ViewAnswer>(*std::move(answer))] {
                    Q_EMIT viewed(ticket.number, view);
                });
    });
    return ticket.number;
}

RequestNumber Engine::drawCurve(std::vector<int> ids, const codec::PlaneLayout& layout) {
    const Ticket ticket = replace(drawing_);
    background_lane_.post([this, ticket, subject = subject_, ids = std::move(ids), layout] {
        for (const int step : {10, 1}) {
            if (ticket.stop.stop_requested()) return;
            auto curve = guarded("curve", [&] {
                return codec_->curveFor(subject).make(ids, qualitiesInSteps(step), ticket.stop, layout);
            });
            if (!curve) return fail(drawing_, ticket.number, std::move(curve.error()), &Engine::curveFailed);
            deliver(drawing_, ticket.number, step == 1,
                    [this, ticket, drawn = std::make_shared<const lens::Curve>(*std::move(curve))] {
                        Q_EMIT curveDrawn(ticket.number, drawn);
                    });
        }
    });
    return ticket.number;
}

namespace {

// Makes the run's ids and carries it out. `observe` sees at most a snapshot a frame, and none while the one
// before is still on its way (`under_way`): a slow window is not flooded.
Result<RunAnswer> carryOut(lens::SideBySide& writer, const lens::SubjectPointer& subject, RunRequest request,
                           const std::function<void(RunAnswer)>& observe, const std::atomic<bool>& under_way,
                           const std::stop_token& stop) {
    auto ids = tokensOf(*subject, request.prompt, request.chat);
    if (!ids) return tl::unexpected(ids.error());
    request.generation.prompt = *std::move(ids);
    Clock::time_point shown{};
    const auto thinned = [&](const lens::GenerationSnapshot& snapshot) {
        if (Clock::now() - shown < frame || under_way) return;
        shown = Clock::now();
        observe({subject, request, snapshot});
    };
    auto last = writer.run(request.generation, thinned, stop);
    if (!last) return tl::unexpected(last.error());
    return RunAnswer{subject, std::move(request), *std::move(last)};
}

}  // namespace

RequestNumber Engine::generate(RunRequest request) {
    seed_pause_.request_stop();
    pauseLongWork();
    withdraw(measuring_);
    withdraw(recalling_);
    const Ticket ticket = replace(generating_);
    const auto under_way = std::make_shared<std::atomic<bool>>(false);
    const auto show = [this, ticket, under_way](RunAnswer run, bool last) {
        *under_way = true;
        deliver(generating_, ticket.number, last,
                [this, ticket, under_way, pointer = std::make_shared<const RunAnswer>(std::move(run))] {
                    *under_way = false;
                    Q_EMIT written(ticket.number, pointer);
                });
    };
    generation_lane_.post([this, ticket, under_way, show, subject = subject_, request = std::move(request)] {
        auto run = guarded("generation", [&] {
            return carryOut(
                writer_->writerFor(subject, texts_), subject, request,
                [&show](RunAnswer snapshot) { show(std::move(snapshot), false); }, *under_way, ticket.stop);
        });
        if (run) return show(*std::move(run), true);
        fail(generating_, ticket.number, std::move(run.error()), &Engine::writingFailed);
    });
    return ticket.number;
}

RequestNumber Engine::writeSeeds(RunRequest request, std::vector<std::uint64_t> seeds) {
    const Ticket ticket = replace(seeding_);
    std::ranges::reverse(seeds);
    writeNextSeed(std::make_shared<SeedWork>(SeedWork{
        .ticket = ticket, .subject = subject_, .request = std::move(request), .left = std::move(seeds)}));
    return ticket.number;
}

// A job a seed, posted from the owner's thread. One that gives way to a generation is posted again behind it;
// what it has written is kept.
void Engine::writeNextSeed(const std::shared_ptr<SeedWork>& work) {
    seed_pause_ = {};
    generation_lane_.post([this, work, pause = seed_pause_]() mutable {
        const std::stop_callback withdrawn(work->ticket.stop, [&pause] { pause.request_stop(); });
        work->request.generation.sampling.seed = work->left.back();
        auto run = guarded("seeds", [&] {
            return carryOut(
                writer_->writerFor(work->subject, texts_), work->subject, work->request, [](RunAnswer) {},
                true, pause.get_token());
        });
        const RequestNumber number = work->ticket.number;
        if (!run) return fail(seeding_, number, std::move(run.error()), &Engine::seedsFailed);
        const bool whole = !run->snapshot.stopped;
        if (whole) work->left.pop_back();
        const bool last = work->left.empty();
        deliver(seeding_, number, last,
                [this, work, whole, last, written = std::make_shared<const RunAnswer>(*std::move(run))] {
                    if (!last) writeNextSeed(work);
                    if (whole) Q_EMIT seedWritten(work->ticket.number, written);
                });
    });
}

void Engine::stopSeeds() { withdraw(seeding_); }

// On the codec's lane, which answers while text is written.
RequestNumber Engine::recall(RunRequest request) {
    const Ticket ticket = replace(recalling_);
    codec_lane_.post([this, ticket, subject = subject_, request = std::move(request)]() mutable {
        if (ticket.stop.stop_requested()) return;
        const auto look = [&]() -> Result<RunPointer> {
            auto ids = tokensOf(*subject, request.prompt, request.chat);
            if (!ids) return RunPointer();
            request.generation.prompt = *std::move(ids);
            auto snapshot = lens::recall(subject, *texts_, request.generation);
            if (!snapshot) return RunPointer();
            return std::make_shared<const RunAnswer>(RunAnswer{subject, request, *std::move(snapshot)});
        };
        const auto run = guarded("kept texts", look);
        deliver(recalling_, ticket.number, true,
                [this, ticket, found = run.value_or(nullptr)] { Q_EMIT recalled(ticket.number, found); });
    });
    return ticket.number;
}

RequestNumber Engine::xray(XrayRequest request) {
    const Ticket ticket = replace(xraying_);
    codec_lane_.post([this, ticket, subject = subject_, request = std::move(request)] {
        if (ticket.stop.stop_requested()) return;
        auto xray = guarded(
            "X-ray", [&] { return lens::xrayOf(*subject, request.distortion, request.ids, request.token); });
        if (!xray) return fail(xraying_, ticket.number, std::move(xray.error()), &Engine::xrayFailed);
        deliver(xraying_, ticket.number, false,
                [this, ticket, shown = std::make_shared<const lens::Xray>(*std::move(xray))] {
                    Q_EMIT xrayed(ticket.number, shown);
                    findNeighbours(ticket, shown);
                });
    });
    return ticket.number;
}

// Reads the whole table: away from the codec's lane, which the next move of the slider needs.
void Engine::findNeighbours(const Ticket& ticket, const XrayPointer& xray) {
    background_lane_.post([this, ticket, subject = subject_, xray] {
        if (ticket.stop.stop_requested()) return;
        auto nearest = guarded("nearest tokens", [&] {
            return lens::nearestTokens(*subject, {xray->before, xray->after}, nearest_tokens, ticket.stop);
        });
        if (!nearest) return fail(xraying_, ticket.number, std::move(nearest.error()), &Engine::xrayFailed);
        NearestAnswer answer{.id = xray->id,
                             .distortion = {},
                             .before = std::move(nearest->front()),
                             .after = std::move(nearest->back())};
        deliver(xraying_, ticket.number, true,
                [this, ticket, found = std::make_shared<const NearestAnswer>(std::move(answer))] {
                    Q_EMIT neighboursFound(ticket.number, found);
                });
    });
}

void Engine::postLongWork(LongWork work) {
    pauseLongWork();
    long_pause_ = {};
    generation_lane_.post([work = std::move(work), pause = long_pause_.get_token()] { work(pause); });
}

void Engine::pauseLongWork() { long_pause_.request_stop(); }

void Engine::dropGeneration() { withdraw(generating_); }

// The request keeps its number, so that the texts written so far still arrive.
void Engine::stop() { generating_.stop.request_stop(); }

RequestNumber Engine::measure(lens::MeasureRequest request) {
    pauseLongWork();
    const Ticket ticket = replace(measuring_);
    const auto show = [this, ticket](lens::TextMeasures measures, bool last) {
        deliver(measuring_, ticket.number, last,
                [this, ticket, shown = std::make_shared<const lens::TextMeasures>(std::move(measures))] {
                    Q_EMIT measured(ticket.number, shown);
                });
    };
    generation_lane_.post([this, ticket, show, subject = subject_, request = std::move(request)] {
        auto measures = guarded("measuring the text", [&] {
            return lens::measureText(
                subject, request, [&show](const lens::TextMeasures& part) { show(part, false); },
                ticket.stop);
        });
        if (measures) return show(*std::move(measures), true);
        fail(measuring_, ticket.number, std::move(measures.error()), &Engine::measuringFailed);
    });
    return ticket.number;
}

namespace {

Result<NearestAnswer> searchNearest(const lens::SubjectPointer& subject, int id,
                                    const std::optional<codec::DistortionSpec>& distortion,
                                    const std::stop_token& stop) {
    lens::DistortedEmbedding embedding(subject, distortion.value_or(codec::DistortionSpec{}));
    const auto row = embedding.row(id);
    if (!row) return tl::unexpected(row.error());
    std::vector<std::span<const float>> rows{(*row)->before};
    if (distortion) rows.emplace_back((*row)->after);
    auto nearest = lens::nearestTokens(*subject, rows, nearest_tokens, stop);
    if (!nearest) return tl::unexpected(nearest.error());
    NearestAnswer answer{
        .id = id, .distortion = distortion, .before = std::move(nearest->front()), .after = {}};
    if (distortion) answer.after = std::move(nearest->back());
    return answer;
}

}  // namespace

RequestNumber Engine::findNearest(int id, std::optional<codec::DistortionSpec> distortion) {
    const Ticket ticket = replace(searching_);
    background_lane_.post([this, ticket, id, subject = subject_, distortion = std::move(distortion)] {
        auto answer =
            guarded("nearest tokens", [&] { return searchNearest(subject, id, distortion, ticket.stop); });
        if (!answer)
            return fail(searching_, ticket.number, std::move(answer.error()), &Engine::nearestFailed);
        deliver(searching_, ticket.number, true,
                [this, ticket, found = std::make_shared<const NearestAnswer>(*std::move(answer))] {
                    Q_EMIT nearestFound(ticket.number, found);
                });
    });
    return ticket.number;
}

void Engine::drawBand() {
    const auto work = std::make_shared<BandWork>(
        BandWork{.ticket = replace(banding_), .subject = subject_, .left = bandOrder()});
    waiting_lane_.post([this, work] { widenBand(work); });
}

// A job a quality: whatever else waits for the lane comes in between. A band that fails is left away: what is
// wrong with a row is said where its token is shown.
void Engine::widenBand(const std::shared_ptr<BandWork>& work) {
    if (work->ticket.stop.stop_requested()) return;
    const int quality = work->left.back();
    work->left.pop_back();
    const auto done = guarded("vocabulary", [&] {
        return lens::extendBand(work->band, *work->subject, quality, 1, work->ticket.stop);
    });
    if (!done) return;
    const bool last = work->left.empty();
    const bool rough = work->band.points.size() < rough_band.size();
    if (last || (!rough && Clock::now() - work->shown > band_pause)) {
        work->shown = Clock::now();
        deliver(banding_, work->ticket.number, last,
                [this, band = std::make_shared<const lens::VocabularyBand>(work->band)] {
                    Q_EMIT bandDrawn(band);
                });
    }
    if (!last) waiting_lane_.post([this, work] { widenBand(work); });
}

RequestNumber Engine::compareWithExact(std::string text, int threads) {
    const Ticket ticket = replace(comparing_);
    waiting_lane_.post([this, ticket, threads, subject = subject_, text = std::move(text)] {
        const auto progress = [this, number = ticket.number](double share) {
            deliver(comparing_, number, false,
                    [this, number, share] { Q_EMIT comparisonProgressed(number, share); });
        };
        const auto result = guarded("comparison", [&] {
            return lens::compareWithExact(*subject, text, {.threads = threads, .progress = progress},
                                          ticket.stop);
        });
        // Not fail(): where the exact model does not fit into memory, the open one still does.
        deliver(comparing_, ticket.number, true, [this, number = ticket.number, result] {
            if (result)
                Q_EMIT compared(number, *result);
            else
                Q_EMIT comparisonFailed(number, result.error());
        });
    });
    return ticket.number;
}

void Engine::cancelComparison() { withdraw(comparing_); }

void Engine::readPrompt(const std::filesystem::path& path) {
    background_lane_.post([this, path] {
        const auto prompt = guarded("prompt", [&] { return ui::readPrompt(path); });
        QMetaObject::invokeMethod(
            this,
            [this, prompt] {
                if (prompt)
                    Q_EMIT promptRead(QString::fromStdString(*prompt));
                else
                    Q_EMIT promptNotRead(prompt.error());
            },
            Qt::QueuedConnection);
    });
}

namespace {

bool isModelOf(const lens::RunDocument& run, const lens::Subject& subject) {
    if (run.precision != subject.model->precision()) return false;
    if (!run.fingerprint.empty()) return run.fingerprint == lens::fingerprintOf(*subject.checkpoint);
    const lens::SubjectInfo info = lens::describe(*subject.checkpoint);
    return run.model.name == info.name && run.model.bytes == info.bytes;
}

}  // namespace

void Engine::readRun(const std::filesystem::path& path) {
    background_lane_.post([this, path, subject = subject_] {
        const auto opened = guarded("run", [&]() -> Result<OpenedRunPointer> {
            auto run = lens::readRunFile(path);
            if (!run) return tl::unexpected(run.error());
            const bool same = subject && isModelOf(*run, *subject);
            return std::make_shared<const OpenedRun>(OpenedRun{path, *std::move(run), same});
        });
        QMetaObject::invokeMethod(
            this,
            [this, opened] {
                if (opened)
                    Q_EMIT runRead(*opened);
                else
                    Q_EMIT runNotRead(opened.error());
            },
            Qt::QueuedConnection);
    });
}

void Engine::compareRun(std::shared_ptr<const lens::RunDocument> file, const RunPointer& again) {
    background_lane_.post([this, file = std::move(file), again] {
        const formats::Checkpoint& checkpoint = *again->subject->checkpoint;
        const lens::RunDocument now{.model = lens::describe(checkpoint),
                                    .fingerprint = lens::fingerprintOf(checkpoint),
                                    .precision = again->subject->model->precision(),
                                    .prompt = again->request.prompt,
                                    .request = again->request.generation,
                                    .codec = {},
                                    .generation = again->snapshot};
        QMetaObject::invokeMethod(
            this, [this, replay = lens::compareRuns(*file, now)] { Q_EMIT runCompared(replay); },
            Qt::QueuedConnection);
    });
}

void Engine::save(const std::filesystem::path& path, FileMaker make) {
    background_lane_.post([this, path, make = std::move(make)] {
        const auto done = guarded("export", [&] {
            return make().and_then([&](const std::string& bytes) { return lens::saveFile(path, bytes); });
        });
        QMetaObject::invokeMethod(
            this,
            [this, path, done] {
                if (done)
                    Q_EMIT saved(QString::fromStdString(path.string()));
                else
                    Q_EMIT savingFailed(done.error());
            },
            Qt::QueuedConnection);
    });
}

}  // namespace lossylens::ui
