#include "lens/xray.h"

#include <algorithm>
#include <cmath>

#include "codec/jpeg.h"
#include "lens/codec_view.h"
#include "lens_support.h"

using namespace lossylens;

class XrayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatComesBackEqualsTheCodecToTheBit_data();
    void whatComesBackEqualsTheCodecToTheBit();
    void samplesAndSizeEqualLibjpegs();
    void matchedControlsShowTheirJpeg();
    void basisPatternsAddUpToTheBlock();
    void halvesAreThoseOfTheDimensions();
    void whatHasNoJpegIsRefused();

private:
    lens::SubjectPointer subject_;
    std::vector<int> ids_;
};

void XrayTest::initTestCase() {
    subject_ = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    ids_ = subject_->tokenizer->encode("Once upon a time in a village").value();
}

void XrayTest::whatComesBackEqualsTheCodecToTheBit_data() {
    QTest::addColumn<QString>("stream");
    for (const char* stream :
         {"jpeg-100", "jpeg-75", "jpeg-25", "jpeg-1", "jpeg-25+rows-1", "jpeg-25+rows-16", "jpeg-25+swapped",
          "jpeg-25+permuted-1+rounded", "jpeg-25+prompt"}) {
        QTest::newRow(stream) << QString::fromLatin1(stream);
    }
}

void XrayTest::whatComesBackEqualsTheCodecToTheBit() {
    QFETCH(QString, stream);
    const auto spec = codec::parseDistortion(stream.toStdString()).value();
    lens::DistortedEmbedding embedding(subject_, spec);
    const auto view = lens::viewCodec(*subject_, embedding, ids_).value();
    for (int token = 0; token < static_cast<int>(ids_.size()); ++token) {
        const auto xray = lens::xrayOf(*subject_, spec, ids_, token).value();
        QVERIFY(std::ranges::equal(xray.before, view.beforeRow(token)));
        QVERIFY(std::ranges::equal(xray.after, view.afterRow(token)));
        QCOMPARE(xray.cosine, view.cosine.tokens[static_cast<std::size_t>(token)]);
        const auto bytes =
            view.prompt_bytes ? view.prompt_bytes : view.bytes[static_cast<std::size_t>(token)];
        QCOMPARE(xray.header_bytes + xray.payload_bytes, bytes.value());
        QCOMPARE(xray.piece, view.pieces[static_cast<std::size_t>(token)]);
    }
}

void XrayTest::samplesAndSizeEqualLibjpegs() {
    codec::Jpeg jpeg;
    for (const int quality : {1, 10, 50, 95}) {
        const auto xray =
            lens::xrayOf(*subject_, {.strength = double(quality), .matched_quality = {}}, ids_, 2).value();
        const auto file = jpeg.encode(xray.plane, quality).value();
        QCOMPARE(jpeg.decode(file, xray.plane)->samples, xray.coded.decoded.samples);
        QCOMPARE(static_cast<int>(file.size()), xray.header_bytes + xray.payload_bytes);
        // The table stands in the file after the marker DQT, its length and its number, in zigzag order: its
        // first three places are (0, 0), (0, 1), (1, 0).
        const std::array<std::uint8_t, 2> marker{0xFF, 0xDB};
        const auto at = std::ranges::search(file, marker).begin() + 5;
        QCOMPARE(int(at[0]), xray.steps[0]);
        QCOMPARE(int(at[1]), xray.steps[1]);
        QCOMPARE(int(at[2]), xray.steps[8]);
    }
}

void XrayTest::matchedControlsShowTheirJpeg() {
    const auto control = lens::xrayOf(*subject_, codec::parseDistortion("rotation@jpeg-10").value(), ids_, 1);
    const auto jpeg = lens::xrayOf(*subject_, codec::parseDistortion("jpeg-10").value(), ids_, 1);
    QCOMPARE(control->after, jpeg->after);
    QCOMPARE(control->quality, 10);
}

void XrayTest::basisPatternsAddUpToTheBlock() {
    const auto xray = lens::xrayOf(*subject_, codec::parseDistortion("jpeg-90").value(), ids_, 1).value();
    const codec::CodedBlock& block = xray.coded.blocks.front();
    std::array<double, 64> sum{};
    for (int i = 0; i < 64; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const auto pattern = lens::basisPattern(i, block.quantised[index] * xray.steps[index]);
        for (std::size_t j = 0; j < 64; ++j) sum[j] += pattern[j];
    }
    for (std::size_t j = 0; j < 64; ++j)
        QVERIFY(std::abs(std::clamp(sum[j] + 128, 0.0, 255.0) - block.decoded[j]) < 1.01);  // rounded
}

void XrayTest::halvesAreThoseOfTheDimensions() {
    const auto xray = lens::xrayOf(*subject_, codec::parseDistortion("jpeg-10").value(), ids_, 1).value();
    double error = 0, square = 0;
    const std::size_t half = xray.before.size() / 2;
    for (std::size_t i = half; i < xray.before.size(); ++i) {
        error += std::pow(double(xray.after[i]) - double(xray.before[i]), 2);
        square += std::pow(double(xray.before[i]), 2);
    }
    QVERIFY(std::abs(*xray.second.error - error / square) < 1e-9);
    QVERIFY(*xray.first.error > *xray.second.error);  // coded once, against seven times
}

void XrayTest::whatHasNoJpegIsRefused() {
    const auto spec = codec::parseDistortion("rotation-0.5").value();
    QCOMPARE(lens::xrayOf(*subject_, spec, ids_, 0).error().code, ErrorCode::usage);
    QCOMPARE(lens::xrayOf(*subject_, {}, ids_, int(ids_.size())).error().code, ErrorCode::usage);
    QCOMPARE(lens::xrayOf(*subject_, {}, ids_, -1).error().code, ErrorCode::usage);
}

QTEST_GUILESS_MAIN(XrayTest)
#include "xray_test.moc"
