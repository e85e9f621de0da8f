#include "text/sentencepiece_library.h"

#include <dlfcn.h>

#include <new>

#include "sentencepiece/sentencepiece_c.h"

namespace lossylens::text {
namespace {

constexpr const char* module_name = "liblossylens_sentencepiece.so";

struct Library {
    lossylens_sentencepiece_open_function* open = nullptr;
    lossylens_sentencepiece_encode_function* encode = nullptr;
    lossylens_sentencepiece_close_function* close = nullptr;
    std::string problem;  // why it is not there

    Library() {
        // Found by the program's RUNPATH. Never closed: models may live until the program ends.
        void* module = dlmopen(LM_ID_NEWLM, module_name, RTLD_NOW | RTLD_LOCAL);
        if (module != nullptr) {
            open = reinterpret_cast<lossylens_sentencepiece_open_function*>(
                dlsym(module, "lossylens_sentencepiece_open"));
            encode = reinterpret_cast<lossylens_sentencepiece_encode_function*>(
                dlsym(module, "lossylens_sentencepiece_encode"));
            close = reinterpret_cast<lossylens_sentencepiece_close_function*>(
                dlsym(module, "lossylens_sentencepiece_close"));
        }
        if (open != nullptr && encode != nullptr && close != nullptr) return;
        const char* message = dlerror();
        problem = message != nullptr ? message : "it lacks a function";
    }
};

const Library& library() {
    static const Library one;
    return one;
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
    if (!library().problem.empty()) {
        return fail(ErrorCode::not_found, where,
                    "the SentencePiece module cannot be loaded: " + library().problem,
                    "install LossyLens again");
    }
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
