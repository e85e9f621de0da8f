// Help in the window: topics that hang together, F1 on the part that has the focus, and a sheet of keys that
// is held against the keys that there really are.
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QRegularExpression>
#include <QSet>
#include <QShortcut>
#include <QSpinBox>
#include <QTextBrowser>
#include <memory>

#include "ui/bar.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/help_panel.h"
#include "ui/help_topics.h"
#include "ui/marked_text.h"
#include "ui/quality_slider.h"
#include "ui/real_window.h"
#include "ui/seed_wall.h"
#include "ui/shortcut_sheet.h"
#include "ui/strength_row.h"
#include "ui/token_chips.h"
#include "ui/xray_grid.h"
#include "ui/xray_panel.h"

using namespace lossylens::ui;

namespace {

constexpr std::array candidates{
    Qt::Key_Left,     Qt::Key_Right, Qt::Key_Up,     Qt::Key_Down,  Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp,
    Qt::Key_PageDown, Qt::Key_Plus,  Qt::Key_Minus,  Qt::Key_Equal, Qt::Key_0,    Qt::Key_1,   Qt::Key_2,
    Qt::Key_3,        Qt::Key_4,     Qt::Key_5,      Qt::Key_A,     Qt::Key_N,    Qt::Key_P,   Qt::Key_Return,
    Qt::Key_Enter,    Qt::Key_Space, Qt::Key_Delete, Qt::Key_Slash};

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

// Whether the widget itself takes the key; its parents are not asked.
bool takes(QWidget* widget, int key) {
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
    event.accept();  // as an application sends it
    static_cast<QObject*>(widget)->event(&event);
    return event.isAccepted();
}

}  // namespace

class HelpTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        begin("[General]\nprompt=The quick brown fox\nnew_tokens=16\n");
        openWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void cleanup() { end(); }

    void everyLinkLeadsToATopic() {
        QSet<QString> ids{fromUtf8("shortcuts")};
        for (const HelpTopic& topic : helpTopics()) {
            QVERIFY2(!ids.contains(topic.id), qPrintable(topic.id));
            ids << topic.id;
            QVERIFY(!topic.title.isEmpty());
        }
        static const QRegularExpression link(QStringLiteral("href='([^']*)'"));
        int links = 0;
        for (const HelpTopic& topic : helpTopics()) {
            for (const auto& match : link.globalMatch(topic.html)) {
                QVERIFY2(match.captured(1).startsWith(fromUtf8("topic:")), qPrintable(match.captured(1)));
                QVERIFY2(ids.contains(match.captured(1).mid(6)), qPrintable(match.captured(1)));
                ++links;
            }
        }
        QVERIFY(links > 5);
    }

    void everyNamedPartHasItsTopic() {
        QSet<QString> ids;
        for (const HelpTopic& topic : helpTopics()) ids << topic.id;
        QSet<QString> named;
        for (const QWidget* widget : window_->findChildren<QWidget*>()) named << helpTopicOf(widget);
        QVERIFY2((named - ids).isEmpty(), qPrintable((named - ids).values().join(QLatin1Char(' '))));
        QVERIFY(named.size() > 8);
    }

    void f1OpensTheTopicOfWhatHasTheFocusAndEscGivesItBack() {
        QWidget* slider = window_->probe()->curve()->slider();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_F1);
        QVERIFY(window_->help()->isVisible());
        QCOMPARE(window_->help()->topic(), fromUtf8("curve"));
        QVERIFY(window_->help()->text().contains(fromUtf8("Haylett")) ||
                window_->help()->text().contains(fromUtf8("paper")));
        QTRY_VERIFY(window_->help()->browser()->hasFocus());
        QTest::keyClick(window_->help()->browser(), Qt::Key_Escape);
        QVERIFY(!window_->help()->isVisible());
        QVERIFY(slider->hasFocus());
        QWidget* quality = window_->probe()->strength()->quality();
        quality->setFocus();
        QTest::keyClick(quality, Qt::Key_F1);
        QCOMPARE(window_->help()->topic(), fromUtf8("strength"));
        QTest::keyClick(window_->help()->browser(), Qt::Key_F1);
        QVERIFY(!window_->help()->isVisible());
    }

    void aLinkAndTheListLeadToOtherTopics() {
        window_->help()->showTopic(fromUtf8("start"));
        Q_EMIT window_->help()->browser()->anchorClicked(QUrl(fromUtf8("topic:xray")));
        QCOMPARE(window_->help()->topic(), fromUtf8("xray"));
        QVERIFY(window_->help()->text().contains(fromUtf8("8 × 8")));
        window_->help()->choice()->setCurrentIndex(0);
        QCOMPARE(window_->help()->topic(), helpTopics().front().id);
    }

    void sheetHasEveryShortcutOfTheWindow() {
        QTest::keyClick(window_.get(), Qt::Key_Question, Qt::ControlModifier);
        QCOMPARE(window_->help()->topic(), fromUtf8("shortcuts"));
        const QString sheet = window_->help()->text();
        int shortcuts = 0;
        for (const QAction* action : window_->findChildren<QAction*>()) {
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!action->text().isEmpty(), qPrintable(keys.toString()));
                QVERIFY2(sheet.contains(keys.toString(QKeySequence::NativeText)),
                         qPrintable(keys.toString()));
                ++shortcuts;
            }
        }
        QVERIFY(shortcuts > 20);
    }

    void noShortcutIsThereTwice() {
        QHash<QString, const QAction*> owners;
        for (const QAction* action : window_->findChildren<QAction*>()) {
            if (action->shortcutContext() != Qt::WindowShortcut) continue;
            for (const QKeySequence& keys : action->shortcuts()) {
                QVERIFY2(!owners.contains(keys.toString()), qPrintable(keys.toString()));
                owners[keys.toString()] = action;
            }
        }
    }

    void shortcutsOfPanelsAreOnTheSheet() {
        QSet<QString> known;
        for (const PanelKeys& panel : panelKeys()) {
            for (const KeyLine& line : panel.group.lines) {
                for (const QKeySequence& keys : line.keys) known << fromUtf8(panel.panel) + keys.toString();
            }
        }
        int count = 0;
        for (const QShortcut* shortcut : window_->findChildren<QShortcut*>()) {
            const QString panel = QString::fromLatin1(shortcut->parent()->metaObject()->className());
            QVERIFY2(known.contains(panel.section(fromUtf8("::"), -1) + shortcut->key().toString()),
                     qPrintable(panel + shortcut->key().toString()));
            ++count;
        }
        QCOMPARE(count, 4);
    }

    void panelsTakeTheKeysOfTheSheetAndNoOthers_data() {
        QTest::addColumn<QString>("panel");
        QTest::addColumn<bool>("no_others");  // else Qt's own class below takes some as well, for scrolling
        QTest::newRow("QualitySlider") << fromUtf8("QualitySlider") << true;
        QTest::newRow("TokenChips") << fromUtf8("TokenChips") << false;
        QTest::newRow("MarkedText") << fromUtf8("MarkedText") << false;
        QTest::newRow("Heatmap") << fromUtf8("Heatmap") << true;
        QTest::newRow("XrayPlane") << fromUtf8("XrayPlane") << true;
        QTest::newRow("XrayGrid") << fromUtf8("XrayGrid") << true;
    }
    void panelsTakeTheKeysOfTheSheetAndNoOthers() {
        QFETCH(QString, panel);
        QFETCH(bool, no_others);
        generate();
        const auto panels = panelKeys();
        const auto found = std::ranges::find_if(
            panels, [&](const PanelKeys& keys) { return fromUtf8(keys.panel) == panel; });
        QVERIFY(found != panels.end());
        QSet<int> documented;
        for (const KeyLine& line : found->group.lines) {
            for (const QKeySequence& keys : line.keys) documented << keys[0].key();
        }
        QWidget* widget = widgetOf(panel);
        QVERIFY(widget);
        for (const int key : documented)
            QVERIFY2(takes(widget, key), qPrintable(QKeySequence(key).toString()));
        if (!no_others) return;
        for (const int key : candidates)
            QVERIFY2(documented.contains(key) || !takes(widget, key),
                     qPrintable(QKeySequence(key).toString()));
    }

    void theFilmstripTakesItsKeys() {
        window_->probe()->strength()->filmstrip()->click();
        FilmFrame* frame = window_->probe()->filmstrip()->frame(25);
        frame->setFocus();
        QTest::keyClick(frame, Qt::Key_Right);
        QCOMPARE(window_->settings().quality, 10);
        QTest::keyClick(window_->probe()->filmstrip()->frame(10), Qt::Key_Left);
        QCOMPARE(window_->settings().quality, 25);
        window_->probe()->filmstrip()->frame(75)->setFocus();
        QTest::keyClick(window_->probe()->filmstrip()->frame(75), Qt::Key_Space);
        QCOMPARE(window_->settings().quality, 75);
    }

private:
    [[nodiscard]] QWidget* widgetOf(const QString& panel) {
        const ProbePage* page = window_->probe();
        if (panel == fromUtf8("QualitySlider")) return page->curve()->slider();
        if (panel == fromUtf8("TokenChips")) return page->chips();
        if (panel == fromUtf8("Heatmap")) return page->embeddings()->before();
        if (panel == fromUtf8("XrayPlane")) return page->xray()->plane();
        if (panel == fromUtf8("XrayGrid")) {
            page->xray()->setOpened(true);
            return page->xray()->grids().coefficients;
        }
        MarkedText* text = page->texts()->pane(1)->body();
        text->setCurrentToken(0);
        return text;
    }
};

QTEST_MAIN(HelpTest)
#include "help_test.moc"
