// The part of SentencePiece that room text uses, as C functions of a module of its own.
//
// Why a module: Debian's libsentencepiece carries a protobuf 3.14 and exports its symbols; libtorch brings
// libprotobuf 3.21 with the same names. In one namespace of the dynamic linker the program dies before
// main(). The module is therefore loaded with dlmopen into a namespace of its own, where no memory, exception
// or object of the C++ library may cross the border: hence C, and results handed over by a callback.
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct lossylens_sentencepiece;

// `text` is not terminated; the callback copies it.
typedef void (*lossylens_sentencepiece_error)(void* receiver, const char* text, size_t size);
typedef void (*lossylens_sentencepiece_ids)(void* receiver, const int* ids, size_t count);

// A model from the bytes of a ModelProto. NULL on failure, after `error` was called.
typedef struct lossylens_sentencepiece* lossylens_sentencepiece_open_function(
    const char* bytes, size_t size, lossylens_sentencepiece_error error, void* receiver);

// Calls `ids` once and returns 1, or calls `error` and returns 0. May be called from many threads.
typedef int lossylens_sentencepiece_encode_function(const struct lossylens_sentencepiece* model,
                                                    const char* text, size_t size,
                                                    lossylens_sentencepiece_ids ids,
                                                    lossylens_sentencepiece_error error, void* receiver);

typedef void lossylens_sentencepiece_close_function(struct lossylens_sentencepiece* model);

// All of them: the module's one symbol, "lossylens_sentencepiece_functions".
struct lossylens_sentencepiece_table {
    lossylens_sentencepiece_open_function* open;
    lossylens_sentencepiece_encode_function* encode;
    lossylens_sentencepiece_close_function* close;
};
extern const struct lossylens_sentencepiece_table lossylens_sentencepiece_functions;

#ifdef __cplusplus
}
#endif
