// ModelProto by hand: Debian installs SentencePiece without the generated header of its messages. Field
// numbers: sentencepiece_model.proto, SentencePiece 0.1.97.
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "text/sentencepiece.h"

namespace lossylens::text {
namespace {

namespace field {
constexpr unsigned piece = 1, trainer = 2, normalizer = 3;                        // ModelProto
constexpr unsigned piece_text = 1, piece_score = 2, piece_type = 3;               // SentencePiece
constexpr unsigned model_type = 3, byte_fallback = 35, bos_id = 41, eos_id = 42;  // TrainerSpec
constexpr unsigned characters_map = 2, dummy_prefix = 3, remove_spaces = 4,
                   escape_spaces = 5;  // NormalizerSpec
}  // namespace field

enum Wire : unsigned { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

struct Field {
    unsigned number = 0;
    unsigned wire = varint;
    std::uint64_t value = 0;  // varint and fixed
    std::string_view text;    // bytes
};

// Reads one message field by field. After the last, next() is false; failed() says whether it broke off.
class Reader {
public:
    explicit Reader(std::string_view message) : rest_(message) {}

    bool next(Field& out) {
        if (rest_.empty() || failed_) return false;
        const std::uint64_t key = readVarint();
        out = {
            .number = static_cast<unsigned>(key >> 3U), .wire = static_cast<unsigned>(key & 7U), .text = {}};
        switch (out.wire) {
            case varint:
                out.value = readVarint();
                break;
            case fixed64:
                out.value = readFixed(8);
                break;
            case fixed32:
                out.value = readFixed(4);
                break;
            case bytes:
                out.text = take(readVarint());
                break;
            default:
                failed_ = true;
        }
        return !failed_ && out.number != 0;
    }
    [[nodiscard]] bool failed() const { return failed_ || !rest_.empty(); }

private:
    std::string_view take(std::uint64_t count) {
        if (count > rest_.size()) {
            failed_ = true;
            return {};
        }
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    std::uint64_t readVarint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::string_view byte = take(1);
            if (byte.empty()) return 0;
            value |= std::uint64_t{static_cast<unsigned char>(byte[0]) & 0x7FU} << shift;
            if ((static_cast<unsigned char>(byte[0]) & 0x80U) == 0) return value;
        }
        failed_ = true;
        return 0;
    }
    std::uint64_t readFixed(std::size_t count) {
        std::uint64_t value = 0;
        const std::string_view taken = take(count);
        for (std::size_t i = 0; i < taken.size(); ++i) {
            value |= std::uint64_t{static_cast<unsigned char>(taken[i])} << (8 * i);
        }
        return value;
    }

    std::string_view rest_;
    bool failed_ = false;
};

class Writer {
public:
    void number(unsigned field, std::uint64_t value) {
        key(field, varint);
        writeVarint(value);
    }
    void real(unsigned field, float value) {
        key(field, fixed32);
        const auto bits = std::bit_cast<std::uint32_t>(value);
        for (unsigned shift = 0; shift < 32; shift += 8) out_ += static_cast<char>((bits >> shift) & 0xFFU);
    }
    void text(unsigned field, std::string_view value) {
        key(field, bytes);
        writeVarint(value.size());
        out_ += value;
    }
    [[nodiscard]] const std::string& message() const { return out_; }

private:
    void key(unsigned field, Wire wire) { writeVarint((std::uint64_t{field} << 3U) | wire); }
    void writeVarint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U) out_ += static_cast<char>((value & 0x7FU) | 0x80U);
        out_ += static_cast<char>(value);
    }

    std::string out_;
};

bool readPiece(std::string_view message, SentencePieceModel::Piece& piece) {
    Reader reader(message);
    for (Field one; reader.next(one);) {
        if (one.number == field::piece_text) piece.text = one.text;
        if (one.number == field::piece_score) {
            piece.score = std::bit_cast<float>(static_cast<std::uint32_t>(one.value));
        }
        if (one.number == field::piece_type) piece.type = static_cast<SentencePieceModel::Type>(one.value);
    }
    return !reader.failed();
}

bool readTrainer(std::string_view message, SentencePieceModel& model) {
    Reader reader(message);
    for (Field one; reader.next(one);) {
        if (one.number == field::model_type) model.kind = static_cast<SentencePieceModel::Kind>(one.value);
        if (one.number == field::byte_fallback) model.byte_fallback = one.value != 0;
        if (one.number == field::bos_id) model.bos = static_cast<int>(one.value);
        if (one.number == field::eos_id) model.eos = static_cast<int>(one.value);
    }
    return !reader.failed();
}

