// Type for the back of a room: its size, the strong colours that go with it, and the desktop's changes.
#include "ui/type_size.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <cmath>

#include "ui/theme.h"

using namespace lossylens::ui;

namespace {

QPalette paletteOf(bool dark) {
    QPalette palette;
    const QColor text = dark ? QColor(0xe8, 0xe8, 0xe8) : QColor(0x20, 0x20, 0x20);
    const QColor base = dark ? QColor(0x1e, 0x1e, 0x22) : QColor(0xff, 0xff, 0xff);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(role, text);
    for (const auto role : {QPalette::Base, QPalette::Window, QPalette::Button}) palette.setColor(role, base);
    return palette;
}

double heightOf(const QWidget& widget) { return widget.font().pointSizeF(); }

}  // namespace

class TypeSizeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        usual_font_ = QApplication::font();
        usual_palette_ = QApplication::palette();
        window_ = std::make_unique<QWidget>();
        label_ = new QLabel(QStringLiteral("word"), window_.get());
        (new QVBoxLayout(window_.get()))->addWidget(label_);
        size_ = new TypeSize(window_.get());
    }
    void cleanup() {
        window_.reset();
        QApplication::setFont(usual_font_);
        QApplication::setPalette(usual_palette_);
    }

    void stepsGoUpDownAndBack() {
        const double usual = heightOf(*label_);
        QSignalSpy changed(size_, &TypeSize::changed);
        size_->larger();
        QCOMPARE(size_->percent(), 110);
        QVERIFY(heightOf(*label_) > usual);
        size_->smaller();
        QCOMPARE(size_->percent(), 100);
        QCOMPARE(heightOf(*label_), usual);
        QCOMPARE(changed.count(), 2);
        for (int i = 0; i < 20; ++i) size_->larger();
        QCOMPARE(size_->percent(), 200);
        QCOMPARE(heightOf(*label_), 2 * usual);
        for (int i = 0; i < 20; ++i) size_->smaller();
        QCOMPARE(size_->percent(), 80);
        size_->setPercent(1000);
        QCOMPARE(size_->percent(), 200);
    }

    void menusGrowToo() {
        auto* menu = new QMenu(label_);
        const QMenu* inner = menu->addMenu(QStringLiteral("more"));
        const double usual = heightOf(*menu);
        size_->setPercent(200);
        QCOMPARE(heightOf(*menu), 2 * usual);
        QCOMPARE(heightOf(*inner), 2 * usual);
    }

    void desktopsFontIsFollowed() {
        size_->setPercent(150);
        QFont font = usual_font_;
        font.setPointSizeF(20);
        QApplication::setFont(font);
        tell(QEvent::ApplicationFontChange);
        QCOMPARE(heightOf(*label_), 30.0);
        size_->setPercent(100);
        QCOMPARE(heightOf(*label_), 20.0);
    }

    void desktopsPaletteIsFollowed() {
        QApplication::setPalette(paletteOf(false));
        size_->setPercent(150);
        QVERIFY(themeOf(label_->palette()).strong);
        QVERIFY(!themeOf(label_->palette()).dark);
        QApplication::setPalette(paletteOf(true));
        tell(QEvent::ApplicationPaletteChange);
        QVERIFY(themeOf(label_->palette()).strong);
        QVERIFY(themeOf(label_->palette()).dark);
        size_->setPercent(100);
        QVERIFY(!themeOf(label_->palette()).strong);
        QVERIFY(themeOf(label_->palette()).dark);
    }

    void strongColoursStandOut_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void strongColoursStandOut() {
        QFETCH(bool, dark);
        QPalette palette = paletteOf(dark);
        const Theme faint = themeOf(palette);
        askForStrongColours(palette, palette);
        const Theme theme = themeOf(palette);
        QVERIFY(contrast(faint.token_line, faint.panel) < 4.5);  // there is something to do
        for (const QColor& color : {theme.text, theme.muted, theme.accent, theme.token_line, theme.bytes,
                                    theme.difference, theme.loop})
            QVERIFY2(contrast(color, theme.panel) >= 4.5, qPrintable(color.name()));
        QVERIFY(contrast(theme.border, theme.panel) >= 3);
    }

    void linesGrowWithTheFont() {
        QFont font = usual_font_;
        font.setPixelSize(10);
        QCOMPARE(stroke(font), 1.0);
        font.setPixelSize(40);
        QVERIFY(stroke(font) > 2);
    }

private:
    // An application sends it by itself, once it runs.
    void tell(QEvent::Type type) {
        QEvent event(type);
        QApplication::sendEvent(window_.get(), &event);
    }

    QFont usual_font_;
    QPalette usual_palette_;
    std::unique_ptr<QWidget> window_;
    QLabel* label_ = nullptr;
    TypeSize* size_ = nullptr;
};

QTEST_MAIN(TypeSizeTest)
#include "type_size_test.moc"
