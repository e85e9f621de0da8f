// Every layout of the window as a picture: light and dark, small, usual and at 200 %, written to the build's
// folder of screenshots and compared with committed references; and nothing on it clipped, covered or
// outside.
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFontInfo>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPalette>
#include <QProcess>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleFactory>
#include <QTest>
#include <functional>

#include "qt_warnings.h"
#include "structure.h"
#include "ui/elided_label.h"
#include "ui/message_strip.h"
#include "ui/model_page.h"
#include "ui/prompt_editor.h"
#include "ui/study_form.h"
#include "whole_window.h"

using namespace lossylens;
using namespace lossylens::ui;
using test::WholeWindow;

namespace {

using Arrange = std::function<bool(WholeWindow&)>;

struct Layout {
    const char* name;
    WholeWindow::Values settings;
    Arrange arrange;  // brings it about; false where that fails
};

bool written(WholeWindow& window) { return window.write(); }

// A new layout is a line here, and its references (LOSSYLENS_UPDATE_REFERENCES=1).
std::vector<Layout> layouts() {
    return {
        {"empty", {}, [](WholeWindow&) { return true; }},
        {"probe", {}, written},
        {"filmstrip", {{"filmstrip", true}}, written},
        {"xray", {{"xray_opened", true}, {"embeddings_show", 1}}, written},
        {"three_maps_and_control", {{"control", true}, {"embeddings_compare", 3}}, written},
        {"surprisal", {{"text_view", 1}}, written},
        {"model_page",
         {},
         [](WholeWindow& window) {
             QTest::keyClick(window.get(), Qt::Key_M, Qt::ControlModifier);
             return window->showsModelPage();
         }},
        {"study", {{"window_layout", QStringLiteral("study")}}, [](WholeWindow&) { return true; }},
        {"study_complete",
         {{"window_layout", QStringLiteral("study")}},
         [](WholeWindow& window) {
             StudyPage* page = window->study();
             page->form()->qualities()->setText(QStringLiteral("75, 10"));
             page->form()->newTokens()->setValue(12);
             page->start();
             const auto is_whole = [page] {
                 return page->runner()->state() == StudyRunner::State::complete && page->summary() &&
                        !page->summary()->thresholds.empty();
             };
             return QTest::qWaitFor(is_whole, test::patience_ms);
         }},
        {"errors",
         {},
         [](WholeWindow& window) {
             window->exporter().write(ExportKind::curve, "/nowhere/curve.csv");
             window.probe()->prompt()->setPlainText(QStringLiteral("0123456789").repeated(20));
             return QTest::qWaitFor([&] {
                 return window.probe()->promptMessage()->isVisible() && window.probe()->note()->isVisible();
             });
         }},
        {"failed_opening",
         {},
         [](WholeWindow& window) {
             window->openModel("/nowhere/no-such-model.gguf");
             return QTest::qWaitFor([&] { return window->modelPage()->message()->isVisible(); });
         }},
    };
}

QPalette lightPalette() { return QStyleFactory::create(QStringLiteral("Fusion"))->standardPalette(); }

QPalette darkPalette() {
    const QColor window(0x2b, 0x2b, 0x2b), base(0x1e, 0x1e, 0x1e), text(0xee, 0xee, 0xee);
    QPalette palette(window.lighter(120), window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, window);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, text);
    palette.setColor(QPalette::PlaceholderText, QColor(0xa0, 0xa0, 0xa0));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x80, 0x80, 0x80));
    palette.setColor(QPalette::Highlight, QColor(0x30, 0x70, 0xd0));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

struct Look {
    const char* name;
    QPalette palette;
};

std::vector<QSize> sizes() {
    if (qEnvironmentVariable("QT_SCALE_FACTOR") == QLatin1String("2")) return {{1920, 1080}};  // 3840 × 2160
    return {{1280, 720}, {1440, 900}};
}

// What was asked to be laid out anew is, and what that asks for in turn.
void settle() {
    for (int turn = 0; turn < 10; ++turn) QCoreApplication::processEvents();
}

