// A session from beginning to end, with the pointer and the keys of a person on the real window: everything
// the window is for, once, in the order in which somebody would come to it. Without a warning of Qt's.
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>

#include "ui/bar.h"
#include "ui/custom_plot.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/find_bar.h"
#include "ui/heatmap_divider.h"
#include "ui/layout_keeper.h"
#include "ui/message_strip.h"
#include "ui/quality_slider.h"
#include "ui/real_window.h"
#include "ui/seed_wall.h"
#include "ui/strength_row.h"
#include "ui/study_form.h"
#include "ui/study_page.h"
#include "ui/teaching.h"
#include "ui/text_tools.h"
#include "ui/token_chips.h"
#include "ui/tour_panel.h"
#include "ui/xray_grid.h"
#include "ui/xray_panel.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

}  // namespace

class ScriptedSessionTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        begin("[General]\nprompt=The quick brown fox\nnew_tokens=24\ngreedy=true\nstop_at_end=false\n");
        options_.study.studies = file("studies").toStdString();
        QDir(folder_->path()).mkdir(fromUtf8("exports"));
    }
    void cleanup() { end(); }

    void everythingOnceAsAPersonWould() {
        openWindow("llama-tiny", {1440, 900});
        probe_ = window_->probe();
        typesAndGenerates();
        dragsTheCurve();
        goesThroughAFilmstrip();
        wipesTheEmbeddings();
        looksIntoTheXray();
        looksAtTheTexts();
        undoesAndRedoes();
        takesTheTour();
        runsAStudy();
        exportsEverything();
        opensEveryExportAgain();
        comesBackTheNextDay();
    }

