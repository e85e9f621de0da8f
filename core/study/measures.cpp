#include "study/measures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "metrics/compressibility.h"
#include "metrics/repetition.h"
#include "metrics/tone.h"

namespace lossylens::study {
namespace {

template <int n>
std::optional<double> seqRepOf(const TrialText& text) {
    return metrics::seqRep(text.ids, n);
}

template <int metrics::Loop::*part>
std::optional<double> loopOf(const TrialText& text) {
    const auto loop = metrics::terminalLoop(text.ids);
    return loop ? std::optional<double>((*loop).*part) : std::nullopt;
}

constexpr auto tokens = [](const TrialText& text) -> std::optional<double> {
    return static_cast<double>(text.ids.size());
};
constexpr auto onset = [](const TrialText& text) -> std::optional<double> {
    const auto id = metrics::repetitionOnset(text.ids);
    return id ? std::optional<double>(*id) : std::nullopt;
};
// Perplexities spread over powers of ten: their mean would be that of the greatest few.
constexpr auto lnPerplexity = [](const TrialText& text) -> std::optional<double> {
    return text.perplexity ? std::optional(std::log(*text.perplexity)) : std::nullopt;
};

constexpr std::array all{
    Measure{"tokens", "tokens", true, tokens},
    Measure{"agreed", "tokens as baseline", true,
            [](const TrialText& text) -> std::optional<double> { return text.agreed; }},
    Measure{"seq_rep_1", "seq-rep-1", false, seqRepOf<1>},
    Measure{"seq_rep_2", "seq-rep-2", false, seqRepOf<2>},
    Measure{"seq_rep_3", "seq-rep-3", false, seqRepOf<3>},
    Measure{"seq_rep_4", "seq-rep-4", true, seqRepOf<4>},
    Measure{"diversity", "diversity", true,
            [](const TrialText& text) { return metrics::diversity(text.ids); }},
    Measure{"loop_period", "loop period", false, loopOf<&metrics::Loop::period>},
    Measure{"loop_coverage", "loop coverage", false, loopOf<&metrics::Loop::coverage>},
    Measure{"loop_copies", "loop copies", false, loopOf<&metrics::Loop::copies>},
    Measure{"loop_cover", "loop cover", true,
            [](const TrialText& text) { return metrics::loopCover(text.ids); }},
    Measure{"onset", "onset", false, onset},
    Measure{"perplexity", "perplexity", false, [](const TrialText& text) { return text.perplexity; }},
    Measure{"ln_perplexity", "ln perplexity", true, lnPerplexity},
    Measure{"gzip_ratio", "gzip ratio", false,
            [](const TrialText& text) { return metrics::gzipRatio(text.text); }},
    Measure{"negative_share", "negative sentences", true,
            [](const TrialText& text) { return metrics::toneOf(text.text).share(); }},
};

}  // namespace

std::span<const Measure> measures() { return all; }

int findMeasure(std::string_view name) {
    const auto found = std::ranges::find(all, name, &Measure::name);
    return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

}  // namespace lossylens::study
