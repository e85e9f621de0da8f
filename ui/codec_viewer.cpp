#include "ui/codec_viewer.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "lens/prompt_text.h"

namespace lossylens::ui {

bool hasChat(const lens::Subject& subject) { return subject.tokenizer->chat({}).has_value(); }

Result<std::vector<int>> tokensOf(const lens::Subject& subject, const std::string& prompt, bool chat) {
    auto ids = lens::encodePrompt(*subject.tokenizer, prompt, chat);
    const int context = subject.model->shape().context;
    if (ids && std::cmp_greater(ids->size(), context)) {
        return fail(ErrorCode::limit, "prompt",
                    std::to_string(ids->size()) + " tokens are more than the model's context of " +
                        std::to_string(context),
                    "shorten the prompt");
    }
    return ids;
}

CodecViewer::CodecViewer(lens::SubjectPointer subject) : subject_(std::move(subject)) {}

Result<ViewAnswer> CodecViewer::view(const ViewRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    if (auto known = tokenize(request.prompt, request.chat); !known) return tl::unexpected(known.error());
    ViewAnswer answer{.ids = ids_, .views = {}, .milliseconds = 0};
    for (const codec::DistortionSpec& spec : request.distortions) {
        auto view = lens::viewCodec(*subject_, embedding(spec), ids_);
        if (!view) return tl::unexpected(view.error());
        answer.views.push_back(std::move(*view));
    }
    answer.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return answer;
}

Result<void> CodecViewer::tokenize(const std::string& prompt, bool chat) {
    if (prompt == prompt_ && chat == chat_ && !ids_.empty()) return {};
    auto ids = tokensOf(*subject_, prompt, chat);
    if (!ids) return tl::unexpected(ids.error());
    prompt_ = prompt;
    chat_ = chat;
    ids_ = std::move(*ids);
    return {};
}

lens::DistortedEmbedding& CodecViewer::embedding(const codec::DistortionSpec& spec) {
    const auto found = std::ranges::find(embeddings_, spec, &lens::DistortedEmbedding::spec);
    if (found != embeddings_.end()) {
        std::rotate(embeddings_.begin(), found, found + 1);
    } else {
        embeddings_.emplace_front(subject_, spec);
        if (embeddings_.size() > kept_embeddings) embeddings_.pop_back();
    }
    return embeddings_.front();
}

}  // namespace lossylens::ui
