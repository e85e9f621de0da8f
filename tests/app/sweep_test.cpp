#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <random>

#include "started.h"

namespace {

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
}

const QStringList base = words({"sweep", "--model", "@gpt2-tiny", "--quiet", "--resamples", "200"});

}  // namespace

// `sweep`, `merge` and `study summary`, as a person starts them.
class SweepTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void flagsAndAFileMeanTheSameStudy() {
        const Started by_flags =
            start(base + words({"--prompt", "Once upon", "--prompt", "The sea", "--quality", "75,10",
                                "--distortion", "jpeg", "--distortion", "rotation", "--seeds", "2",
                                "--max-new-tokens", "12"})
                  << QStringLiteral("--rows") << in("flags"));
        QVERIFY2(by_flags.code == 0, by_flags.err);
        writeFile(in("s.json"),
                  R"({"prompts": ["Once upon", "The sea"], "arms": ["jpeg", "rotation"], // as above
                                    "qualities": [75, 10], "seeds": 2, "new_tokens": 12})");
        const Started by_file = start(base + QStringList{in("s.json"), QStringLiteral("--rows"), in("file")});
        QVERIFY2(by_file.code == 0, by_file.err);
        QCOMPARE(by_file.out, by_flags.out);
        QCOMPARE(bytesOf(in("file/rows.jsonl")), bytesOf(in("flags/rows.jsonl")));
        QCOMPARE(bytesOf(in("file/rows.jsonl")).count('\n'), 2 * 2 * 5);
        QCOMPARE(bytesOf(in("file/rows.csv")).count('\n'), 1 + 2 * 2 * 5);
        QVERIFY(by_file.out.contains("Anecdote") && by_file.out.contains("rotation@jpeg-10"));
    }

    void aReportIsTheSameOfRowsWithoutTexts() {
        QVERIFY(start(base + words({"--prompt", "Once upon", "--quality", "75,10", "--seeds", "2",
                                    "--max-new-tokens", "12", "--rows"})
                      << in("whole"))
                    .code == 0);
        QVERIFY(
            start(words({"merge", "--without-texts", "--rows"}) << in("packed/whole") << in("whole")).code ==
            0);
        const auto report = [&](const QString& rows) {
            return start(words({"study", "report", "--title", "Two strengths", "--resamples", "200"})
                         << rows);
        };
        const Started whole = report(in("whole")), packed = report(in("packed/whole"));
        QVERIFY2(whole.code == 0 && whole.out.startsWith("# Two strengths\n"), whole.err);
        QCOMPARE(packed.out, whole.out);
        QCOMPARE(report(in("nowhere")).code, 1);
    }

    void aTextIsTheOneThatRunWrites() {
        const auto how = words({"--prompt", "Once upon a time", "--quality", "30", "--max-new-tokens", "20"});
        const Started run =
            start(words({"run", "--model", "@gpt2-tiny", "--seed", "3", "--format", "json"}) + how);
        const Started sweep = start(base + how + words({"--seeds", "3,9", "--rows"}) << in("r"));
        QVERIFY(run.code == 0 && sweep.code == 0);
        const auto row = nlohmann::json::parse(bytesOf(in("r/rows.jsonl")).split('\n').at(1).toStdString());
        QCOMPARE(row.at("id").dump(), std::string("\"p1/3/jpeg-30\""));
        const auto stream = run.json().at("streams").at(1);
        QCOMPARE(row.at("ids").dump(), stream.at("ids").dump());
        QCOMPARE(row.at("text").dump(), stream.at("text").dump());
        QCOMPARE(row.at("perplexity").dump(), stream.at("metrics").at("perplexity").dump());
        QCOMPARE(row.at("cosine_mean").dump(), run.json().at("cosine").at("30").at("mean").dump());
    }

    // Killed at any moment, it neither repeats nor loses a trial.
    void killedAndStartedAgainItEndsInTheSameBytes() {
        writeFile(in("s.json"), R"({"prompts": ["a", "The sea", "Once upon a time", "x y z", "in the end"],
                                    "arms": ["jpeg-25", "rotation@jpeg-25"], "seeds": 12, "new_tokens": 40})");
        const Started whole = start(base + QStringList{in("s.json"), QStringLiteral("--rows"), in("whole")});
        QVERIFY2(whole.code == 0, whole.err);
        const QByteArray expected = bytesOf(in("whole/rows.jsonl"));
        QCOMPARE(expected.count('\n'), 180);

        std::mt19937 random(1);
        const QStringList command = base + QStringList{in("s.json"), QStringLiteral("--rows"), in("killed"),
                                                       QStringLiteral("--batch"), QStringLiteral("3")};
        int kills = 0;
        while (true) {
            const auto before = bytesOf(in("killed/rows.jsonl")).count('\n');
            const auto enough = before + 1 + static_cast<int>(random() % 20);
            QProcess process;
            process.start(QStringLiteral(LOSSYLENS_PROGRAM), command);
            QVERIFY(process.waitForStarted());
            while (!process.waitForFinished(1) && bytesOf(in("killed/rows.jsonl")).count('\n') < enough) {
            }
            if (process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit) {
                QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
                break;
            }
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            process.waitForFinished();
            ++kills;
            QVERIFY(bytesOf(in("killed/rows.jsonl")).count('\n') >= before);
        }
        QVERIFY2(kills >= 3, qPrintable(QString::number(kills)));
        QCOMPARE(bytesOf(in("killed/rows.jsonl")), expected);
        QCOMPARE(bytesOf(in("killed/rows.csv")), bytesOf(in("whole/rows.csv")));
        QCOMPARE(bytesOf(in("killed/study.json")), bytesOf(in("whole/study.json")));
    }

    void interruptedItSaysSoAndGoesOnFromItsFolder() {
        const QStringList command = base + words({"--prompt", "Once upon a time", "--seeds", "200",
                                                  "--max-new-tokens", "60", "--ignore-end", "--rows"})
                                    << in("r");
        QProcess process;
        process.start(QStringLiteral(LOSSYLENS_PROGRAM), command);
        QVERIFY(process.waitForStarted());
        while (!process.waitForFinished(1) && bytesOf(in("r/rows.jsonl")).count('\n') < 2) {
        }
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAllStandardError().contains("paused after"));
        const Started resumed = start(base + QStringList{in("r")});
        QVERIFY2(resumed.code == 0, resumed.err);
        QCOMPARE(bytesOf(in("r/rows.jsonl")).count('\n'), 400);
        QVERIFY(bytesOf(in("r/sessions.jsonl")).count('\n') == 2);
    }

    void shardsMergedAreTheWholeByteForByte() {
        writeFile(in("s.json"), R"({"prompts": ["a", "The sea", "Once"], "arms": ["jpeg-25"], "seeds": 3,
                                    "new_tokens": 15})");
        QVERIFY(start(base + QStringList{in("s.json"), QStringLiteral("--rows"), in("whole")}).code == 0);
        QStringList parts;
        for (int i = 1; i <= 4; ++i) {
            const QString shard = QStringLiteral("%1/4").arg(i);
            parts << in(QStringLiteral("part%1").arg(i));
            const Started part = start(base + QStringList{in("s.json"), QStringLiteral("--rows"),
                                                          parts.last(), QStringLiteral("--shard"), shard});
            QVERIFY2(part.code == 0, part.err);
        }
        const QStringList merge{QStringLiteral("merge"), QStringLiteral("--rows"), in("merged")};
        const Started some = start(merge + parts.mid(1));
        QCOMPARE(some.code, 1);
        QVERIFY(some.err.contains("6 of 18 trials"));
        std::reverse(parts.begin(), parts.end());
        const Started all = start(merge + parts);
        QVERIFY2(all.code == 0, all.err);
        for (const char* file : {"rows.jsonl", "rows.csv", "study.json"}) {
            QVERIFY(!bytesOf(in(QStringLiteral("whole/") + QString::fromUtf8(file))).isEmpty());
            QCOMPARE(bytesOf(in(QStringLiteral("merged/") + QString::fromUtf8(file))),
                     bytesOf(in(QStringLiteral("whole/") + QString::fromUtf8(file))));
        }
        const auto summary = [](const QString& rows) {
            return start(words({"study", "summary", "--format", "json", "--resamples", "200"}) << rows).out;
        };
        QCOMPARE(summary(in("merged")), summary(in("whole/rows.jsonl")));
        QVERIFY(!summary(in("merged")).isEmpty());
    }

    void partsOfDifferentStudiesAreNotMerged() {
        const auto sweep = [&](const char* seed, const char* rows) {
            return start(base + words({"--prompt", "a", "--max-new-tokens", "3", "--seeds", seed, "--rows"})
                         << in(rows));
        };
        QVERIFY(sweep("1,2", "one").code == 0 && sweep("1,3", "two").code == 0);
        const Started merged =
            start({QStringLiteral("merge"), QStringLiteral("--rows"), in("m"), in("one"), in("two")});
        QCOMPARE(merged.code, 2);
        QVERIFY(merged.err.contains("two"));
    }

    void summariesComeInEveryFormat() {
        QVERIFY(start(base + words({"--prompt", "a", "--max-new-tokens", "6", "--seeds", "3", "--rows"})
                      << in("r"))
                    .code == 0);
        const auto summary = [&](const char* format) {
            return start(words({"study", "summary", "--resamples", "200", "--format", format}) << in("r"));
        };
        const auto json = summary("json").json();
        for (const char* key : {"study", "prompts", "seeds", "trials", "arms", "thresholds", "cautions"})
            QVERIFY2(json.contains(key), key);
        QCOMPARE(summary("csv").lines().front(),
                 QByteArray("arm,against,measure,prompts,trials,anecdote,mean,low_95,high_95,p,p_holm"));
        QVERIFY(summary("text").out.contains("jpeg-25"));
    }

    void wrongUsageIsToldInOneLine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("place");
        const auto add = [](const char* name, const QStringList& arguments, const char* place) {
            QTest::newRow(name) << arguments << QByteArray(place);
        };
        add("nothing", {}, "prompts");
        add("no file", words({"nowhere.json"}), "nowhere.json");
        add("shard", words({"--prompt", "a", "--shard", "3/2"}), "shard");
        add("batch", words({"--prompt", "a", "--batch", "0"}), "batch");
        add("seeds", words({"--prompt", "a", "--seeds", "x"}), "--seeds");
        add("no seeds", words({"--prompt", "a", "--seeds", "0"}), "--seeds");
        add("too long", words({"--prompt", "a", "--max-new-tokens", "99999"}), "p1");
    }
    void wrongUsageIsToldInOneLine() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, place);
        const Started done = start(base + arguments + QStringList{QStringLiteral("--rows"), in("r")});
        QVERIFY(done.code == 1 || done.code == 2);
        QVERIFY2(done.err.contains(place) && done.err.count('\n') == 1, done.err);
        QVERIFY(!QFile::exists(in("r/rows.jsonl")));
    }

    void aPlanSaysWhatItTakesAndDoesNothing() {
        const auto plan = [&] {
            return start(base + words({"--prompt", "a b c", "--seeds", "4", "--max-new-tokens", "10",
                                       "--plan", "--format", "json", "--rows"})
                         << in("r"));
        };
        const Started before = plan();
        QVERIFY2(before.code == 0, before.err);
        QCOMPARE(before.json().at("trials").dump(), std::string("8"));
        QCOMPARE(before.json().at("tokens").dump(), std::string("80"));
        QVERIFY(before.json().at("minutes").get<double>() > 0);
        QVERIFY(!QFile::exists(in("r")));
        QVERIFY(start(base + words({"--prompt", "a b c", "--seeds", "4", "--max-new-tokens", "10", "--rows"})
                      << in("r"))
                    .code == 0);
        QCOMPARE(plan().json().at("done").dump(), std::string("8"));
        QCOMPARE(plan().json().at("tokens").dump(), std::string("0"));
    }

    void aFileAndFlagsThatSayTheSameAreRefused() {
        writeFile(in("s.json"), R"({"prompts": ["a"]})");
        const Started done =
            start(base + QStringList{in("s.json"), QStringLiteral("--seeds"), QStringLiteral("2")});
        QCOMPARE(done.code, 2);
        QVERIFY2(done.err.contains("--seeds"), done.err);
    }

private:
    [[nodiscard]] QString in(const char* name) const { return folder_->filePath(QString::fromUtf8(name)); }
    [[nodiscard]] QString in(const QString& name) const { return folder_->filePath(name); }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(SweepTest)
#include "sweep_test.moc"
