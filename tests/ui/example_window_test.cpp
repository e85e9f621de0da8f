// The window before any model is open: a recorded example, which says that it is one, with texts and curve
// that follow the slider; steps of the tour are done with it, and it gives way once there is a model.
#include <QComboBox>
#include <QPushButton>
#include <QToolButton>
#include <nlohmann/json.hpp>

#include "lens/files.h"
#include "ui/bar.h"
#include "ui/marked_text.h"
#include "ui/message_strip.h"
#include "ui/quality_slider.h"
#include "ui/real_window.h"
#include "ui/sample_values.h"
#include "ui/status_line.h"
#include "ui/strength_row.h"
#include "ui/teaching.h"
#include "ui/token_chips.h"
#include "ui/tour_panel.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

// Of three qualities, JPEG and rotation, each text its own; those of quality 5 end in a loop.
ExampleFiles exampleFiles(const char* prompt) {
    lens::RunDocument run;
    run.model = test::subjectInfo();
    run.prompt = prompt;
    run.request.streams.emplace_back();
    const lens::Curve curve = test::curve(4, 64);
    run.request.prompt = curve.ids;
    run.request.max_new_tokens = 9;
    const int last_id = int(std::string_view(prompt).size());  // texts of other tokens are other texts
    for (const char* name : {"baseline", "jpeg-95", "jpeg-25", "jpeg-5", "rotation@jpeg-95",
                             "rotation@jpeg-25", "rotation@jpeg-5"}) {
        const std::string text = name;
        const bool loops = text.ends_with("5") && !text.ends_with("25") && !text.ends_with("95");
        auto stream = test::stream({" as ", name, " in ", prompt}, {1, 2, 3, last_id});
        if (loops) {
            stream = test::stream({" as ", name, " on", " on", " on", " on"}, {1, 2, 3, 3, 3, 3});
            stream.metrics.loop = metrics::Loop{.period = 1, .coverage = 4, .copies = 4};
        }
        stream.name = text;
        if (text != "baseline") {
            stream.distortion = codec::parseDistortion(text).value();
            run.request.streams.push_back({stream.distortion});
        }
        run.generation.streams.push_back(std::move(stream));
    }
    return {lens::toJson(run).dump(), lens::toJson(curve).dump()};
}

}  // namespace

class ExampleWindowTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        begin("[General]\nprompt=The quick brown fox\nnew_tokens=16\n");
        options_.examples = {exampleFiles("The quick brown fox"), exampleFiles("What is it?")};
    }
    void cleanup() { end(); }

    void isThereAtOnceAndSaysWhatItIs() {
        openWindow(nullptr);
        QVERIFY(!window_->showsModelPage());
        for (const char* part :
             {"Recorded example", "SmolLM2-135M-Instruct", "seed", "n = 1", "The quick brown fox"})
            QVERIFY2(note().contains(fromUtf8(part)), part);
        QVERIFY(paneText(1).contains(fromUtf8("jpeg-25")));
        QCOMPARE(window_->probe()->chips()->count(), 4);
        QCOMPARE(window_->probe()->curve()->message(), QString());
    }

    void theSliderGoesThroughItsTexts() {
        openWindow(nullptr);
        const auto cosine = window_->probe()->chips()->chips().front().cosine;
        QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_End);
        QVERIFY(paneText(1).contains(fromUtf8("jpeg-95")));
        QVERIFY(window_->probe()->chips()->chips().front().cosine > cosine);
        QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Home);
        QVERIFY(paneText(1).contains(fromUtf8("jpeg-5")));
        QVERIFY(paneText(0).contains(fromUtf8("baseline")));
    }

    void anotherPromptHasNoCurveOfThisOne() {
        openWindow(nullptr);
        type("Something else");
        QCOMPARE(window_->probe()->chips()->count(), 0);
        QVERIFY(!window_->probe()->curve()->message().isEmpty());
        QVERIFY(note().contains(fromUtf8("The quick brown fox")));
        type("What is it?");
        QCOMPARE(window_->probe()->chips()->count(), 4);
        QVERIFY(paneText(1).contains(fromUtf8("in What is it?")));
    }

    void itsPromptsAreOffered() {
        openWindow(nullptr);
        QTest::mouseClick(offer("What is it?"), Qt::LeftButton);
        QCOMPARE(window_->settings().prompt, fromUtf8("What is it?"));
        QVERIFY(paneText(1).contains(fromUtf8("in What is it?")));
        QTRY_VERIFY(offer("The quick brown fox") != nullptr);
        QTest::mouseClick(offer("Open a model"), Qt::LeftButton);
        QVERIFY(window_->showsModelPage());
    }

    // All but those that compute something new.
    void stepsOfTheTourAreDoneWithIt() {
        openWindow(nullptr);
        QTest::keyClick(window_.get(), Qt::Key_2, Qt::ControlModifier);
        QTest::mouseClick(offer("What is it?"), Qt::LeftButton);
        next(2);
        auto* slider = window_->probe()->curve()->slider();
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_Left);
        next(3);
        for (int i = 0; i < 20; ++i) QTest::keyClick(slider, Qt::Key_Left);
        MarkedText* text = window_->probe()->texts()->pane(1)->body();
        QVERIFY(text->marks().loop.has_value());
        text->setFocus();
        text->setCurrentToken(3);
        QTest::keyClick(text, Qt::Key_Return);
        next(4);
        QComboBox* distortion = window_->probe()->strength()->distortion();
        distortion->setFocus();
        while (distortion->currentData().toString() != fromUtf8("rotation")) {
            const int before = distortion->currentIndex();
            QTest::keyClick(distortion, Qt::Key_Down);
            QVERIFY(distortion->currentIndex() != before);
        }
        QVERIFY(paneText(1).contains(fromUtf8("rotation@jpeg-5")));
        next(5);
        QVERIFY(window_->tour()->state().contains(fromUtf8("needs an open model")));
    }

    void staysWhileAModelOpensAndGivesWayToWhatIsWritten() {
        openWindow(nullptr);
        window_->openModel(model("llama-tiny"));
        QVERIFY(paneText(1).contains(fromUtf8("jpeg-25")));
        waitForModel();
        QVERIFY(window_->probe()->chips()->count() > 4);
        QVERIFY(note().contains(fromUtf8("Recorded example")));
        QVERIFY(paneText(1).contains(fromUtf8("jpeg-25")));
        generate();
        QVERIFY(note().isEmpty());
        QTRY_VERIFY(!paneText(1).contains(fromUtf8("jpeg-25")));
    }

    void textsOfTheLastSessionComeFirst() {
        openWindow();
        generate();
        QTRY_VERIFY(!paneText(1).isEmpty());
        openWindow(nullptr);
        QVERIFY(note().contains(fromUtf8("From the last session")));
    }

    void aDamagedOneIsLeftOut() {
        options_.examples = {{"{", "{}"}};
        openWindow(nullptr);
        QVERIFY(window_->showsModelPage());
        QVERIFY(note().isEmpty());
        QVERIFY(paneText(1).isEmpty());
    }

private:
    [[nodiscard]] QString note() const { return window_->probe()->note()->text(); }
    [[nodiscard]] QToolButton* offer(const char* words) const {
        for (auto* button : window_->probe()->note()->findChildren<QToolButton*>()) {
            if (button->isVisible() && button->text().remove(QLatin1Char('&')).contains(fromUtf8(words)))
                return button;
        }
        return nullptr;
    }
    void next(int step) {
        QVERIFY2(window_->tour()->state().startsWith(fromUtf8("✓")),
                 qPrintable(window_->tour()->heading() + window_->tour()->state()));
        QTest::keyClick(window_.get(), Qt::Key_Right, Qt::AltModifier);
        QVERIFY(window_->tour()->heading().startsWith(QStringLiteral("Step %1").arg(step)));
    }
};

QTEST_MAIN(ExampleWindowTest)
#include "example_window_test.moc"
