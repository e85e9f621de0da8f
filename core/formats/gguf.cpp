#include "formats/gguf.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_set>
#include <utility>

#include "formats/byte_reader.h"
#include "formats/quote.h"

namespace lossylens::formats {
namespace {

// More than any model has; they keep what is built for a hostile file under 64 MiB.
constexpr std::uint64_t kMostTensors = 1 << 16;
constexpr std::uint64_t kMostKeys = 1 << 16;
constexpr std::size_t kLongestName = 256;
constexpr std::uint64_t kMostTexts = 1 << 19;  // of one list: pieces of a vocabulary, merges
constexpr std::uint32_t kMostDimensions = 4;
constexpr std::uint64_t kLargestAlignment = 1 << 16;
constexpr std::string_view kMagic = "GGUF";
constexpr std::string_view kAlignmentKey = "general.alignment";

struct Kind {
    std::uint32_t number;
    std::string_view name;
    int block_length;
    int block_bytes;
    std::optional<DataType> type = {};
};

// ggml's types, by the numbers that files hold (gguf-py, GGML_QUANT_SIZES). Those without a type of ours are
// measured all the same, and refused by name where a model needs them.
constexpr std::array kKinds = {
    Kind{0, "F32", 1, 4, DataType::f32},
    Kind{1, "F16", 1, 2, DataType::f16},
    Kind{2, "Q4_0", 32, 18, DataType::q4_0},
    Kind{3, "Q4_1", 32, 20, DataType::q4_1},
    Kind{6, "Q5_0", 32, 22, DataType::q5_0},
    Kind{7, "Q5_1", 32, 24, DataType::q5_1},
    Kind{8, "Q8_0", 32, 34, DataType::q8_0},
    Kind{9, "Q8_1", 32, 40},
    Kind{10, "Q2_K", 256, 84},
    Kind{11, "Q3_K", 256, 110},
    Kind{12, "Q4_K", 256, 144},
    Kind{13, "Q5_K", 256, 176},
    Kind{14, "Q6_K", 256, 210},
    Kind{15, "Q8_K", 256, 292},
    Kind{16, "IQ2_XXS", 256, 66},
    Kind{17, "IQ2_XS", 256, 74},
    Kind{18, "IQ3_XXS", 256, 98},
    Kind{19, "IQ1_S", 256, 50},
    Kind{20, "IQ4_NL", 32, 18},
    Kind{21, "IQ3_S", 256, 110},
    Kind{22, "IQ2_S", 256, 82},
    Kind{23, "IQ4_XS", 256, 136},
    Kind{24, "I8", 1, 1},
    Kind{25, "I16", 1, 2},
    Kind{26, "I32", 1, 4},
    Kind{27, "I64", 1, 8},
    Kind{28, "F64", 1, 8},
    Kind{29, "IQ1_M", 256, 56},
    Kind{30, "BF16", 1, 2, DataType::bf16},
    Kind{34, "TQ1_0", 256, 54},
    Kind{35, "TQ2_0", 256, 66},
    Kind{39, "MXFP4", 32, 17},
};

// Bytes of a value of this type in a file; 0 for those of no fixed size, and for numbers that are no type.
std::uint64_t sizeOf(std::uint32_t type) {
    constexpr std::array<std::uint8_t, 13> kSizes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    return type < kSizes.size() ? kSizes[type] : 0;
}

constexpr auto kString = static_cast<std::uint32_t>(GgufType::string);
constexpr auto kArray = static_cast<std::uint32_t>(GgufType::array);

std::string place(std::string_view what, std::string_view name) {
    return std::string(what) + ' ' + inQuotes(name);
}

tl::unexpected<Error> cutShort(std::string where) {
    return fail(ErrorCode::corrupt, std::move(where), "reaches past the end of the file");
}

// What the file says of a tensor, before it is known where the data starts.
struct TensorInfo {
    std::string name;
    const Kind* kind = nullptr;
    std::vector<std::int64_t> shape = {};
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    [[nodiscard]] std::string where() const { return place("tensor", name); }
};

class Parser {
public:
    explicit Parser(std::span<const std::byte> file) : file_(file), reader_(file) {}