bool readNormalizer(std::string_view message, SentencePieceModel& model) {
    Reader reader(message);
    for (Field one; reader.next(one);) {
        if (one.number == field::characters_map) model.characters_map = one.text;
        if (one.number == field::dummy_prefix) model.adds_dummy_prefix = one.value != 0;
    }
    return !reader.failed();
}

std::uint32_t wordAt(std::string_view bytes, std::size_t index) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + index * sizeof word, sizeof word);
    return word;  // Darts arrays are little-endian, as the machines this runs on
}

// The map is a Darts double array and the texts its leaves point to. The library follows both without
// looking, so every step that any text could cause is checked here: from each unit the 256 possible
// children lie within the array, and each leaf's text within the texts, which end with a NUL.
bool soundCharactersMap(std::string_view map) {
    if (map.empty()) return true;
    if (map.size() < sizeof(std::uint32_t)) return false;
    const std::size_t trie_bytes = wordAt(map, 0);
    map.remove_prefix(sizeof(std::uint32_t));
    if (trie_bytes % 1024 != 0 || trie_bytes == 0 || trie_bytes >= map.size()) return false;
    const std::string_view texts = map.substr(trie_bytes);
    if (texts.back() != '\0') return false;
    const std::size_t units = trie_bytes / sizeof(std::uint32_t);
    for (std::size_t i = 0; i < units; ++i) {
        const std::uint32_t unit = wordAt(map, i);
        if ((unit & 0x8000'0000U) != 0) {
            if ((unit & 0x7FFF'FFFFU) >= texts.size()) return false;
            continue;
        }
        const std::size_t offset = (unit >> 10U) << ((unit & (1U << 9U)) >> 6U);
        if (((i ^ offset) | 0xFFU) >= units) return false;
    }
    return true;
}

}  // namespace

Result<SentencePieceModel> readSentencePiece(std::string proto, const std::string& where) {
    const auto corrupt = [&](const std::string& what) { return fail(ErrorCode::corrupt, where, what); };
    SentencePieceModel model;
    Reader reader(proto);
    for (Field one; reader.next(one);) {
        bool sound = true;
        if (one.number == field::piece) {
            sound = one.wire == bytes && readPiece(one.text, model.pieces.emplace_back());
        } else if (one.number == field::trainer) {
            sound = one.wire == bytes && readTrainer(one.text, model);
        } else if (one.number == field::normalizer) {
            sound = one.wire == bytes && readNormalizer(one.text, model);
        }
        if (!sound) return corrupt("this is no SentencePiece model");
    }
    if (reader.failed()) return corrupt("the SentencePiece model is cut off or damaged");
    if (model.pieces.empty()) return corrupt("the SentencePiece model has no pieces");
    if (!soundCharactersMap(model.characters_map)) return corrupt("the normalization map is damaged");
    if (model.kind != SentencePieceModel::Kind::bpe && model.kind != SentencePieceModel::Kind::unigram) {
        return fail(ErrorCode::unsupported, where, "only BPE and unigram models of SentencePiece are known");
    }
    model.file = std::move(proto);
    return model;
}

std::string writeSentencePiece(const SentencePieceModel& model) {
    Writer proto;
    for (const SentencePieceModel::Piece& piece : model.pieces) {
        Writer message;
        message.text(field::piece_text, piece.text);
        message.real(field::piece_score, piece.score);
        message.number(field::piece_type, static_cast<std::uint64_t>(piece.type));
        proto.text(field::piece, message.message());
    }
    Writer trainer;
    trainer.number(field::model_type, static_cast<std::uint64_t>(model.kind));
    trainer.number(field::byte_fallback, model.byte_fallback ? 1 : 0);
    proto.text(field::trainer, trainer.message());
    Writer normalizer;
    normalizer.number(field::dummy_prefix, model.adds_dummy_prefix ? 1 : 0);
    normalizer.number(field::remove_spaces, 0);
    normalizer.number(field::escape_spaces, 1);
    proto.text(field::normalizer, normalizer.message());
    return proto.message();
}

std::string withoutDummyPrefix(std::string proto) {
    Writer normalizer;
    normalizer.number(field::dummy_prefix, 0);
    Writer more;
    more.text(field::normalizer, normalizer.message());
    return proto + more.message();
}

}  // namespace lossylens::text
