// What the next start finds, however the program ended; and what is dropped on the window.
#include <QApplication>
#include <QCheckBox>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "sample_values.h"
#include "ui/drops.h"
#include "ui/embedding_panel.h"
#include "ui/heatmap_divider.h"
#include "ui/last_texts.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/real_window.h"
#include "ui/strength_row.h"
#include "ui/text_pane.h"
#include "ui/texts_view.h"
#include "ui/token_chips.h"
#include "ui/xray_panel.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

constexpr int patience = 60'000;  // ms; of a machine that does much else meanwhile

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

LastTexts sampleTexts() {
    return {
        .model = fromUtf8("a model"), .prompt = fromUtf8("Es war „einmal“"), .snapshot = test::generation()};
}

}  // namespace

class RestartTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void textsComeBackAsTheyWere();
    void damagedTextsAreNone();
    void tooManyTextsAreNotKept();
    void filesAreToldApart_data();
    void filesAreToldApart();
    void promptIsReadWithoutItsLastLineBreak();
    void whatIsNoTextIsNoPrompt();

    void settingsAreKeptWithoutAnEnd();
    void textsOfTheLastSessionAreShownUntilWrittenAnew();
    void selectedTokenComesBack();
    void looksComeBack();
    void droppedTextBecomesThePrompt();
    void draggedTextBecomesThePrompt();
    void droppedBinaryIsSaidInPlace();
    void droppedJsonThatIsNoRunIsSaidInPlace();
    void chatTemplateIsPutAroundThePrompt();
    void chatIsOffWhereThereIsNoTemplate();

private:
    void drop(const QString& path);
};

void RestartTest::init() { begin("[General]\nprompt=The quick brown fox\nnew_tokens=16\n"); }

void RestartTest::cleanup() { end(); }

void RestartTest::drop(const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &event);
}

void RestartTest::textsComeBackAsTheyWere() {
    const LastTexts before = sampleTexts();
    const auto after = unpackTexts(packTexts(before));
    QVERIFY(after.has_value());
    QCOMPARE(after->model, before.model);
    QCOMPARE(after->prompt, before.prompt);
    QCOMPARE(after->snapshot.streams.size(), before.snapshot.streams.size());
    for (std::size_t i = 0; i < before.snapshot.streams.size(); ++i) {
        const auto& [was, is] = std::tie(before.snapshot.streams[i], after->snapshot.streams[i]);
        QCOMPARE(is.name, was.name);
        QCOMPARE(is.distortion.has_value(), was.distortion.has_value());
        QCOMPARE(is.state, was.state);
        QCOMPARE(is.ids, was.ids);
        QCOMPARE(is.text, was.text);
        QCOMPARE(is.token_starts, was.token_starts);
        QCOMPARE(is.tokens_per_second, was.tokens_per_second);
        QCOMPARE(is.metrics.agreed, was.metrics.agreed);
        QCOMPARE(is.metrics.seq_rep_4, was.metrics.seq_rep_4);
        QVERIFY(is.metrics.loop == was.metrics.loop);
        QCOMPARE(is.metrics.perplexity, was.metrics.perplexity);
        QCOMPARE(is.metrics.diversity, was.metrics.diversity);
        QCOMPARE(is.metrics.gzip_ratio, was.metrics.gzip_ratio);
        QVERIFY(is.metrics.tone == was.metrics.tone);
    }
}

void RestartTest::damagedTextsAreNone() {
    const QByteArray sound = packTexts(sampleTexts());
    for (qsizetype i = 0; i < sound.size(); ++i) {
        QVERIFY(!unpackTexts(sound.first(i)));
        QByteArray damaged = sound;
        damaged[i] = static_cast<char>(damaged[i] ^ 32);
        QVERIFY(!unpackTexts(damaged));
    }
    QVERIFY(!unpackTexts("not a kept text at all, but as long as the sum that would have to be there"));
}

void RestartTest::tooManyTextsAreNotKept() {
    LastTexts texts = sampleTexts();
    texts.snapshot.streams[1].text.assign(std::size_t{most_last_texts} + 1, 'x');
    QVERIFY(packTexts(texts).isEmpty());
}

void RestartTest::filesAreToldApart_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("kind");
    QTest::newRow("folder") << fromUtf8(LOSSYLENS_FIXTURES "/models/llama-tiny") << int(DropKind::model);
    QTest::newRow("GGUF") << fromUtf8("/a/b.GGUF") << int(DropKind::model);
    QTest::newRow("safetensors") << fromUtf8("/a/b.safetensors") << int(DropKind::model);
    QTest::newRow("JSON") << fromUtf8("/a/run.json") << int(DropKind::run);
    QTest::newRow("text") << fromUtf8("/a/b.txt") << int(DropKind::prompt);
    QTest::newRow("no ending") << fromUtf8("/a/README") << int(DropKind::prompt);
}

void RestartTest::filesAreToldApart() {
    QFETCH(QString, path);
    QFETCH(int, kind);
    QCOMPARE(int(dropKind(path)), kind);
}

void RestartTest::promptIsReadWithoutItsLastLineBreak() {
    write(file("prompt.txt"), "Zwei\nZeilen – ja\r\n");
    QCOMPARE(QString::fromStdString(readPrompt(file("prompt.txt").toStdString()).value()),
             fromUtf8("Zwei\nZeilen – ja"));
}

