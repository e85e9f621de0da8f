#include "formats/safetensors.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "formats/json.h"
#include "formats/quote.h"

namespace lossylens::formats {
namespace {

constexpr std::size_t kPrefix = sizeof(std::uint64_t);
constexpr std::uint64_t kLargestHeader = 100'000'000;  // as the format's own reader has it
constexpr std::size_t kMostTensors = 1 << 17;          // keeps the list under 64 MiB
constexpr std::size_t kMostFields = 4096;
constexpr std::size_t kMostDimensions = 8;
constexpr std::size_t kLongestName = 1024;

struct Kind {
    std::string_view name;
    int bits;
    std::optional<DataType> type;
};

constexpr std::array kKinds = {
    Kind{"F32", 32, DataType::f32},
    Kind{"F16", 16, DataType::f16},
    Kind{"BF16", 16, DataType::bf16},
    Kind{"F64", 64, {}},
    Kind{"I64", 64, {}},
    Kind{"I32", 32, {}},
    Kind{"I16", 16, {}},
    Kind{"I8", 8, {}},
    Kind{"U64", 64, {}},
    Kind{"U32", 32, {}},
    Kind{"U16", 16, {}},
    Kind{"U8", 8, {}},
    Kind{"BOOL", 8, {}},
    Kind{"F8_E4M3", 8, {}},
    Kind{"F8_E5M2", 8, {}},
};

// One member of the header.
struct Entry {
    std::string name;
    const Kind* kind = nullptr;
    std::vector<std::int64_t> shape;
    std::array<std::uint64_t, 2> offsets = {};  // begin, end; from the first byte behind the header
    std::size_t offset_count = 0;
    bool has_shape = false;
};

// Takes the header's entries as the parser comes by them: no value of the whole is ever made, so that memory
// stays in proportion to the tensors listed. Depth 1 is the header, 2 an entry or the metadata, 3 a list.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
    [[nodiscard]] Result<std::vector<Entry>> read(std::string_view header) && {
        if (!nlohmann::json::sax_parse(header.begin(), header.end(), this))
            return tl::unexpected(std::move(error_));
        return std::move(entries_);
    }

    bool start_object(std::size_t) override {
        ++depth_;
        if (depth_ == 1) return true;
        if (depth_ != 2 || in_list_) return refuse("holds an object where none belongs");
        fields_.clear();
        if (in_metadata_) return true;
        if (entries_.size() >= kMostTensors) {
            return refuse("lists more than " + std::to_string(kMostTensors) + " tensors", ErrorCode::limit);
        }
        entries_.emplace_back().name = name_;
        return true;
    }

    bool end_object() override {
        --depth_;
        if (depth_ == 0) return true;
        if (std::exchange(in_metadata_, false)) return true;
        Entry& entry = entries_.back();
        if (entry.kind == nullptr || !entry.has_shape || entry.offset_count != 2) {
            return refuse("has not all of dtype, shape and two data_offsets");
        }
        return true;
    }

    bool key(std::string& key) override {
        if (depth_ == 1) {
            name_ = key;
            in_metadata_ = key == "__metadata__";
            if (key.size() > kLongestName)
                return refuse("has a name of more than 1024 bytes", ErrorCode::limit);
            return names_.insert(key).second || refuse("is listed twice");
        }
        field_ = key;
        if (fields_.size() >= kMostFields) return refuse("has too many members", ErrorCode::limit);
        return fields_.insert(key).second || refuse("says " + inQuotes(key) + " twice");
    }

    bool start_array(std::size_t) override {
        if (depth_ == 0) return refuse("is not a JSON object");
        if (depth_ != 2 || in_list_ || in_metadata_) return refuse("holds a list where none belongs");
        if (field_ != "shape" && field_ != "data_offsets") return refuse("holds a list where none belongs");
        in_list_ = true;
        entries_.back().has_shape = entries_.back().has_shape || field_ == "shape";
        return true;
    }

    bool end_array() override {
        in_list_ = false;
        return true;
    }

    bool string(std::string& value) override {
        if (in_metadata_ && depth_ == 2) return true;
        if (depth_ != 2 || in_list_ || field_ != "dtype") return misplaced();
        const auto* kind = std::ranges::find(kKinds, value, &Kind::name);
        if (kind == kKinds.end())
            return refuse("has the unknown dtype " + inQuotes(value), ErrorCode::unsupported);
        entries_.back().kind = kind;
        return true;
    }

    bool number_unsigned(std::uint64_t value) override {
        if (!in_list_) return misplaced();
        Entry& entry = entries_.back();
        if (field_ == "data_offsets") {
            if (entry.offset_count == entry.offsets.size()) return refuse("has more than two data_offsets");
            entry.offsets[entry.offset_count++] = value;
            return true;
        }
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return refuse("has a dimension of " + std::to_string(value));
        }
        entry.shape.push_back(static_cast<std::int64_t>(value));
        return entry.shape.size() <= kMostDimensions ||
               refuse("has more than 8 dimensions", ErrorCode::limit);
    }

