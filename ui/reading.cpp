#include "ui/reading.h"

#include <algorithm>
#include <utility>

#include "ui/texts_view.h"

namespace lossylens::ui {
namespace {

constexpr std::size_t kept_tokens = 50'000;  // of all kept texts: some 50 MB

}  // namespace

Reading::Reading(Engine& engine, TextsView* texts, QObject* parent)
    : QObject(parent), engine_(engine), texts_(texts) {
    connect(&engine_, &Engine::measured, this, [this](RequestNumber number, const MeasuresPointer& measures) {
        if (number == number_) onMeasured(measures);
    });
    connect(texts_, &TextsView::nearestAsked, &engine_,
            [this](int id, const std::optional<codec::DistortionSpec>& distortion) {
                if (engine_.subject()) engine_.findNearest(id, distortion);
            });
    connect(&engine_, &Engine::measuringFailed, this, [this](RequestNumber number, const Error& error) {
        if (number == number_) texts_->setMeasuringError(QString::fromStdString(error.text()));
    });
    connect(&engine_, &Engine::nearestFailed, texts_, [this](RequestNumber, const Error& error) {
        texts_->setNearestError(QString::fromStdString(error.text()));
    });
    connect(&engine_, &Engine::nearestFound, texts_,
            [this](RequestNumber, const NearestPointer& nearest) { texts_->setNearest(nearest); });
}

void Reading::show(const RunPointer& run) {
    if (run && run == run_) return;
    const bool another_model = run && run_ && run->subject != run_->subject;
    run_ = run;
    const bool under_way = std::exchange(stream_, -1) >= 0 && engine_.measuring();
    if (!run) return known_.clear();  // and with them the model
    if (another_model) known_.clear();
    texts_->setOrigin(originOf(*run));
    if (!run->snapshot.finished) return;
    for (int stream = 0; stream < texts_->paneCount(); ++stream) {
        if (const auto measures = this->measures(stream)) texts_->setMeasures(stream, measures);
        // What is being measured already, for a run that showed the same text, goes on.
        if (under_way && requestFor(stream) == measuring_) stream_ = stream;
    }
    if (stream_ < 0) measureNext();
}

// Empty where there is nothing to measure, or nothing to measure it with.
std::optional<lens::MeasureRequest> Reading::requestFor(int stream) const {
    if (!run_ || stream >= int(run_->snapshot.streams.size())) return {};
    const lens::StreamSnapshot& text = run_->snapshot.streams[std::size_t(stream)];
    const auto distortion = measuredWith(run_->snapshot, stream);
    if (!distortion || text.ids.empty()) return {};
    return lens::MeasureRequest{.prompt = run_->request.generation.prompt,
                                .continuation = text.ids,
                                .distortion = *distortion,
                                .scope = run_->request.generation.scope};
}

MeasuresPointer Reading::measures(int stream) const {
    const auto request = requestFor(stream);
    return request ? find(*request) : nullptr;
}

MeasuresPointer Reading::find(const lens::MeasureRequest& request) const {
    const auto found = std::ranges::find(known_, request, &Known::request);
    return found == known_.end() ? nullptr : found->measures;
}

void Reading::keep(Known known) {
    known_.push_front(std::move(known));
    std::size_t tokens = 0;
    const auto too_many = std::ranges::find_if(known_, [&tokens](const Known& one) {
        tokens += one.measures->tokens.size();
        return tokens > kept_tokens;
    });
    known_.erase(std::max(too_many, known_.begin() + 1), known_.end());
}

// The distorted texts come first: of them one wants to know more than of the baseline.
void Reading::measureNext() {
    const int streams = int(run_->snapshot.streams.size());
    stream_ = -1;
    if (run_->subject != engine_.subject()) return;
    for (int i = 1; i <= streams; ++i) {
        const int stream = i % streams;
        const auto request = requestFor(stream);
        if (!request || find(*request)) continue;
        stream_ = stream;
        measuring_ = *request;
        number_ = engine_.measure(*request);
        return;
    }
}

void Reading::onMeasured(const MeasuresPointer& measures) {
    if (stream_ < 0) return;
    texts_->setMeasures(stream_, measures);
    if (measures->tokens.size() < measuring_.continuation.size()) return;
    keep({measuring_, measures});
    measureNext();
}

}  // namespace lossylens::ui
