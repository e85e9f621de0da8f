#include "sentencepiece/sentencepiece_c.h"

#include <sentencepiece_processor.h>

#include <exception>
#include <memory>
#include <string_view>
#include <vector>

namespace sentencepiece::logging {
void SetMinLogLevel(int level);  // exported by the library, declared in a header that Debian does not ship
}

struct lossylens_sentencepiece {
    sentencepiece::SentencePieceProcessor processor;
};

namespace {

// Above LOG_FATAL: what the library has to say comes back as a status.
constexpr int no_log = 5;

void tell(std::string_view text, lossylens_sentencepiece_error error, void* receiver) {
    error(receiver, text.data(), text.size());
}

lossylens_sentencepiece* open(const char* bytes, size_t size, lossylens_sentencepiece_error error,
                              void* receiver) try {
    sentencepiece::logging::SetMinLogLevel(no_log);
    auto model = std::make_unique<lossylens_sentencepiece>();
    const auto status = model->processor.LoadFromSerializedProto({bytes, size});
    if (status.ok()) return model.release();
    tell(status.message(), error, receiver);
    return nullptr;
} catch (const std::exception& exception) {
    tell(exception.what(), error, receiver);
    return nullptr;
}

int encode(const lossylens_sentencepiece* model, const char* text, size_t size,
           lossylens_sentencepiece_ids ids, lossylens_sentencepiece_error error, void* receiver) try {
    std::vector<int> found;
    const auto status = model->processor.Encode(std::string_view(text, size), &found);
    if (!status.ok()) {
        tell(status.message(), error, receiver);
        return 0;
    }
    ids(receiver, found.data(), found.size());
    return 1;
} catch (const std::exception& exception) {
    tell(exception.what(), error, receiver);
    return 0;
}

void close(lossylens_sentencepiece* model) { delete model; }

}  // namespace

const lossylens_sentencepiece_table lossylens_sentencepiece_functions = {open, encode, close};
