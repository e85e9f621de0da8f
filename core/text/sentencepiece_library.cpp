#include "text/sentencepiece_library.h"

#include <new>

#include "base/load_symbol.h"
#include "sentencepiece/sentencepiece_c.h"

namespace lossylens::text {
namespace {

const Result<void*>& loadedTable() {
    static const Result<void*> table = loadSymbol("liblossylens_sentencepiece.so",
                                                  "lossylens_sentencepiece_functions", LinkerNamespace::own);
    return table;
}

// Precondition: loadedTable() is there.
const lossylens_sentencepiece_table& library() {
    return *static_cast<const lossylens_sentencepiece_table*>(*loadedTable());
}

// What a call brings back. Callbacks may not throw through the module.
struct Receiver {
    std::vector<int> ids;
    std::string error;
    bool out_of_memory = false;
};

void receiveError(void* receiver, const char* text, size_t size) {
    auto& result = *static_cast<Receiver*>(receiver);
    try {
        result.error.assign(text, size);
    } catch (const std::bad_alloc&) {
        result.out_of_memory = true;
    }
}

void receiveIds(void* receiver, const int* ids, size_t count) {
    auto& result = *static_cast<Receiver*>(receiver);
    try {
        result.ids.assign(ids, ids + count);
    } catch (const std::bad_alloc&) {
        result.out_of_memory = true;
    }
}

}  // namespace

Result<SentencePieceProcessor> SentencePieceProcessor::open(std::string_view proto,
                                                            const std::string& where) {
    if (!loadedTable()) return tl::unexpected(within(where, loadedTable().error()));
    Receiver receiver;
    auto* model = library().open(proto.data(), proto.size(), receiveError, &receiver);
    if (model == nullptr) {
        return fail(ErrorCode::corrupt, where, "SentencePiece refuses the model: " + receiver.error);
    }
    return SentencePieceProcessor(
        std::shared_ptr<const lossylens_sentencepiece>(model, [](const lossylens_sentencepiece* opened) {
            library().close(const_cast<lossylens_sentencepiece*>(opened));
        }));
}

Result<std::vector<int>> SentencePieceProcessor::encode(std::string_view text) const {
    Receiver receiver;
    const int done =
        library().encode(model_.get(), text.data(), text.size(), receiveIds, receiveError, &receiver);
    if (receiver.out_of_memory) return fail(ErrorCode::out_of_memory, "prompt", "no memory for its tokens");
    if (done == 0) return fail(ErrorCode::internal, "SentencePiece", receiver.error);
    return std::move(receiver.ids);
}

}  // namespace lossylens::text