QString describe(const QWidget* widget) {
    QString text = widget->property("text").toString().left(40);
    if (text.isEmpty()) text = widget->accessibleName();
    const QRect place = widget->geometry();
    return QStringLiteral("%1 “%2” (%3 × %4 at %5, %6)")
        .arg(QLatin1String(widget->metaObject()->className()), text, QString::number(place.width()),
             QString::number(place.height()), QString::number(place.x()), QString::number(place.y()));
}

// Hidden behind others on purpose, or cut on purpose with the whole in a tooltip.
bool mayBeCut(const QWidget* widget) { return qobject_cast<const ElidedLabel*>(widget) != nullptr; }

bool isClipped(const QWidget* widget) {
    if (const auto* label = qobject_cast<const QLabel*>(widget)) {
        if (label->text().isEmpty()) return false;
        const bool wraps = label->hasHeightForWidth();
        return wraps ? label->height() < label->heightForWidth(label->width())
                     : label->width() < label->sizeHint().width() ||
                           label->height() < label->sizeHint().height();
    }
    // A number box may be narrower than its largest number would need.
    if (const auto* box = qobject_cast<const QAbstractSpinBox*>(widget))
        return box->findChild<QLineEdit*>()->width() < box->fontMetrics().horizontalAdvance(box->text());
    if (!qobject_cast<const QAbstractButton*>(widget) && !qobject_cast<const QComboBox*>(widget))
        return false;
    const QSize least = widget->minimumSizeHint().expandedTo({0, 0});
    return widget->width() < least.width() || widget->height() < least.height();
}

void addManaged(const QLayout* layout, std::vector<const QWidget*>& widgets) {
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem* item = layout->itemAt(i);
        if (item->layout() != nullptr) addManaged(item->layout(), widgets);
        if (item->widget() != nullptr && item->widget()->isVisible()) widgets.push_back(item->widget());
    }
}

QStringList overlapsIn(const QWidget* parent) {
    QStringList found;
    if (parent->layout() == nullptr || !parent->isVisible()) return found;
    std::vector<const QWidget*> widgets;
    addManaged(parent->layout(), widgets);
    for (std::size_t i = 0; i < widgets.size(); ++i) {
        if (!parent->rect().contains(widgets[i]->geometry()))
            found << describe(widgets[i]) + QStringLiteral(" reaches out of ") + describe(parent);
        for (std::size_t j = i + 1; j < widgets.size(); ++j) {
            if (widgets[i]->geometry().intersects(widgets[j]->geometry()))
                found << describe(widgets[i]) + QStringLiteral(" covers ") + describe(widgets[j]);
        }
    }
    return found;
}

}  // namespace

class LayoutsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void looksLikeItsReference_data();
    void looksLikeItsReference();
    void nothingIsClippedAtTwiceTheFontSize_data() { looksLikeItsReference_data(); }
    void nothingIsClippedAtTwiceTheFontSize();

private:
    void compare(WholeWindow& window, const QString& name);
    void inspect(const WholeWindow& window, const QString& name);

    QStringList faults_, differences_;
    std::unique_ptr<QtWarnings> warnings_;
};

void LayoutsTest::initTestCase() {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setCursorFlashTime(0);
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(13);
    QVERIFY2(QFontInfo(font).family() == font.family(), "install the font DejaVu Sans (fonts-dejavu-core)");
    QApplication::setFont(font);
    QVERIFY(QDir().mkpath(QStringLiteral(LOSSYLENS_SCREENSHOTS)));
}

void LayoutsTest::init() {
    faults_.clear();
    differences_.clear();
    warnings_ = std::make_unique<QtWarnings>();
}

void LayoutsTest::cleanup() {
    QCOMPARE(QtWarnings::seen(), QStringList());
    warnings_.reset();
}

void LayoutsTest::looksLikeItsReference_data() {
    QTest::addColumn<int>("layout");
    int index = 0;
    for (const Layout& layout : layouts()) QTest::newRow(layout.name) << index++;
}

