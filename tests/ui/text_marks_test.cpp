#include "ui/text_marks.h"

#include <QTest>

#include "ui/sample_values.h"

using namespace lossylens;
using namespace lossylens::ui;
using State = lens::StreamSnapshot::State;

class TextMarksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void controlCharactersAreShownAsTheirPictures();
    void shownTextKeepsEveryUnitInItsPlace();
    void byteOffsetsBecomeUtf16Offsets();
    void wordsAreRunsWithoutSpace();
    void onlyWordsOutsideTheCommonSequenceDiffer();
    void pastAMillionPairsEveryWordDiffers();
    void divergenceStandsBeforeTheFirstWordThatDiffers();
    void equalStreamsDoNotDiverge();
    void aBaselineThatIsBehindIsNoDivergence();
    void aBaselineThatEndedEarlierIsADivergence();
    void baselineItselfHasNoMarks();
    void baselineIsMarkedWhereTheFirstStreamLeavesIt();
    void tokensStartWhereTheirTextDoes();
    void loopCoversTheEndOfTheText();
    void endOfTextTokenIsNoPartOfALoop();
    void footerHasSeqRepBesideEveryPerplexity();
    void footerSaysWhatIsUndefined();
    void titlesAreWrittenForPeople();
};

void TextMarksTest::controlCharactersAreShownAsTheirPictures() {
    QCOMPARE(shownText(std::string("a\0b\r\x1b", 5)), QStringLiteral("a␀b␍␛"));
    QCOMPARE(shownText("tab\there\nline"), QStringLiteral("tab\there\nline"));
    QCOMPARE(shownText("right\xE2\x80\xAEto left"), QStringLiteral("right\uFFFDto left"));
    QCOMPARE(shownText("\xEF\xBF\xBF"), QStringLiteral("\uFFFD"));  // U+FFFF is no XML character
}

void TextMarksTest::shownTextKeepsEveryUnitInItsPlace() {
    const std::string text = "é\0🙂\r\n\xE2\x80\xA8x";
    QCOMPARE(shownText(text).size(), QString::fromStdString(text).size());
}

void TextMarksTest::byteOffsetsBecomeUtf16Offsets() {
    const std::string text = "aé€🙂b";  // 1, 2, 3, 4, 1 bytes; 1, 1, 1, 2, 1 units
    const std::vector<std::pair<std::size_t, int>> expected{{0, 0},  {1, 1},  {3, 2}, {6, 3},
                                                            {10, 5}, {11, 6}, {99, 6}};
    for (const auto& [bytes, units] : expected) QCOMPARE(utf16Offset(text, bytes), units);
}

void TextMarksTest::wordsAreRunsWithoutSpace() {
    const std::vector<Span> words{{1, 3}, {5, 7}};
    QVERIFY(wordsOf(QStringLiteral(" ab \ncd")) == words);
    QVERIFY(wordsOf(QStringLiteral(" ab \ncd"), 4) == std::vector<Span>({{5, 7}}));
    QVERIFY(wordsOf(QStringLiteral("  ")).empty());
}

void TextMarksTest::onlyWordsOutsideTheCommonSequenceDiffer() {
    const QString text = QStringLiteral("the old man was tall");
    const QString other = QStringLiteral("the man was very tall");
    QVERIFY(differentWords(text, 0, other, 0) == std::vector<Span>({{4, 7}}));
    QVERIFY(differentWords(text, 0, text, 0).empty());
    QCOMPARE(differentWords(text, 0, QString(), 0).size(), 5U);
}

void TextMarksTest::pastAMillionPairsEveryWordDiffers() {
    const QString text = QStringLiteral("w ").repeated(1001);
    QCOMPARE(differentWords(text, 0, text, 0).size(), 1001U);
    QVERIFY(differentWords(text.left(2000), 0, text.left(2000), 0).empty());  // 1000 × 1000: still told apart
}

void TextMarksTest::divergenceStandsBeforeTheFirstWordThatDiffers() {
    const auto snapshot = test::generation();
    const TextMarks marks = markText(snapshot.streams[1], &snapshot.streams[0]);
    const QString text = shownText(snapshot.streams[1].text);
    QVERIFY(marks.divergence);
    QVERIFY(text.mid(*marks.divergence).startsWith(QStringLiteral("man,")));  // " had made the" agrees
    QCOMPARE(marks.different.front().begin, *marks.divergence);
}

void TextMarksTest::equalStreamsDoNotDiverge() {
    auto snapshot = test::generation();
    auto same = snapshot.streams[0];
    same.distortion = codec::DistortionSpec{};
    same.metrics.agreed = int(same.ids.size());
    const TextMarks marks = markText(same, &snapshot.streams[0]);
    QVERIFY(!marks.divergence);
    QVERIFY(marks.different.empty());
}

void TextMarksTest::aBaselineThatIsBehindIsNoDivergence() {
    auto baseline = test::stream({"one"}, {1});
    auto ahead = test::stream({"one", " two"}, {1, 2});
    ahead.metrics.agreed = 1;
    baseline.state = State::writing;
    QVERIFY(!markText(ahead, &baseline).divergence);
}

