#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/cli/prompt_sets.h"
#include "metrics/answers.h"
#include "started.h"

using namespace lossylens;
using Json = nlohmann::json;

// Prompt sets and what is searched with them, through the built program on tiny models.
class SearchCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySetIsSound() {
        for (const std::string& name : app::promptSetNames()) {
            const auto set = app::findPromptSet(name);
            QVERIFY2(set.has_value(), name.c_str());
            QCOMPARE(set->name, name);
            QVERIFY(!set->about.empty());
            const bool checkable = name == "arithmetic" || name == "facts";
            for (const auto& prompt : set->prompts) QCOMPARE(!prompt.answers.empty(), checkable);
        }
        QCOMPARE(app::findPromptSet("general")->prompts.size(), std::size_t{20});
    }

    // The last line of a sum is "a sign b =".
    void theSumsAnswersAreRight() {
        const auto set = app::findPromptSet("arithmetic");
        QVERIFY(set.has_value());
        for (const auto& prompt : set->prompts) {
            const QString line = QString::fromStdString(prompt.text).section(QLatin1Char('\n'), -1);
            const QStringList parts = line.split(QLatin1Char(' '));
            QCOMPARE(parts.size(), 4);
            const int a = parts[0].toInt(), b = parts[2].toInt();
            const int result = parts[1] == QLatin1String("+")   ? a + b
                               : parts[1] == QLatin1String("-") ? a - b
                               : parts[1] == QLatin1String("*") ? a * b
                                                                : a / b;
            QCOMPARE(prompt.answers, std::vector{std::to_string(result)});
        }
    }

    void promptsListsTheSetsAndShowsOne() {
        const Started list = start(words({"prompts", "--format", "json"}));
        QVERIFY2(list.code == 0, list.err);
        QCOMPARE(list.json().at("sets").size(), std::size_t{4});
        QVERIFY(start(words({"prompts"})).out.contains("arithmetic"));
        const Started one = start(words({"prompts", "facts", "--format", "json"}));
        QCOMPARE(one.json().at("prompts").size(), std::size_t{20});
        QVERIFY(start(words({"prompts", "facts", "--format", "csv"})).out.startsWith("id,text,answers\r\n"));
        const Started none = start(words({"prompts", "no-such-set"}));
        QCOMPARE(none.code, 1);
        QVERIFY(none.err.contains("general, arithmetic, facts, stories"));
    }

    void aSetThatIsShownCanBeReadBack() {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("set.json"));
        QCOMPARE(start(words({"prompts", "facts", "--format", "json", "-o"}) << file).code, 0);
        QCOMPARE(start(words({"prompts", "--format", "json"}) << file).out,
                 start(words({"prompts", "facts", "--format", "json"})).out);
    }

    void tokensMeasuresEachTokenAlone() {
        const auto base = words({"tokens", "--model", "@llama-tiny", "--prompt", "Once upon a time",
                                 "--quality", "10", "--continuation", "4", "--format"});
        const Started json = start(base + words({"json"}));
        QVERIFY2(json.code == 0, json.err);
        const Json effects = json.json();
        QCOMPARE(effects.at("distortion").get<std::string>(), std::string("jpeg-10"));
        QVERIFY(effects.at("together").at("mean_kl").get<double>() > 0);
        for (const Json& token : effects.at("tokens"))
            QVERIFY(token.at("mean_kl").get<double>() >= 0 && token.at("bytes").get<int>() > 0);
        const Started csv = start(base + words({"csv"}));
        QCOMPARE(csv.lines()[0], QByteArray("position,id,piece,cosine,bytes,mean_kl_nats,top1_agreement"));
        QCOMPARE(csv.lines().size(), effects.at("tokens").size() + 1);
        QVERIFY(start(base + words({"text"})).out.contains("all together"));
        QCOMPARE(start(base + words({"text", "--quality", "20"})).code, 2);
    }

    void budgetComparesThreeAllocations() {
        const auto base = words({"budget", "--model", "@llama-tiny", "--prompt", "Once upon a time",
                                 "--continuation", "4", "--random", "2", "--qualities", "1,10,25,60"});
        const Started json = start(base + words({"--format", "json"}));
        QVERIFY2(json.code == 0, json.err);
        const Json budget = json.json();
        QCOMPARE(budget.at("allocations").size(), std::size_t{4});
        for (const Json& allocation : budget.at("allocations"))
            QVERIFY(allocation.at("spent").get<double>() <= budget.at("budget").get<double>());
        const Started csv = start(base + words({"--format", "csv", "--cosine-per-token", "0.7"}));
        QVERIFY2(csv.code == 0, csv.err);
        QCOMPARE(csv.lines().size(), 1 + 4 * budget.at("ids").size());
        const Started text = start(base + words({"--bytes-per-token", "600"}));
        QVERIFY2(text.code == 0, text.err);
        for (const char* word : {"uniform", "greedy", "random-2", "random, n = 2", "quality of each token"})
            QVERIFY2(text.out.contains(word), word);
        QCOMPARE(start(base + words({"--bytes-per-token", "600", "--quality", "25"})).code, 2);
        QCOMPARE(start(base + words({"--bytes-per-token", "10"})).code, 2);
    }

    void wordsComparesTheStreamsOfSeveralRuns() {
        QTemporaryDir folder;
        QStringList runs;
        for (const char* seed : {"1", "2", "3"}) {
            runs << folder.filePath(QString::fromUtf8(seed));
            const Started run =
                start(words({"run", "--model", "@gpt2-tiny", "--prompt", "Once upon a time", "--quality",
                             "50,5", "--max-new-tokens", "30", "--format", "json", "--seed", seed, "-o"})
                      << runs.back());
            QVERIFY2(run.code == 0, run.err);
        }
        const Started compared = start(words({"words", "--phrases", "3", "--format", "json"}) + runs);
        QVERIFY2(compared.code == 0, compared.err);
        const Json streams = compared.json().at("streams");
        QCOMPARE(streams.size(), std::size_t{2});
        QCOMPARE(streams.at(0).at("texts").get<int>(), 3);
        QCOMPARE(streams.at(0).at("baseline_texts").get<int>(), 3);
        QVERIFY(streams.at(0).at("phrases").size() <= 6);
        const Started csv = start(words({"words", "--format", "csv"}) + runs);
        QVERIFY(csv.out.startsWith("stream,words,texts,of,baseline_texts,of_baseline,log_odds,z\r\n"));
        QVERIFY(start(words({"words"}) + runs).out.contains("n = 3 texts"));
        QCOMPARE(start(words({"words"}) << folder.filePath(QStringLiteral("none"))).code, 1);
        QCOMPARE(start(words({"words", "@gpt2-tiny/config.json"})).code, 2);
    }

    void collapseAndAnswersGoThroughASet() {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("set.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"(["Once upon a time", {"id": "q", "text": "The dog", "answers": ["cat"]}])");
        file.close();
        const auto collapse = words({"collapse", "--model", "@llama-tiny", "--qualities", "50,5",
                                     "--max-new-tokens", "12", "--prompts"})
                              << file.fileName();
        const Started searched = start(collapse + words({"--format", "json"}));
        QVERIFY2(searched.code == 0, searched.err);
        QCOMPARE(searched.json().at("prompts").size(), std::size_t{2});
        QCOMPARE(searched.json().at("prompts").at(0).at("trials").size(), std::size_t{2});
        QCOMPARE(start(collapse + words({"--format", "csv"})).lines().size(), std::size_t{5});
        QVERIFY(start(collapse).out.contains("n = 2 prompts"));

        const auto answers = words({"answers", "--model", "@llama-tiny", "--quality", "50,5",
                                    "--max-new-tokens", "4", "--prompts"})
                             << file.fileName();
        const Started answered = start(answers + words({"--format", "json"}));
        QVERIFY2(answered.code == 0, answered.err);
        QCOMPARE(answered.json().at("streams").size(), std::size_t{3});
        QCOMPARE(answered.json().at("streams").at(0).at("n").get<int>(), 1);
        QCOMPARE(start(answers + words({"--format", "csv"})).lines().size(), std::size_t{4});
        QVERIFY(start(answers).out.contains("accuracy"));
    }
};

QTEST_GUILESS_MAIN(SearchCommandsTest)
#include "search_commands_test.moc"
