#include <QtTest>
#include <algorithm>

#include "nn/matrix.h"
#include "nn/random_weights.h"

using namespace lossylens::nn;
using lossylens::formats::Tensor;

namespace {

LoadOptions with(Activations activations) { return {.activations = activations, .progress = {}}; }

Tensor tensorOf(const Weights& w, DataType type) { return {type, {w.outputs, w.inputs}, false, w.bytes}; }

MatrixInput inputOf(const Matrix& matrix, const std::vector<float>& x, int rows) {
    MatrixInput input;
    input.resize(rows, matrix);
    for (int row = 0; row < rows; ++row) {
        std::copy_n(x.begin() + row * matrix.inputs(), matrix.inputs(), input.row(row).begin());
        input.finishRow(row);
    }
    return input;
}

std::vector<float> product(const Matrix& matrix, const std::vector<float>& x, int rows, int threads = 2) {
    ThreadPool pool(threads);
    std::vector<float> y(static_cast<std::size_t>(rows * matrix.outputs()));
    matrix.multiply(inputOf(matrix, x, rows), {.y = y}, pool);
    return y;
}

std::vector<double> plain(const Weights& w, const std::vector<float>& x, int rows) {
    std::vector<double> y;
    for (int row = 0; row < rows; ++row) {
        for (int output = 0; output < w.outputs; ++output) {
            double sum = 0;
            for (int i = 0; i < w.inputs; ++i) {
                sum += static_cast<double>(x[static_cast<std::size_t>(row * w.inputs + i)]) *
                       w.numbers[static_cast<std::size_t>(output * w.inputs + i)];
            }
            y.push_back(sum);
        }
    }
    return y;
}

bool allNear(const std::vector<float>& values, const std::vector<double>& expected, double tolerance) {
    return std::equal(values.begin(), values.end(), expected.begin(), expected.end(),
                      [&](float a, double b) { return std::abs(static_cast<double>(a) - b) <= tolerance; });
}

}  // namespace

class MatrixTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outputsOfAStackFollowOneAnother() {
        ThreadPool pool(2);
        const Weights first = WeightMaker(DataType::q4_1, Values::random).make(40, 64);
        const Weights second = WeightMaker(DataType::f16, Values::random).make(9, 64);
        Weights both{49, 64, {}, first.numbers, {}};
        both.numbers.insert(both.numbers.end(), second.numbers.begin(), second.numbers.end());
        const std::vector<Tensor> stack = {tensorOf(first, DataType::q4_1), tensorOf(second, DataType::f16)};
        const std::vector<float> x = activations(3 * 64);
        const std::vector<double> expected = plain(both, x, 3);
        QVERIFY(
            allNear(product(*storedMatrix(stack, with(Activations::float32), pool), x, 3), expected, 1e-3));
        QVERIFY(allNear(product(*exactMatrix(stack), x, 3), expected, 1e-3));
        // 8 bits: half a step of the largest activations, some 0.01, times weights of up to 16 in size
        QVERIFY(
            allNear(product(*storedMatrix(stack, with(Activations::eight_bits), pool), x, 3), expected, 5));
    }

    void productsAreAddedToWhatIsThereAndBiased() {
        ThreadPool pool(2);
        const Weights w = WeightMaker(DataType::q8_0, Values::random).make(37, 64);
        const std::vector<Tensor> stack = {tensorOf(w, DataType::q8_0)};
        const std::vector<float> x = activations(2 * 64);
        const std::vector<float> bias = activations(37);
        for (const auto& matrix :
             {storedMatrix(stack, with(Activations::float32), pool),
              storedMatrix(stack, with(Activations::eight_bits), pool), exactMatrix(stack)}) {
            const std::vector<float> plain_product = product(*matrix, x, 2);
            std::vector<float> y(2 * 37, 7);
            matrix->multiply(inputOf(*matrix, x, 2), {.y = y, .bias = bias, .add = true}, pool);
            for (std::size_t i = 0; i < y.size(); ++i) QCOMPARE(y[i], 7 + (plain_product[i] + bias[i % 37]));
        }
    }

    void transposedTensorsAreTurned() {
        ThreadPool pool(2);
        const Weights usual = WeightMaker(DataType::f32, Values::random).make(70, 45);
        std::vector<std::byte> turned(usual.bytes.size());
        for (std::size_t o = 0; o < 70; ++o) {
            for (std::size_t i = 0; i < 45; ++i) {
                std::copy_n(&usual.bytes[4 * (o * 45 + i)], 4, &turned[4 * (i * 70 + o)]);
            }
        }
        const std::vector<Tensor> stack = {{DataType::f32, {70, 45}, true, turned}};
        const std::vector<float> x = activations(5 * 45);
        const std::vector<double> expected = plain(usual, x, 5);
        QVERIFY(
            allNear(product(*storedMatrix(stack, with(Activations::float32), pool), x, 5), expected, 1e-4));
        QVERIFY(allNear(product(*exactMatrix(stack), x, 5), expected, 1e-4));
    }

    void numbersAtOddAddressesAreRead() {
        ThreadPool pool(2);
        const Weights w = WeightMaker(DataType::f16, Values::random).make(6, 50);
        std::vector<std::byte> shifted(w.bytes.size() + 1);
        std::copy(w.bytes.begin(), w.bytes.end(), shifted.begin() + 1);
        const std::vector<Tensor> stack = {{DataType::f16, {6, 50}, false, std::span(shifted).subspan(1)}};
        const std::vector<float> x = activations(50);
        QVERIFY(allNear(product(*storedMatrix(stack, with(Activations::float32), pool), x, 1), plain(w, x, 1),
                        1e-4));
    }

    void theNumberOfThreadsChangesNothing() {
        ThreadPool pool(2);
        const Weights w = WeightMaker(DataType::q5_1, Values::random).make(300, 96);
        const std::vector<Tensor> stack = {tensorOf(w, DataType::q5_1)};
        const std::vector<float> x = activations(5 * 96);
        for (const auto& matrix :
             {storedMatrix(stack, with(Activations::float32), pool),
              storedMatrix(stack, with(Activations::eight_bits), pool), exactMatrix(stack)}) {
            const std::vector<float> alone = product(*matrix, x, 5, 1);
            for (const int threads : {2, 3, 5}) QCOMPARE(product(*matrix, x, 5, threads), alone);
        }
    }
};

QTEST_GUILESS_MAIN(MatrixTest)
#include "matrix_test.moc"
