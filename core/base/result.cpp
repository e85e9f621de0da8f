#include "base/result.h"

#include <utility>

namespace lossylens {

std::string Error::text() const {
    std::string text = where.empty() ? what : where + ": " + what;
    if (!remedy.empty()) text += "; " + remedy;
    return text;
}

tl::unexpected<Error> fail(ErrorCode code, std::string where, std::string what, std::string remedy) {
    return tl::unexpected(Error{code, std::move(where), std::move(what), std::move(remedy)});
}

Error within(std::string_view outer, Error error) {
    error.where = error.where.empty() ? std::string(outer) : std::string(outer) + ": " + error.where;
    return error;
}

}  // namespace lossylens
