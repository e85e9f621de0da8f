#include <concepts>

#include "lens/files.h"
#include "lens/search_files.h"

namespace lossylens::lens {
namespace {

std::string cell(std::string_view text) { return csvText(text); }
std::string cell(double number) { return csvNumber(number); }
std::string cell(bool yes) { return yes ? "1" : "0"; }
std::string cell(std::integral auto number) { return std::to_string(number); }
template <class Value>
std::string cell(const std::optional<Value>& value) {
    return value ? cell(*value) : std::string();
}

template <class... Cells>
std::string line(const Cells&... cells) {
    std::string line;
    ((line += cell(cells), line += ','), ...);
    line.back() = '\r';
    return line + '\n';
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : " | ") + text;
    return all;
}

void add(std::string& file, const Budget& budget, const Allocation& allocation) {
    for (std::size_t i = 0; i < budget.ids.size(); ++i) {
        file += line(std::string_view(allocation.name), i, budget.ids[i], std::string_view(budget.pieces[i]),
                     allocation.qualities[i], allocation.spent, allocation.bytes, allocation.damage.kl,
                     allocation.damage.top1);
    }
}

}  // namespace

std::string toCsv(const TokenEffects& effects) {
    std::string file = "position,id,piece,cosine,bytes,mean_kl_nats,top1_agreement\r\n";
    for (std::size_t i = 0; i < effects.tokens.size(); ++i) {
        const TokenEffect& token = effects.tokens[i];
        file += line(i, token.id, std::string_view(token.piece), token.cosine, token.bytes, token.damage.kl,
                     token.damage.top1);
    }
    return file;
}

std::string toCsv(const Budget& budget) {
    std::string file = "allocation,position,id,piece,quality,spent,bytes,mean_kl_nats,top1_agreement\r\n";
    add(file, budget, budget.uniform);
    if (budget.greedy) add(file, budget, *budget.greedy);
    for (const Allocation& allocation : budget.random) add(file, budget, allocation);
    return file;
}

std::string toCsv(const CollapseSearch& search) {
    std::string file =
        "prompt,text,quality,collapsed,tokens,seq_rep_4,loop_period,loop_coverage,loop_copies,baseline_"
        "collapsed\r\n";
    for (const PromptCollapse& prompt : search.prompts) {
        for (const CollapseTrial& trial : prompt.trials) {
            const auto ofLoop = [&](int metrics::Loop::*part) {
                return trial.loop ? std::optional((*trial.loop).*part) : std::nullopt;
            };
            file += line(std::string_view(prompt.id), std::string_view(prompt.text), trial.quality,
                         trial.collapsed, trial.tokens, trial.seq_rep_4, ofLoop(&metrics::Loop::period),
                         ofLoop(&metrics::Loop::coverage), ofLoop(&metrics::Loop::copies),
                         prompt.baseline_collapsed);
        }
    }
    return file;
}

std::string toCsv(const Accuracy& accuracy) {
    std::string file = "prompt,stream,right,accepted,text\r\n";
    for (const AnsweredPrompt& prompt : accuracy.prompts) {
        for (std::size_t i = 0; i < accuracy.streams.size(); ++i) {
            file += line(std::string_view(prompt.id), std::string_view(accuracy.streams[i]),
                         bool(prompt.right[i]), std::string_view(joined(prompt.accepted)),
                         std::string_view(prompt.texts[i]));
        }
    }
    return file;
}

std::string toCsv(const RunPhrases& compared) {
    std::string file = "stream,words,texts,of,baseline_texts,of_baseline,log_odds,z\r\n";
    for (const StreamPhrases& stream : compared.streams) {
        for (const metrics::Phrase& phrase : stream.phrases) {
            file +=
                line(std::string_view(stream.name), std::string_view(phrase.words), phrase.texts,
                     stream.texts, phrase.baseline_texts, stream.baseline_texts, phrase.log_odds, phrase.z);
        }
    }
    return file;
}

std::string toCsv(const PromptSet& set) {
    std::string file = "id,text,answers\r\n";
    for (const SetPrompt& prompt : set.prompts)
        file += line(std::string_view(prompt.id), std::string_view(prompt.text),
                     std::string_view(joined(prompt.answers)));
    return file;
}

}  // namespace lossylens::lens
