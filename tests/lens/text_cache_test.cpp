#include "lens/text_cache.h"

#include <QTest>

using namespace lossylens;

class TextCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeptTextIsFound();
    void aShorterTextForgetsNothing();
    void theLeastRecentlyUsedGoesFirst();
    void whatIsLargerThanTheLimitIsNotKept();
    void sizeIsThatOfWhatIsKept();
};

void TextCacheTest::aKeptTextIsFound() {
    lens::TextCache cache;
    QVERIFY(!cache.find("a"));
    cache.keep("a", {.ids = {1, 2, 3}, .tokens_per_second = 7, .perplexities = {{3, 1.5}}});
    const auto found = cache.find("a");
    QVERIFY(found.has_value());
    QCOMPARE(found->ids, std::vector<int>({1, 2, 3}));
    QCOMPARE(found->tokens_per_second, 7.0);
    QVERIFY(!cache.find("b"));
}

void TextCacheTest::aShorterTextForgetsNothing() {
    lens::TextCache cache;
    cache.keep("a", {.ids = {1, 2, 3}, .tokens_per_second = 7, .perplexities = {{3, 1.5}}});
    cache.keep("a", {.ids = {1, 2}, .tokens_per_second = 9, .perplexities = {{2, 1.25}}});
    const auto found = cache.find("a");
    QCOMPARE(found->ids.size(), std::size_t{3});
    QCOMPARE(found->tokens_per_second, 7.0);
    QCOMPARE(found->perplexities.size(), std::size_t{2});
    cache.keep("a", {.ids = {1, 2, 3, 4}, .tokens_per_second = 8, .perplexities = {}});
    QCOMPARE(cache.find("a")->ids.size(), std::size_t{4});
    QCOMPARE(cache.find("a")->perplexities.size(), std::size_t{2});
    QCOMPARE(cache.size().texts, std::size_t{1});
}

void TextCacheTest::theLeastRecentlyUsedGoesFirst() {
    lens::TextCache one;
    one.keep("a", {.ids = std::vector<int>(200), .tokens_per_second = 0, .perplexities = {}});
    lens::TextCache cache(3 * one.size().bytes);
    for (const char* key : {"a", "b", "c"}) {
        cache.keep(key, {.ids = std::vector<int>(200), .tokens_per_second = 0, .perplexities = {}});
    }
    QVERIFY(cache.find("a"));
    cache.keep("d", {.ids = std::vector<int>(200), .tokens_per_second = 0, .perplexities = {}});
    QVERIFY(!cache.find("b"));
    QVERIFY(cache.find("a") && cache.find("c") && cache.find("d"));
    QVERIFY(cache.size().bytes <= 3 * one.size().bytes);
}

void TextCacheTest::whatIsLargerThanTheLimitIsNotKept() {
    lens::TextCache cache(1000);
    cache.keep("small", {.ids = {1}, .tokens_per_second = 0, .perplexities = {}});
    cache.keep("large", {.ids = std::vector<int>(1000), .tokens_per_second = 0, .perplexities = {}});
    QVERIFY(!cache.find("large"));
    QCOMPARE(cache.size().bytes, std::size_t{0});
}

void TextCacheTest::sizeIsThatOfWhatIsKept() {
    lens::TextCache cache;
    QCOMPARE(cache.size().bytes, std::size_t{0});
    cache.keep("a", {.ids = std::vector<int>(100), .tokens_per_second = 0, .perplexities = {}});
    const auto before = cache.size().bytes;
    QVERIFY(before >= 100 * sizeof(int));
    cache.keep("a", {.ids = std::vector<int>(200), .tokens_per_second = 0, .perplexities = {}});
    QVERIFY(cache.size().bytes >= before + 100 * sizeof(int));
    QCOMPARE(cache.size().texts, std::size_t{1});
}

QTEST_GUILESS_MAIN(TextCacheTest)
#include "text_cache_test.moc"
