#pragma once

#include <array>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "codec/coded_plane.h"
#include "codec/distortion.h"
#include "lens/nearest_tokens.h"
#include "lens/subject.h"

namespace lossylens::lens {

// How far one half of an embedding is from where it was. The halves are those of the dimensions, which are
// the two rows of the paper's plane.
struct HalfError {
    std::optional<double> cosine;
    std::optional<double> error;  // mean of (after − before)² over the mean of before²
};

// One token's way through JPEG, coefficient by coefficient. Where the layout makes one image of the prompt,
// the planes hold all its tokens.
struct Xray {
    int quality = 0;
    codec::PlaneLayout layout;
    int token = 0;  // its place in the prompt
    int id = 0;
    std::string piece;
    std::vector<float> before, after;  // d: the embedding
    codec::Plane plane;                // as JPEG is given it
    codec::CodedPlane coded;           // its blocks, and the plane that comes back
    std::array<int, 64> steps{};       // the quantisation table, row-major
    int header_bytes = 0, payload_bytes = 0;
    std::optional<double> cosine, norm_ratio;
    HalfError first, second;
};

// X-rays the token at `token` of the prompt `ids` through JPEG as spec has it (for a distortion matched to
// JPEG: through that JPEG). Errors: usage where spec has no JPEG, or no such token; those of the codec.
[[nodiscard]] Result<Xray> xrayOf(const Subject& subject, const codec::DistortionSpec& spec,
                                  std::span<const int> ids, int token);

// The samples (row-major, 8 × 8) that one coefficient of a block adds to its mean grey when it has the value
// `coefficient`: the basis pattern (ITU-T T.81, A.3.3). index: 8 · vertical + horizontal frequency.
[[nodiscard]] std::array<double, 64> basisPattern(int index, double coefficient);

}  // namespace lossylens::lens
