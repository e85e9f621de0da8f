#include "codec/coded_plane.h"

#include <algorithm>

#include "codec/dct.h"
#include "codec/entropy_size.h"
#include "codec/plain_blocks.h"
#include "codec/quantisation.h"

namespace lossylens::codec {

namespace {

constexpr std::size_t side = 8;
constexpr int fraction_bits = 3;  // libjpeg's forward DCT is 8 times as large as the coefficients

// One pass forward over the eight numbers that stand `step` apart, in place.
void forward(std::int16_t* numbers, std::size_t step, int bits) {
    std::array<int, side> sums{};
    for (std::size_t frequency = 0; frequency < side; ++frequency) {
        for (std::size_t n = 0; n < side / 2; ++n) {
            const int near = numbers[n * step], mirrored = numbers[(side - 1 - n) * step];
            sums[frequency] +=
                dct::weight(frequency, n) * (frequency % 2 == 0 ? near + mirrored : near - mirrored);
        }
    }
    for (std::size_t frequency = 0; frequency < side; ++frequency)
        numbers[frequency * step] = static_cast<std::int16_t>(dct::dropBits(sums[frequency], bits));
}

// One pass back.
void inverse(std::int16_t* numbers, std::size_t step, int bits) {
    std::array<int, side> sums{};
    for (std::size_t n = 0; n < side / 2; ++n) {
        int even = 0, odd = 0;
        for (std::size_t frequency = 0; frequency < side; frequency += 2) {
            even += dct::weight(frequency, n) * numbers[frequency * step];
            odd += dct::weight(frequency + 1, n) * numbers[(frequency + 1) * step];
        }
        sums[n] = even + odd;
        sums[side - 1 - n] = even - odd;
    }
    for (std::size_t n = 0; n < side; ++n)
        numbers[n * step] = static_cast<std::int16_t>(dct::dropBits(sums[n], bits));
}

CodedBlock::Numbers samplesOf(const Plane& plane, int top, int left) {
    CodedBlock::Numbers samples{};
    for (int i = 0; i < static_cast<int>(samples.size()); ++i) {
        const int row = std::min(top + i / 8, plane.rows - 1);
        const int column = std::min(left + i % 8, plane.columns - 1);
        samples[static_cast<std::size_t>(i)] =
            plane.samples[static_cast<std::size_t>(row * plane.columns + column)];
    }
    return samples;
}

void putDecoded(const CodedBlock& block, int top, int left, Plane& plane) {
    for (int row = top; row < std::min(top + 8, plane.rows); ++row) {
        for (int column = left; column < std::min(left + 8, plane.columns); ++column) {
            plane.samples[static_cast<std::size_t>(row * plane.columns + column)] = static_cast<std::uint8_t>(
                block.decoded[static_cast<std::size_t>((row - top) * 8 + column - left)]);
        }
    }
}

// Bits and bytes of the file's entropy-coded data; the coder's own order of the horizontal frequencies.
void countBits(CodedPlane& coded) {
    const std::size_t stride = side * coded.blocks.size();
    std::vector<std::int16_t> coefficients(side * stride);
    for (std::size_t block = 0; block < coded.blocks.size(); ++block) {
        for (std::size_t i = 0; i < side * side; ++i) {
            const std::size_t row = i / side, column = i % side;
            const std::size_t lane = column % 2 == 0 ? column / 2 : 4 + column / 2;
            coefficients[row * stride + side * block + lane] = coded.blocks[block].quantised[i];
        }
    }
    std::vector<std::uint8_t> nonzero(coefficients.size() / 8);
    findNonzeroPlainly(coefficients.data(), coefficients.size(), nonzero.data());
    const QuantisedBlocks blocks{coefficients, nonzero, stride, coded.blocks.size()};
    coded.bits = entropyBits(blocks);
    coded.payload_bytes = entropySize(blocks);
}

}  // namespace

CodedBlock codeBlock(const CodedBlock::Numbers& samples, const std::array<int, 64>& steps) {
    CodedBlock block;
    block.samples = samples;
    auto& transformed = block.transformed;
    std::ranges::transform(samples, transformed.begin(),
                           [](int sample) { return static_cast<std::int16_t>(sample - 128); });
    for (std::size_t i = 0; i < side; ++i) forward(&transformed[side * i], 1, dct::forward_row_bits);
    for (std::size_t i = 0; i < side; ++i) forward(&transformed[i], side, dct::forward_column_bits);
    for (std::size_t i = 0; i < transformed.size(); ++i) {
        const int level = quantise(transformed[i], steps[i] << fraction_bits);
        block.quantised[i] = static_cast<std::int16_t>(level);
        block.decoded[i] = static_cast<std::int16_t>(level * steps[i]);
    }
    for (std::size_t i = 0; i < side; ++i) inverse(&block.decoded[i], side, dct::inverse_column_bits);
    for (std::size_t i = 0; i < side; ++i) inverse(&block.decoded[side * i], 1, dct::inverse_row_bits);
    for (std::int16_t& sample : block.decoded)
        sample = static_cast<std::int16_t>(std::clamp(sample + 128, 0, 255));
    return block;
}

Result<CodedPlane> codePlane(const Plane& plane, int quality) {
    if (auto good = checkQuality(quality); !good) return tl::unexpected(good.error());
    const auto steps = quantisationTable(quality);
    CodedPlane coded;
    coded.block_rows = (plane.rows + 7) / 8;
    coded.block_columns = (plane.columns + 7) / 8;
    coded.decoded = plane;
    for (int top = 0; top < plane.rows; top += 8) {
        for (int left = 0; left < plane.columns; left += 8) {
            const CodedBlock& block =
                coded.blocks.emplace_back(codeBlock(samplesOf(plane, top, left), steps));
            putDecoded(block, top, left, coded.decoded);
        }
    }
    countBits(coded);
    return coded;
}

}  // namespace lossylens::codec
