#pragma once

#include "base/result.h"

namespace lossylens {

enum class LinkerNamespace {
    shared,  // the library finds the program's symbols before its own, and gives none to others
    own,     // it brings its own C and C++ library: no memory, exception or object of these may cross
};

// Loads a library that most runs do not need and that would cost each of them its start, and gives the
// address of a symbol of it. `file` is looked for along the program's run path; the library stays until the
// program ends. Errors: not_found, where it or the symbol is missing or a library that it needs, in the
// linker's words.
[[nodiscard]] Result<void*> loadSymbol(const char* file, const char* symbol,
                                       LinkerNamespace linker_namespace);

}  // namespace lossylens