    [[nodiscard]] Result<GgufFile> parse() {
        if (auto header = readHeader(); !header) return tl::unexpected(std::move(header.error()));
        if (auto metadata = readMetadata(); !metadata) return tl::unexpected(std::move(metadata.error()));
        if (auto infos = readTensorInfos(); !infos) return tl::unexpected(std::move(infos.error()));
        if (auto placed = placeTensors(); !placed) return tl::unexpected(std::move(placed.error()));
        return std::move(result_);
    }

private:
    Result<void> readHeader() {
        const auto magic = reader_.take(kMagic.size());
        if (!reader_.ok() || !std::ranges::equal(magic, std::as_bytes(std::span(kMagic)))) {
            return fail(ErrorCode::corrupt, "header", "does not start with the letters GGUF",
                        "this is no GGUF file, whatever its name");
        }
        result_.version = reader_.read<std::uint32_t>();
        if (auto known = checkVersion(); !known) return known;
        tensor_count_ = reader_.read<std::uint64_t>();
        key_count_ = reader_.read<std::uint64_t>();
        if (!reader_.ok()) return cutShort("header");
        if (auto fits = checkCount("tensors", tensor_count_, kMostTensors, 8 + 4 + 4 + 8); !fits) return fits;
        return checkCount("keys", key_count_, kMostKeys, 8 + 4 + 1);
    }

    Result<void> checkVersion() const {
        if (!reader_.ok()) return cutShort("header");
        if (result_.version == 2 || result_.version == 3) return {};
        const bool swapped = result_.version != 0 && (result_.version & 0xffffU) == 0;
        return fail(
            ErrorCode::unsupported, "header",
            swapped ? "is big-endian" : "has version " + std::to_string(result_.version) + " of the format",
            swapped ? "only little-endian files are read" : "versions 2 and 3 are read");
    }

    Result<void> checkCount(std::string_view things, std::uint64_t count, std::uint64_t most,
                            std::uint64_t least_bytes) const {
        const std::string claim = "claims " + std::to_string(count) + ' ' + std::string(things);
        if (count > reader_.left() / least_bytes) {
            return fail(ErrorCode::corrupt, "header", claim + ", more than the file has room for");
        }
        if (count > most) {
            return fail(ErrorCode::limit, "header", claim + "; " + std::to_string(most) + " are the most");
        }
        return {};
    }

    Result<void> readMetadata() {
        for (std::uint64_t i = 0; i < key_count_; ++i) {
            const std::string_view key = reader_.text();
            const std::string where = reader_.ok() ? place("key", key) : "key " + std::to_string(i + 1);
            if (!reader_.ok()) return cutShort(where);
            if (key.size() > kLongestName) return fail(ErrorCode::limit, where, "is longer than 256 bytes");
            auto value = readValue();
            if (!value) return tl::unexpected(within(where, std::move(value.error())));
            if (!result_.metadata.emplace(key, *value).second) {
                return fail(ErrorCode::corrupt, where, "is there twice");
            }
        }
        return {};
    }

    Result<GgufValue> readValue() {
        const auto type = reader_.read<std::uint32_t>();
        if (type == kArray) return readArray();
        const bool is_string = type == kString;
        if (!is_string && reader_.ok() && sizeOf(type) == 0) {
            return fail(ErrorCode::corrupt, "", "has the unknown type " + std::to_string(type));
        }
        GgufValue value{.type = static_cast<GgufType>(type)};
        value.bytes = reader_.take(is_string ? reader_.read<std::uint64_t>() : sizeOf(type));
        if (!reader_.ok()) return cutShort("");
        return value;
    }

    Result<GgufValue> readArray() {
        const auto element = reader_.read<std::uint32_t>();
        const auto count = reader_.read<std::uint64_t>();
        if (!reader_.ok()) return cutShort("");
        if (element == kArray) return fail(ErrorCode::unsupported, "", "is a list of lists");
        if (element != kString && sizeOf(element) == 0) {
            return fail(ErrorCode::corrupt, "", "is a list of the unknown type " + std::to_string(element));
        }
        const std::uint64_t least = element == kString ? 8 : sizeOf(element);
        if (count > reader_.left() / least) {
            return fail(ErrorCode::corrupt, "",
                        "claims " + std::to_string(count) + " elements, more than the file has room for");
        }
        GgufValue value{.type = GgufType::array, .element = static_cast<GgufType>(element), .count = count};
        if (element != kString) {
            value.bytes = reader_.take(count * least);
            return value;
        }
        if (count > kMostTexts) {
            return fail(ErrorCode::limit, "",
                        "lists " + std::to_string(count) + " texts; 524288 are the most");
        }
        const std::size_t begin = reader_.position();
        for (std::uint64_t i = 0; i < count && reader_.ok(); ++i) std::ignore = reader_.text();
        if (!reader_.ok()) return cutShort("");
        value.bytes = file_.subspan(begin, reader_.position() - begin);
        return value;
    }

    Result<void> readTensorInfos() {
        std::unordered_set<std::string_view> names;
        infos_.reserve(tensor_count_);
        for (std::uint64_t i = 0; i < tensor_count_; ++i) {
            const std::string_view name = reader_.text();
            if (!reader_.ok()) return cutShort("tensor " + std::to_string(i + 1));
            if (name.size() > kLongestName) {
                return fail(ErrorCode::limit, place("tensor", name), "has a name longer than 256 bytes");
            }
            if (!names.insert(name).second)
                return fail(ErrorCode::corrupt, place("tensor", name), "is there twice");
            auto info = readTensorInfo(name);
            if (!info) return tl::unexpected(within(place("tensor", name), std::move(info.error())));
            infos_.push_back(std::move(*info));
        }
        return {};
    }

