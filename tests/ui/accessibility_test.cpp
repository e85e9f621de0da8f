// The window for somebody who does not see it, has no pointer, or has nothing but a pointer.
#include <QAbstractSlider>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <set>

#include "qt_warnings.h"
#include "ui/announcement.h"
#include "ui/bar.h"
#include "ui/curve_panel.h"
#include "ui/custom_plot.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/find_bar.h"
#include "ui/heatmap_divider.h"
#include "ui/message_strip.h"
#include "ui/model_page.h"
#include "ui/prompt_editor.h"
#include "ui/quality_slider.h"
#include "ui/seed_wall.h"
#include "ui/status_line.h"
#include "ui/strength_row.h"
#include "ui/token_chips.h"
#include "ui/xray_grid.h"
#include "whole_window.h"

using namespace lossylens;
using namespace lossylens::ui;
using test::WholeWindow;

namespace {

QString nameOf(const QWidget* widget) {
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
    return face != nullptr ? face->text(QAccessible::Name) : QString();
}

QString describe(const QWidget* widget) {
    return QLatin1String(widget->metaObject()->className()) + QStringLiteral(" “%1”").arg(nameOf(widget));
}

bool isReached(const QWidget* widget) {
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0 &&
           widget->focusProxy() == nullptr;
}

std::vector<QWidget*> reachedIn(const QWidget* window) {
    std::vector<QWidget*> all;
    for (QWidget* widget : window->findChildren<QWidget*>()) {
        if (isReached(widget)) all.push_back(widget);
    }
    return all;
}

}  // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everythingReachedHasANameAndARole_data();
    void everythingReachedHasANameAndARole();
    void valuesAreToldAsValues();
    void labelsBelongToTheirFields();
    void tabGoesEverywhereFromTopToBottom_data();
    void tabGoesEverywhereFromTopToBottom();
    void progressAndItsEndAreRead();
    void errorsAreReadAsAlerts();
    void whatHappensIsSaidByItself();
    void whatIsChosenIsDescribed();
    void keyboardAloneDoesEverything();
    void pointerAloneDoesEverything();
    void nothingModalIsInTheWay();

private:
    [[nodiscard]] int sectionOf(const QWidget* widget) const;
    void tabTo(const QWidget* target);
    void click(QWidget* target, QPoint at = {}) const;

    std::unique_ptr<QtWarnings> warnings_;
    std::unique_ptr<WholeWindow> window_;
};

void AccessibilityTest::init() {
    warnings_ = std::make_unique<QtWarnings>();
    QAccessible::setActive(true);
}

void AccessibilityTest::cleanup() {
    window_.reset();
    QVERIFY2(QtWarnings::seen().isEmpty(), qPrintable(QtWarnings::seen().join(QLatin1Char(10))));
}

void AccessibilityTest::everythingReachedHasANameAndARole_data() {
    QTest::addColumn<bool>("model_page");
    QTest::addColumn<bool>("filmstrip");
    QTest::newRow("probe") << false << false;
    QTest::newRow("filmstrip") << false << true;
    QTest::newRow("model page") << true << false;
}

void AccessibilityTest::everythingReachedHasANameAndARole() {
    QFETCH(bool, model_page);
    QFETCH(bool, filmstrip);
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{
        {"xray_opened", true}, {"embeddings_compare", 3}, {"control", true}, {"filmstrip", filmstrip}});
    QVERIFY(window_->isReady() && window_->write());
    if (model_page) QTest::keyClick(window_->get(), Qt::Key_M, Qt::ControlModifier);
    QStringList faults;
    for (QWidget* widget : reachedIn(window_->get())) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(face != nullptr && face->isValid());
        if (face->text(QAccessible::Name).isEmpty())
            faults << describe(widget) + QStringLiteral(" has no name");
        if (face->role() == QAccessible::NoRole || face->role() == QAccessible::Client)
            faults << describe(widget) + QStringLiteral(" has no role");
        if (!face->state().focusable) faults << describe(widget) + QStringLiteral(" is not focusable");
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void AccessibilityTest::valuesAreToldAsValues() {
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{{"quality", 40}});
    QVERIFY(window_->isReady());
    const auto valueOf = [](QWidget* widget) {
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        return face->valueInterface() != nullptr ? face->valueInterface()->currentValue().toInt() : -1;
    };
    QCOMPARE(valueOf(window_->probe()->curve()->slider()), 40);
    QCOMPARE(valueOf(window_->probe()->strength()->quality()), 40);
    QCOMPARE(valueOf(window_->probe()->embeddings()->before()->divider()), WipeDivider::whole / 2);
    QAccessibleInterface* slider = QAccessible::queryAccessibleInterface(window_->probe()->curve()->slider());
    QCOMPARE(slider->role(), QAccessible::Slider);
    slider->valueInterface()->setCurrentValue(70);
    QCOMPARE(window_->get()->settings().quality, 70);
    QAccessibleInterface* box =
        QAccessible::queryAccessibleInterface(window_->probe()->strength()->control());
    QCOMPARE(box->role(), QAccessible::CheckBox);
    QVERIFY(!box->state().checked);
    box->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(window_->get()->settings().control);
}

