// The Teach layout in the real window: the tour with the pointer and with keys alone, what it points at,
// large type that clips nothing, ten seeds, and what the next start finds.
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <memory>

#include "ui/bar.h"
#include "ui/layout_keeper.h"
#include "ui/marked_text.h"
#include "ui/quality_slider.h"
#include "ui/real_window.h"
#include "ui/seed_wall.h"
#include "ui/spotlight.h"
#include "ui/status_line.h"
#include "ui/strength_row.h"
#include "ui/teaching.h"
#include "ui/tour_panel.h"
#include "ui/type_size.h"
#include "ui/xray_panel.h"

using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

}  // namespace

class TeachWindowTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin("[General]\nprompt=The quick brown fox\nnew_tokens=48\nstop_at_end=false\n"); }
    void cleanup() { end(); }

    void keysSwitchLayoutsAndTheSessionKeepsIt() {
        openWindow();
        QCOMPARE(window_->layouts()->layout(), WindowLayout::probe);
        QVERIFY(!window_->tour()->isVisible());
        const double usual = window_->font().pointSizeF();
        press(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(window_->tour()->isVisible());
        QVERIFY(window_->font().pointSizeF() > usual);
        openWindow();
        QCOMPARE(window_->layouts()->layout(), WindowLayout::teach);
        QVERIFY(window_->tour()->isVisible());
        press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!window_->tour()->isVisible());
        QCOMPARE(window_->font().pointSizeF(), usual);
    }

    void buttonsSwitchLayoutsToo() {
        openWindow();
        QTest::mouseClick(layoutButton("Teach"), Qt::LeftButton);
        QCOMPARE(window_->layouts()->layout(), WindowLayout::teach);
        QVERIFY(layoutButton("Teach")->isChecked());
        QVERIFY(!layoutButton("Probe")->isChecked());
        QTest::mouseClick(layoutButton("Probe"), Qt::LeftButton);
        QCOMPARE(window_->layouts()->layout(), WindowLayout::probe);
    }

    void eachLayoutKeepsItsOwnSizeOfType() {
        openWindow();
        press(Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->typeSize().percent(), 110);
        press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->typeSize().percent(), 150);
        press(Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->typeSize().percent(), 125);
        press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->typeSize().percent(), 110);
        press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(window_->layouts()->typeSize().isLarge());
        press(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->typeSize().percent(), 100);
        openWindow();
        press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->typeSize().percent(), 125);
    }

    void promptStepIsDoneByTyping() {
        teach();
        QVERIFY(window_->tour()->heading().startsWith(fromUtf8("Step 1 of 7")));
        QCOMPARE(window_->tour()->state(), fromUtf8("○ To do"));
        QCOMPARE(spot(), static_cast<QWidget*>(window_->probe()->prompt()));
        type("Another one");
        QVERIFY(window_->tour()->state().startsWith(fromUtf8("✓")));
        QCOMPARE(window_->tour()->nextButton()->text().remove(QLatin1Char('&')), fromUtf8("Next"));
        QTest::mouseClick(window_->tour()->nextButton(), Qt::LeftButton);
        QVERIFY(window_->tour()->heading().startsWith(fromUtf8("Step 2 of 7")));
        QCOMPARE(spot(), static_cast<QWidget*>(window_->probe()->curve()));
    }

    void theWholeTourWithKeysAlone() {
        teach();
        type("Twice upon");
        next(2);
        QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Home);
        for (int i = 0; i < 24; ++i) QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Right);
        next(3);
        QVERIFY(goIntoALoop());
        next(4);
        QComboBox* distortion = window_->probe()->strength()->distortion();
        distortion->setFocus();
        while (distortion->currentData().toString() != fromUtf8("rotation")) {
            const int before = distortion->currentIndex();
            QTest::keyClick(distortion, Qt::Key_Down);
            QVERIFY(distortion->currentIndex() != before);
        }
        next(5);
        auto* open = window_->probe()->xray()->findChild<QToolButton*>();
        QTRY_VERIFY(window_->probe()->xray()->hasXray());
        QTest::keyClick(open, Qt::Key_Space);
        next(6);
        QToolButton* variant = window_->probe()->strength()->variant();
        QCOMPARE(spot(), static_cast<QWidget*>(variant));
        QTimer opened;  // the menu waits for its end in an event loop of its own
        connect(&opened, &QTimer::timeout, this, [] {
            if (QWidget* menu = QApplication::activePopupWidget()) QTest::keyClick(menu, Qt::Key_T);
        });
        opened.start(20);
        QTest::keyClick(variant, Qt::Key_Space);
        QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
        opened.stop();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        QTRY_VERIFY(window_->probe()->promptCount()->text().contains(fromUtf8("restored to themselves")));
        next(7);
        press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(window_->probe()->seeds()->count(), 10, 60'000);
        QVERIFY(window_->tour()->state().startsWith(fromUtf8("✓")));
        press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(window_->teaching().tour().atEnd());
        QVERIFY(spot() == nullptr);
    }

    void stepsCanBeSkippedGoneBackAndStartedAgain() {
        teach();
        QTest::mouseClick(window_->tour()->nextButton(), Qt::LeftButton);
        press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(window_->tour()->heading().startsWith(fromUtf8("Step 3")));
        QVERIFY(window_->tour()->marks().contains(fromUtf8("step 1: skipped")));
        press(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(window_->tour()->heading().startsWith(fromUtf8("Step 2")));
        openWindow();
        QVERIFY(window_->tour()->heading().startsWith(fromUtf8("Step 2")));
        QTest::mouseClick(window_->tour()->restartButton(), Qt::LeftButton);
        QVERIFY(window_->tour()->heading().startsWith(fromUtf8("Step 1")));
        QVERIFY(!window_->tour()->marks().contains(fromUtf8("skipped")));
    }

    void whatIsDoneInProbeIsNotTheTours() {
        openWindow();
        type("Another one");
        press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window_->tour()->state(), fromUtf8("○ To do"));
    }

    void theFrameGoesWhereItsWidgetGoes() {
        teach();
        const Spotlight* frame = window_->teaching().spotlight();
        QTRY_VERIFY(frame->isVisible());
        const auto surrounds = [&] {
            const QWidget* target = frame->target();
            const QRect there(target->mapTo(frame->parentWidget(), QPoint()), target->size());
            return frame->geometry().contains(there.adjusted(2, 2, -2, -2)) && frame->framed() == there;
        };
        QTRY_VERIFY(surrounds());
        window_->resize(1000, 700);
        QTRY_VERIFY(surrounds());
        press(Qt::Key_Plus, Qt::ControlModifier);
        QTRY_VERIFY(surrounds());
        for (int step = 1; step < 7; ++step) {
            press(Qt::Key_Right, Qt::AltModifier);
            QTRY_VERIFY(surrounds());
            // Some of it is in sight.
            QVERIFY(!frame->visibleRegion().isEmpty());
        }
        press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!frame->isVisible());
    }

    void theFrameLetsClicksThrough() {
        teach();
        QTRY_VERIFY(window_->teaching().spotlight()->isVisible());
        QWidget* prompt = window_->probe()->prompt();
        const QPoint middle = prompt->mapTo(window_.get(), prompt->rect().center());
        QVERIFY(prompt == window_->childAt(middle) || prompt->isAncestorOf(window_->childAt(middle)));
    }

    void aStepIsAnnounced() {
        teach();
        type("Another one");
        auto* accessible = QAccessible::queryAccessibleInterface(window_->tour());
        QVERIFY(accessible->text(QAccessible::Description).contains(fromUtf8("Done")));
        press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(accessible->text(QAccessible::Description).contains(fromUtf8("Step 2 of 7")));
    }

    void withoutAModelTheTourSaysWhatItNeeds() {
        openWindow(nullptr);
        press(Qt::Key_2, Qt::ControlModifier);
        for (int i = 0; i < 4; ++i) press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(window_->tour()->heading().contains(fromUtf8("X-ray")));
        QVERIFY(window_->tour()->state().contains(fromUtf8("needs an open model")));
    }

    void tenSeedsAreTenRunsOfThisPrompt() {
        openWindow();
        QTest::mouseClick(window_->probe()->seeds()->button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(window_->probe()->seeds()->count(), 10, 60'000);
        const auto& results = window_->probe()->seeds()->table()->results();
        for (std::size_t i = 0; i < results.size(); ++i) QCOMPARE(results[i].seed, i + 1);
        QVERIFY(window_->probe()->seeds()->summary().contains(fromUtf8("of 10")));
        const QString third = results[2].beginning;
        Q_EMIT window_->probe()->seeds()->seedAsked(3);
        QTRY_VERIFY(!window_->engine().generating());
        QCOMPARE(window_->settings().sampling.seed, 3U);
        QTRY_VERIFY(paneText(1).simplified().startsWith(third));
        QVERIFY(!window_->probe()->seeds()->summary().contains(fromUtf8("changed")));
        window_->probe()->strength()->quality()->setValue(90);
        QVERIFY(window_->probe()->seeds()->summary().contains(fromUtf8("changed")));
    }

    void aGenerationComesFirstAndTheSeedsGoOn() {
        openWindow();
        QTest::mouseClick(window_->probe()->seeds()->button(), Qt::LeftButton);
        window_->generate();
        QTRY_VERIFY(!window_->engine().generating());
        QVERIFY(!paneText(1).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(window_->probe()->seeds()->count(), 10, 60'000);
    }

    void seedsCanBeStoppedAndAnotherModelClearsThem() {
        openWindow();
        QTest::mouseClick(window_->probe()->seeds()->button(), Qt::LeftButton);
        QTRY_VERIFY(window_->probe()->seeds()->count() > 0);
        if (window_->engine().writingSeeds())  // a tiny model may be done before
            QTest::mouseClick(window_->probe()->seeds()->button(), Qt::LeftButton);
        QVERIFY(!window_->engine().writingSeeds());
        const int count = window_->probe()->seeds()->count();
        QVERIFY(window_->probe()->seeds()->summary().contains(QStringLiteral("of %1").arg(count)));
        window_->openModel(model("gpt2-tiny"));
        QTRY_VERIFY(!window_->engine().opening());
        QCOMPARE(window_->probe()->seeds()->count(), 0);
    }

    void teachClipsNothing_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("percent");
        QTest::newRow("small projector") << QSize(1280, 720) << 150;
        QTest::newRow("large projector") << QSize(1920, 1080) << 150;
        QTest::newRow("twice the size") << QSize(1280, 720) << 200;
    }
    void teachClipsNothing() {
        QFETCH(QSize, size);
        QFETCH(int, percent);
        openWindow("llama-tiny", size);
        press(Qt::Key_2, Qt::ControlModifier);
        window_->layouts()->typeSize().setPercent(percent);
        QCoreApplication::processEvents();
        QCOMPARE(window_->size(), size);
        for (int step = 0; step < 7; ++step) {
            QCoreApplication::processEvents();
            for (const QWidget* part :
                 {static_cast<QWidget*>(window_->bar()), static_cast<QWidget*>(window_->tour()),
                  static_cast<QWidget*>(window_->probe()->strength()),
                  static_cast<QWidget*>(window_->probe()->seeds())})
                QCOMPARE(clippedIn(part), QStringList());
            press(Qt::Key_Right, Qt::AltModifier);
        }
        QVERIFY(window_->probe()->viewport()->height() > size.height() / 3);
    }

private:
    void teach() {
        openWindow();
        press(Qt::Key_2, Qt::ControlModifier);
        QCoreApplication::processEvents();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
        QTest::keyClick(window_.get(), key, modifiers);
    }
    // By Alt+Right, once the step is done.
    void next(int number) {
        QVERIFY(window_->tour()->state().startsWith(fromUtf8("✓")));
        press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(window_->tour()->heading().startsWith(QStringLiteral("Step %1").arg(number)));
    }
    [[nodiscard]] QWidget* spot() const { return window_->teaching().spotlight()->target(); }
    [[nodiscard]] QToolButton* layoutButton(const char* name) const {
        for (QToolButton* button : window_->bar()->findChildren<QToolButton*>()) {
            if (button->text() == fromUtf8(name)) return button;
        }
        return nullptr;
    }
    // Greedy texts that are written on end in loops at one quality or another.
    bool goIntoALoop() {
        window_->bar()->findChild<QCheckBox*>()->click();
        if (window_->settings().stop_at_end) window_->probe()->strength()->pastEnd()->click();
        for (int lower = 0; lower < 20; ++lower) {
            generate();
            if (const int stream = streamThatLoops(); stream >= 0) return goIn(stream);
            QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Left);
        }
        return false;
    }
    int streamThatLoops() {
        for (int stream = 0; stream < window_->probe()->texts()->paneCount(); ++stream) {
            const MarkedText* text = window_->probe()->texts()->pane(stream)->body();
            if (text->tokenCount() > 0 && text->marks().loop) return stream;
        }
        return -1;
    }
    // With Return on its first token.
    bool goIn(int stream) {
        MarkedText* text = window_->probe()->texts()->pane(stream)->body();
        text->setFocus();
        const Span loop = text->marks().loop->span;
        int token = 0;
        while (token < text->tokenCount() - 1 && text->tokenSpan(token).begin < loop.begin) ++token;
        text->setCurrentToken(token);
        QTest::keyClick(text, Qt::Key_Return);
        return QTest::qWaitFor([&] { return window_->teaching().tour().mark(2) == Tour::Mark::done; });
    }
    static QStringList clippedIn(const QWidget* part) {
        QStringList clipped;
        for (const QWidget* field : part->findChildren<QWidget*>()) {
            const auto* label = qobject_cast<const QLabel*>(field);
            if (!field->isVisible() || (label == nullptr && !qobject_cast<const QAbstractButton*>(field)))
                continue;
            const QRect inside(field->mapTo(part, QPoint()), field->size());
            const int high = label && label->wordWrap() ? label->heightForWidth(label->width())
                                                        : field->minimumSizeHint().height();
            if (!part->rect().contains(inside) || field->width() < field->minimumSizeHint().width() ||
                field->height() < high)
                clipped << QString::fromLatin1(field->metaObject()->className()) + QLatin1Char(' ') +
                               (label ? label->text() : static_cast<const QAbstractButton*>(field)->text());
        }
        return clipped;
    }
};

QTEST_MAIN(TeachWindowTest)
#include "teach_window_test.moc"
