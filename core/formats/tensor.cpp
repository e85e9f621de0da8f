#include "formats/tensor.h"

#include <array>

namespace lossylens::formats {
namespace {

struct TypeFacts {
    std::string_view name;
    int block_length;
    int block_bytes;
};

// In the order of DataType. A quantised block holds its scale (float16), for Q4_1 and Q5_1 its minimum
// (float16), for Q5 the fifth bits (32), and the codes.
constexpr std::array<TypeFacts, 8> kTypes = {{
    {"F32", 1, 4},
    {"F16", 1, 2},
    {"BF16", 1, 2},
    {"Q8_0", 32, 2 + 32},
    {"Q4_0", 32, 2 + 16},
    {"Q4_1", 32, 2 + 2 + 16},
    {"Q5_0", 32, 2 + 4 + 16},
    {"Q5_1", 32, 2 + 2 + 4 + 16},
}};

const TypeFacts& factsOf(DataType type) { return kTypes[static_cast<std::size_t>(type)]; }

}  // namespace

std::string_view nameOf(DataType type) { return factsOf(type).name; }

int blockLength(DataType type) { return factsOf(type).block_length; }

int blockBytes(DataType type) { return factsOf(type).block_bytes; }

std::int64_t bytesOf(DataType type, std::int64_t count) {
    return count / blockLength(type) * blockBytes(type);
}

}  // namespace lossylens::formats