    bool number_integer(std::int64_t) override {
        return in_list_ ? refuse("has a negative " + field_) : misplaced();
    }
    bool number_float(double, const std::string&) override {
        return in_list_ ? refuse("has a number in its " + field_ + " that is not whole") : misplaced();
    }
    bool null() override { return misplaced(); }
    bool boolean(bool) override { return misplaced(); }
    bool binary(binary_t&) override { return misplaced(); }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
        error_ = Error{ErrorCode::corrupt, "header",
                       "is not valid JSON at its byte " + std::to_string(position), ""};
        return false;
    }

private:
    bool misplaced() {
        return depth_ == 0 ? refuse("is not a JSON object") : refuse("holds a value where none belongs");
    }

    bool refuse(std::string what, ErrorCode code = ErrorCode::corrupt) {
        error_ = Error{code, name_.empty() ? "header" : "tensor " + inQuotes(name_), std::move(what), ""};
        return false;
    }

    std::vector<Entry> entries_;
    std::unordered_set<std::string> names_;
    std::unordered_set<std::string> fields_;  // of the object being read
    std::string name_;
    std::string field_;
    int depth_ = 0;
    bool in_metadata_ = false;
    bool in_list_ = false;
    Error error_;
};

Error badTensor(const Entry& entry, std::string what) {
    return {ErrorCode::corrupt, "tensor " + inQuotes(entry.name), std::move(what), ""};
}

Result<std::uint64_t> headerLength(std::span<const std::byte> file) {
    if (file.size() < kPrefix) {
        return fail(ErrorCode::corrupt, "header",
                    "the file has " + std::to_string(file.size()) + " bytes, too few for a safetensors file");
    }
    std::uint64_t length = 0;
    std::memcpy(&length, file.data(), kPrefix);
    const std::string claim = "claims " + std::to_string(length) + " bytes";
    if (length > file.size() - kPrefix)
        return fail(ErrorCode::corrupt, "header", claim + ", more than the file has");
    if (length > kLargestHeader) return fail(ErrorCode::limit, "header", claim + "; 100 MB is the most");
    return length;
}

// The format allows neither overlap nor gap, so that nothing can hide between tensors. Entries are sorted.
std::optional<Error> notSideBySide(const std::vector<Entry>& entries, std::uint64_t size) {
    std::uint64_t reached = 0;
    for (const Entry& entry : entries) {
        const auto [begin, end] = entry.offsets;
        if (end < begin) return badTensor(entry, "ends before it begins");
        if (end > size) {
            return badTensor(entry, "ends at byte " + std::to_string(end) + " of " + std::to_string(size));
        }
        if (begin < reached) return badTensor(entry, "overlaps the tensor before it");
        if (begin > reached) return badTensor(entry, "leaves a gap before it");
        reached = end;
    }
    if (reached == size) return std::nullopt;
    return Error{ErrorCode::corrupt, "end", std::to_string(size - reached) + " bytes belong to no tensor",
                 ""};
}

std::optional<Error> wrongShape(const Entry& entry) {
    const auto count = countOf(entry.shape);
    const auto bits = count ? product(*count, entry.kind->bits) : std::nullopt;
    if (!bits) return badTensor(entry, "has a shape too large to count");
    const std::uint64_t needed = static_cast<std::uint64_t>(*bits) / 8;
    const std::uint64_t held = entry.offsets[1] - entry.offsets[0];
    if (needed == held) return std::nullopt;
    return badTensor(
        entry, "needs " + std::to_string(needed) + " bytes for its shape and has " + std::to_string(held));
}

}  // namespace

Result<std::vector<StoredTensor>> parseSafetensors(std::span<const std::byte> file) {
    const auto length = headerLength(file);
    if (!length) return tl::unexpected(length.error());
    const auto data = file.subspan(kPrefix + *length);
    std::string_view header = asText(file.subspan(kPrefix, *length));
    while (header.ends_with(' ')) header.remove_suffix(1);  // what writers pad it with

    if (!header.starts_with('{')) return fail(ErrorCode::corrupt, "header", "is not a JSON object");
    const JsonLimits limits{
        .bytes = kLargestHeader, .depth = 8, .run = 64 << 10, .values = kMostTensors * 32};
    if (auto error = exceeds(header, limits)) return tl::unexpected(within("header", std::move(*error)));
    auto entries = HeaderReader().read(header);
    if (!entries) return tl::unexpected(std::move(entries.error()));

    std::ranges::sort(*entries, {}, &Entry::offsets);  // an empty tensor comes before what starts there
    if (auto error = notSideBySide(*entries, data.size())) return tl::unexpected(std::move(*error));
    std::vector<StoredTensor> tensors;
    tensors.reserve(entries->size());
    for (Entry& entry : *entries) {
        if (auto error = wrongShape(entry)) return tl::unexpected(std::move(*error));
        const auto [begin, end] = entry.offsets;
        tensors.push_back({std::move(entry.name), entry.kind->name, entry.kind->type, std::move(entry.shape),
                           data.subspan(begin, end - begin)});
    }
    return tensors;
}

}  // namespace lossylens::formats
