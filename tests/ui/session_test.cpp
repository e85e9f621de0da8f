#include "ui/session.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "lens/precisions.h"
#include "ui/command_line.h"
#include "ui/presets.h"
#include "ui/settings_history.h"

using namespace lossylens;
using namespace lossylens::ui;

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settingsComeBackAsTheyWere();
    void everyPrecisionComesBack();
    void damagedFileIsPutAsideAndDefaultsAreUsed();
    void valuesOutOfRangeAreReplacedByDefaults();
    void promptsOfHalfAMegabyteAreNotKept();
    void recentModelsAreKeptOnceTheLatestFirst();
    void controlIsMatchedToTheQuality();
    void rotationIsNoControlOfItself();
    void undoGoesBackAndRedoForwardButNeverTouchThePrompt();
    void quickChangesAreOneStepOfUndo();
    void otherChangesAreStepsOfTheirOwn();
    void commandLineHasEverythingThatDecidesTheTokens();
    void paperPresetKeepsThePapersSettings();

private:
    [[nodiscard]] QString file() const { return folder_.filePath(QStringLiteral("settings.ini")); }
    void write(const QByteArray& bytes) const;

    QTemporaryDir folder_;
};

void SessionTest::write(const QByteArray& bytes) const {
    QFile out(file());
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(bytes);
}

void SessionTest::settingsComeBackAsTheyWere() {
    Settings settings;
    settings.prompt = QStringLiteral("Zwei Zeilen,\n„so“ — 時計 =; \"%\\");
    settings.quality = 7;
    settings.distortion = QStringLiteral("rotation");
    settings.control = true;
    settings.layout = codec::parseLayout("rows-8+permuted-3+rounded").value();
    settings.scope = lens::Scope::generated;
    settings.sampling = {.temperature = 1.3, .top_k = 0, .top_p = 0.5, .seed = 77, .greedy = true};
    settings.max_new_tokens = 33;
    settings.stop_at_end = false;
    settings.filmstrip = true;
    settings.chat = true;
    settings.restart = Restart::by_hand;
    settings.text_view = TextView::kl;
    settings.link_scrolling = false;
    settings.embeddings = {.shows = EmbeddingDisplay::Shows::selected_token,
                           .compare = EmbeddingDisplay::Compare::all_three,
                           .colours = ColourMap::magma};
    settings.xray_opened = true;
    settings.draw = codec::DistortionSpec::Draw::fresh;
    settings.finish = codec::DistortionSpec::Finish::norm;
    settings.study = {.name = QStringLiteral("„so“; \"%\\"),
                      .source = QStringLiteral("file/a, b.txt"),
                      .prompts = {{"p", "時計\n="}},
                      .distortions = {{QStringLiteral("gaussian"), QStringLiteral("0.5, 1")}},
                      .qualities = QStringLiteral("90"),
                      .cosines = QStringLiteral("0.9, 0.7"),
                      .draws = StudyDraft::Draws::both,
                      .then = StudyDraft::Then::nearest,
                      .more_arms = QStringLiteral("jpeg-25+rows-8"),
                      .seeds = QStringLiteral("1, 20-29"),
                      .new_tokens = 33,
                      .chat = true,
                      .batch = 3,
                      .folder = QStringLiteral("/a b/ü")};
    QFile::remove(file());
    Session(file()).keep(settings);
    QVERIFY(Session(file()).settings() == settings);
}

void SessionTest::everyPrecisionComesBack() {
    for (const auto& [precision, name] : lens::precisions) {
        QFile::remove(file());
        Session(file()).keepPrecision(precision);
        QCOMPARE(Session(file()).precision(), precision);
    }
    write("[General]\nprecision=f8\n");
    QCOMPARE(Session(file()).precision(), nn::Precision::stored);
}

void SessionTest::damagedFileIsPutAsideAndDefaultsAreUsed() {
    const QByteArray damaged("[General\nquality\x00=\xff\n]]=[", 27);
    write(damaged);
    const Session session(file());
    QVERIFY(session.settings() == Settings());
    QCOMPARE(session.putAside(), file() + QStringLiteral(".damaged"));
    QFile aside(session.putAside());
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), damaged);
}

void SessionTest::valuesOutOfRangeAreReplacedByDefaults() {
    write(
        "[General]\nquality=101\ndistortion=telepathy\nlayout=rows-7\nscope=9\nrestart=-1\ntext_view=4\nnew_"
        "tokens=-"
        "5\ntemperature=nan\n"
        "top_k=many\ntop_p=0\nseed=-1\nembeddings_show=2\nembeddings_compare=4\nembeddings_colours=2\n"
        "draw=2\nfinish=3\nstudy_form=\"{\\\"batch\\\":0,\\\"draws\\\":3,\\\"then\\\":-1,"
        "\\\"new_tokens\\\":100000,\\\"qualities\\\":7}\"\n");
    const Session session(file());
    QVERIFY(session.settings() == Settings());
    QVERIFY(session.putAside().isEmpty());
    write("[General]\nstudy_form=\"{\\\"batch\\\":5,\\\"qualities\\\"\"\n");
    QVERIFY(Session(file()).settings() == Settings());
}

