// The Study page in the whole window: how it is found and left, and that its form is a setting like any
// other.
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeWidget>

#include "ui/bar.h"
#include "ui/layout_keeper.h"
#include "ui/layout_switch.h"
#include "ui/real_window.h"
#include "ui/study_form.h"
#include "ui/study_page.h"
#include "ui/theme.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

}  // namespace

class StudyWindowTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        begin("[General]\nprompt=The quick brown fox\nnew_tokens=16\n");
        options_.study.studies = file("studies").toStdString();
        options_.study.sets = {{.name = fromUtf8("first"), .about = {}, .prompts = {{"a", "Once"}}},
                               {.name = fromUtf8("second"), .about = {}, .prompts = {{"b", "Twice"}}}};
    }
    void cleanup() { end(); }

    void keyAndButtonShowThePageAndTheSessionKeepsIt() {
        openWindow();
        QVERIFY(!window_->study()->isVisible());
        press(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(window_->study()->isVisible());
        QCOMPARE(window_->focusWidget(), form()->nameField());
        openWindow();
        QVERIFY(window_->study()->isVisible());
        QTest::mouseClick(layoutButtons()[0], Qt::LeftButton);
        QVERIFY(window_->probe()->isVisible());
        QTest::mouseClick(layoutButtons()[2], Qt::LeftButton);
        QVERIFY(window_->study()->isVisible());
        QCOMPARE(layoutButtons()[2]->text(), fromUtf8("Study"));
    }

    void modelPageIsShownOverTheStudyAndLeftForIt() {
        openWindow();
        press(Qt::Key_3, Qt::ControlModifier);
        QVERIFY(!window_->showsModelPage());
        press(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(window_->showsModelPage() && !window_->study()->isVisible());
        press(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(window_->study()->isVisible());
    }

    void generateShowsTheTexts() {
        openWindow();
        press(Qt::Key_3, Qt::ControlModifier);
        QTest::mouseClick(window_->bar()->generateButton(), Qt::LeftButton);
        QVERIFY(window_->probe()->isVisible());
        QCOMPARE(window_->layouts()->layout(), WindowLayout::probe);
        QTRY_VERIFY_WITH_TIMEOUT(!window_->engine().generating(), patience_ms);
    }

    // Not by a shade alone, which dark colours swallow: by a line under it, too.
    void chosenLayoutIsMarkedInLightAndDark() {
        openWindow();
        for (const QColor& base : {QColor(Qt::white), QColor(0x1e, 0x1e, 0x1e)}) {
            const bool dark = base.lightness() < 128;
            QPalette palette(dark ? QColor(0x35, 0x35, 0x35) : QColor(0xef, 0xef, 0xef));
            palette.setColor(QPalette::Base, base);
            palette.setColor(QPalette::Text, dark ? Qt::white : Qt::black);
            for (QToolButton* button : layoutButtons()) {
                button->setPalette(palette);
                const QImage image = button->grab().toImage();
                bool marked = false;
                for (int y = image.height() / 2; y < image.height(); ++y) {
                    marked = marked || image.pixelColor(image.width() / 2, y) == themeOf(palette).accent;
                }
                QCOMPARE(marked, button->isChecked());
            }
            QVERIFY(contrast(themeOf(palette).accent, palette.color(QPalette::Button)) >= 3);
        }
    }

    void formComesBackWithoutAnEnd() {
        openWindow();
        press(Qt::Key_3, Qt::ControlModifier);
        QTest::keyClicks(form()->nameField(), fromUtf8("a try"));
        form()->qualities()->setText(fromUtf8("80, 20"));
        form()->promptSource()->setCurrentIndex(1);
        form()->newTokens()->setValue(31);
        form()->distortions()->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        const StudyDraft draft = form()->draft();
        QCOMPARE(draft.source, fromUtf8("set/second"));
        QVERIFY(window_->settings().study == draft);
        QTRY_VERIFY_WITH_TIMEOUT(Session(copyOfTheSettings()).settings().study == draft, patience_ms);
        openWindow();
        QVERIFY(form()->draft() == draft);
        QCOMPARE(form()->prompts().front().text, std::string("Twice"));
    }

    // What a person sees with a study that rests, and with the form free for another one.
    void studyAndFreeFormComeBack() {
        openWindow();
        press(Qt::Key_3, Qt::ControlModifier);
        form()->qualities()->setText(fromUtf8("25"));
        form()->seeds()->setText(fromUtf8("1"));
        form()->newTokens()->setValue(8);
        window_->study()->start();
        QTRY_COMPARE_WITH_TIMEOUT(window_->study()->runner()->state(), StudyRunner::State::complete,
                                  patience_ms);
        openWindow();
        QTRY_COMPARE_WITH_TIMEOUT(window_->study()->runner()->state(), StudyRunner::State::complete,
                                  patience_ms);
        QVERIFY(form()->seeds()->isReadOnly());
        window_->study()->endButton()->click();  // "New study"
        form()->seeds()->setText(fromUtf8("7"));
        openWindow();
        QTRY_COMPARE_WITH_TIMEOUT(window_->study()->runner()->state(), StudyRunner::State::complete,
                                  patience_ms);
        QCOMPARE(window_->study()->runner()->rows()->size(), std::size_t(3));
        QVERIFY(!form()->seeds()->isReadOnly());
        QCOMPARE(form()->seeds()->text(), fromUtf8("7"));
    }

    void everyFieldOfTheFormIsUndoneWhereItIs() {
        openWindow();
        press(Qt::Key_3, Qt::ControlModifier);
        int fields = 0;
        for (QWidget* field : form()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            const Settings before = window_->settings();
            if (!operate(field)) continue;
            const Settings after = window_->settings();
            QVERIFY2(!(after == before), qPrintable(field->accessibleName()));
            QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
            QVERIFY2(window_->settings() == before, qPrintable(field->accessibleName()));
            QVERIFY2(form()->draft() == before.study, qPrintable(field->accessibleName()));
            ++fields;
        }
        QCOMPARE(fields, 13);
    }

private:
    [[nodiscard]] StudyForm* form() const { return window_->study()->form(); }
    [[nodiscard]] QList<QToolButton*> layoutButtons() const {
        return window_->findChild<LayoutSwitch*>()->buttons();
    }
    void press(int key, Qt::KeyboardModifiers modifiers) {
        QTest::keyClick(window_.get(), Qt::Key(key), modifiers);
    }
    [[nodiscard]] QString copyOfTheSettings() const {
        QFile::remove(file("copy.ini"));
        QFile::copy(options_.settings_file, file("copy.ini"));
        return file("copy.ini");
    }
    // To another value than it has; false for what is no field.
    static bool operate(QWidget* field) {
        if (auto* line = qobject_cast<QLineEdit*>(field)) {
            QTest::keyClicks(line, fromUtf8("7"));
        } else if (auto* box = qobject_cast<QComboBox*>(field)) {
            box->setCurrentIndex((box->currentIndex() + 1) % box->count());
        } else if (auto* spin = qobject_cast<QSpinBox*>(field)) {
            spin->stepUp();
        } else if (auto* check = qobject_cast<QCheckBox*>(field)) {
            check->click();
        } else if (auto* tree = qobject_cast<QTreeWidget*>(field)) {
            tree->topLevelItem(2)->setCheckState(0, Qt::Checked);
        } else {
            return false;
        }
        return true;
    }
};

QTEST_MAIN(StudyWindowTest)
#include "study_window_test.moc"
