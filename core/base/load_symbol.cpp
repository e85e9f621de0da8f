#include "base/load_symbol.h"

#include <dlfcn.h>

namespace lossylens {

Result<void*> loadSymbol(const char* file, const char* symbol, LinkerNamespace linker_namespace) {
    const Lmid_t id = linker_namespace == LinkerNamespace::own ? LM_ID_NEWLM : LM_ID_BASE;
    void* const library = dlmopen(id, file, RTLD_NOW | RTLD_LOCAL);
    void* const address = library != nullptr ? dlsym(library, symbol) : nullptr;
    if (address != nullptr) return address;
    return fail(ErrorCode::not_found, file, std::string("cannot be loaded (") + dlerror() + ")",
                "install LossyLens and the libraries it needs again");
}

}  // namespace lossylens