// A label with an access key stands for a field, and the field has the label's name.
void AccessibilityTest::labelsBelongToTheirFields() {
    window_ = std::make_unique<WholeWindow>();
    QVERIFY(window_->isReady());
    int labels = 0;
    for (const QLabel* label : window_->get()->findChildren<QLabel*>()) {
        if (!label->text().contains(QLatin1Char('&')) || label->textFormat() == Qt::PlainText ||
            label->textFormat() == Qt::RichText)
            continue;
        QVERIFY2(label->buddy() != nullptr, qPrintable(label->text()));
        ++labels;
    }
    QVERIFY(labels >= 8);
}

// The parts of the window in the order in which they are read.
int AccessibilityTest::sectionOf(const QWidget* widget) const {
    const ProbePage* probe = window_->probe();
    const std::vector<const QWidget*> sections{
        window_->get()->bar(), probe->chat(),       probe->prompt(), probe->promptMessage(), probe->chips(),
        probe->curve(),        probe->strength(),   probe->note(),   probe->filmstrip(),     probe->texts(),
        probe->seeds(),        probe->embeddings(), probe->xray()};
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (sections[i] == widget || sections[i]->isAncestorOf(widget)) return int(i);
    }
    return -1;
}

void AccessibilityTest::tabGoesEverywhereFromTopToBottom_data() {
    QTest::addColumn<bool>("everything");
    QTest::newRow("as it opens") << false;
    QTest::newRow("with all that can be shown") << true;
}

void AccessibilityTest::tabGoesEverywhereFromTopToBottom() {
    QFETCH(bool, everything);
    window_ = std::make_unique<WholeWindow>(
        everything
            ? WholeWindow::Values{{"xray_opened", true}, {"filmstrip", true}, {"embeddings_compare", 3}}
            : WholeWindow::Values{});
    QVERIFY(window_->isReady() && window_->write());
    std::set<const QWidget*> seen;
    std::vector<int> sections;
    QStringList order;
    window_->get()->bar()->modelButton()->setFocus();
    for (int presses = 0; presses < 200; ++presses) {
        const QWidget* focused = QApplication::focusWidget();
        QVERIFY(focused != nullptr);
        if (!seen.insert(focused).second) break;
        sections.push_back(sectionOf(focused));
        order << describe(focused);
        QTest::keyClick(window_->get()->windowHandle(), Qt::Key_Tab);
    }
    QVERIFY2(std::ranges::is_sorted(sections), qPrintable(order.join(QLatin1Char('\n'))));
    QCOMPARE(sections.front(), 0);
    QVERIFY(std::ranges::count(sections, -1) == 0);
    QStringList missed;
    for (const QWidget* widget : reachedIn(window_->get())) {
        // Of a group of which one is chosen, Tab reaches the chosen one, and the arrow keys the others.
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (button != nullptr && button->group() != nullptr && !button->isChecked()) continue;
        if (!seen.contains(widget)) missed << describe(widget);
    }
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
}

void AccessibilityTest::progressAndItsEndAreRead() {
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{{"new_tokens", 100}});
    QVERIFY(window_->isReady());
    StatusLine* status = window_->get()->status();
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(status);
    QCOMPARE(face->role(), QAccessible::StatusBar);
    QVERIFY(window_->write());
    QVERIFY(status->activity().startsWith(QStringLiteral("Done")));
    QVERIFY(face->text(QAccessible::Name).contains(status->activity()));
    status->showProgress(1, 10);
    QTRY_VERIFY([status] {
        status->showProgress(5, 10);
        return status->progress()->isVisible();
    }());
    status->showProgress(6, 10);
}

void AccessibilityTest::errorsAreReadAsAlerts() {
    window_ = std::make_unique<WholeWindow>();
    QVERIFY(window_->isReady());
    window_->get()->exporter().write(ExportKind::curve, "/nowhere/curve.csv");
    MessageStrip* note = window_->probe()->note();
    QTRY_VERIFY(note->isVisible());
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(note);
    QCOMPARE(face->role(), QAccessible::AlertMessage);
    QCOMPARE(face->text(QAccessible::Name), note->text());
}

