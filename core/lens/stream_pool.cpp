#include "lens/stream_pool.h"

#include <algorithm>
#include <utility>

namespace lossylens::lens {

struct StreamPool::Running {
    int number;
    GenerationRequest request;  // the writer refers to it
    StreamWriter writer;

    Running(int its_number, PooledText text, const SubjectPointer& subject, PrefixDecoder& decoder,
            SharedEmbeddings& embeddings)
        : number(its_number),
          request(std::move(text.request)),
          writer(subject, request, text.plan, numberOf(text.plan, decoder),
                 seenThrough(text.plan, embeddings)) {}

private:
    [[nodiscard]] std::shared_ptr<DistortedEmbedding> seenThrough(const StreamPlan& plan,
                                                                  SharedEmbeddings& embeddings) const {
        if (!plan.distortion) return nullptr;
        return embeddings.of(*plan.distortion,
                             request.prompt.size() + static_cast<std::size_t>(request.max_new_tokens));
    }

    [[nodiscard]] int numberOf(const StreamPlan& plan, PrefixDecoder& decoder) const {
        if (!plan.distortion) return 0;
        return codec::makesOneImage(*plan.distortion) ? decoder.numberOf(*plan.distortion, request.prompt)
                                                      : decoder.numberOf(*plan.distortion);
    }
};

StreamPool::StreamPool(SubjectPointer subject, int longest)
    : subject_(std::move(subject)), longest_(longest), decoder_(subject_), embeddings_(subject_) {}

StreamPool::~StreamPool() = default;

void StreamPool::begin(int number, PooledText text) {
    running_.push_back(std::make_unique<Running>(number, std::move(text), subject_, decoder_, embeddings_));
}

// What takes long and can be stopped, before the rows are embedded one by one.
Result<void> StreamPool::lookUp(const std::stop_token& stop) {
    std::vector<DistortedEmbedding::Wanted> wanted;
    for (const auto& one : running_) {
        const auto own = one->writer.toLookUp(one->writer.snapshot().ids.empty(), stop);
        if (!own) return tl::unexpected(own.error());
        wanted.insert(wanted.end(), own->begin(), own->end());
    }
    return DistortedEmbedding::compute(wanted, stop);
}

Result<void> StreamPool::step(const std::stop_token& stop) {
    if (auto done = lookUp(stop); !done) return done;
    std::vector<PrefixDecoder::Text> texts;
    for (const auto& one : running_) {
        StreamWriter& writer = one->writer;
        texts.push_back({writer.rows(), [&writer](const Row& row, std::span<float> embedding) {
                             return writer.embed(row, embedding);
                         }});
    }
    const auto logits = decoder_.logitsAfter(texts, longest_, stop);
    if (!logits) return tl::unexpected(logits.error());
    for (std::size_t i = 0; i < running_.size(); ++i) {
        if (auto done = running_[i]->writer.write(logits->row(static_cast<int>(i))); !done) return done;
    }
    return {};
}

std::vector<StreamPool::Finished> StreamPool::takeFinished() {
    std::vector<Finished> finished;
    for (const auto& one : running_) {
        if (one->writer.done()) finished.push_back({one->number, one->writer.snapshot()});
    }
    std::erase_if(running_, [](const auto& one) { return one->writer.done(); });
    std::ranges::sort(finished, {}, &Finished::number);
    return finished;
}

const StreamSnapshot* StreamPool::find(int number) const {
    const auto found = std::ranges::find(running_, number, [](const auto& one) { return one->number; });
    return found == running_.end() ? nullptr : &(*found)->writer.snapshot();
}

}  // namespace lossylens::lens
