#include "text/normalizer.h"

#include <utility>

namespace lossylens::text {

NormalizerStep prepend(std::string what) {
    return [what = std::move(what)](const std::string& text) -> Result<std::string> {
        return text.empty() ? text : what + text;
    };
}

NormalizerStep replace(Needle what, std::string with) {
    return [what = std::move(what), with = std::move(with)](const std::string& text) {
        return findAll(what, text).map([&](const std::vector<Span>& spans) {
            std::string result;
            std::size_t at = 0;
            for (const Span& span : spans) {
                result.append(text, at, span.begin - at).append(with);
                at = span.end;
            }
            return result.append(text, at);
        });
    };
}

Result<std::string> normalize(const std::vector<NormalizerStep>& steps, std::string text) {
    for (const NormalizerStep& step : steps) {
        auto normalized = step(std::move(text));
        if (!normalized) return normalized;
        text = *std::move(normalized);
    }
    return text;
}

}  // namespace lossylens::text