// Each once: that it begins and that it is done, but not every token; what has gone wrong, in whole
// sentences.
void AccessibilityTest::whatHappensIsSaidByItself() {
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{{"new_tokens", 100}});
    QVERIFY(window_->isReady());
    auto* announcement = window_->get()->findChild<Announcement*>();
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(announcement);
    QCOMPARE(face->role(), QAccessible::Notification);
    QStringList said;
    connect(announcement, &Announcement::said, this, [&said](const QString& one) { said << one; });
    QVERIFY(window_->write());
    const QString done = window_->get()->status()->activity();
    QVERIFY(done.startsWith(QStringLiteral("Done")));
    QCOMPARE(said, (QStringList{QStringLiteral("Generating"), done}));
    QCOMPARE(face->text(QAccessible::Name), done);
    window_->get()->exporter().write(ExportKind::curve, "/nowhere/curve.csv");
    MessageStrip* note = window_->probe()->note();
    QTRY_VERIFY(note->isVisible());
    QCOMPARE(said.back(), note->text());
    window_->get()->openModel("/nowhere/model.gguf");
    QTRY_VERIFY(!window_->get()->engine().opening());
    QVERIFY(said.contains(QStringLiteral("Opening model.gguf")));
    QVERIFY2(!said.filter(QStringLiteral("/nowhere/model.gguf")).isEmpty(),
             qPrintable(said.join(QLatin1Char('\n'))));
    QTest::keyClick(window_->get(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(window_->get(), Qt::Key_Right, Qt::AltModifier);
    QVERIFY(said.back().startsWith(QStringLiteral("Step 2 of 7")));
}

void AccessibilityTest::whatIsChosenIsDescribed() {
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{{"xray_opened", true}});
    QVERIFY(window_->isReady());
    const auto description = [](QWidget* widget) {
        return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Description);
    };
    TokenChips* chips = window_->probe()->chips();
    chips->setSelectedToken(1);
    QVERIFY(description(chips).contains(QStringLiteral("token 2 of")));
    XrayGrid* grid = window_->probe()->xray()->grids().coefficients;
    QTRY_VERIFY(description(grid).startsWith(QStringLiteral("Coefficient (0 down, 0 across)")));
    QTest::keyClick(grid, Qt::Key_Right);
    QVERIFY(description(grid).startsWith(QStringLiteral("Coefficient (0 down, 1 across)")));
    Heatmap* map = window_->probe()->embeddings()->before();
    QTest::keyClick(map, Qt::Key_Right);
    QVERIFY(description(map).contains(QStringLiteral("dimension")));
    QVERIFY(description(window_->probe()->curve()->plot()).contains(QStringLiteral("cosine")));
}

void AccessibilityTest::tabTo(const QWidget* target) {
    for (int presses = 0; presses < 200 && QApplication::focusWidget() != target; ++presses)
        QTest::keyClick(window_->get()->windowHandle(), Qt::Key_Tab);
    QVERIFY2(QApplication::focusWidget() == target, qPrintable(describe(target)));
}

// Every key goes to the window, which passes it to what has the focus.
void AccessibilityTest::keyboardAloneDoesEverything() {
    window_ = std::make_unique<WholeWindow>();
    QVERIFY(window_->isReady());
    MainWindow* window = window_->get();
    const ProbePage* probe = window->probe();
    const auto press = [window](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(window->windowHandle(), key, modifiers);
    };
    QVERIFY(probe->prompt()->hasFocus());  // where one begins to write
    press(Qt::Key_A, Qt::ControlModifier);
    for (const QChar letter : QStringLiteral("a cat"))
        QTest::keyClick(window->windowHandle(), letter.toLatin1());
    QCOMPARE(window->settings().prompt, QStringLiteral("a cat"));
    press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(window_->settle());
    QVERIFY(!probe->texts()->pane(1)->text().isEmpty());
    tabTo(probe->chips());
    press(Qt::Key_End);
    QCOMPARE(probe->chips()->selectedToken(), probe->chips()->count() - 1);
    tabTo(probe->curve()->slider());
    press(Qt::Key_PageUp);
    QCOMPARE(window->settings().quality, 35);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window->settings().quality, 25);
    tabTo(probe->strength()->control());
    press(Qt::Key_Space);
    QVERIFY(window->settings().control);
    tabTo(probe->embeddings()->before());
    press(Qt::Key_3);
    QCOMPARE(window->settings().embeddings.compare, EmbeddingDisplay::Compare::difference);
    press(Qt::Key_2);
    tabTo(probe->embeddings()->before()->divider());
    press(Qt::Key_Right);
    QVERIFY(probe->embeddings()->before()->divider()->value() > WipeDivider::whole / 2);
    tabTo(probe->xray()->rowsChoice());
    press(Qt::Key_Down);
    QVERIFY(!(window->settings().layout == codec::PlaneLayout()));
    press(Qt::Key_M, Qt::ControlModifier);
    QVERIFY(window->showsModelPage());
    press(Qt::Key_M, Qt::ControlModifier);
    QVERIFY(!window->showsModelPage());
    tabTo(window->bar()->moreMenu()->parentWidget());
    bool opened = false;
    QTimer closes;  // a menu may wait for its end in an event loop of its own
    connect(&closes, &QTimer::timeout, this, [&] {
        QWidget* menu = QApplication::activePopupWidget();
        if (menu == nullptr) return;
        opened = menu == window->bar()->moreMenu();
        menu->close();
    });
    closes.start(20);
    press(Qt::Key_Space);
    QTRY_VERIFY(opened);
    closes.stop();
    press(Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(probe->texts()->findBar()->isVisible());
    press(Qt::Key_Escape);
    QVERIFY(probe->texts()->findBar()->isHidden());
}

