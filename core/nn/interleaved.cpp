#include "nn/interleaved.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace lossylens::nn {
namespace {

using formats::DataType;

// A block of a file, in parts; codes unsigned, their zero point not taken off.
struct FileBlock {
    std::array<std::uint8_t, kBlockInputs> codes;
    std::array<std::uint8_t, 2> scale;
    std::array<std::uint8_t, 2> minimum;
};

FileBlock readBlock(DataType type, const std::uint8_t* bytes) {
    FileBlock block{};
    const auto take = [&bytes](void* out, std::size_t size) {
        std::memcpy(out, bytes, size);
        bytes += size;
    };
    take(block.scale.data(), 2);
    if (type == DataType::q8_0) {
        take(block.codes.data(), kBlockInputs);
        for (std::uint8_t& code : block.codes) code = static_cast<std::uint8_t>(code ^ 0x80);  // + 128
        return block;
    }
    if (type == DataType::q4_1 || type == DataType::q5_1) take(block.minimum.data(), 2);
    std::uint32_t fifths = 0;
    if (recordLayout(type).bits == 5) {
        std::array<std::uint8_t, 4> packed{};
        take(packed.data(), packed.size());
        for (std::size_t i = 0; i < packed.size(); ++i)
            fifths |= static_cast<std::uint32_t>(packed[i]) << 8 * i;
    }
    for (std::size_t i = 0; i < kBlockInputs / 2; ++i) {
        block.codes[i] = static_cast<std::uint8_t>((bytes[i] & 15) | (fifths >> i & 1) << 4);
        block.codes[i + 16] = static_cast<std::uint8_t>(bytes[i] >> 4 | (fifths >> (i + 16) & 1) << 4);
    }
    return block;
}

// Puts a block into the record of its group; the record's bytes were zero before.
void writeBlock(const RecordLayout& layout, const FileBlock& block, std::size_t output,
                std::uint8_t* record) {
    std::memcpy(record + layout.scales + 2 * output, block.scale.data(), 2);
    if (layout.minimums != 0) std::memcpy(record + layout.minimums + 2 * output, block.minimum.data(), 2);
    for (std::size_t input = 0; input < kBlockInputs; ++input) {
        const std::size_t quad = input / 4;
        const std::size_t place = 4 * output + input % 4;
        const std::uint8_t code = block.codes[input];
        if (layout.bits == 8) {
            record[quad * 64 + place] = code;
            continue;
        }
        const int shift = quad < 4 ? 0 : 4;
        std::uint8_t& byte = record[quad % 4 * 64 + place];
        byte = static_cast<std::uint8_t>(byte | (code & 15) << shift);
        if (layout.bits == 5) {
            std::uint8_t& fifths = record[static_cast<std::size_t>(layout.fifths) + place];
            fifths = static_cast<std::uint8_t>(fifths | code >> 4 << quad);
        }
    }
}

}  // namespace

InterleavedBytes interleave(const formats::Tensor& tensor, ThreadPool& pool) {
    const RecordLayout layout = recordLayout(tensor.type);
    const auto record_bytes = static_cast<std::size_t>(layout.bytes);
    const auto block_bytes = static_cast<std::size_t>(formats::blockBytes(tensor.type));
    const auto outputs = static_cast<std::size_t>(tensor.rows());
    const auto blocks = static_cast<std::size_t>(tensor.columns() / kBlockInputs);
    const std::size_t groups = (outputs + kGroupOutputs - 1) / kGroupOutputs;

    InterleavedBytes result{nullptr, groups * blocks * record_bytes};
    result.bytes = hwy::AllocateAligned<std::uint8_t>(result.size);
    if (!result.bytes) throw std::bad_alloc();
    const auto* file = reinterpret_cast<const std::uint8_t*>(tensor.bytes.data());
    pool.run(static_cast<int>(groups), [&](int task) {
        const std::size_t first = static_cast<std::size_t>(task) * kGroupOutputs;
        std::uint8_t* group = result.bytes.get() + static_cast<std::size_t>(task) * blocks * record_bytes;
        std::memset(group, 0, blocks * record_bytes);
        for (std::size_t output = first; output < std::min(first + kGroupOutputs, outputs); ++output) {
            const std::uint8_t* block = file + output * blocks * block_bytes;
            for (std::size_t i = 0; i < blocks; ++i, block += block_bytes) {
                writeBlock(layout, readBlock(tensor.type, block), output % kGroupOutputs,
                           group + i * record_bytes);
            }
        }
    });
    return result;
}

}  // namespace lossylens::nn
