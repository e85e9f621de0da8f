#include "codec/plane_layout.h"

#include <QtTest>
#include <algorithm>

#include "codec/distortion.h"
#include "codec/jpeg.h"
#include "codec/plane.h"
#include "codec/rows.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

PlaneLayout layout(const char* name) { return parseLayout(name).value(); }

double cosine(std::span<const float> a, std::span<const float> b) {
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += static_cast<double>(a[i]) * b[i];
        aa += static_cast<double>(a[i]) * a[i];
        bb += static_cast<double>(b[i]) * b[i];
    }
    return ab / std::sqrt(aa * bb);
}

// `tokens` rows of 64 numbers, one after the other.
std::vector<float> prompt(int tokens) {
    std::vector<float> rows;
    for (int token = 0; token < tokens; ++token) {
        const auto row = gaussianRow(64, static_cast<std::uint64_t>(token));
        rows.insert(rows.end(), row.begin(), row.end());
    }
    return rows;
}

}  // namespace

class PlaneLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesReadBackAsTheSameLayout() {
        for (const char* name :
             {"", "rows-1", "rows-8", "rows-16", "rows-32", "swapped", "permuted-0",
              "permuted-18446744073709551615", "rounded", "prompt", "prompt+rows-8+permuted-3+rounded"}) {
            QCOMPARE(nameOf(layout(name)), std::string(name));
        }
        QCOMPARE(layout("rounded+rows-8"), layout("rows-8+rounded"));
        QCOMPARE(layout("rows-2"), PlaneLayout{});
    }

    void unknownLayoutsAreRefused() {
        for (const char* name : {"rows-3", "rows-", "rows-8x", "rows", "+", "rows-8+", "+rows-8",
                                 "rows-8++rounded", "permuted", "permuted--1", "Swapped", "rows-8 "}) {
            const auto parsed = parseLayout(name);
            QVERIFY2(!parsed, name);
            QCOMPARE(parsed.error().code, ErrorCode::usage);
        }
    }

    void streamsCarryTheirLayout() {
        for (const char* name :
             {"jpeg-25", "jpeg-25+rows-8", "rotation@jpeg-10+swapped+rounded", "jpeg-1+prompt"})
            QCOMPARE(streamName(parseDistortion(name).value()), std::string(name));
        QCOMPARE(parseDistortion("jpeg+rows-8")->layout, layout("rows-8"));
        for (const char* name : {"rotation-0.5+rows-8", "jpeg-25+", "jpeg-25+rows-9", "+rows-8"})
            QCOMPARE(parseDistortion(name).error().code, ErrorCode::usage);
    }

    void layoutsPutTheNumbersWhereTheySay() {
        const std::vector<float> row{0, 51, 102, 153, 204, 255};  // one level a unit
        using Samples = std::vector<std::uint8_t>;
        QCOMPARE(toPlane(row, layout("rows-1"))->samples, (Samples{0, 51, 102, 153, 204, 255}));
        QCOMPARE(toPlane(row, layout("rows-1"))->columns, 6);
        QCOMPARE(toPlane(row, layout("swapped"))->samples, (Samples{153, 204, 255, 0, 51, 102}));
        const Plane eight = toPlane(row, layout("rows-8")).value();
        QCOMPARE(eight.columns, 1);
        QCOMPARE(eight.samples, (Samples{0, 51, 102, 153, 204, 255, 0, 0}));
        for (const char* name : {"swapped", "permuted-4", "rows-8+permuted-4"})
            QCOMPARE(fromPlane(toPlane(row, layout(name)).value()), row);
    }

    void permutationsAreFixedByTheirSeed() {
        const auto order = dimensionOrder(layout("permuted-1"), 576);
        QCOMPARE(dimensionOrder(layout("permuted-1"), 576), order);
        QVERIFY(dimensionOrder(layout("permuted-2"), 576) != order);
        auto sorted = order;
        std::ranges::sort(sorted);
        QCOMPARE(sorted, dimensionOrder({}, 576));
        QVERIFY(order != sorted);
    }

    void roundingTakesTheNearestLevel() {
        const auto plane = toPlane(std::vector<float>{0.0F, 1.0F, 1.99F, 2.0F}, layout("rounded"));
        QCOMPARE(plane->samples, (std::vector<std::uint8_t>{0, 128, 254, 255}));  // 127.5: to even
    }

    void wholePromptIsOneImageWithOneRange() {
        const auto rows = prompt(5);
        const Plane plane = toPromptPlane(rows, 5, layout("prompt")).value();
        QCOMPARE(plane.rows, 5);
        QCOMPARE(plane.columns, 64);
        QCOMPARE(plane.minimum, *std::ranges::min_element(rows));
        QCOMPARE(plane.maximum, *std::ranges::max_element(rows));
        Jpeg jpeg;
        for (const char* name : {"prompt", "prompt+permuted-1", "prompt+swapped+rounded"}) {
            const Plane laid_out = toPromptPlane(rows, 5, layout(name)).value();
            const auto file = jpeg.encode(laid_out, 25).value();
            const auto trip = jpeg.roundTripPrompt(rows, 5, 25, layout(name)).value();
            QCOMPARE(trip.embedding, fromPlane(jpeg.decode(file, laid_out).value()));
            QCOMPARE(trip.bytes, static_cast<int>(file.size()));
        }
    }

    void wholePromptsRowsDependOnEachOther() {
        const auto rows = prompt(9);
        const std::vector<int> ids{0, 1, 2, 3, 4, 5, 6, 7, 8};
        const auto spec = parseDistortion("jpeg-25+prompt").value();
        const auto all = distortPrompt(rows, ids, spec).value();
        const auto three =
            distortPrompt(std::span(rows).first(3 * 64), std::span(ids).first(3), spec).value();
        QVERIFY(all.rows[0].embedding != three.rows[0].embedding);
        QVERIFY(!all.rows[0].bytes && all.bytes);
        QCOMPARE(*all.bytes, Jpeg().roundTripPrompt(rows, 9, 25, spec.layout)->bytes);
    }

    void aTokenAloneIsLaidOutAsTheRestOfTheLayoutSays() {
        const auto row = gaussianRow(64, 3);
        const auto one = [&](const char* name) {
            return distort(row, 3, parseDistortion(name).value())->embedding;
        };
        QCOMPARE(one("jpeg-25+prompt"), one("jpeg-25"));
        QCOMPARE(one("jpeg-25+prompt+rows-8"), one("jpeg-25+rows-8"));
        QVERIFY(one("jpeg-25+rows-8") != one("jpeg-25"));
    }

    void controlsReachTheCosineOfTheirLayout() {
        const auto rows = prompt(6);
        const std::vector<int> ids{0, 1, 2, 3, 4, 5};
        for (const std::string suffix : {"", "+rows-8", "+permuted-1", "+prompt"}) {
            const auto jpeg = distortPrompt(rows, ids, parseDistortion("jpeg-10" + suffix).value()).value();
            const auto turned =
                distortPrompt(rows, ids, parseDistortion("rotation@jpeg-10" + suffix).value()).value();
            for (std::size_t i = 0; i < ids.size(); ++i) {
                const auto row = std::span(rows).subspan(64 * i, 64);
                QVERIFY(std::abs(cosine(row, jpeg.rows[i].embedding) -
                                 cosine(row, turned.rows[i].embedding)) < 1e-6);
            }
        }
    }
};

QTEST_GUILESS_MAIN(PlaneLayoutTest)
#include "plane_layout_test.moc"
