// The precision of the open model: said in words, chosen on the model page, measured against the exact mode.
#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QTest>

#include "ui/bar.h"
#include "ui/main_window.h"
#include "ui/model_page.h"
#include "ui/precision_box.h"
#include "ui/real_window.h"

using namespace lossylens;
using namespace lossylens::ui;

class WindowPrecisionTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        begin({});
        options_.measuring_text = "Once upon a time there was a mill";
    }
    void cleanup() { end(); }

    void wordsTellWeightsAndActivations() {
        const QString file = QStringLiteral("Q4_1");
        QCOMPARE(precisionWords(file, {.activations = nn::Activations::eight_bits}),
                 QStringLiteral("stored: Q4_1 weights, 8-bit activations"));
        QCOMPARE(precisionWords(file, {.activations = nn::Activations::float32}),
                 QStringLiteral("stored: Q4_1 weights, float32 activations"));
        QCOMPARE(precisionWords(QStringLiteral("BF16"), {.activations = nn::Activations::eight_bits}),
                 QStringLiteral("stored: BF16 weights, float32 activations"));
        QCOMPARE(precisionWords(QStringLiteral("F32"), {.precision = nn::Precision::q8_0}),
                 QStringLiteral("q8_0: Q8_0 weights, 8-bit activations"));
        QCOMPARE(precisionWords(QStringLiteral("F32"), {.precision = nn::Precision::bf16}),
                 QStringLiteral("bf16: BF16 weights, float32 activations"));
        QCOMPARE(precisionWords(file, {.precision = nn::Precision::f16}),
                 QStringLiteral("f16: Q4_1 weights, 8-bit activations"));
        QVERIFY(
            precisionWords(file, {.precision = nn::Precision::f32}).startsWith(QStringLiteral("f32: exact")));
    }

    void chosenPrecisionOpensTheModelAnewAndIsKept() {
        open();
        QVERIFY(box()->words().startsWith(QStringLiteral("stored: Q4_1 weights")));
        QCOMPARE(subject()->model->precision(), nn::Precision::stored);
        const auto before = subject();
        choose(1);
        QTRY_VERIFY(subject() != before);
        QCOMPARE(subject()->model->precision(), nn::Precision::f32);
        QVERIFY(box()->words().startsWith(QStringLiteral("f32: exact")));
        QVERIFY(box()->measureButton()->isHidden());
        open();
        QCOMPARE(subject()->model->precision(), nn::Precision::f32);
    }

    void precisionOfTheCommandLineWins() {
        QSettings(options_.settings_file, QSettings::IniFormat)
            .setValue(QStringLiteral("precision"), QStringLiteral("f32"));
        options_.precision = nn::Precision::stored;
        open();
        QCOMPARE(subject()->model->precision(), nn::Precision::stored);
    }

    void cancelledChoiceGoesBackToWhatIsOpen() {
        open();
        const auto before = subject();
        choose(1);
        Q_EMIT window_->modelPage()->cancelAsked();
        QCOMPARE(subject(), before);
        QCOMPARE(box()->choice()->currentIndex(), 0);
        QVERIFY(box()->words().startsWith(QStringLiteral("stored")));
    }

    void measuringTellsHowFarFromExact() {
        open();
        QVERIFY(box()->result().startsWith(QStringLiteral("Not measured yet")));
        box()->measureButton()->click();
        QVERIFY(!box()->stopButton()->isHidden());
        QTRY_VERIFY_WITH_TIMEOUT(box()->result().contains(QStringLiteral("mean KL")), 60'000);
        const auto n = subject()->tokenizer->encode(options_.measuring_text)->size();
        QVERIFY2(box()->result().contains(QStringLiteral("n = %1").arg(n)), qPrintable(box()->result()));
        QVERIFY(box()->stopButton()->isHidden());
    }

    void measuringCanBeStopped() {
        open();
        box()->measureButton()->click();
        QVERIFY(window_->engine().comparing());
        box()->stopButton()->click();
        QVERIFY(!window_->engine().comparing());
        QVERIFY(box()->result().startsWith(QStringLiteral("Not measured yet")));
        QVERIFY(!box()->measureButton()->isHidden());
    }

private:
    void open() {
        openWindow("llama-q4_1.gguf");
        QTRY_VERIFY(subject());
    }
    // As a person does: the box shows the choice first, then tells.
    void choose(int index) {
        box()->choice()->setCurrentIndex(index);
        Q_EMIT box()->choice()->activated(index);
    }
    [[nodiscard]] PrecisionBox* box() const { return window_->modelPage()->precision(); }
    [[nodiscard]] lens::SubjectPointer subject() const { return window_->engine().subject(); }
};

QTEST_MAIN(WindowPrecisionTest)
#include "window_precision_test.moc"
