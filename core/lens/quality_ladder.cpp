#include "lens/quality_ladder.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lens/token_feed.h"

namespace lossylens::lens {
namespace {

codec::DistortionSpec jpegAt(int quality) {
    codec::DistortionSpec spec;
    spec.strength = quality;
    return spec;
}

}  // namespace

QualityLadder::QualityLadder(SubjectPointer subject, const BudgetRequest& request)
    : subject_(std::move(subject)),
      prompt_(request.prompt),
      currency_(request.currency),
      before_(embeddingsOf(*subject_->model, prompt_)) {
    for (int quality = 1; quality <= 100; ++quality) embeddings_.emplace_back(subject_, jpegAt(quality));
}

Result<QualityLadder::Step> QualityLadder::stepOf(int id, int quality) {
    const auto row = embeddings_[static_cast<std::size_t>(quality - 1)].row(id);
    if (!row) return tl::unexpected(row.error());
    if (!(*row)->cosine || !(*row)->bytes) {
        return fail(ErrorCode::usage, "token " + std::to_string(id),
                    "has no cosine, its embedding is all zeros", "leave it out of the prompt");
    }
    Step step{
        .quality = quality, .cosine = *(*row)->cosine, .bytes = *(*row)->bytes, .row = (*row)->after.data()};
    step.price = currency_ == BudgetRequest::Currency::bytes ? step.bytes : step.cosine;
    return step;
}

Result<QualityLadder> QualityLadder::of(const SubjectPointer& subject, const BudgetRequest& request) {
    QualityLadder ladder(subject, request);
    std::set<int> qualities(request.qualities.begin(), request.qualities.end());
    if (!request.per_token) qualities.insert(request.quality);
    for (const int id : request.prompt) {
        std::vector<Step>& steps = ladder.steps_.emplace_back();
        for (const int quality : qualities) {
            const auto step = ladder.stepOf(id, quality);
            if (!step) return tl::unexpected(step.error());
            if (steps.empty() || step->price > steps.back().price) steps.push_back(*step);
        }
    }
    return ladder;
}

Result<std::vector<QualityLadder::Step>> QualityLadder::uniform(int quality) {
    std::vector<Step> steps;
    for (const int id : prompt_) {
        const auto step = stepOf(id, quality);
        if (!step) return tl::unexpected(step.error());
        steps.push_back(*step);
    }
    return steps;
}

double QualityLadder::price(const Levels& levels) const {
    double sum = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) sum += at(i, levels[i]).price;
    return sum;
}

PromptDamage::Rows QualityLadder::rows(const Levels& levels) const {
    PromptDamage::Rows rows;
    for (std::size_t i = 0; i < levels.size(); ++i) rows.push_back(at(i, levels[i]).row);
    return rows;
}

PromptDamage::Rows QualityLadder::before() const {
    PromptDamage::Rows rows;
    const std::size_t dimensions = before_.size() / prompt_.size();
    for (std::size_t i = 0; i < prompt_.size(); ++i) rows.push_back(before_.data() + i * dimensions);
    return rows;
}

Allocation QualityLadder::allocation(std::string name, const Levels& levels) const {
    std::vector<Step> steps;
    for (std::size_t i = 0; i < levels.size(); ++i) steps.push_back(at(i, levels[i]));
    return allocationOf(std::move(name), steps);
}

Allocation allocationOf(std::string name, std::span<const QualityLadder::Step> steps) {
    Allocation allocation;
    allocation.name = std::move(name);
    for (const QualityLadder::Step& step : steps) {
        allocation.qualities.push_back(step.quality);
        allocation.spent += step.price;
        allocation.bytes += step.bytes;
        allocation.mean_cosine += step.cosine / static_cast<double>(steps.size());
    }
    return allocation;
}

}  // namespace lossylens::lens
