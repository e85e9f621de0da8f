#pragma once

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include "codec/distortion.h"
#include "lens/subject.h"
#include "nn/decoder.h"

namespace lossylens::lens {

// One input of the model: a row of the embedding table, as it is (0) or through a distortion (its number).
struct Row {
    int id = 0;
    int distortion = 0;
    int place =
        -1;  // in the text, where the row depends on it: in one image of the prompt, or by fresh draws
    friend bool operator==(const Row&, const Row&) = default;
};

// A decoder that knows what its streams have been fed, so that only what is new goes through the model: texts
// with the same prompt embeddings share the prompt, a text that was interrupted goes on where it was, a
// longer prompt begins with the shorter one. What comes out does not depend on it: feeding in pieces equals
// feeding in one go to the bit. Owned by one thread.
class PrefixDecoder {
public:
    explicit PrefixDecoder(SubjectPointer subject) : subject_(std::move(subject)) {}

    // The number of a distortion in rows: the same one for the same distortion, as long as this object lives.
    // `image`: the prompt, where the distortion makes one image of it and the rows depend on all its ids.
    [[nodiscard]] int numberOf(const codec::DistortionSpec& spec, std::span<const int> image = {});

    // A text from its first row; `embed` gives the d numbers of one of its rows.
    struct Text {
        std::span<const Row> rows;  // not empty
        std::function<Result<void>(const Row& row, std::span<float> embedding)> embed;
    };
    // Logits after the last row of each text, in their order. `longest`: rows that one of them will have at
    // most, so that room is made once. Errors: those of nn::Decoder and `embed`.
    [[nodiscard]] Result<nn::Logits> logitsAfter(const std::vector<Text>& texts, int longest,
                                                 const std::stop_token& stop);

    [[nodiscard]] long rowsFed() const { return rows_fed_; }  // since the beginning: what it has cost

private:
    struct Slot {  // a stream of the decoder
        std::vector<Row> rows;
        long used = 0;  // the call that needed it last
    };
    struct Place {  // of a text in this call
        int slot = -1;
        int leader = -1;  // a text of this call whose past it takes over once that one is fed
        std::size_t shared = 0;
    };

    void makeRoom(std::size_t texts, int longest);
    [[nodiscard]] std::vector<Place> placesOf(const std::vector<Text>& texts);
    [[nodiscard]] int slotToGoOnIn(const Text& text) const;
    [[nodiscard]] int slotFor(const Text& text);
    void takeOver(int from, int to, std::size_t rows);
    [[nodiscard]] Result<nn::Logits> feed(const std::vector<Text>& texts, const std::vector<Place>& places,
                                          const std::vector<std::size_t>& which, const std::stop_token& stop);

    SubjectPointer subject_;
    std::vector<std::pair<codec::DistortionSpec, std::vector<int>>> distortions_;  // with their images
    std::optional<nn::Decoder> decoder_;
    int capacity_ = 0;
    std::vector<Slot> slots_;
    long call_ = 0;
    long rows_fed_ = 0;
};

}  // namespace lossylens::lens
