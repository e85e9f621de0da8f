#include "lens/subject.h"

#include <utility>

namespace lossylens::lens {
namespace {

std::string nameOf(formats::Architecture architecture) {
    switch (architecture) {
        case formats::Architecture::gpt2:
            return "gpt2";
        case formats::Architecture::llama:
            return "llama";
    }
    return {};
}

}  // namespace

SubjectInfo describe(const formats::Checkpoint& checkpoint) {
    const formats::Hyperparameters& shape = checkpoint.hyperparameters;
    return {.name = checkpoint.name,
            .path = checkpoint.path,
            .architecture = nameOf(shape.architecture),
            .layers = shape.layers,
            .dimensions = shape.dimensions,
            .vocabulary = shape.vocabulary,
            .context = shape.context,
            .precision = checkpoint.precision,
            .bytes = checkpoint.bytes};
}

Result<SubjectPointer> openSubject(const std::filesystem::path& path, const nn::LoadOptions& options,
                                   std::stop_token stop) {
    auto checkpoint = formats::openCheckpoint(path);
    if (!checkpoint) return tl::unexpected(checkpoint.error());
    auto tokenizer = text::makeTokenizer(**checkpoint);
    if (!tokenizer) return tl::unexpected(tokenizer.error());
    const int rows = (*checkpoint)->hyperparameters.vocabulary;
    if ((*tokenizer)->size() > rows) {
        return fail(ErrorCode::corrupt, path.string(),
                    "the tokenizer has " + std::to_string((*tokenizer)->size()) +
                        " ids, but the embedding table only " + std::to_string(rows) + " rows",
                    "use the tokenizer that belongs to these weights");
    }
    auto model = nn::Model::load(*checkpoint, options, std::move(stop));
    if (!model) return tl::unexpected(model.error());
    auto table = std::make_shared<const codec::EmbeddingTable>(
        codec::EmbeddingTable::Size{
            .rows = rows, .tokens = (*tokenizer)->size(), .dimensions = (*model)->shape().dimensions},
        [model = *model](int id, std::span<float> row) { model->embedding(id, row); });
    return std::make_shared<const Subject>(Subject{*checkpoint, *tokenizer, *model, std::move(table)});
}

}  // namespace lossylens::lens
