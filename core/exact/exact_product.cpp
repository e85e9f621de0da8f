// All of libtorch that the program runs is in this file.
#include <ATen/core/ivalue.h>  // before the others: clang 14 wants the whole type

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <new>
#include <stdexcept>
#include <string>

#include "exact/exact_product.h"

namespace {

using lossylens::exact::Product;

void useOneThread() {
    thread_local const bool done = (at::set_num_threads(1), true);  // the callers are the parallel part
    static_cast<void>(done);
}

// A view; libtorch has none of read-only memory.
at::Tensor viewOf(const float* numbers, int rows, int columns) {
    return at::from_blob(const_cast<float*>(numbers), {rows, columns});
}

}  // namespace

void lossylens_exact_multiply(const Product& product) try {
    useOneThread();
    const c10::InferenceMode inference;
    at::Tensor y = viewOf(product.y, product.rows, product.outputs);
    at::mm_out(y, viewOf(product.x, product.rows, product.inputs),
               viewOf(product.weights, product.outputs, product.inputs).t());
} catch (const c10::Error& error) {
    const std::string message = error.what_without_backtrace();
    if (message.find("allocate memory") != std::string::npos) throw std::bad_alloc();
    throw std::runtime_error("libtorch: " + message);
}
