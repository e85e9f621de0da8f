#pragma once

#include <cstddef>
#include <cstdint>

#include "codec/block_coder.h"

namespace lossylens::codec {

// What block_coder.cpp does with vectors, one number at a time: for machines without them, and to be read
// first. Rows have `stride` samples 0-255, a multiple of 8; coefficients 8 × stride.
void codeBlocksPlainly(std::int16_t* top, std::int16_t* bottom, std::size_t stride, const BlockTables& tables,
                       std::int16_t* coefficients);

// A bit a coefficient, lowest first: set where it is not 0. `count` is a multiple of 8.
void findNonzeroPlainly(const std::int16_t* coefficients, std::size_t count, std::uint8_t* bits);

}  // namespace lossylens::codec