void AccessibilityTest::click(QWidget* target, QPoint at) const {
    QVERIFY2(target->isVisible(), qPrintable(describe(target)));
    QTest::mouseClick(target, Qt::LeftButton, {}, at.isNull() ? target->rect().center() : at);
}

void AccessibilityTest::pointerAloneDoesEverything() {
    window_ = std::make_unique<WholeWindow>();
    QVERIFY(window_->isReady());
    MainWindow* window = window_->get();
    const ProbePage* probe = window->probe();
    click(window->bar()->generateButton());
    QVERIFY(window_->settle());
    QVERIFY(!probe->texts()->pane(1)->text().isEmpty());
    click(probe->chips()->viewport(), probe->chips()->chipRect(1).center());
    QCOMPARE(probe->chips()->selectedToken(), 1);
    QWidget* slider = probe->curve()->slider();
    click(slider, {qRound(probe->curve()->slider()->pixelOf(75)), slider->height() / 2});
    QCOMPARE(window->settings().quality, 75);
    click(probe->strength()->filmstrip(), {8, probe->strength()->filmstrip()->height() / 2});
    QVERIFY(window->settings().filmstrip);
    QVERIFY(window_->settle());
    click(probe->filmstrip()->frame(10));
    QCOMPARE(window->settings().quality, 10);
    for (QToolButton* button : probe->embeddings()->findChildren<QToolButton*>()) click(button);
    QCOMPARE(window->settings().embeddings.compare, EmbeddingDisplay::Compare::all_three);
    QCOMPARE(window->settings().embeddings.shows, EmbeddingDisplay::Shows::selected_token);
    for (QToolButton* button : probe->xray()->findChildren<QToolButton*>()) click(button);
    QVERIFY(window->settings().xray_opened);
    QTRY_VERIFY(probe->xray()->grids().samples->isVisible());
    click(probe->xray()->grids().samples, probe->xray()->grids().samples->cellRect(9).center().toPoint());
    QCOMPARE(probe->xray()->grids().samples->selected(), 9);
    click(window->bar()->modelButton());
    QVERIFY(window->showsModelPage());
    click(window->bar()->modelButton());
    QVERIFY(!window->showsModelPage());
    QTRY_VERIFY(probe->texts()->pane(0)->pinButton()->isEnabled());
    const auto pins = probe->texts()->pins().size();
    click(probe->texts()->pane(0)->pinButton());
    QCOMPARE(probe->texts()->pins().size(), pins + 1);
}

void AccessibilityTest::nothingModalIsInTheWay() {
    window_ = std::make_unique<WholeWindow>();
    QVERIFY(window_->isReady());
    for (QMenu* menu : {window_->get()->bar()->moreMenu(), window_->get()->bar()->exportMenu()}) {
        Q_EMIT menu->aboutToShow();
        for (QAction* action : menu->actions()) {
            // Files are asked for in a dialog, and that is all that may stand in the way.
            if (action->menu() || action->isSeparator() || action->text().contains(QStringLiteral("…")) ||
                action->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::Key_Q)))
                continue;
            action->trigger();
            QCoreApplication::processEvents();
            QVERIFY2(QApplication::activeModalWidget() == nullptr, qPrintable(action->text()));
        }
    }
}

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
