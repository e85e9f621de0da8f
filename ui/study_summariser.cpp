#include "ui/study_summariser.h"

#include <chrono>
#include <utility>

#include "ui/guarded.h"

namespace lossylens::ui {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int quick_resamples = 400;
constexpr auto between_reports = std::chrono::milliseconds(100);
constexpr auto before_first = std::chrono::milliseconds(400);  // what is done by then needs no progress

// What statistics look at: a study's texts are most of its size.
std::vector<study::TrialRow> withoutTexts(const Rows& rows) {
    std::vector<study::TrialRow> slim;
    slim.reserve(rows.size());
    for (const RowPointer& row : rows) {
        slim.push_back(*row);
        slim.back().ids = {};
        slim.back().text = {};
    }
    return slim;
}

Result<SummaryPointer> made(const std::vector<study::TrialRow>& rows, const study::SummaryOptions& options) {
    auto summary = std::make_shared<const study::Summary>(study::summarise(rows, options));
    if (options.bootstrap.stop.stop_requested())
        return lossylens::fail(ErrorCode::cancelled, "summary", "stopped");
    return summary;
}

}  // namespace

StudySummariser::StudySummariser(QObject* parent) : QObject(parent) {}
StudySummariser::~StudySummariser() { stop_.request_stop(); }

void StudySummariser::summarise(const RowsPointer& rows, Care care) {
    if (isWanted(last_.number) && last_.rows == rows && last_.care == care) return;
    last_ = next_ = {rows, care, ++number_};
    stop_.request_stop();
    if (!busy_) post();
}

void StudySummariser::forget() {
    forgotten_ = number_;
    next_ = {};
    stop_.request_stop();
}

void StudySummariser::stop() {
    if (!busy_ || last_.care != Care::whole) return;
    next_ = {};
    last_ = {};
    stop_.request_stop();
    Q_EMIT stopped();
}

void StudySummariser::post() {
    busy_ = true;
    stop_ = {};
    lane_.post([this, order = std::exchange(next_, {}), stop = stop_.get_token()] { make(order, stop); });
}

// A quick one comes first, and comes whatever is wanted meanwhile: while rows come ten times a second,
// nothing would be seen otherwise.
void StudySummariser::make(const Order& order, const std::stop_token& stop) {
    const auto rows = withoutTexts(*order.rows);
    study::SummaryOptions options;
    options.bootstrap.resamples = quick_resamples;
    options.thresholds = false;
    deliver(order, guarded("summary", [&] { return made(rows, options); }), Care::quick);
    if (order.care == Care::whole) {
        options = {};
        options.bootstrap.stop = stop;
        auto shown = Clock::now() + before_first;
        options.bootstrap.observe = [&](double share) {
            if (Clock::now() - shown < between_reports) return;
            shown = Clock::now();
            QMetaObject::invokeMethod(
                this,
                [this, number = order.number, share] {
                    if (number == last_.number) Q_EMIT progressed(share);
                },
                Qt::QueuedConnection);
        };
        deliver(order, guarded("summary", [&] { return made(rows, options); }), Care::whole);
    }
    QMetaObject::invokeMethod(
        this,
        [this] {
            busy_ = false;
            if (next_.rows) post();
        },
        Qt::QueuedConnection);
}

void StudySummariser::deliver(const Order& order, Result<SummaryPointer> summary, Care care) {
    QMetaObject::invokeMethod(
        this,
        [this, number = order.number, care, summary = std::move(summary)] {
            const bool stale = !isWanted(number) || (care == Care::whole && number != last_.number);
            if (stale) return;
            if (summary)
                Q_EMIT summarised(*summary, care == Care::whole);
            else
                Q_EMIT failed(summary.error());
        },
        Qt::QueuedConnection);
}

}  // namespace lossylens::ui
