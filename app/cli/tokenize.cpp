#include "app/cli/command.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"
#include "app/hub/library.h"
#include "formats/checkpoint.h"
#include "text/tokenizer.h"

namespace lossylens::app {
namespace {

class Tokenize final : public Command {
public:
    explicit Tokenize(CLI::App& parent) : Command(parent, "tokenize", "Show the ids and pieces of a prompt") {
        prompt_.addTo(*app_);
    }

    // Only the tokenizer is needed: the weights stay on disk.
    Result<Answer> run(const std::stop_token& stop) override {
        const auto path = hub::findModel(common_.model);
        if (!path) return tl::unexpected(path.error());
        const auto checkpoint = formats::openCheckpoint(*path);
        if (!checkpoint) return tl::unexpected(checkpoint.error());
        const auto tokenizer = text::makeTokenizer(**checkpoint);
        if (!tokenizer) return tl::unexpected(tokenizer.error());
        const auto prompt = prompt_.encode(**tokenizer, stop);
        if (!prompt) return tl::unexpected(prompt.error());
        return Answer{.bytes = show(prompt->ids, text::pieces(**tokenizer, prompt->ids))};
    }

private:
    [[nodiscard]] std::string show(const std::vector<int>& ids,
                                   const std::vector<std::string>& pieces) const {
        if (common_.format == Format::json) return jsonLine({{"ids", ids}, {"pieces", pieces}});
        if (common_.format == Format::csv) {
            std::string file = "position,id,piece\r\n";
            for (std::size_t i = 0; i < ids.size(); ++i) {
                file += std::to_string(i) + ',' + std::to_string(ids[i]) + ',' + lens::csvText(pieces[i]) +
                        "\r\n";
            }
            return file;
        }
        Table table({"piece", "id"});
        for (std::size_t i = 0; i < ids.size(); ++i) table.add({visible(pieces[i]), std::to_string(ids[i])});
        return table.text() + std::to_string(ids.size()) + " tokens\n";
    }

    PromptOptions prompt_;
};

}  // namespace

CommandPointer makeTokenize(CLI::App& parent) { return std::make_unique<Tokenize>(parent); }

}  // namespace lossylens::app
