// The window in another language: a made-up one, whose every word is longer, accented and in brackets, shows
// what was never handed to translation and what is clipped when words are longer; and German, whole and
// sound.
#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QHash>
#include <QLabel>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>
#include <set>

#include "qt_warnings.h"
#include "ui/bar.h"
#include "ui/curve_panel.h"
#include "ui/elided_label.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/marked_text.h"
#include "ui/model_page.h"
#include "ui/prompt_editor.h"
#include "ui/strength_row.h"
#include "ui/translations.h"
#include "ui/xray_grid.h"
#include "whole_window.h"

using namespace lossylens;
using namespace lossylens::ui;
using test::WholeWindow;

namespace {

struct Message {
    QString context, source, translation;
    bool finished = true;
};

std::vector<Message> readMessages(const QString& path) {
    std::vector<Message> all;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return all;
    QXmlStreamReader xml(&file);
    Message next;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) next.context = xml.readElementText();
        if (xml.name() == QLatin1String("source")) next.source = xml.readElementText();
        if (xml.name() == QLatin1String("translation")) {
            next.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            next.translation = xml.readElementText();
            all.push_back(next);
        }
    }
    return all;
}

QString keyOf(const QString& context, const QString& source) { return context + QChar(0) + source; }

// «⟦Ĝéñéŕåţé··⟧»: letters accented, a third longer; placeholders, access keys and tags as they were.
QString pseudo(const QString& source) {
    static const QHash<QChar, QChar> accents{{u'a', u'å'}, {u'e', u'é'}, {u'i', u'î'}, {u'o', u'ö'},
                                             {u'u', u'ü'}, {u'A', u'Å'}, {u'E', u'É'}, {u'O', u'Ö'}};
    QString accented;
    bool in_tag = false, in_entity = false;
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QChar letter = source[i];
        if (letter == u'<') in_tag = source.contains(QLatin1String("<b>"));
        if (letter == u'&') in_entity = source.mid(i).startsWith(QLatin1String("&lt;"));
        accented += in_tag || in_entity ? letter : accents.value(letter, letter);
        if (letter == u'>') in_tag = false;
        if (letter == u';') in_entity = false;
    }
    return QChar(0x27E6) + accented + QString(source.size() / 3, QChar(0x00B7)) + QChar(0x27E7);
}

// Knows what lupdate finds in the sources, and nothing else.
class PseudoTranslator : public QTranslator {
public:
    bool collect(const QString& folder) {
        const QString file = folder + QStringLiteral("/sources.ts");
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(LOSSYLENS_SOURCES));
        lupdate.start(QStringLiteral(LOSSYLENS_LUPDATE),
                      {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-silent"),
                       QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-ts"), file});
        if (!lupdate.waitForFinished(test::patience_ms) || lupdate.exitCode() != 0) return false;
        for (const Message& message : readMessages(file))
            known_.insert(keyOf(message.context, message.source));
        return known_.size() > 100;
    }
    [[nodiscard]] QString translate(const char* context, const char* source, const char*,
                                    int) const override {
        const QString text = QString::fromUtf8(source);
        return known_.contains(keyOf(QString::fromUtf8(context), text)) ? pseudo(text) : QString();
    }
    [[nodiscard]] bool isEmpty() const override { return false; }

private:
    std::set<QString> known_;
};

// What comes from people, models and files, and what is the same in all languages.
bool isForeign(const QString& text) {
    static const QStringList names{QStringLiteral("LossyLens"),
                                   QStringLiteral("viridis"),
                                   QStringLiteral("magma"),
                                   QStringLiteral("JPEG"),
                                   QStringLiteral("llama"),
                                   QStringLiteral("llama-tiny"),
                                   QStringLiteral("The quick brown fox")};
    static const QRegularExpression letters(QStringLiteral("\\p{L}{2,}"));
    return names.contains(text) || !letters.match(text).hasMatch();
}

bool holdsForeignText(const QWidget* widget) {
    // A fact of the model, read out with its name in front.
    if (widget->accessibleName().endsWith(QStringLiteral(": ") + widget->property("text").toString()))
        return true;
    for (const QWidget* in = widget; in != nullptr; in = in->parentWidget()) {
        if (qobject_cast<const PromptEditor*>(in) || qobject_cast<const MarkedText*>(in)) return true;
        if (qobject_cast<const FilmFrame*>(in)) return true;  // a text's beginning
        if (in->inherits("QListWidget") || in->inherits("QAbstractSpinBox") || in->inherits("QLineEdit"))
            return true;
    }
    return false;
}

bool isOurs(const QString& text) { return text.contains(QChar(0x27E6)) || isForeign(text); }

QStringList menuTexts(const QMenu* menu) {
    QStringList texts;
    Q_EMIT const_cast<QMenu*>(menu)->aboutToShow();
    for (const QAction* action : menu->actions()) {
        texts << action->text();
        if (action->menu() != nullptr) texts += menuTexts(action->menu());
    }
    return texts;
}

// Everything that the window says, with the class that says it.
std::vector<std::pair<QString, QString>> textsOf(const MainWindow& window) {
    std::vector<std::pair<QString, QString>> texts;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const QString where = QLatin1String(widget->metaObject()->className());
        if (widget->objectName().startsWith(QLatin1String("qt_")))
            continue;  // Qt's own, in its own translation
        if (widget->parentWidget() != nullptr && widget->parentWidget()->inherits("QTabBar")) continue;  // too
        if (qobject_cast<const FilmFrame*>(widget)) continue;
        if (!widget->accessibleName().isEmpty())
            texts.emplace_back(where + QStringLiteral(", name"), widget->accessibleName());
        if (!widget->accessibleDescription().isEmpty())
            texts.emplace_back(where + QStringLiteral(", description"), widget->accessibleDescription());
        if (!widget->toolTip().isEmpty())
            texts.emplace_back(where + QStringLiteral(", tool tip"), widget->toolTip());
        if (holdsForeignText(widget)) continue;
        for (const char* property : {"text", "placeholderText", "title"}) {
            const QString text = widget->property(property).toString();
            if (!text.isEmpty()) texts.emplace_back(where, text);
        }
        if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            for (int i = 0; i < box->count(); ++i) texts.emplace_back(where, box->itemText(i));
        }
    }
    for (const QMenu* menu :
         {window.bar()->moreMenu(), window.bar()->exportMenu(), window.bar()->presetMenu()}) {
        for (const QString& text : menuTexts(menu)) texts.emplace_back(QStringLiteral("menu"), text);
    }
    return texts;
}

