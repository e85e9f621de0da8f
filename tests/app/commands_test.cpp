#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "started.h"

namespace {

using Json = nlohmann::json;

// The first reference prompt of a model: what transformers and Pillow make of it.
Json referenceOf(const char* model) {
    std::ifstream file(std::string(LOSSYLENS_FIXTURES "/reference/") + model + ".json");
    return Json::parse(file).at("prompts").at(0);
}

QString promptOf(const Json& reference) { return QString::fromStdString(reference.at("prompt")); }

QStringList keysOf(const Json& object) {
    QStringList keys;
    for (const auto& item : object.items()) keys << QString::fromStdString(item.key());
    return keys;
}

bool has(const Json& object, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
        if (!object.contains(key)) {
            qWarning("no \"%s\" among %s", key, qPrintable(keysOf(object).join(QLatin1Char(' '))));
            return false;
        }
    }
    return true;
}

}  // namespace

// Each subcommand in each format, on tiny models, against the reference figures.
class CommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokenizeGivesTheReferenceIds() {
        const Json reference = referenceOf("llama-tiny");
        const Started done =
            start(words({"tokenize", "--model", "@llama-tiny", "--format", "json", "--prompt"})
                  << promptOf(reference));
        QCOMPARE(done.code, 0);
        QCOMPARE(done.err, QByteArray());
        QCOMPARE(done.json().at("ids").dump(), reference.at("ids").dump());
        QCOMPARE(done.json().at("pieces").size(), reference.at("ids").size());
    }

    void distortionsAreListedInEachFormat() {
        const Started json = start(words({"distortions", "--format", "json"}));
        QCOMPARE(json.code, 0);
        const Json list = json.json().at("distortions");
        QVERIFY(list.size() > 10);
        for (const Json& one : list)
            QVERIFY(has(one, {"name", "label", "formula", "strength", "matchable", "random"}));
        for (const char* format : {"csv", "text"}) {
            const Started other = start(words({"distortions", "--format", format}));
            QCOMPARE(other.code, 0);
            for (const Json& one : list)
                QVERIFY(other.out.contains(QByteArray::fromStdString(one.at("name"))));
        }
    }

    // Beside what a match reached stands what it was to reach; what comes back is counted.
    void aRunSaysWhatItsMatchesAimedAt() {
        const Started done =
            start(words({"run", "--model", "@llama-tiny", "--format", "json", "--quiet", "--prompt",
                         "Once upon", "--max-new-tokens", "2", "--distortion", "jpeg-25", "--distortion",
                         "dct@jpeg-25", "--distortion", "jpeg-95+nearest"}));
        QCOMPARE(done.code, 0);
        const Json cosine = done.json().at("cosine");
        const Json& jpeg = cosine.at("25");
        const Json& dct = cosine.at("dct@jpeg-25");
        const Json& nearest = cosine.at("jpeg-95+nearest");
        QVERIFY(!jpeg.contains("target_cosine"));
        QCOMPARE(dct.at("target_cosine").at("tokens").size(), jpeg.at("tokens").size());
        for (std::size_t i = 0; i < jpeg.at("tokens").size(); ++i) {
            const double target = dct.at("target_cosine").at("tokens")[i];
            QVERIFY(std::abs(target - jpeg.at("tokens")[i].get<double>()) < 1e-9);
            QVERIFY(std::abs(target - dct.at("achieved_cosine").at("tokens")[i].get<double>()) < 1e-5);
        }
        QCOMPARE(nearest.at("recovered").get<std::size_t>(), jpeg.at("tokens").size());
        QCOMPARE(nearest.at("nearest").dump(), done.json().at("ids").dump());
    }

    void promptsComeFromAFileOrFromStandardInput() {
        const QByteArray text = "one\ntwo  three";
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("prompt.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const auto base = words({"tokenize", "--model", "@llama-tiny", "--format", "json"});
        const Started argument = start(base + words({"--prompt"}) << QString::fromUtf8(text));
        const Started from_file = start(base + words({"--prompt-file"}) << file.fileName());
        const Started from_input = start(base + words({"--prompt", "-"}), text);
        QCOMPARE(argument.code, 0);
        QCOMPARE(from_file.out, argument.out);
        QCOMPARE(from_input.out, argument.out);
    }

    void promptsAreTakenToTheLetter_data() {
        QTest::addColumn<QString>("prompt");
        for (const char* prompt :
             {"[a]", "\"quoted\"", "-x", "--seed", "a,b", "%%", "{}", "x=y", "é – 漢字", " "})
            QTest::newRow(prompt) << QString::fromUtf8(prompt);
    }
    void promptsAreTakenToTheLetter() {
        QFETCH(QString, prompt);
        const Started done = start(words({"tokenize", "--model", "@gpt2-tiny", "--format", "json"})
                                   << QStringLiteral("--prompt=") + prompt);
        QVERIFY2(done.code == 0, done.err);
        const Started reference =
            start(words({"tokenize", "--model", "@gpt2-tiny", "--format", "json", "--prompt", "-"}),
                  prompt.toUtf8());
        QCOMPARE(done.out, reference.out);
        QVERIFY(!done.json().at("ids").empty());
    }

    void runWritesEveryStreamWithTheReferenceIds() {
        const Json reference = referenceOf("llama-tiny");
        const Started done =
            start(words({"run", "--model", "@llama-tiny", "--precision", "f32", "--greedy", "--ignore-end",
                         "--max-new-tokens", "24", "--quality", "25", "--format", "json", "--prompt"})
                  << promptOf(reference));
        QVERIFY2(done.code == 0, done.err);
        const Json run = done.json();
        QVERIFY(has(run, {"model", "prompt", "ids", "settings", "cosine", "streams"}));
        QVERIFY(has(run.at("cosine").at("25"), {"flattened", "mean", "tokens"}));
        QCOMPARE(run.at("ids").dump(), reference.at("ids").dump());
        QCOMPARE(run.at("streams").size(), std::size_t{2});
        QCOMPARE(run.at("streams").at(0).at("name").dump(), std::string("\"baseline\""));
        QCOMPARE(run.at("streams").at(0).at("ids").dump(), reference.at("greedy24_base").dump());
        QCOMPARE(run.at("streams").at(1).at("name").dump(), std::string("\"jpeg-25\""));
        QCOMPARE(run.at("streams").at(1).at("ids").dump(), reference.at("q").at("25").at("greedy24").dump());
        QVERIFY(has(run.at("streams").at(1), {"quality", "text", "tokens_per_second", "metrics"}));
        const Json& metrics = run.at("streams").at(1).at("metrics");
        QVERIFY(
            has(metrics, {"agreed", "seq_rep_4", "diversity", "loop", "tone", "gzip_ratio", "perplexity"}));
        QVERIFY(has(metrics.at("tone"), {"sentences", "negative", "share"}));
    }

    void theSameSeedGivesTheSameTokensWhateverTheThreads() {
        const auto base = words({"run", "--model", "@gpt2-tiny", "--prompt", "Once upon a time", "--seed",
                                 "7", "--max-new-tokens", "20", "--format", "csv"});
        const Started one = start(base + words({"--threads", "1"}));
        QCOMPARE(one.code, 0);
        QCOMPARE(start(base + words({"--threads", "3"})).out, one.out);
        QVERIFY(start(base + words({"--seed", "8"})).code == 2);  // given twice
    }

    void runAsCsvHasARowAStreamAndToken() {
        const Started done = start(words({"run", "--model", "@gpt2-tiny", "--prompt", "Hello", "--ignore-end",
                                          "--distortion", "jpeg", "--distortion", "rotation", "--quality",
                                          "50", "--max-new-tokens", "5", "--format", "csv"}));
        QVERIFY2(done.code == 0, done.err);
        QCOMPARE(done.lines().size(), std::size_t{1 + 3 * 5});
        QCOMPARE(done.lines()[0], QByteArray("stream,position,id,text,run"));
        QVERIFY(done.lines()[11].startsWith("rotation@jpeg-50,0,"));
    }

    void runAsTextShowsPromptTextsAndTable() {
        const Started done = start(words({"run", "--model", "@gpt2-tiny", "--prompt", "Hello",
                                          "--max-new-tokens", "5", "--quality", "95,10"}));
        QVERIFY2(done.code == 0, done.err);
        for (const char* word : {"Hello", "baseline", "jpeg-95", "jpeg-10", "cosine", "seq-rep-4",
                                 "perplexity", "diversity", "negative", "gzip ratio"})
            QVERIFY2(done.out.contains(word), word);
    }

    void everyFormOfARunIsReplayed_data() {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("name");
        QTest::newRow("json") << words({"run", "--format", "json"}) << QStringLiteral("a.json");
        QTest::newRow("csv") << words({"run", "--format", "csv"}) << QStringLiteral("a.csv");
        QTest::newRow("png") << words({"shot", "--size", "160x100"}) << QStringLiteral("a.png");
        QTest::newRow("svg") << words({"shot"}) << QStringLiteral("a.svg");
        QTest::newRow("pdf") << words({"shot"}) << QStringLiteral("a.pdf");
        QTest::newRow("html") << words({"report"}) << QStringLiteral("a.html");
    }
    void everyFormOfARunIsReplayed() {
        QFETCH(QStringList, command);
        QFETCH(QString, name);
        const QTemporaryDir folder;
        const QString file = folder.filePath(name);
        const Started written = start(
            command + words({"--model", "@llama-tiny", "--chat", "--seed", "3", "--max-new-tokens", "12",
                             "--quality", "75,10", "--precision", "f32"})
            << QStringLiteral("-o") << file << QStringLiteral("--prompt=</script> %2 \u05E9 \"a\" & b"));
        QVERIFY2(written.code == 0, written.err);
        // A picture does not say in which folder its model lies.
        const Started again = start(words({"replay", "--model", "@llama-tiny"}) << file);
        QVERIFY2(again.code == 0, QByteArray(again.out + again.err));
        QVERIFY2(again.out.startsWith("The same "), again.out);
        const Started other =
            start(words({"replay", "--model", "@llama-q4_0.gguf", "--format", "json"}) << file);
        QVERIFY2(other.code == 1, other.err);
        QCOMPARE(other.json().at("same").get<bool>(), false);
        QCOMPARE(other.json().at("circumstances").at(0).at("what").get<std::string>(), std::string("model"));
    }

    void replayFindsAChangedTokenAndTheModelByItself() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("a.json"));
        const Started written = start(words({"run", "--model", "@gpt2-tiny", "--prompt", "Hello", "--format",
                                             "json", "--max-new-tokens", "8", "-o"})
                                      << file);
        QVERIFY2(written.code == 0, written.err);
        QCOMPARE(start(words({"replay"}) << file).code, 0);
        std::ifstream before(file.toStdString());
        Json run = Json::parse(before);
        auto& id = run["streams"][1]["ids"][2];
        id = id.get<int>() + 1;
        std::ofstream(file.toStdString()) << run.dump();
        const Started changed = start(words({"replay"}) << file);
        QCOMPARE(changed.code, 1);
        QVERIFY2(changed.out.contains("jpeg-25: the first 2 tokens are the same"), changed.out);
    }

    void replayRefusesWhatIsNoRun() {
        QCOMPARE(start(words({"replay"})).code, 2);
        const Started missing = start(words({"replay", "/nowhere/a.png"}));
        QCOMPARE(missing.code, 1);
        QVERIFY(missing.err.contains("/nowhere/a.png"));
        const Started other = start(words({"replay", LOSSYLENS_FIXTURES "/README.md"}));
        QCOMPARE(other.code, 1);
        QVERIFY(other.err.contains("README.md") && other.err.count('\n') == 1);
    }

    void scoreComparesEveryPositionWithTheReference() {
        const Json reference = referenceOf("gpt2-tiny");
        const Json expected = reference.at("q").at("25").at("kl_per_pos");
        const Started done = start(words({"score", "--model", "@gpt2-tiny", "--precision", "f32", "--quality",
                                          "25", "--format", "json", "--prompt"})
                                   << promptOf(reference));
        QVERIFY2(done.code == 0, done.err);
        const Json score = done.json();
        QVERIFY(has(score, {"positions", "mean_kl", "median_kl", "p99_kl", "mean_jsd", "top1_agreement",
                            "top10_overlap"}));
        QCOMPARE(score.at("positions").size(), expected.size());
        QVERIFY(score.at("positions").at(0).at("surprisal_base").is_null());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const Json& position = score.at("positions").at(i);
            QVERIFY(has(position,
                        {"id", "piece", "surprisal_base", "surprisal_distorted", "kl", "jsd", "top10_overlap",
                         "top1_base", "top1_distorted", "entropy_base", "entropy_distorted"}));
            const double kl = expected.at(i);
            QVERIFY(std::abs(position.at("kl").get<double>() - kl) < 2e-4 + 2e-3 * kl);
            QCOMPARE(position.at("top1_distorted").dump(),
                     reference.at("q").at("25").at("top1").at(i).dump());
        }
    }

    void scoreTakesOneDistortion() {
        const Started done =
            start(words({"score", "--model", "@gpt2-tiny", "--prompt", "a b", "--quality", "25,50"}));
        QCOMPARE(done.code, 2);
        QVERIFY(done.err.contains("one distortion"));
    }

    void curveHasCosinesAndBytesOfTheReference() {
        const Json reference = referenceOf("llama-tiny");
        const Started done = start(
            words({"curve", "--model", "@llama-tiny", "--qualities", "75,25", "--format", "json", "--prompt"})
            << promptOf(reference));
        QVERIFY2(done.code == 0, done.err);
        const Json curve = done.json().at("curve");
        QCOMPARE(curve.size(), std::size_t{2});
        for (const Json& point : curve) {
            const Json& expected = reference.at("q").at(std::to_string(point.at("quality").get<int>()));
            QCOMPARE(point.at("bytes").dump(), expected.at("bytes").dump());
            QVERIFY(std::abs(point.at("cosine_flattened").get<double>() -
                             expected.at("cos_flat").get<double>()) < 2e-6);
        }
    }

    void curveCoversEveryQualityByItself() {
        const auto base = words({"curve", "--model", "@gpt2-tiny", "--prompt", "Hello"});
        const Started csv = start(base + words({"--format", "csv"}));
        QCOMPARE(csv.code, 0);
        QCOMPARE(csv.lines()[0],
                 QByteArray("quality,token,id,piece,cosine,bytes,cosine_flattened,cosine_mean,layout"));
        QVERIFY(csv.lines().back().startsWith("100,"));
        QCOMPARE(start(base).lines().size(), std::size_t{101});
    }

    void curveCarriesTheVocabularysBandWhenAsked() {
        const auto base = words({"curve", "--model", "@gpt2-tiny", "--prompt", "Hello", "--qualities",
                                 "10,75", "--band", "--format"});
        const Started json = start(base + words({"json"}));
        QVERIFY2(json.code == 0, json.err);
        const Json band = json.json().at("vocabulary");
        QCOMPARE(band.at("band").size(), std::size_t{2});
        for (const Json& point : band.at("band")) {
            QVERIFY(point.at("cosine_5") < point.at("cosine_50"));
            QVERIFY(point.at("cosine_50") < point.at("cosine_95"));
        }
        const Started csv = start(base + words({"csv"}));
        QVERIFY(csv.lines()[0].endsWith(",vocabulary_5,vocabulary_50,vocabulary_95,vocabulary_n"));
        QCOMPARE(csv.lines().back().split(',').back().toInt(), band.at("n").get<int>());
    }

    void vocabularyAgreesWithEveryTokensOwnCurve() {
        const Started done = start(words({"vocabulary", "--model", "@llama-tiny", "--quality", "75,25",
                                          "--bytes", "--tokens", "3", "--format", "json"}));
        QVERIFY2(done.code == 0, done.err);
        const Json views = done.json().at("vocabulary");
        QCOMPARE(views.size(), std::size_t{2});
        const Json& view = views.at(1);
        QVERIFY(has(view, {"name", "quality", "rows", "refused", "undefined", "cosine", "norm_ratio", "bytes",
                           "histogram", "worst", "best"}));
        QCOMPARE(view.at("name").dump(), std::string("\"jpeg-25\""));
        QCOMPARE(view.at("rows").dump(), done.json().at("model").at("vocabulary").dump());
        QCOMPARE(view.at("worst").size(), std::size_t{3});
        QCOMPARE(view.at("worst").at(0).at("cosine").dump(), view.at("cosine").at("least").dump());
        QCOMPARE(view.at("best").at(0).at("cosine").dump(), view.at("cosine").at("most").dump());
        QVERIFY(view.at("cosine").at("quantiles").at("50") <
                views.at(0).at("cosine").at("quantiles").at("50"));

        // The worst token as the curve of a prompt has it.
        const Json& worst = view.at("worst").at(0);
        const Started curve = start(
            words({"curve", "--model", "@llama-tiny", "--qualities", "25", "--format", "json"})
            << QStringLiteral("--prompt=") + QString::fromStdString(worst.at("piece").get<std::string>()));
        QVERIFY2(curve.code == 0, curve.err);
        const auto ids = curve.json().at("ids").get<std::vector<int>>();
        const auto at = std::ranges::find(ids, worst.at("id").get<int>()) - ids.begin();
        QVERIFY2(at < std::ssize(ids), "the worst token is none that can be typed");
        const Json point = curve.json().at("curve").at(0);
        QCOMPARE(point.at("cosine").at(std::size_t(at)).dump(), worst.at("cosine").dump());
        QCOMPARE(point.at("bytes").at(std::size_t(at)).dump(), worst.at("bytes").dump());
    }

    void vocabularyAsCsvHasARowAStreamAndMeasure() {
        const auto base = words({"vocabulary", "--model", "@gpt2-tiny", "--quality", "25", "--distortion",
                                 "jpeg", "--distortion", "rotation"});
        const Started csv = start(base + words({"--format", "csv"}));
        QVERIFY2(csv.code == 0, csv.err);
        QCOMPARE(csv.lines()[0],
                 QByteArray("stream,measure,rows,refused,n,mean,least,p1,p5,p25,p50,p75,p95,p99,most"));
        QCOMPARE(csv.lines().size(), std::size_t{1 + 2 + 3});  // what is matched has its target, too
        QVERIFY(csv.lines()[3].startsWith("rotation@jpeg-25,cosine,"));
        QVERIFY(csv.lines()[4].startsWith("rotation@jpeg-25,target_cosine,"));
        const Started text = start(base);
        for (const char* word : {"jpeg-25", "rotation@jpeg-25", "norm ratio", "lowest cosine", "5 %"})
            QVERIFY2(text.out.contains(word), word);
    }

    void numbersAreTheSameInACommaDecimalLocale() {
        QProcessEnvironment environment = withoutDisplay();
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("de_DE.UTF-8"));
        const auto arguments =
            words({"curve", "--model", "@gpt2-tiny", "--prompt", "Hello", "--format", "csv"});
        QCOMPARE(start(arguments, {}, environment).out, start(arguments).out);
    }

    void answersGoToAFileWhenOneIsNamed() {
        QTemporaryDir folder;
        const QString name = folder.filePath(QString::fromUtf8("größe.json"));
        const auto base = words({"curve", "--model", "@gpt2-tiny", "--prompt", "Hello", "--format", "json"});
        const Started done = start(base + words({"-o"}) << name);
        QVERIFY2(done.code == 0, done.err);
        QCOMPARE(done.out, QByteArray());
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), start(base).out);
    }

    void aPipeIsWrittenToAndALinkStaysALink() {
        QTemporaryDir folder;
        const auto base =
            words({"tokenize", "--model", "@gpt2-tiny", "--prompt", "Hello", "--format", "csv", "-o"});
        const QByteArray pipe = folder.filePath(QStringLiteral("pipe")).toUtf8();
        QCOMPARE(::mkfifo(pipe, 0600), 0);
        const int reader = ::open(pipe, O_RDWR | O_NONBLOCK);
        QCOMPARE(start(base + QStringList{QString::fromUtf8(pipe)}).code, 0);
        QByteArray read(4096, Qt::Uninitialized);
        read.truncate(::read(reader, read.data(), static_cast<std::size_t>(read.size())));
        ::close(reader);
        QVERIFY(read.startsWith("position,id,piece"));

        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QString link = folder.filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(file.fileName(), link));
        QCOMPARE(start(base + QStringList{link}).code, 0);
        QCOMPARE(QFile::symLinkTarget(link), file.fileName());
        QFile written(file.fileName());
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), read);
    }

    void shotDrawsPictures_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << QStringLiteral("png") << QByteArray("\x89PNG");
        QTest::newRow("svg") << QStringLiteral("svg") << QByteArray("<?xml");
        QTest::newRow("pdf") << QStringLiteral("pdf") << QByteArray("%PDF");
    }
    void shotDrawsPictures() {
        QFETCH(QString, ending);
        QFETCH(QByteArray, start);
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("picture.") + ending);
        const Started done = ::start(words({"shot", "--model", "@gpt2-tiny", "--prompt", "Hello", "--quality",
                                            "25", "--max-new-tokens", "5", "--output"})
                                     << name);
        QVERIFY2(done.code == 0, done.err);
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(8).startsWith(start));
    }

    void shotDrawsInTheSizeThatIsAskedFor() {
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("picture.png"));
        const auto base =
            words({"shot", "--model", "@gpt2-tiny", "--prompt", "Hello", "--max-new-tokens", "2", "-o"})
            << name;
        QCOMPARE(start(base).code, 0);
        QCOMPARE(sizeOfPng(name), QSize(1440, 900));
        QCOMPARE(start(base + words({"--size", "720x500", "--scale", "2"})).code, 0);
        QCOMPARE(sizeOfPng(name), QSize(1440, 1000));
    }

    void shotNeedsAFileItCanDraw() {
        const auto base = words({"shot", "--model", "@gpt2-tiny", "--prompt", "Hello"});
        QCOMPARE(start(base).code, 2);
        QCOMPARE(start(base + words({"-o", "picture.gif"})).code, 2);
        QCOMPARE(start(base + words({"-o", "p.png", "--size", "wide"})).code, 2);
    }

    void benchMeasuresEngineAndCodec() {
        const Started done = start(words({"bench", "--model", "@llama-q4_1.gguf", "--streams", "1,3",
                                          "--threads", "1", "--format", "json"}));
        QVERIFY2(done.code == 0, done.err);
        const Json bench = done.json();
        QVERIFY(has(bench, {"machine", "model", "engine", "codec"}));
        QVERIFY(has(bench.at("machine"), {"threads", "instruction_set", "libraries"}));
        QVERIFY(bench.at("machine").at("read_bytes_per_second").get<double>() > 0);
        QCOMPARE(bench.at("machine").at("threads").dump(), std::string("1"));
        QVERIFY(has(bench.at("engine"),
                    {"prompt_tokens_per_second", "load_ms", "first_token_ms", "peak_memory_bytes"}));
        QCOMPARE(bench.at("engine").at("decode").size(), std::size_t{2});
        QCOMPARE(bench.at("engine").at("decode").at(1).at("streams").dump(), std::string("3"));
        QVERIFY(bench.at("engine").at("decode").at(1).at("ms_per_step").get<double>() > 0);
        QVERIFY(bench.at("engine").at("pair_against_one").is_null());
        const Json& memory = bench.at("engine").at("memory_bytes");
        QVERIFY(memory.at("anonymous").get<double>() + memory.at("file").get<double>() <=
                memory.at("all").get<double>());
        QVERIFY(memory.at("all").get<double>() <= memory.at("peak").get<double>());
        QVERIFY(has(bench.at("engine").at("stop_ms"), {"in_prompt", "in_writing"}));
        QVERIFY(has(bench.at("engine").at("stop_ms"), {"in_prompt", "in_writing"}));
        const Json& against = bench.at("engine").at("fast_against_exact");
        QVERIFY(against.at("positions").get<int>() > 0);
        QVERIFY(against.at("mean_kl").get<double>() >= 0);
        QVERIFY(against.at("top1_agreement").get<double>() > 0.5);
        QVERIFY(has(bench.at("codec"), {"round_trip_us", "vocabulary_ms", "slider_ms"}));
        QVERIFY(
            has(bench.at("codec").at("round_trip_us").at(0), {"dimensions", "quality", "fast", "libjpeg"}));
    }

    void benchRepeatsAndMeasuresTheEngineAlone() {
        const auto base = words({"bench", "--model", "@llama-q4_1.gguf", "--streams", "1,2", "--prompts",
                                 "16,64", "--repeat", "3", "--engine-only", "--threads", "1", "--format"});
        const Started done = start(base + words({"json"}));
        QVERIFY2(done.code == 0, done.err);
        const Json bench = done.json();
        QVERIFY(!bench.contains("codec"));
        const Json& engine = bench.at("engine");
        QVERIFY(!engine.contains("fast_against_exact") && !engine.contains("stop_ms"));
        const double one = engine.at("decode").at(0).at("ms_per_step").get<double>();
        const double two = engine.at("decode").at(1).at("ms_per_step").get<double>();
        QCOMPARE(engine.at("pair_against_one").get<double>(), two / one);
        QVERIFY(engine.at("decode").at(0).at("least").get<double>() <= one);
        QVERIFY(one <= engine.at("decode").at(0).at("most").get<double>());
        QCOMPARE(engine.at("prompts").at(1).at("tokens").get<int>(), 64);

        const Started table = start(base + words({"csv"}));
        QVERIFY(table.out.startsWith("figure,value,unit,least,most\r\n"));
        QVERIFY(table.out.contains("\r\n\"prompt, 64 tokens\","));
    }

private:
    static QSize sizeOfPng(const QString& name) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly)) return {};
        const QByteArray header = file.read(24);
        const auto number = [&header](int at) { return header.mid(at, 4).toHex().toInt(nullptr, 16); };
        return {number(16), number(20)};
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
