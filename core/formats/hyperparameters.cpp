#include "formats/hyperparameters.h"

#include "formats/quote.h"

namespace lossylens::formats {
namespace {

std::string plural(int count, const std::string& thing) {
    return std::to_string(count) + ' ' + thing + (count == 1 ? "" : "s");
}

Error impossible(std::string what) { return {ErrorCode::corrupt, "hyperparameters", std::move(what), ""}; }

}  // namespace

Result<Architecture> architectureNamed(std::string_view name) {
    if (name == "gpt2") return Architecture::gpt2;
    if (name == "llama" || name == "mistral") return Architecture::llama;
    return fail(
        ErrorCode::unsupported, "",
        "architecture " + inQuotes(name) + " is not one that LossyLens reads yet; it reads gpt2 and llama");
}

std::optional<Error> inconsistent(const Hyperparameters& shape) {
    if (shape.architecture == Architecture::gpt2 && shape.dimensions % shape.heads != 0) {
        return impossible(std::to_string(shape.dimensions) + " dimensions cannot be shared evenly by " +
                          plural(shape.heads, "head"));
    }
    if (shape.heads % shape.kv_heads != 0) {
        return impossible(plural(shape.heads, "head") + " cannot share " +
                          plural(shape.kv_heads, "key/value head") + " evenly");
    }
    if (shape.architecture == Architecture::llama && shape.head_dimensions % 2 != 0) {
        return impossible("a head of " + std::to_string(shape.head_dimensions) +
                          " numbers has no pairs to rotate");
    }
    return std::nullopt;
}

}  // namespace lossylens::formats
