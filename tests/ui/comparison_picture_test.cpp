#include "ui/comparison_picture.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPalette>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <cmath>
#include <optional>
#include <thread>

#include "lens/run_carrier.h"
#include "ui/qt_warnings.h"
#include "ui/sample_values.h"

using namespace lossylens;
using namespace lossylens::ui;

class ComparisonPictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void pngHasItsSizeAndTwiceItsSize();
    void svgIsValidAndHasEverythingInWords();
    void svgOfHostileTextIsValid();
    void pdfIsWhole();
    void changedTextChangesThePicture();
    void pictureIsTheSameWhateverThePalette();
    void everyFormCarriesItsRun();
    void theCurveIsAsLargeOnEveryDevice();
    void picturesAreDrawnAwayFromTheWindowsThread();
    void layoutAndPinsAreNamed();
    void longTextAndPromptStayInThePicture();
    void emptyPartsAreNoFailure();
    void otherEndingIsRefused();
    void pictureTooLargeToDrawIsRefused();
    void failedSaveLeavesTheOldFile();

private:
    [[nodiscard]] std::filesystem::path file(const char* name) const {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }
    [[nodiscard]] static QByteArray read(const std::filesystem::path& path);
    [[nodiscard]] static QString wordsOfSvg(const QByteArray& svg);
    [[nodiscard]] static QImage painted(const Comparison& comparison);

    QTemporaryDir folder_;
    Comparison comparison_;
    std::optional<QtWarnings> warnings_;
};

void ComparisonPictureTest::initTestCase() {
    comparison_ = {test::subjectInfo(),
                   "Once upon a time",
                   "temperature 0.8 · seed 1",
                   test::curve(8, 64),
                   test::codecView(25, 8, 64),
                   test::generation(),
                   25};
}

void ComparisonPictureTest::init() { warnings_.emplace(); }

void ComparisonPictureTest::cleanup() {
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

QByteArray ComparisonPictureTest::read(const std::filesystem::path& path) {
    QFile in(QString::fromStdString(path.string()));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

QString ComparisonPictureTest::wordsOfSvg(const QByteArray& svg) {
    QXmlStreamReader reader(svg);
    QString words;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters) words += reader.text();
    }
    return reader.hasError() ? QStringLiteral("not XML: ") + reader.errorString() : words;
}

QImage ComparisonPictureTest::painted(const Comparison& comparison) {
    QImage image(comparison_width, comparison_height, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    paintComparison(comparison, drawCurve(comparison.curve, comparison.quality), image);
    return image;
}

void ComparisonPictureTest::pngHasItsSizeAndTwiceItsSize() {
    QVERIFY(saveComparison(comparison_, file("one.png")));
    QCOMPARE(QImage(folder_.filePath(QStringLiteral("one.png"))).size(), QSize(1440, 900));
    QVERIFY(saveComparison(comparison_, file("two.PNG"), {.scale = 2}));
    QCOMPARE(QImage(folder_.filePath(QStringLiteral("two.PNG"))).size(), QSize(2880, 1800));
}

void ComparisonPictureTest::svgIsValidAndHasEverythingInWords() {
    QVERIFY(saveComparison(comparison_, file("all.svg")));
    const QString words = wordsOfSvg(read(file("all.svg")));
    for (const char* expected : {"SmolLM2-135M-Instruct", "Q4_1", "JPEG quality 25", "·upon", "Baseline",
                                 "JPEG 25", "Rotation", "incredible", "seq-rep-4", "6 tokens × 9", "before",
                                 "after JPEG 25", "difference", "Haylett 2025, GPT-2 large", "flattened",
                                 "330 of them header", "one sample is an anecdote", "seed 1", "LossyLens"}) {
        QVERIFY2(words.contains(QString::fromUtf8(expected)), expected);
    }
}

void ComparisonPictureTest::svgOfHostileTextIsValid() {
    Comparison hostile = comparison_;
    const std::string text("<b>&amp;]]>\0\x01\r\x7f\xE2\x80\xAE\xEF\xBF\xBE\xEF\xBF\xBF \"'", 32);
    hostile.model.name = text;
    hostile.model.precision = text;
    hostile.settings = text;
    hostile.codec.pieces[0] = text;
    hostile.generation.streams[1] = test::stream({text, "\n", text}, {90, 91, 92});
    hostile.generation.streams[1].distortion = codec::DistortionSpec{text, 1, {}, 1};
    QVERIFY(saveComparison(hostile, file("hostile.svg")));
    const QString words = wordsOfSvg(read(file("hostile.svg")));
    QVERIFY2(words.contains(QStringLiteral("<b>&amp;]]>␀␁␍␡")), qPrintable(words.left(200)));
    QVERIFY(saveComparison(hostile, file("hostile.pdf")));
    QVERIFY(read(file("hostile.pdf")).startsWith("%PDF-"));
}

void ComparisonPictureTest::pdfIsWhole() {
    QVERIFY(saveComparison(comparison_, file("all.pdf")));
    const QByteArray pdf = read(file("all.pdf"));
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.contains("/MediaBox [0 0 720.000000 450.000000]") || pdf.contains("/MediaBox [0 0 720 450]"));
}

void ComparisonPictureTest::changedTextChangesThePicture() {
    const QImage first = painted(comparison_);
    QCOMPARE(painted(comparison_), first);
    Comparison other = comparison_;
    other.generation.streams[1].text[20] = 'X';
    QVERIFY(painted(other) != first);
    other = comparison_;
    other.quality = 75;
    QVERIFY(painted(other) != first);
}