void LayoutsTest::looksLikeItsReference() {
    QFETCH(int, layout);
    const Layout chosen = layouts()[std::size_t(layout)];
    WholeWindow window(chosen.settings);
    QVERIFY(window.isReady());
    QVERIFY(chosen.arrange(window));
    for (const Look& look : {Look{"light", lightPalette()}, Look{"dark", darkPalette()}}) {
        QApplication::setPalette(look.palette);  // followed while the window is open
        for (const QSize size : sizes()) {
            window->resize(size);
            QVERIFY(QTest::qWaitFor([&] { return window->size() == size; }));
            settle();
            const QSize pixels = size * window->devicePixelRatioF();
            const QString name = QStringLiteral("%1-%2-%3x%4")
                                     .arg(QLatin1String(chosen.name), QLatin1String(look.name))
                                     .arg(pixels.width())
                                     .arg(pixels.height());
            compare(window, name);
            inspect(window, name);
        }
    }
    QVERIFY2(differences_.isEmpty(), qPrintable(differences_.join(QLatin1Char('\n'))));
    QVERIFY2(faults_.isEmpty(), qPrintable(faults_.join(QLatin1Char('\n'))));
}

void LayoutsTest::nothingIsClippedAtTwiceTheFontSize() {
    QFETCH(int, layout);
    const Layout chosen = layouts()[std::size_t(layout)];
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPixelSize(2 * usual.pixelSize());
    QApplication::setFont(large);
    {
        WholeWindow window(chosen.settings);
        const bool arranged = window.isReady() && chosen.arrange(window);
        window->resize(sizes().front());
        settle();
        if (!arranged) faults_ << QStringLiteral("the layout was not arranged");
        if (window->size() != sizes().front()) faults_ << QStringLiteral("the window wants to be larger");
        inspect(window, QLatin1String(chosen.name));
    }
    QApplication::setFont(usual);
    QVERIFY2(faults_.isEmpty(), qPrintable(faults_.join(QLatin1Char('\n'))));
}

void LayoutsTest::compare(WholeWindow& window, const QString& name) {
    const QString reference = QStringLiteral(LOSSYLENS_REFERENCES "/%1.png").arg(name);
    if (qEnvironmentVariableIsSet("LOSSYLENS_UPDATE_REFERENCES"))
        QVERIFY(test::structureOf(window->grab().toImage()).save(reference));
    QImage image;
    QString fault;
    // A busy machine may take its time until the last part is where it belongs.
    const bool same = QTest::qWaitFor([&] {
        image = window->grab().toImage();
        fault = test::differenceFrom(QImage(reference), test::structureOf(image));
        return fault.isEmpty();
    });
    QVERIFY(image.save(QStringLiteral(LOSSYLENS_SCREENSHOTS "/%1.png").arg(name)));
    if (!same) differences_ << name + QStringLiteral(": ") + fault;
}

void LayoutsTest::inspect(const WholeWindow& window, const QString& name) {
    QStringList found = overlapsIn(window.get());
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty()) continue;
        found += overlapsIn(widget);
        if (!mayBeCut(widget) && isClipped(widget)) found << describe(widget) + QStringLiteral(" is clipped");
    }
    if (window.probe()->isVisible() && window.probe()->horizontalScrollBar()->maximum() > 0)
        found << QStringLiteral("the page is wider than the window");
    for (const QString& fault : found) faults_ << name + QStringLiteral(": ") + fault;
}

// Itself once more at 200 %, which only a new process can be.
int atTwiceTheScale() {
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    child.start(QCoreApplication::applicationFilePath(), QCoreApplication::arguments().mid(1));
    child.waitForFinished(-1);
    return child.exitStatus() == QProcess::NormalExit ? child.exitCode() : 1;
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    LayoutsTest tests;
    const int failed = QTest::qExec(&tests, argc, argv);
    if (qEnvironmentVariableIsSet("QT_SCALE_FACTOR")) return failed;
    return failed + atTwiceTheScale();
}
#include "layouts_test.moc"