void TextMarksTest::aBaselineThatEndedEarlierIsADivergence() {
    const auto baseline = test::stream({"one"}, {1});
    auto longer = test::stream({"one", " two"}, {1, 2});
    longer.metrics.agreed = 1;
    QCOMPARE(markText(longer, &baseline).divergence.value_or(-1), 4);
}

void TextMarksTest::baselineItselfHasNoMarks() {
    const auto snapshot = test::generation();
    const TextMarks marks = markText(snapshot.streams[0], nullptr);
    QVERIFY(!marks.divergence && marks.different.empty() && !marks.loop);
}

void TextMarksTest::baselineIsMarkedWhereTheFirstStreamLeavesIt() {
    const auto snapshot = test::generation(false);  // the other one agrees for three tokens
    const TextMarks marks = markBaseline(snapshot.streams[0], snapshot.streams);
    QVERIFY(marks.divergence);
    QVERIFY(shownText(snapshot.streams[0].text).mid(*marks.divergence).startsWith(QStringLiteral("most")));
    QVERIFY(marks.different.empty());
    const auto with_control = test::generation(true);  // the control leaves it at once
    const TextMarks earlier = markBaseline(with_control.streams[0], with_control.streams);
    QVERIFY(
        shownText(with_control.streams[0].text).mid(*earlier.divergence).startsWith(QStringLiteral("had")));
    QVERIFY(!markBaseline(snapshot.streams[0], std::span(snapshot.streams).first(1)).divergence);
}

void TextMarksTest::tokensStartWhereTheirTextDoes() {
    const auto stream = test::stream({"é", "🙂 a", "", "b"}, {1, 2, 3, 4});
    QVERIFY((tokenOffsets(stream) == std::vector<int>{0, 1, 5, 5}));
    QVERIFY(tokenOffsets(test::stream({}, {})).empty());
}

void TextMarksTest::loopCoversTheEndOfTheText() {
    const auto snapshot = test::generation();
    const auto& stream = snapshot.streams[1];
    const auto loop = markText(stream, &snapshot.streams[0]).loop;
    QVERIFY(loop);
    QCOMPARE(loop->period, 6);
    QCOMPARE(loop->copies, 9);
    const QString text = shownText(stream.text);
    QCOMPARE(loop->span.end, int(text.size()));
    QCOMPARE(text.mid(loop->span.begin), QStringLiteral("he was a man,\n").repeated(9));
}

void TextMarksTest::endOfTextTokenIsNoPartOfALoop() {
    auto stream = test::stream({"x", "ab", "ab", ""}, {9, 1, 1, 0});
    stream.state = State::ended;
    stream.metrics.loop = metrics::Loop{1, 2, 2};
    QCOMPARE(markText(stream, nullptr).loop->span.begin, 1);
    QCOMPARE(markText(stream, nullptr).loop->span.end, 5);
}

void TextMarksTest::footerHasSeqRepBesideEveryPerplexity() {
    const auto snapshot = test::generation();
    QCOMPARE(streamFooter(snapshot.streams[1]),
             QStringLiteral(
                 "agrees for 3 tokens · seq-rep-4 0.91 · perplexity 1.7 · loop: 6 tokens × 9 · tone: 1 of 2 "
                 "sentences negative · diversity 0.02 · gzip ratio 6.10 at 145 bytes · 31.4 tokens/s"));
    QVERIFY(streamFooter(snapshot.streams[1], 3.111).contains(QStringLiteral("mean KL 3.11 nats")));
    for (const auto& stream : snapshot.streams)
        QVERIFY(streamFooter(stream).contains(QStringLiteral("seq-rep-4")));
}

void TextMarksTest::footerSaysWhatIsUndefined() {
    auto stream = test::stream({"a"}, {1});
    stream.metrics = {};
    stream.tokens_per_second = 0;
    QCOMPARE(streamFooter(stream), QStringLiteral("seq-rep-4 n/a · no loop · tone n/a"));
    stream.distortion = codec::DistortionSpec{};
    QVERIFY(streamFooter(stream).startsWith(QStringLiteral("agrees for 0 tokens")));
    stream.metrics.agreed = 1;
    QVERIFY(streamFooter(stream).startsWith(QStringLiteral("equals the baseline so far")));
    stream.state = State::stopped;
    QVERIFY(streamFooter(stream).endsWith(QStringLiteral("stopped")));
    QVERIFY(streamFooter(stream).contains(QStringLiteral("perplexity n/a")));
}

void TextMarksTest::titlesAreWrittenForPeople() {
    const auto snapshot = test::generation();
    QCOMPARE(streamTitle(snapshot.streams[0]), QStringLiteral("Baseline"));
    QCOMPARE(streamTitle(snapshot.streams[1]), QStringLiteral("JPEG 25"));
    QCOMPARE(streamTitle(snapshot.streams[2]), QStringLiteral("Rotation, as strong as JPEG 25"));
    QCOMPARE(cosineText({}), QStringLiteral("n/a"));
    QCOMPARE(cosineText(.73184), QStringLiteral("0.7318"));
}

QTEST_GUILESS_MAIN(TextMarksTest)
#include "text_marks_test.moc"