void ComparisonPictureTest::pictureIsTheSameWhateverThePalette() {
    const QImage light = painted(comparison_);
    const QPalette palette = QGuiApplication::palette();
    QPalette dark(QColor(40, 40, 44));
    QGuiApplication::setPalette(dark);
    const QImage on_dark = painted(comparison_);
    QGuiApplication::setPalette(palette);
    QVERIFY(on_dark == light);
}

void ComparisonPictureTest::everyFormCarriesItsRun() {
    Comparison carrying = comparison_;
    carrying.carried = R"({"a": "\u003c"})";
    for (const char* name : {"run.png", "run.svg", "run.pdf"}) {
        QVERIFY(saveComparison(carrying, file(name)));
        const auto carried = lens::carriedIn(read(file(name)).toStdString());
        QVERIFY2(carried, name);
        QCOMPARE(*carried, carrying.carried);
        QVERIFY(saveComparison(comparison_, file(name)));
        QVERIFY2(!lens::carriedIn(read(file(name)).toStdString()), name);
    }
    QVERIFY(!QImage(folder_.filePath(QStringLiteral("run.png"))).isNull());
}

// An SVG has another resolution than the screen, which must not shrink the curve in it.
void ComparisonPictureTest::theCurveIsAsLargeOnEveryDevice() {
    QVERIFY(saveComparison(comparison_, file("size.svg")));
    const QString drawn = QString::fromUtf8(read(file("size.svg")));
    static const QRegularExpression scale(
        QStringLiteral("transform=\"matrix\\((-?[0-9.]+),(-?[0-9.]+),[^>]*>\\s*(</g>)?"));
    int turned = 0;
    for (auto match = scale.globalMatch(drawn); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        if (!one.captured(3).isEmpty()) continue;  // nothing is drawn in it
        const double across = one.captured(1).toDouble();
        const double down = one.captured(2).toDouble();
        QVERIFY2(std::abs(std::hypot(across, down) - 1) < 1e-3, qPrintable(one.captured()));
        if (across == 0) ++turned;
    }
    QVERIFY(turned > 0);  // the names of the axes: the curve was among them
}

void ComparisonPictureTest::picturesAreDrawnAwayFromTheWindowsThread() {
    const QPicture curve = drawCurve(comparison_.curve, comparison_.quality);
    const PictureForm form;
    for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
        Result<std::string> elsewhere = fail(ErrorCode::internal, "", "not drawn");
        std::thread([&] { elsewhere = comparisonFile(comparison_, curve, name, form); }).join();
        QVERIFY2(elsewhere, name);
        if (QByteArray(name) != "a.pdf")  // which has the time in it
            QVERIFY2(*elsewhere == *comparisonFile(comparison_, curve, name, form), name);
    }
}

void ComparisonPictureTest::layoutAndPinsAreNamed() {
    Comparison other = comparison_;
    other.codec.spec.layout = codec::parseLayout("rows-8").value();
    other.curve.layout = other.codec.spec.layout;
    other.pinned = 2;
    QVERIFY(saveComparison(other, file("layout.svg")));
    const QString words = wordsOfSvg(read(file("layout.svg")));
    QCOMPARE(words.count(QStringLiteral("plane rows-8")), 2);
    QVERIFY(words.contains(QStringLiteral("2 pinned texts are not shown")));
}

void ComparisonPictureTest::longTextAndPromptStayInThePicture() {
    Comparison large = comparison_;
    large.codec = test::codecView(25, 400, 32);
    large.model.name = std::string(500, 'M');
    const std::vector<std::string> words(3000, " again and again\n");
    large.generation.streams[1] = test::stream(words, std::vector<int>(3000, 5));
    large.generation.streams[1].distortion = codec::DistortionSpec{};
    QVERIFY(saveComparison(large, file("large.svg")));
    const QByteArray svg = read(file("large.svg"));
    const QString said = wordsOfSvg(svg);
    QVERIFY(said.contains(QStringLiteral("more tokens")));
    QVERIFY(said.contains(QStringLiteral("the text goes on")));
    QVERIFY(said.contains(QStringLiteral("LossyLens")));  // the stamp is still there
    QVERIFY(svg.size() < 3'000'000);
}

void ComparisonPictureTest::emptyPartsAreNoFailure() {
    Comparison empty;
    QVERIFY(saveComparison(empty, file("empty.svg")));
    QVERIFY(wordsOfSvg(read(file("empty.svg"))).contains(QStringLiteral("No text was written.")));
    QVERIFY(saveComparison(empty, file("empty.png")));
}

void ComparisonPictureTest::otherEndingIsRefused() {
    const auto saved = saveComparison(comparison_, file("picture.gif"));
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::usage);
    QVERIFY(saved.error().text().find("picture.gif") != std::string::npos);
    QVERIFY(!std::filesystem::exists(file("picture.gif")));
}

void ComparisonPictureTest::pictureTooLargeToDrawIsRefused() {
    const auto saved = saveComparison(comparison_, file("huge.png"), {.scale = 1e5});
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::limit);
    QVERIFY(!std::filesystem::exists(file("huge.png")));
}

void ComparisonPictureTest::failedSaveLeavesTheOldFile() {
    const auto folder = file("no such folder");
    const auto saved = saveComparison(comparison_, folder / "a.png");
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::io);
    std::filesystem::create_directory(file("taken.png"));  // a folder where the file should go
    QCOMPARE(saveComparison(comparison_, file("taken.png")).error().code, ErrorCode::io);
    QVERIFY(std::filesystem::is_directory(file("taken.png")));
}

QTEST_MAIN(ComparisonPictureTest)
#include "comparison_picture_test.moc"