QStringList placeholdersOf(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%(L?\\d|n)"));
    QStringList all;
    for (auto match = place.globalMatch(text); match.hasNext();) all << match.next().captured();
    all.sort();
    all.removeDuplicates();
    return all;
}

}  // namespace

class TranslationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void everyWordIsTranslated_data();
    void everyWordIsTranslated();
    void longerWordsAreNotClipped();
    void germanIsFinishedAndItsPlacesAgree();
    void germanIsShown();
    void languagesWithoutWordsAreEnglish();
    void accessKeysAreUnique_data();
    void accessKeysAreUnique();

private:
    [[nodiscard]] static QString germanFile() {
        return QStringLiteral(LOSSYLENS_SOURCES "/resources/translations/lossylens_de.ts");
    }

    QTemporaryDir folder_;
    PseudoTranslator pseudo_;
    std::unique_ptr<WholeWindow> window_;
};

void TranslationTest::initTestCase() {
    QVERIFY(pseudo_.collect(folder_.path()));
    QCOMPARE(pseudo(QStringLiteral("&Open %1…")), QStringLiteral("⟦&Öpén %1…···⟧"));
}

void TranslationTest::cleanup() {
    window_.reset();
    for (QTranslator* translator : qApp->findChildren<QTranslator*>()) delete translator;
    QCoreApplication::removeTranslator(&pseudo_);
    QLocale::setDefault(QLocale::c());
}

void TranslationTest::everyWordIsTranslated_data() {
    QTest::addColumn<bool>("model_page");
    QTest::newRow("probe") << false;
    QTest::newRow("model page") << true;
}

void TranslationTest::everyWordIsTranslated() {
    QFETCH(bool, model_page);
    QCoreApplication::installTranslator(&pseudo_);
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{{"filmstrip", true},
                                                                {"xray_opened", true},
                                                                {"embeddings_compare", 3},
                                                                {"control", true},
                                                                {"text_view", 1}});
    QVERIFY(window_->isReady() && window_->write());
    if (model_page) QTest::keyClick(window_->get(), Qt::Key_M, Qt::ControlModifier);
    window_->probe()->texts()->pin(1);
    QStringList english;
    for (const auto& [where, text] : textsOf(*window_->get())) {
        if (!isOurs(text)) english << where + QStringLiteral(": ") + text;
    }
    for (const QString& text :
         {window_->probe()->curve()->readOut(), window_->probe()->embeddings()->heading(),
          window_->probe()->embeddings()->pointerLine(), window_->probe()->xray()->facts(),
          window_->probe()->xray()->readLine(), window_->probe()->texts()->pane(1)->footer()}) {
        if (!isOurs(text)) english << text;
    }
    english.removeDuplicates();
    QVERIFY2(english.isEmpty(), qPrintable(english.join(QLatin1Char('\n'))));
}

