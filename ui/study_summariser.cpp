#include "ui/study_summariser.h"

#include <utility>

#include "ui/guarded.h"

namespace lossylens::ui {
namespace {

constexpr int quick_resamples = 400;

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

study::SummaryOptions optionsFor(StudySummariser::Care care) {
    study::SummaryOptions options;
    if (care == StudySummariser::Care::whole) return options;
    options.bootstrap.resamples = quick_resamples;
    options.thresholds = false;
    return options;
}

}  // namespace

StudySummariser::StudySummariser(QObject* parent) : QObject(parent) {}
StudySummariser::~StudySummariser() = default;

void StudySummariser::summarise(const RowsPointer& rows, Care care) {
    ++number_;  // what is being made now is of other rows
    next_ = {rows, care};
    if (!busy_) post();
}

void StudySummariser::forget() {
    forgotten_ = number_;
    next_ = {};
}

void StudySummariser::post() {
    busy_ = true;
    lane_.post([this, order = std::exchange(next_, {}), number = number_] {
        auto summary = guarded("summary", [&]() -> Result<SummaryPointer> {
            return std::make_shared<const study::Summary>(
                study::summarise(withoutTexts(*order.rows), optionsFor(order.care)));
        });
        QMetaObject::invokeMethod(
            this,
            [this, number, care = order.care, summary = std::move(summary)] {
                busy_ = false;
                const bool stale = number <= forgotten_ || (care == Care::whole && number != number_);
                if (next_.rows) post();
                if (stale) return;
                if (summary)
                    Q_EMIT summarised(*summary, care == Care::whole);
                else
                    Q_EMIT failed(summary.error());
            },
            Qt::QueuedConnection);
    });
}

}  // namespace lossylens::ui
