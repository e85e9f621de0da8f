// The one thing that libtorch is used for, as a function of a module of its own.
//
// Why a module: libtorch comes with hundreds of libraries, which take the dynamic linker half a second at
// every start, and only the exact mode needs them. Room nn loads the module when that mode is first asked
// for.
#pragma once

namespace lossylens::exact {

// y (rows × outputs) = x (rows × inputs) · Wᵀ; all float32, row after row.
struct Product {
    const float* weights;  // outputs × inputs
    int outputs;
    int inputs;
    const float* x;
    int rows;
    float* y;
};

// Computes on the calling thread alone. Throws std::bad_alloc, and std::runtime_error where libtorch fails
// otherwise.
using Multiply = void(const Product& product);

}  // namespace lossylens::exact

extern "C" lossylens::exact::Multiply lossylens_exact_multiply;
