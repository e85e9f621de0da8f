#include "lens/prefix_decoder.h"

#include "lens/token_feed.h"
#include "lens_support.h"

using namespace lossylens;

namespace {

constexpr int longest = 64;

std::vector<lens::Row> rowsOf(std::initializer_list<int> ids, int distortion = 0) {
    std::vector<lens::Row> rows;
    for (const int id : ids) rows.push_back({.id = id, .distortion = distortion});
    return rows;
}

}  // namespace

class PrefixDecoderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void logitsAreThoseOfTheWholeText();
    void aTextThatGoesOnCostsItsNewRows();
    void textsOfOneCallShareTheirBeginning();
    void aPastOutlivesOtherTexts();
    void sharedBeginningIsCopiedNotTaken();
    void moreRoomChangesNoLogits();
    void equalDistortionsHaveOneNumber();
    void aStopLeavesThePastUsable();

private:
    // What a fresh decoder makes of the text, fed in one go.
    [[nodiscard]] std::vector<float> expected(const std::vector<lens::Row>& rows) const;
    [[nodiscard]] lens::PrefixDecoder::Text text(const std::vector<lens::Row>& rows) const;
    // Asks for the texts at once, compares each with a fresh decoder, and gives how many rows were fed.
    long fed(lens::PrefixDecoder& decoder, const std::vector<std::vector<lens::Row>>& texts,
             int most = longest) const;

    lens::SubjectPointer subject_ = openFixture("llama-q8_0.gguf", nn::Precision::stored);
};

// A row with a distortion stands for another embedding: here that of another id.
lens::PrefixDecoder::Text PrefixDecoderTest::text(const std::vector<lens::Row>& rows) const {
    return {rows, [this](const lens::Row& row, std::span<float> embedding) -> Result<void> {
                subject_->model->embedding(row.id + 7 * row.distortion, embedding);
                return {};
            }};
}

std::vector<float> PrefixDecoderTest::expected(const std::vector<lens::Row>& rows) const {
    std::vector<int> ids;
    for (const lens::Row& row : rows) ids.push_back(row.id + 7 * row.distortion);
    const auto embeddings = lens::embeddingsOf(*subject_->model, ids);
    nn::Decoder decoder(subject_->model, 1, longest);
    const std::vector<nn::Feed> feeds{{0, embeddings}};
    return decoder.advance(feeds, nn::LogitsOf::last_position, {}).value().values;
}

long PrefixDecoderTest::fed(lens::PrefixDecoder& decoder, const std::vector<std::vector<lens::Row>>& texts,
                            int most) const {
    const long before = decoder.rowsFed();
    std::vector<lens::PrefixDecoder::Text> wanted;
    for (const auto& rows : texts) wanted.push_back(text(rows));
    const auto logits = decoder.logitsAfter(wanted, most, {});
    if (!logits) qFatal("%s", logits.error().text().c_str());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto row = logits->row(static_cast<int>(i));
        if (!std::ranges::equal(row, expected(texts[i]))) return -1;
    }
    return decoder.rowsFed() - before;
}

void PrefixDecoderTest::logitsAreThoseOfTheWholeText() {
    lens::PrefixDecoder decoder(subject_);
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3}), rowsOf({4, 5})}), 5L);
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3}, 1)}), 3L);
}

void PrefixDecoderTest::aTextThatGoesOnCostsItsNewRows() {
    lens::PrefixDecoder decoder(subject_);
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3})}), 3L);
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3, 4})}), 1L);
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3, 4})}), 1L);     // its logits again: the last row
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3, 9, 8})}), 2L);  // another way from the fourth on
    QCOMPARE(fed(decoder, {rowsOf({1, 2})}), 1L);
}

void PrefixDecoderTest::textsOfOneCallShareTheirBeginning() {
    lens::PrefixDecoder decoder(subject_);
    const auto prompt = rowsOf({1, 2, 3, 4, 5, 6});
    auto longer = prompt;
    longer.push_back({.id = 7, .distortion = 1});
    // Six for the first, the last row for the second, the new row for the third, all of the distorted one.
    QCOMPARE(fed(decoder, {prompt, prompt, longer, rowsOf({1, 2, 3, 4, 5, 6}, 1)}), 6L + 1 + 1 + 6);
}

void PrefixDecoderTest::aPastOutlivesOtherTexts() {
    lens::PrefixDecoder decoder(subject_);
    const auto first = rowsOf({1, 2, 3, 4, 5});
    QCOMPARE(fed(decoder, {first}), 5L);
    for (int id = 10; id < 18; ++id) QCOMPARE(fed(decoder, {rowsOf({id, 2, 3})}), 3L);
    QCOMPARE(fed(decoder, {first}), 1L);
    for (int id = 10; id < 40; ++id) QCOMPARE(fed(decoder, {rowsOf({id, 7, 3, 4})}), id < 18 ? 3L : 4L);
    QCOMPARE(fed(decoder, {first}), 5L);  // pushed out meanwhile
}

void PrefixDecoderTest::sharedBeginningIsCopiedNotTaken() {
    lens::PrefixDecoder decoder(subject_);
    const auto first = rowsOf({1, 2, 3, 4, 5});
    const auto second = rowsOf({1, 2, 3, 9, 9});
    QCOMPARE(fed(decoder, {first}), 5L);
    QCOMPARE(fed(decoder, {second}), 2L);
    QCOMPARE(fed(decoder, {first, second}), 2L);
}

void PrefixDecoderTest::moreRoomChangesNoLogits() {
    lens::PrefixDecoder decoder(subject_);
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3})}, 3), 3L);
    QVERIFY(fed(decoder, {rowsOf({1, 2, 3, 4})}, subject_->model->shape().context) > 0);
    std::vector<std::vector<lens::Row>> many;
    for (int id = 0; id < 20; ++id) many.push_back(rowsOf({id, 2, 3}));
    QVERIFY(fed(decoder, many, subject_->model->shape().context) > 0);
}

void PrefixDecoderTest::equalDistortionsHaveOneNumber() {
    lens::PrefixDecoder decoder(subject_);
    codec::DistortionSpec spec;
    const int number = decoder.numberOf(spec);
    QVERIFY(number > 0);
    spec.strength = 10;
    QVERIFY(decoder.numberOf(spec) != number);
    spec.strength = 25;
    QCOMPARE(decoder.numberOf(spec), number);
    const std::vector<int> image{1, 2}, longer{1, 2, 3};
    const int of_image = decoder.numberOf(spec, image);
    QVERIFY(of_image != number);
    QVERIFY(decoder.numberOf(spec, longer) != of_image);
    QCOMPARE(decoder.numberOf(spec, image), of_image);
}

void PrefixDecoderTest::aStopLeavesThePastUsable() {
    lens::PrefixDecoder decoder(subject_);
    const auto rows = rowsOf({1, 2, 3, 4, 5});
    QCOMPARE(fed(decoder, {rowsOf({1, 2, 3})}), 3L);
    std::stop_source source;
    source.request_stop();
    const auto stopped = decoder.logitsAfter({text(rows)}, longest, source.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
    QCOMPARE(fed(decoder, {rows}), 2L);
}

QTEST_GUILESS_MAIN(PrefixDecoderTest)
#include "prefix_decoder_test.moc"
