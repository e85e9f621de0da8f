#include "text/bpe_encoder.h"

#include <string>
#include <utility>

namespace lossylens::text {
namespace {

class BpeEncoder final : public SegmentEncoder {
public:
    explicit BpeEncoder(BpePipeline pipeline) : pipeline_(std::move(pipeline)) {}

    Result<std::vector<int>> encode(const Segment& segment) const override {
        const auto text = normalize(pipeline_.normalizer, std::string(segment.text));
        if (!text) return tl::unexpected(text.error());
        std::vector<int> ids;
        for (const Segment& part : pipeline_.added.split(*text)) {
            if (part.id) {
                ids.push_back(*part.id);
                continue;
            }
            const auto words = run(pipeline_.pre_tokenizer,
                                   {{std::string(part.text), segment.starts_prompt && part.starts_prompt}});
            if (!words) return tl::unexpected(words.error());
            for (const Part& word : *words) {
                const std::vector<int> more = pipeline_.bpe.encode(word.text);
                ids.insert(ids.end(), more.begin(), more.end());
            }
        }
        return ids;
    }

private:
    BpePipeline pipeline_;
};

}  // namespace

std::unique_ptr<const SegmentEncoder> makeBpeEncoder(BpePipeline pipeline) {
    return std::make_unique<const BpeEncoder>(std::move(pipeline));
}

}  // namespace lossylens::text
