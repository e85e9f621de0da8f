// Room base: what every other room stands on (results, errors, mapped files). Includes nothing of ours.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace lossylens {

enum class ErrorCode {
    usage,         // the caller asked for something that makes no sense
    not_found,     // a file, a model, a name that is not there
    io,            // the system refused to read or write
    corrupt,       // a file that breaks its own format
    unsupported,   // well-formed, but a kind this program does not know
    limit,         // too large, too long, too many
    not_finite,    // NaN or infinity where a number is needed
    cancelled,     // somebody pressed stop
    out_of_memory,
    network,
    internal,      // ours: an exception of a library that should not have come
};

// A failure that a person can cause. `where` is a file and the place in it, or a setting; `what` says what is
// wrong; `remedy` what to do about it (may be empty). text() is the one sentence that people see.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string where;
    std::string what;
    std::string remedy;

    [[nodiscard]] std::string text() const;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, std::string where, std::string what,
                                         std::string remedy = {});

// The same failure, found while working on something larger: `outer` goes before its `where`.
[[nodiscard]] Error within(std::string_view outer, Error error);

}  // namespace lossylens
