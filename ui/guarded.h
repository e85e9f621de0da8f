#pragma once

#include <exception>
#include <new>

#include "base/result.h"

namespace lossylens::ui {

// A lane's work may throw: memory runs out, a library has a fault. Here that becomes an error like any other.
template <class Work>
auto guarded(const char* where, Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return lossylens::fail(ErrorCode::out_of_memory, where, "memory ran out",
                               "close other programs or use a smaller model");
    } catch (const std::exception& exception) {
        return lossylens::fail(ErrorCode::internal, where, exception.what(), "please report this");
    }
}

}  // namespace lossylens::ui