    Result<TensorInfo> readTensorInfo(std::string_view name) {
        TensorInfo info{.name = std::string(name)};
        const auto dimensions = reader_.read<std::uint32_t>();
        if (dimensions > kMostDimensions) {
            return fail(ErrorCode::corrupt, "",
                        "has " + std::to_string(dimensions) + " dimensions; 4 are the most");
        }
        info.shape.resize(dimensions);
        for (std::uint32_t i = 0; i < dimensions; ++i) {  // the file has the fastest dimension first
            const auto size = reader_.read<std::uint64_t>();
            if (!std::in_range<std::int64_t>(size)) {
                return fail(ErrorCode::corrupt, "", "has a dimension of " + std::to_string(size));
            }
            info.shape[dimensions - 1 - i] = static_cast<std::int64_t>(size);
        }
        const auto type = reader_.read<std::uint32_t>();
        info.offset = reader_.read<std::uint64_t>();
        if (!reader_.ok()) return cutShort("");
        const auto* kind = std::ranges::find(kKinds, type, &Kind::number);
        if (kind == kKinds.end()) {
            return fail(ErrorCode::unsupported, "", "has the unknown type " + std::to_string(type));
        }
        info.kind = kind;
        return measured(std::move(info));
    }

    static Result<TensorInfo> measured(TensorInfo info) {
        const auto count = countOf(info.shape);
        const std::int64_t columns = info.shape.empty() ? 1 : info.shape.back();
        if (columns % info.kind->block_length != 0) {
            return fail(ErrorCode::corrupt, "",
                        "has rows of " + std::to_string(columns) + " numbers, no whole blocks of " +
                            std::string(info.kind->name));
        }
        const auto size =
            count ? product(*count / info.kind->block_length, info.kind->block_bytes) : std::nullopt;
        if (!size) return fail(ErrorCode::corrupt, "", "has a shape too large to count");
        info.size = static_cast<std::uint64_t>(*size);
        return info;
    }

    Result<std::uint64_t> alignment() const {
        const GgufValue* value = result_.find(kAlignmentKey);
        if (value == nullptr) return 32;
        const auto where = place("key", kAlignmentKey);
        if (value->type != GgufType::u32) {
            return fail(ErrorCode::corrupt, where,
                        "is " + std::string(nameOf(value->type)) + ", not a 32-bit number");
        }
        const auto bytes = static_cast<std::uint64_t>(*value->whole());
        if (!std::has_single_bit(bytes) || bytes < 8 || bytes > kLargestAlignment) {
            return fail(ErrorCode::corrupt, where,
                        "is " + std::to_string(bytes) + ", not a power of two from 8 to 65536");
        }
        return bytes;
    }

    Result<void> placeTensors() {
        const auto step = alignment();
        if (!step) return tl::unexpected(step.error());
        const std::uint64_t start = (reader_.position() + *step - 1) / *step * *step;
        const auto data = start <= file_.size() ? file_.subspan(start) : std::span<const std::byte>();
        for (const TensorInfo& info : infos_) {
            if (info.offset % *step != 0) {
                return fail(ErrorCode::corrupt, info.where(),
                            "starts at " + std::to_string(info.offset) + ", no multiple of the alignment");
            }
            if (info.offset > data.size() || info.size > data.size() - info.offset)
                return cutShort(info.where());
        }
        std::ranges::sort(infos_, {},
                          [](const TensorInfo& info) { return std::pair(info.offset, info.size); });
        std::uint64_t reached = 0;
        for (TensorInfo& info : infos_) {
            if (info.offset < reached)
                return fail(ErrorCode::corrupt, info.where(), "overlaps the tensor before it");
            reached = info.offset + info.size;
            result_.tensors.push_back({std::move(info.name), info.kind->name, info.kind->type,
                                       std::move(info.shape), data.subspan(info.offset, info.size)});
        }
        return {};
    }

    std::span<const std::byte> file_;
    ByteReader reader_;
    std::uint64_t tensor_count_ = 0;
    std::uint64_t key_count_ = 0;
    std::vector<TensorInfo> infos_;
    GgufFile result_;
};

}  // namespace

const GgufValue* GgufFile::find(std::string_view key) const {
    const auto found = metadata.find(key);
    return found == metadata.end() ? nullptr : &found->second;
}

Result<GgufFile> parseGguf(std::span<const std::byte> file) { return Parser(file).parse(); }

}  // namespace lossylens::formats
