#pragma once

#include <deque>
#include <string>
#include <vector>

#include "lens/codec_view.h"

namespace lossylens::ui {

// What the window asks of the codec at a slider move: the prompt seen through each of these distortions.
struct ViewRequest {
    std::string prompt;  // UTF-8
    bool chat = false;   // in the model's chat template
    std::vector<codec::DistortionSpec> distortions;
};
struct ViewAnswer {
    std::vector<int> ids;
    std::vector<lens::CodecView> views;  // one a distortion, in the order of the request
    double milliseconds = 0;             // tokens and views together
};

// Answers view requests for one subject. Remembers the ids of the last prompt and the rows of the distortions
// used last, so that a slider going back and forth costs nothing. Owned by one thread.
class CodecViewer {
public:
    explicit CodecViewer(lens::SubjectPointer subject);

    // Errors: those of the tokenizer and of viewCodec; limit for a prompt longer than the context (both
    // numbers are in the message).
    [[nodiscard]] Result<ViewAnswer> view(const ViewRequest& request);
    [[nodiscard]] const lens::SubjectPointer& subject() const { return subject_; }

private:
    [[nodiscard]] Result<void> tokenize(const std::string& prompt, bool chat);
    [[nodiscard]] lens::DistortedEmbedding& embedding(const codec::DistortionSpec& spec);

    static constexpr std::size_t kept_embeddings = 24;

    lens::SubjectPointer subject_;
    std::string prompt_;
    bool chat_ = false;
    std::vector<int> ids_;
    std::deque<lens::DistortedEmbedding> embeddings_;  // the one used last comes first
};

// Ids of a prompt, refused where the model's context does not hold them (limit, with both numbers).
[[nodiscard]] Result<std::vector<int>> tokensOf(const lens::Subject& subject, const std::string& prompt,
                                                bool chat = false);
// Whether the model has a chat template that is known.
[[nodiscard]] bool hasChat(const lens::Subject& subject);

}  // namespace lossylens::ui