void TranslationTest::longerWordsAreNotClipped() {
    QCoreApplication::installTranslator(&pseudo_);
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{{"filmstrip", true}, {"text_view", 1}});
    QVERIFY(window_->isReady() && window_->write());
    window_->get()->resize(1280, 720);
    QCoreApplication::processEvents();
    QCOMPARE(window_->get()->size(), QSize(1280, 720));
    QStringList clipped;
    for (const QWidget* widget : window_->get()->findChildren<QWidget*>()) {
        const bool has_text = qobject_cast<const QAbstractButton*>(widget) ||
                              qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLabel*>(widget);
        if (!has_text || !widget->isVisible() || qobject_cast<const ElidedLabel*>(widget)) continue;
        if (widget->width() < widget->minimumSizeHint().width() ||
            widget->mapTo(window_->get(), QPoint(widget->width(), 0)).x() > window_->get()->width())
            clipped << QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') +
                           widget->property("text").toString();
    }
    QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(QLatin1Char('\n'))));
}

void TranslationTest::germanIsFinishedAndItsPlacesAgree() {
    const auto messages = readMessages(germanFile());
    QVERIFY(messages.size() > 100);
    for (const Message& message : messages) {
        const QByteArray source = message.source.toUtf8();
        QVERIFY2(message.finished && !message.translation.isEmpty(), source.constData());
        QVERIFY2(placeholdersOf(message.translation) == placeholdersOf(message.source), source.constData());
        if (message.source.contains(QLatin1String("Q&A"))) continue;  // no access key
        static const QRegularExpression key(QStringLiteral("&(?!lt;)\\w"),
                                            QRegularExpression::UseUnicodePropertiesOption);
        QVERIFY2(message.translation.contains(key) == message.source.contains(key), source.constData());
    }
}

void TranslationTest::germanIsShown() {
    QVERIFY(isTranslated(QStringLiteral("de")) && isTranslated(QStringLiteral("de_AT")));
    installTranslations(*qApp, QLocale(QStringLiteral("de_AT")));
    window_ = std::make_unique<WholeWindow>();
    QVERIFY(window_->isReady());
    QVERIFY(window_->get()->bar()->generateButton()->text().contains(QStringLiteral("Schreiben")));
    QVERIFY(window_->probe()->curve()->readOut().contains(QStringLiteral("Kosinus 0,")));
    QVERIFY(window_->probe()->embeddings()->heading().startsWith(QStringLiteral("Einbettungen: ")));
    QVERIFY(
        !window_->probe()->embeddings()->asCsv().contains(QStringLiteral("0,0,0,")));  // a point for decimals
    QCOMPARE(window_->probe()->embeddings()->asCsv().section(QLatin1Char('\n'), 0, 0),
             QStringLiteral("token,dimension,before,after,difference"));
}

void TranslationTest::languagesWithoutWordsAreEnglish() {
    QVERIFY(!isTranslated(QStringLiteral("xx")));
    QVERIFY(isTranslated(QStringLiteral("en_GB")));
    installTranslations(*qApp, QLocale(QStringLiteral("en_GB")));
    QVERIFY(qApp->findChildren<QTranslator*>().isEmpty());
}

void TranslationTest::accessKeysAreUnique_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << QStringLiteral("en");
    QTest::newRow("German") << QStringLiteral("de");
}

void TranslationTest::accessKeysAreUnique() {
    QFETCH(QString, language);
    installTranslations(*qApp, QLocale(language));
    window_ = std::make_unique<WholeWindow>(WholeWindow::Values{{"filmstrip", true}, {"xray_opened", true}});
    QVERIFY(window_->isReady());
    window_->probe()->texts()->find();
    for (const bool model_page : {false, true}) {
        if (model_page) QTest::keyClick(window_->get(), Qt::Key_M, Qt::ControlModifier);
        QHash<QString, QString> taken;
        for (const QWidget* widget : window_->get()->findChildren<QWidget*>()) {
            if (!widget->isVisible() ||
                !(qobject_cast<const QLabel*>(widget) || qobject_cast<const QAbstractButton*>(widget)))
                continue;
            const QString text = widget->property("text").toString();
            const QString key = QKeySequence::mnemonic(text).toString();
            if (key.isEmpty() || text == window_->get()->bar()->modelButton()->text()) continue;
            QVERIFY2(!taken.contains(key), qPrintable(taken.value(key) + QStringLiteral(" and ") + text));
            taken.insert(key, text);
        }
    }
}

QTEST_MAIN(TranslationTest)
#include "translation_test.moc"