// A prompt set of megabytes would be written anew with every letter that is typed.
void SessionTest::promptsOfHalfAMegabyteAreNotKept() {
    Settings settings;
    settings.study.source = QStringLiteral("file/large.txt");
    settings.study.prompts = {{"p", std::string(500'000, 'x')}};
    QFile::remove(file());
    Session(file()).keep(settings);
    QVERIFY(Session(file()).settings().study.prompts.empty());
    QVERIFY(QFile(file()).size() < 10'000);
}

void SessionTest::recentModelsAreKeptOnceTheLatestFirst() {
    QFile::remove(file());
    Session session(file());
    for (const char* name : {"/a", "/b", "/a"}) session.rememberModel(QLatin1String(name));
    QCOMPARE(session.recentModels(), QStringList({QStringLiteral("/a"), QStringLiteral("/b")}));
}

void SessionTest::controlIsMatchedToTheQuality() {
    Settings settings;
    settings.quality = 10;
    settings.control = true;
    const auto request = generationOf(settings);
    QCOMPARE(request.streams.size(), 3U);
    QVERIFY(!request.streams[0].distortion);
    QCOMPARE(codec::streamName(*request.streams[1].distortion), std::string("jpeg-10"));
    QCOMPARE(codec::streamName(*request.streams[2].distortion), std::string("rotation@jpeg-10"));
}

void SessionTest::rotationIsNoControlOfItself() {
    Settings settings;
    settings.control = true;
    settings.distortion = QStringLiteral("rotation");
    QCOMPARE(distortionsOf(settings).size(), 1U);
    QCOMPARE(distortionsOf(settings).front().matched_quality, std::optional<int>(settings.quality));
}

void SessionTest::undoGoesBackAndRedoForwardButNeverTouchThePrompt() {
    SettingsHistory history;
    const Settings first;
    Settings second = first;
    second.quality = 80;
    history.record(first, second);
    second.prompt = QStringLiteral("another");
    history.record(first, first);
    const auto undone = history.undo(second);
    QVERIFY(undone);
    QCOMPARE(undone->quality, first.quality);
    QCOMPARE(undone->prompt, second.prompt);
    QVERIFY(!history.undo(*undone));
    const auto redone = history.redo(*undone);
    QVERIFY(redone && *redone == second);
}

void SessionTest::quickChangesAreOneStepOfUndo() {
    SettingsHistory history;
    const Settings first;
    Settings now = first;
    for (const int quality : {30, 40, 50}) {
        Settings next = now;
        next.quality = quality;
        history.record(now, next);
        now = next;
    }
    QCOMPARE(history.undo(now)->quality, first.quality);
    QVERIFY(!history.canUndo());
}

void SessionTest::otherChangesAreStepsOfTheirOwn() {
    SettingsHistory history;
    const Settings first;
    Settings with_film = first;
    with_film.filmstrip = true;
    history.record(first, with_film);
    Settings with_chat = with_film;
    with_chat.chat = true;
    history.record(with_film, with_chat);
    Settings at_50 = with_chat;
    at_50.quality = 50;
    history.record(with_chat, at_50);
    Settings now = *history.undo(at_50);
    QVERIFY(now == with_chat);
    now = *history.undo(now);
    QVERIFY(now == with_film);
    now = *history.undo(now);
    QVERIFY(now == first);
    QVERIFY(!history.canUndo());
}

void SessionTest::commandLineHasEverythingThatDecidesTheTokens() {
    Settings settings;
    settings.prompt = QStringLiteral("What's up?");
    settings.control = true;
    settings.quality = 25;
    QCOMPARE(
        commandLine(settings, "/models/a b.gguf", nn::Precision::f32),
        QStringLiteral("lossylens run --model '/models/a b.gguf' --precision f32 --prompt 'What'\\''s up?' "
                       "--distortion jpeg-25 --distortion rotation@jpeg-25 --scope both "
                       "--max-new-tokens 200 --seed 1 --temperature 0.8 --top-k 50 --top-p 0.95"));
    settings.sampling.greedy = true;
    settings.control = false;
    settings.stop_at_end = false;
    settings.chat = true;
    settings.prompt = QStringLiteral("-v");
    QCOMPARE(commandLine(settings, "m", nn::Precision::stored),
             QStringLiteral("lossylens run --model m --prompt=-v --chat --distortion jpeg-25 --scope both "
                            "--max-new-tokens 200 --ignore-end --greedy"));
}

void SessionTest::paperPresetKeepsThePapersSettings() {
    std::vector<int> qualities;
    for (const Preset& preset : presets()) {
        if (!preset.total_tokens) continue;
        qualities.push_back(preset.quality);
        const Settings settings = withPreset(Settings(), preset);
        QCOMPARE(settings.prompt, QStringLiteral("What is the meaning of life??"));
        QCOMPARE(*preset.total_tokens, 500);
        QCOMPARE(settings.sampling.temperature, 0.8);
        QCOMPARE(settings.sampling.top_k, 50);
        QCOMPARE(settings.sampling.top_p, 0.95);
        QVERIFY(preset.note.contains(QStringLiteral("top_p=0.")));
    }
    QCOMPARE(qualities, std::vector<int>({95, 75, 25, 10}));
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