private:
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window_.get(), key,
                        modifiers);
    }
    void settle() {
        QTRY_VERIFY_WITH_TIMEOUT(!window_->engine().generating(), patience_ms);
        waitForCodec();
    }
    static void drag(QWidget* widget, const QPoint& from, const QPoint& to) {
        QTest::mousePress(widget, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 8; ++step) QTest::mouseMove(widget, from + (to - from) * step / 8);
        QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
    }

    void typesAndGenerates() {
        QVERIFY(probe_->prompt()->hasFocus());
        press(Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(probe_->prompt(), fromUtf8("Once upon a time"));
        QCOMPARE(window_->settings().prompt, fromUtf8("Once upon a time"));
        press(Qt::Key_Return, Qt::ControlModifier);
        settle();
        QVERIFY(!paneText(0).isEmpty() && !paneText(1).isEmpty());
        QTest::mouseClick(probe_->chips()->viewport(), Qt::LeftButton, {},
                          probe_->chips()->chipRect(1).center());
        QCOMPARE(probe_->chips()->selectedToken(), 1);
    }

    void dragsTheCurve() {
        QWidget* plot = probe_->curve()->plot();
        const auto at = [&](int quality) {
            return plot->mapFrom(probe_->curve(), QPoint(qRound(probe_->curve()->pixelOf(quality)), 0)) +
                   QPoint(0, plot->height() / 2);
        };
        drag(plot, at(25), at(60));
        QCOMPARE(window_->settings().quality, 60);
        drag(plot, at(60), at(5));
        QCOMPARE(window_->settings().quality, 5);
        QTRY_VERIFY(probe_->texts()->pane(1)->title().contains(QLatin1Char('5')));
        settle();
    }

    void goesThroughAFilmstrip() {
        bool filmed = false;
        const auto watch = connect(&window_->engine(), &Engine::written, this,
                                   [&filmed](RequestNumber, const RunPointer& run) {
                                       filmed = run->snapshot.finished && run->snapshot.streams.size() > 8;
                                   });
        QTest::mouseClick(probe_->strength()->filmstrip(), Qt::LeftButton, {}, {8, 8});
        QVERIFY(window_->settings().filmstrip);
        QTRY_VERIFY_WITH_TIMEOUT(filmed, patience_ms);
        disconnect(watch);
        QSet<QString> texts;
        auto* slider = probe_->curve()->slider();
        slider->setFocus();
        press(Qt::Key_End);
        for (int step = 0; step < 10; ++step) {
            texts << paneText(1);
            press(Qt::Key_PageDown);
        }
        press(Qt::Key_Home);
        texts << paneText(1);
        QVERIFY(texts.size() > 2);
        QVERIFY(!window_->engine().generating());  // they were all there
        QTest::mouseClick(probe_->strength()->filmstrip(), Qt::LeftButton, {}, {8, 8});
        QVERIFY(!window_->settings().filmstrip);
        settle();
    }

    void wipesTheEmbeddings() {
        Heatmap* map = probe_->embeddings()->before();
        map->setFocus();
        press(Qt::Key_3);
        press(Qt::Key_2);
        WipeDivider* divider = map->divider();
        QVERIFY(divider->isVisible());
        const QPoint from = divider->rect().center();
        drag(divider, {qRound(divider->share() * divider->width()), from.y()},
             {divider->width() / 4, from.y()});
        QVERIFY(divider->value() < WipeDivider::whole / 2);
        press(Qt::Key_1);
        QCOMPARE(window_->settings().embeddings.compare, EmbeddingDisplay::Compare::before);
    }

    void looksIntoTheXray() {
        XrayPanel* xray = probe_->xray();
        QTRY_VERIFY(xray->hasXray());
        QTest::mouseClick(xray->findChild<QToolButton*>(), Qt::LeftButton);
        QTRY_VERIFY(xray->grids().coefficients->isVisible());
        XrayGrid* grid = xray->grids().coefficients;
        QTest::mouseClick(grid, Qt::LeftButton, {}, grid->cellRect(9).center().toPoint());
        QCOMPARE(grid->selected(), 9);
        QVERIFY(xray->readLine().contains(fromUtf8("(1 down, 1 across)")));
        xray->rowsChoice()->setFocus();
        press(Qt::Key_Down);
        QVERIFY(!(window_->settings().layout == codec::PlaneLayout()));
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(window_->settings().layout == codec::PlaneLayout());
        settle();
    }

    void looksAtTheTexts() {
        QComboBox* view = probe_->texts()->tools()->view();
        view->setFocus();
        for (int i = 1; i < view->count(); ++i) {
            press(Qt::Key_Down);
            QCoreApplication::processEvents();
        }
        QCOMPARE(window_->settings().text_view, TextView::kl);
        press(Qt::Key_Home);
        QCOMPARE(window_->settings().text_view, TextView::plain);
        QTest::mouseClick(probe_->texts()->pane(1)->pinButton(), Qt::LeftButton);
        QCOMPARE(int(probe_->texts()->pins().size()), 1);
        QTest::mouseClick(probe_->texts()->pane(0)->copyButton(), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), paneText(0));
        press(Qt::Key_F, Qt::ControlModifier);
        FindBar* find = probe_->texts()->findBar();
        QVERIFY(find->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), fromUtf8("e"));
        QTRY_VERIFY(!find->countText().isEmpty());
        press(Qt::Key_F3);
        press(Qt::Key_Escape);
        QVERIFY(!find->isVisible());
    }

    void undoesAndRedoes() {
        const Settings before = window_->settings();
        auto* slider = probe_->curve()->slider();
        slider->setFocus();
        press(Qt::Key_End);
        probe_->strength()->control()->setFocus();
        press(Qt::Key_Space);
        QVERIFY(window_->settings().control);
        const Settings after = window_->settings();
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(window_->settings() == before);
        press(Qt::Key_Y, Qt::ControlModifier);
        press(Qt::Key_Y, Qt::ControlModifier);
        if (!(window_->settings() == after)) {  // the platform's other key
            press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        }
        QVERIFY(window_->settings() == after);
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_Z, Qt::ControlModifier);
        settle();
    }

    // Two of its steps by doing, the others are the Teach test's.
    void takesTheTour() {
        press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->layout(), WindowLayout::teach);
        probe_->prompt()->setFocus();
        press(Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(probe_->prompt(), fromUtf8(" there"));
        QVERIFY(window_->tour()->state().startsWith(fromUtf8("✓")));
        for (int step = 2; step <= 7; ++step) press(Qt::Key_Right, Qt::AltModifier);
        QVERIFY(window_->tour()->heading().startsWith(fromUtf8("Step 7")));
        waitForCodec();
        press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(probe_->seeds()->count(), 10, patience_ms);
        QVERIFY(window_->tour()->state().startsWith(fromUtf8("✓")));
        press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(window_->layouts()->layout(), WindowLayout::probe);
    }

    void runsAStudy() {
        press(Qt::Key_3, Qt::ControlModifier);
        StudyPage* study = window_->study();
        QTRY_VERIFY(study->isVisible());
        retype(study->form()->qualities(), "75, 10");
        retype(study->form()->seeds(), "2");
        study->form()->newTokens()->setFocus();
        study->form()->newTokens()->selectAll();
        QTest::keyClicks(study->form()->newTokens(), fromUtf8("8"));
        press(Qt::Key_Tab);
        QTRY_VERIFY(study->startButton()->isEnabled());
        QTest::mouseClick(study->startButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(study->runner()->state(), StudyRunner::State::complete, patience_ms);
        QVERIFY(!study->runner()->rows()->empty());
        press(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(probe_->isVisible());
    }
    void retype(QLineEdit* field, const char* text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, fromUtf8(text));
    }

    // By the keys of the menu, then a name in the dialog that asks for one.
    void exportTo(const char* name, const QByteArray& keys) {
        QTimer types;
        int next = 0;
        connect(&types, &QTimer::timeout, this, [&] {
            QWidget* menu = QApplication::activePopupWidget();
            if (menu == nullptr || next == keys.size()) return;
            QTest::keyClick(menu, keys[next++]);
        });
        types.start(20);
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        QTest::keyClick(window_->bar()->exportMenu()->parentWidget(),
                        Qt::Key_Space);  // until the menu is gone
        types.stop();
        QVERIFY2(next == keys.size(), name);
        auto* dialog = window_->findChild<QFileDialog*>();
        QVERIFY2(dialog != nullptr, name);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto* field = dialog->findChild<QLineEdit*>(fromUtf8("fileNameEdit"));
        retype(field, "");
        QTest::keyClicks(field, exported(name));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(QFileInfo(exported(name)).size() > 0, name, patience_ms);
        QTRY_VERIFY(window_->findChild<QFileDialog*>() == nullptr);
    }
    [[nodiscard]] QString exported(const char* name) const {
        return file("exports") + QLatin1Char('/') + fromUtf8(name);
    }

    void exportsEverything() {
        press(Qt::Key_Return, Qt::ControlModifier);
        settle();
        for (int scale = 1; scale <= 4; ++scale) {
            const QByteArray name = QByteArrayLiteral("x") + QByteArray::number(scale) + ".png";
            exportTo(name.constData(), QByteArrayLiteral("p") + QByteArray::number(scale));
            QCOMPARE(QImage(exported(name.constData())).width(), scale * 1440);
        }
        exportTo("a.svg", "ps");
        exportTo("a.pdf", "pp");
        exportTo("a.html", "r");
        exportTo("a.json", "e");
        exportTo("texts.csv", "t");
        exportTo("curve.csv", "c");
        exportTo("embeddings.csv", "m");
        exportTo("xray.csv", "x");
    }

    void opensEveryExportAgain() {
        for (const char* name : {"x1.png", "x4.png", "a.svg", "a.pdf", "a.html", "a.json", "texts.csv",
                                 "curve.csv", "embeddings.csv", "xray.csv"}) {
            probe_->prompt()->setFocus();
            press(Qt::Key_A, Qt::ControlModifier);
            QTest::keyClicks(probe_->prompt(), fromUtf8("Other"));
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(exported(name))});
            QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(window_.get(), &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(window_.get(), &drop);
            const QString same = QStringLiteral("Same tokens as in %1:").arg(fromUtf8(name));
            QTRY_VERIFY2_WITH_TIMEOUT(
                probe_->note()->text().startsWith(same),
                qPrintable(fromUtf8(name) + QStringLiteral(": ") + probe_->note()->text()), patience_ms);
            QCOMPARE(window_->settings().prompt, fromUtf8("Once upon a time there"));
            settle();
        }
    }

    void comesBackTheNextDay() {
        Settings then = window_->settings();
        const QString text = paneText(1);
        openWindow(nullptr);
        probe_ = window_->probe();
        then.study = window_->settings().study;  // that of the study which is on the page again
        QVERIFY(window_->settings() == then);
        QCOMPARE(paneText(1), text);
        waitForModel();
    }

    ProbePage* probe_ = nullptr;
};

QTEST_MAIN(ScriptedSessionTest)
#include "scripted_session_test.moc"
