// The window in another language: a made-up one, whose every word is longer, accented and in brackets, shows
// what was never handed to translation and what is clipped when words are longer; and German, whole and
// sound.
#include <QAbstractButton>
#include <QAbstractItemView>
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
#include <QTabWidget>
#include <QTest>
#include <QTranslator>
#include <QTreeWidget>
#include <QXmlStreamReader>
#include <set>

#include "qt_warnings.h"
#include "ui/bar.h"
#include "ui/curve_panel.h"
#include "ui/distortion_words.h"
#include "ui/elided_label.h"
#include "ui/embedding_panel.h"
#include "ui/filmstrip.h"
#include "ui/marked_text.h"
#include "ui/model_page.h"
#include "ui/prompt_editor.h"
#include "ui/strength_row.h"
#include "ui/study_curves.h"
#include "ui/study_words.h"
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
    [[nodiscard]] const std::set<QString>& known() const { return known_; }

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

QStringList notOurs(QStringList texts) {
    texts.erase(std::remove_if(texts.begin(), texts.end(), isOurs), texts.end());
    return texts;
}

// What the Study page says of a study: every caution there is, thresholds of all kinds, names of families.
QStringList studySentences() {
    QStringList texts;
    using Kind = study::Caution::Kind;
    for (int kind = 0; kind <= int(Kind::perplexity); ++kind)
        texts << cautionText({.kind = Kind(kind), .about = "jpeg", .n = 3, .value = .25});
    study::FamilyThreshold threshold;
    threshold.family = "rotation@jpeg+fresh";
    for (const auto scale : {study::ThresholdScale::cosine, study::ThresholdScale::quality}) {
        threshold.scale = scale;
        for (const bool bracketed : {false, true}) {
            threshold.threshold.fit.bracketed = bracketed;
            texts << thresholdText(threshold);
        }
        threshold.threshold.held_out = study::HeldOut{.logistic = 1, .line = 2, .step = 3};
        texts << thresholdText(threshold);
        threshold.threshold.held_out = study::HeldOut{.logistic = 3, .line = 2, .step = 3};
        texts << thresholdText(threshold);
        texts << differenceText({"jpeg", "rotation@jpeg", {}, 1}, scale);
    }
    for (const char* family : {"baseline", "rotation@jpeg", "rotation@cos+norm", "quantize+nearest"})
        texts << familyLabel(QLatin1String(family));
    for (int state = 0; state <= int(StudyRunner::State::complete); ++state)
        texts << stateText(StudyRunner::State(state));
    texts << progressText(
        {.done = 1, .all = 2, .tokens = 9, .seconds = 2, .writing = 1, .row = nullptr, .seconds_left = 100});
    for (const codec::Distortion* distortion : codec::distortions()) texts << labelOf(*distortion);
    return texts;
}

QStringList menuTexts(const QMenu* menu) {
    QStringList texts;
    Q_EMIT const_cast<QMenu*>(menu)->aboutToShow();
    for (const QAction* action : menu->actions()) {
        texts << action->text();
        if (action->menu() != nullptr) texts += menuTexts(action->menu());
    }
    return texts;
}

using Texts = std::vector<std::pair<QString, QString>>;

void addHeaders(const QAbstractItemView& view, Texts& texts) {
    if (view.model() == nullptr) return;
    for (int column = 0; column < view.model()->columnCount(); ++column)
        texts.emplace_back(QStringLiteral("header"),
                           view.model()->headerData(column, Qt::Horizontal).toString());
}

// With what a delegate shows in an empty cell.
void addItems(const QTreeWidget& tree, Texts& texts) {
    for (int row = 0; row < tree.topLevelItemCount(); ++row) {
        const QTreeWidgetItem* item = tree.topLevelItem(row);
        texts.emplace_back(QStringLiteral("item"), item->text(0));
        texts.emplace_back(QStringLiteral("item"), item->data(1, Qt::UserRole).toString());
        texts.emplace_back(QStringLiteral("item"), item->toolTip(1));
    }
}

// Everything that the window says, with the class that says it.
Texts textsOf(const MainWindow& window) {
    Texts texts;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const QString where = QLatin1String(widget->metaObject()->className());
        if (widget->objectName().startsWith(QLatin1String("qt_")))
            continue;  // Qt's own, in its own translation
        if (widget->parentWidget() != nullptr && widget->parentWidget()->inherits("QTabBar"))
            continue;  // too
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
        if (const auto* tabs = qobject_cast<const QTabWidget*>(widget)) {
            for (int i = 0; i < tabs->count(); ++i) texts.emplace_back(where, tabs->tabText(i));
        }
        if (const auto* view = qobject_cast<const QAbstractItemView*>(widget)) addHeaders(*view, texts);
        if (const auto* tree = qobject_cast<const QTreeWidget*>(widget)) addItems(*tree, texts);
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
    void distortionsHaveGermanNames();
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
    english += notOurs(studySentences());
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
    std::set<QString> german;
    for (const Message& message : messages) german.insert(keyOf(message.context, message.source));
    for (const QString& key : pseudo_.known())
        QVERIFY2(german.contains(key), qPrintable(key + QStringLiteral(": run update_translations")));
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

// Names that are not the same in both languages have a German one: a new distortion's fails here until it
// has.
void TranslationTest::distortionsHaveGermanNames() {
    QStringList english;
    for (const codec::Distortion* distortion : codec::distortions()) english << labelOf(*distortion);
    installTranslations(*qApp, QLocale(QStringLiteral("de")));
    static const QStringList same{QStringLiteral("JPEG"), QStringLiteral("Rotation"),
                                  QStringLiteral("Dropout")};
    qsizetype i = 0;
    for (const codec::Distortion* distortion : codec::distortions()) {
        const QString& name = english[i++];
        QVERIFY2(labelOf(*distortion) != name || same.contains(name), qPrintable(name));
    }
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
    QTabWidget* tabs = window_->get()->study()->tabs();
    for (int page = 0; page < 2 + tabs->count(); ++page) {
        if (page == 1) QTest::keyClick(window_->get(), Qt::Key_M, Qt::ControlModifier);
        if (page == 2) QTest::keyClick(window_->get(), Qt::Key_3, Qt::ControlModifier);
        if (page >= 2) tabs->setCurrentIndex(page - 2);
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