void RestartTest::whatIsNoTextIsNoPrompt() {
    write(file("latin1.txt"), "caf\xe9");
    write(file("binary.txt"), QByteArray("a\0b", 3));
    write(file("long.txt"), QByteArray(2'000'000, 'a'));
    const auto codeOf = [this](const char* name) {
        const auto prompt = readPrompt(file(name).toStdString());
        return prompt ? -1 : int(prompt.error().code);
    };
    QCOMPARE(codeOf("latin1.txt"), int(ErrorCode::usage));
    QCOMPARE(codeOf("binary.txt"), int(ErrorCode::usage));
    QCOMPARE(codeOf("long.txt"), int(ErrorCode::limit));
    QCOMPARE(codeOf("absent.txt"), int(ErrorCode::io));
    QCOMPARE(codeOf("."), int(ErrorCode::io));
}

// The window is still open: what is on the disk now is what a program leaves that is killed.
void RestartTest::settingsAreKeptWithoutAnEnd() {
    openWindow();
    window_->probe()->prompt()->showPrompt(fromUtf8("Killed in the middle"));
    window_->probe()->strength()->filmstrip()->click();
    const auto kept = [this] { return Session(file("settings.ini")).settings(); };
    QTRY_COMPARE(kept().prompt, fromUtf8("Killed in the middle"));
    QTRY_VERIFY(kept().filmstrip);
    QVERIFY(!Session(file("settings.ini")).geometry().isEmpty());
}

void RestartTest::textsOfTheLastSessionAreShownUntilWrittenAnew() {
    openWindow();
    window_->generate();
    QTRY_VERIFY_WITH_TIMEOUT(!window_->engine().generating(), patience);
    const QString text = window_->probe()->texts()->pane(1)->text();
    QVERIFY(!text.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file("settings.ini.texts")), patience);
    openWindow();
    QCOMPARE(window_->probe()->texts()->pane(1)->text(), text);
    QVERIFY(window_->probe()->note()->text().contains(fromUtf8("From the last session")));
    QVERIFY(window_->probe()->note()->text().contains(fromUtf8("The quick brown fox")));
    window_->generate();
    QVERIFY(window_->probe()->note()->text().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!window_->engine().generating(), patience);
    QCOMPARE(window_->probe()->texts()->pane(1)->text(), text);
    window_.reset();  // which may still be keeping these texts, on a thread of its own
    write(file("settings.ini.texts"), "damaged");
    openWindow();
    QVERIFY(window_->probe()->texts()->pane(1)->text().isEmpty());
    QVERIFY(window_->probe()->note()->text().isEmpty());
}

void RestartTest::selectedTokenComesBack() {
    openWindow();
    window_->probe()->chips()->setSelectedToken(2);
    QCOMPARE(window_->probe()->chips()->selectedToken(), 2);
    openWindow();
    QCOMPARE(window_->probe()->chips()->selectedToken(), 2);
}

void RestartTest::looksComeBack() {
    openWindow();
    EmbeddingPanel* embeddings = window_->probe()->embeddings();
    embeddings->setColours(ColourMap::magma);
    embeddings->setShows(EmbeddingDisplay::Shows::selected_token);
    embeddings->before()->divider()->setValue(123);
    embeddings->link()->setRegion({.25, 0, .5, 1});
    window_->probe()->xray()->setOpened(true);
    openWindow();
    embeddings = window_->probe()->embeddings();
    QCOMPARE(embeddings->display().colours, ColourMap::magma);
    QCOMPARE(embeddings->display().shows, EmbeddingDisplay::Shows::selected_token);
    QCOMPARE(embeddings->before()->divider()->value(), 123);
    QCOMPARE(embeddings->link()->region(), QRectF(.25, 0, .5, 1));
    QVERIFY(window_->probe()->xray()->isOpened());
}

void RestartTest::droppedTextBecomesThePrompt() {
    openWindow();
    write(file("story.txt"), "Once upon a time\n");
    drop(file("story.txt"));
    QTRY_COMPARE(window_->settings().prompt, fromUtf8("Once upon a time"));
    QCOMPARE(window_->probe()->prompt()->toPlainText(), fromUtf8("Once upon a time"));
}

void RestartTest::draggedTextBecomesThePrompt() {
    openWindow();
    QMimeData data;
    data.setText(fromUtf8("Es war einmal"));
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &event);
    QCOMPARE(window_->settings().prompt, fromUtf8("Es war einmal"));
}

void RestartTest::droppedBinaryIsSaidInPlace() {
    openWindow();
    write(file("picture.png"), "\x89PNG\r\n\xff");
    drop(file("picture.png"));
    QTRY_VERIFY(window_->probe()->note()->text().contains(fromUtf8("picture.png")));
    QCOMPARE(window_->settings().prompt, fromUtf8("The quick brown fox"));
}

void RestartTest::droppedJsonThatIsNoRunIsSaidInPlace() {
    openWindow();
    write(file("run.json"), "{\"a\": 1}");
    drop(file("run.json"));
    QTRY_VERIFY(window_->probe()->note()->text().contains(fromUtf8("run.json")));
    QCOMPARE(window_->settings().prompt, fromUtf8("The quick brown fox"));
}

void RestartTest::chatTemplateIsPutAroundThePrompt() {
    openWindow("llama-tiny");
    QVERIFY(window_->probe()->chat()->isEnabled());
    const int plain = window_->probe()->chips()->count();
    window_->probe()->chat()->click();
    QTRY_VERIFY(window_->probe()->chips()->count() > plain);
    QVERIFY(window_->settings().chat);
    window_->probe()->chat()->click();
    QTRY_COMPARE(window_->probe()->chips()->count(), plain);
}

void RestartTest::chatIsOffWhereThereIsNoTemplate() {
    write(file("settings.ini"), "[General]\nprompt=The quick brown fox\nchat=true\n");
    openWindow("gpt2-tiny");
    QVERIFY(!window_->probe()->chat()->isEnabled());
    QVERIFY(!window_->probe()->chat()->isChecked());
    QVERIFY(window_->probe()->chips()->count() > 0);
}

QTEST_MAIN(RestartTest)
#include "restart_test.moc"
