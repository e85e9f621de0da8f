#include "metrics/lexicon.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <utility>

namespace lossylens::metrics {
namespace {

constexpr double boost = 0.293;

// Sorted, to be searched by halves.
constexpr auto boosters = std::to_array<std::string_view>(
    {"absolutely",    "amazingly",    "awfully",       "completely", "considerable", "considerably",
     "decidedly",     "deeply",       "effing",        "enormous",   "enormously",   "entirely",
     "especially",    "exceptional",  "exceptionally", "extreme",    "extremely",    "fabulously",
     "flippin",       "flipping",     "frackin",       "fracking",   "frickin",      "fricking",
     "friggin",       "frigging",     "fuckin",        "fucking",    "fuggin",       "fugging",
     "fully",         "greatly",      "hella",         "highly",     "hugely",       "incredible",
     "incredibly",    "intensely",    "major",         "majorly",    "more",         "most",
     "particularly",  "purely",       "quite",         "really",     "remarkably",   "so",
     "substantially", "thoroughly",   "total",         "totally",    "tremendous",   "tremendously",
     "uber",          "unbelievably", "unusually",     "utter",      "utterly",      "very"});
constexpr auto dampeners = std::to_array<std::string_view>(
    {"almost",   "barely", "hardly",   "just enough", "kind of",    "kind-of",      "kinda",  "kindof",
     "less",     "little", "marginal", "marginally",  "occasional", "occasionally", "partly", "scarce",
     "scarcely", "slight", "slightly", "somewhat",    "sort of",    "sort-of",      "sorta",  "sortof"});
// What has "n't" in it negates anyway.
constexpr auto negations = std::to_array<std::string_view>(
    {"aint",  "arent", "cannot", "cant",    "couldnt", "darent",  "despite", "didnt",   "doesnt", "dont",
     "hadnt", "hasnt", "havent", "isnt",    "mightnt", "mustnt",  "neednt",  "neither", "never",  "none",
     "nope",  "nor",   "not",    "nothing", "nowhere", "oughtnt", "rarely",  "seldom",  "shant",  "shouldnt",
     "uh-uh", "uhuh",  "wasnt",  "werent",  "without", "wont",    "wouldnt"});
constexpr std::array<std::pair<std::string_view, double>, 9> idioms{{{"the shit", 3},
                                                                     {"the bomb", 3},
                                                                     {"bad ass", 1.5},
                                                                     {"badass", 1.5},
                                                                     {"bus stop", 0},
                                                                     {"yeah right", -2},
                                                                     {"kiss of death", -1.5},
                                                                     {"to die for", 3},
                                                                     {"beating heart", 3.5}}};
static_assert(std::ranges::is_sorted(boosters) && std::ranges::is_sorted(dampeners) &&
              std::ranges::is_sorted(negations));

std::unordered_map<std::string_view, double> readLexicon() {
    std::unordered_map<std::string_view, double> valences;
    std::string_view text = lexiconText();
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) continue;
        double valence = 0;
        std::from_chars(line.data() + tab + 1, line.data() + line.size(), valence);
        valences.insert_or_assign(line.substr(0, tab), valence);  // of doubles, the last counts
    }
    return valences;
}

}  // namespace

std::optional<double> valenceOf(std::string_view word) {
    static const auto valences = readLexicon();
    const auto found = valences.find(word);
    return found == valences.end() ? std::nullopt : std::optional(found->second);
}

double boostOf(std::string_view words) {
    if (std::ranges::binary_search(boosters, words)) return boost;
    return std::ranges::binary_search(dampeners, words) ? -boost : 0.0;
}

bool boosts(std::string_view words) { return boostOf(words) != 0.0; }

bool negates(std::string_view word) {
    return std::ranges::binary_search(negations, word) || word.find("n't") != std::string_view::npos;
}

std::optional<double> idiomOf(std::string_view words) {
    const auto* found = std::ranges::find(idioms, words, &std::pair<std::string_view, double>::first);
    return found == idioms.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace lossylens::metrics
