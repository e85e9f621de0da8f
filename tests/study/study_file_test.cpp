#include "study/study_file.h"

#include <QTest>
#include <nlohmann/json.hpp>
#include <set>

#include "study_support.h"

using namespace lossylens;
using namespace lossylens::study;

namespace {

std::vector<std::string> namesOf(const Study& study) {
    std::vector<std::string> names;
    for (const Arm& arm : study.arms) names.push_back(nameOf(arm));
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

class StudyFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingThatAStudyHasIsRead() {
        const auto study = parseStudy(R"({
            // comments are allowed
            "name": "first", "model": "some-model", "precision": "f32", "chat": true,
            "prompts": ["one", {"id": "other", "text": "two"}], /* here too */
            "arms": ["jpeg", "rotation", {"distortion": "rotation", "strengths": [0.5, 0.25]}, "jpeg-1+rows-8"],
            "qualities": [95, 10],
            "seeds": [3, 18446744073709551615],
            "sampling": {"temperature": 1.5, "top_k": 0, "top_p": 1, "greedy": false},
            "new_tokens": 7, "scope": "prompt", "stop_at_end": false,
            "collapse": {"loop_ids": 16, "seq_rep_4": 0.25}})",
                                      {});
        QVERIFY2(study, study ? "" : study.error().text().c_str());
        QCOMPARE(study->name, std::string("first"));
        QCOMPARE(study->model, std::string("some-model"));
        QVERIFY(study->precision == nn::Precision::f32 && study->chat);
        QVERIFY((study->prompts == std::vector<Prompt>{{"p1", "one"}, {"other", "two"}}));
        QCOMPARE(namesOf(*study),
                 (Names{"baseline", "jpeg-95", "jpeg-10", "rotation@jpeg-95", "rotation@jpeg-10",
                        "rotation-0.5", "rotation-0.25", "jpeg-1+rows-8"}));
        QVERIFY((study->seeds == std::vector<std::uint64_t>{3, 18446744073709551615U}));
        QVERIFY(study->sampling.temperature == 1.5 && study->sampling.top_k == 0 &&
                study->sampling.top_p == 1);
        QCOMPARE(study->new_tokens, 7);
        QVERIFY(study->scope == lens::Scope::prompt && !study->stop_at_end);
        QVERIFY((study->collapse == CollapseRule{16, .25}));
    }

    void whatIsNotSaidIsTheUsual() {
        const auto study = parseStudy(R"({"prompts": ["a"]})", {});
        QVERIFY(study);
        QCOMPARE(namesOf(*study), (Names{"baseline", "jpeg-25"}));
        QVERIFY((study->seeds == std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
        QVERIFY(study->sampling == nn::Sampling{});
        QCOMPARE(study->new_tokens, 200);
    }

    void aNumberOfSeedsCountsFromOne() {
        const auto study = parseStudy(R"({"prompts": ["a"], "seeds": 3})", {});
        QVERIFY(study && (study->seeds == std::vector<std::uint64_t>{1, 2, 3}));
    }

    void whatIsWrittenIsReadBack() {
        Study study = smallStudy();
        study.name = "a name";
        study.seeds = {0, 18446744073709551615U};
        study.sampling.top_p = .123456789;
        study.collapse.loop_ids = 9;
        const auto again = parseStudy(toJson(study).dump(), {});
        QVERIFY(again && *again == study);
    }

    void mistakesAreNamedWithTheirPlace_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("place");
        const auto add = [](const char* json, const char* place) {
            QTest::newRow(json) << QByteArray(json) << QByteArray(place);
        };
        add("", "line 1");
        add("[1]", "study");
        add(R"({"prompts": "a"})", "prompts");
        add(R"({})", "prompts");
        add(R"({"prompts": []})", "prompts");
        add(R"({"prompts": ["a", 3]})", "prompts[1]");
        add(R"({"prompts": ["a", {"txt": "b"}]})", "prompts[1].txt");
        add(R"({"prompts": [""]})", "prompts[0]");
        add(R"({"prompts": [{"id": "a b", "text": "c"}]})", "prompts[0]");
        add(R"({"prompts": [{"id": "p2", "text": "c"}, "d"]})", "prompts[1]");
        add(R"({"prompts": [{"file": "not there.txt"}]})", "not there.txt");
        add(R"({"prompts": ["a"], "arms": ["jpg-25"]})", "arms[0]");
        add(R"({"prompts": ["a"], "arms": ["jpeg-25", "jpeg-0"]})", "arms[1]");
        add(R"({"prompts": ["a"], "arms": ["jpeg-25", "jpeg-25"]})", "arms");
        add(R"({"prompts": ["a"], "arms": [{"strengths": [1]}]})", "arms[0].distortion");
        add(R"({"prompts": ["a"], "arms": [{"distortion": "jpeg", "strengths": ["x"]}]})",
            "arms[0].strengths[0]");
        add(R"({"prompts": ["a"], "qualities": [25, 101]})", "qualities[1]");
        add(R"({"prompts": ["a"], "seeds": -1})", "seeds");
        add(R"({"prompts": ["a"], "seeds": 0})", "seeds");
        add(R"({"prompts": ["a"], "seeds": [1, 1]})", "seeds");
        add(R"({"prompts": ["a"], "seeds": [1.5]})", "seeds");
        add(R"({"prompts": ["a"], "sampling": {"top_k": 1.5}})", "sampling.top_k");
        add(R"({"prompts": ["a"], "sampling": {"temperature": 0}})", "sampling: temperature");
        add(R"({"prompts": ["a"], "sampling": {"topk": 1}})", "sampling.topk");
        add(R"({"prompts": ["a"], "new_tokens": 0})", "new_tokens");
        add(R"({"prompts": ["a"], "new_tokens": 1e99})", "new_tokens");
        add(R"({"prompts": ["a"], "scope": "all"})", "scope");
        add(R"({"prompts": ["a"], "precision": 3})", "precision");
        add(R"({"prompts": ["a"], "collapse": {"seq_rep_4": 2}})", "collapse.seq_rep_4");
        add(R"({"prompts": ["a"], "temprature": 1})", "temprature");
        add("{\"prompts\": [\"\xff\"]}", "UTF-8");
    }
    void mistakesAreNamedWithTheirPlace() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, place);
        const auto study = parseStudy(json.toStdString(), {});
        QVERIFY(!study);
        const QByteArray text = QByteArray::fromStdString(study.error().text());
        QVERIFY2(text.contains(place), text);
        QVERIFY2(!text.contains('\n'), text);
    }

    void theSchemaKnowsWhatTheProgramKnows() {
        const auto schema =
            nlohmann::json::parse(bytesOf(LOSSYLENS_FIXTURES "/../../docs/study.schema.json"));
        const auto namesIn = [](const nlohmann::json& object) {
            std::set<std::string> names;
            for (const auto& [name, value] : object.items()) names.insert(name);
            return names;
        };
        // The program lists what it knows when it meets what it does not.
        const auto known = [](const std::string& json) {
            const auto refused = parseStudy(json, {});
            const std::string remedy = refused ? std::string() : refused.error().remedy;
            std::set<std::string> names;
            const std::string words = "what can be here is: ";
            for (std::size_t start = words.size(); start < remedy.size();) {
                const std::size_t end = std::min(remedy.find(", ", start), remedy.size());
                names.insert(remedy.substr(start, end - start));
                start = end + 2;
            }
            return names;
        };
        const auto& of_study = schema.at("properties");
        QCOMPARE(namesIn(of_study), known(R"({"prompts": ["a"], "unknown": 1})"));
        QCOMPARE(namesIn(of_study.at("sampling").at("properties")),
                 known(R"({"prompts": ["a"], "sampling": {"unknown": 1}})"));
        QCOMPARE(namesIn(of_study.at("collapse").at("properties")),
                 known(R"({"prompts": ["a"], "collapse": {"unknown": 1}})"));
        QCOMPARE(namesIn(of_study.at("prompts").at("items").at("oneOf")[1].at("properties")),
                 known(R"({"prompts": [{"unknown": 1}]})"));
        QCOMPARE(namesIn(of_study.at("arms").at("items").at("oneOf")[1].at("properties")),
                 known(R"({"prompts": ["a"], "arms": [{"distortion": "jpeg", "unknown": 1}]})"));
    }

    void deepNestingIsRefusedWithoutHarm() {
        QVERIFY(!parseStudy(std::string(100'000, '['), {}));
        QVERIFY(!parseStudy(std::string(100'000, '[') + std::string(100'000, ']'), {}));
    }

    void promptsComeFromFilesBesideTheStudy() {
        const QTemporaryDir folder;
        const auto in = [&](const char* name) {
            return folder.filePath(QString::fromUtf8(name)).toStdString();
        };
        writeFile(in("lines.txt"), "one\r\n\n  \ntwo \xc3\xa9");
        writeFile(in("list.json"), R"(["three", {"id": "x", "text": "four"}])");
        writeFile(in("bad.txt"), "fine\n\xff\n");
        writeFile(in("study.json"), R"({"prompts": [{"file": "lines.txt"}, {"file": "list.json"}]})");
        writeFile(in("bad.json"), R"({"prompts": [{"file": "bad.txt"}]})");
        const auto study = readStudy(in("study.json"), {});
        QVERIFY2(study, study ? "" : study.error().text().c_str());
        QVERIFY((study->prompts ==
                 std::vector<Prompt>{{"p1", "one"}, {"p2", "two \xc3\xa9"}, {"p3", "three"}, {"x", "four"}}));
        const auto bad = readStudy(in("bad.json"), {});
        QVERIFY(!bad);
        QVERIFY(bad.error().text().find("bad.txt") != std::string::npos);
        QVERIFY(bad.error().text().find("UTF-8") != std::string::npos);
    }

    void setsComeFromWhoeverHasThem() {
        const PromptSets sets = [](const std::string& name) -> Result<std::vector<Prompt>> {
            if (name != "general") return fail(ErrorCode::not_found, "prompts", "there is no set " + name);
            return std::vector<Prompt>{{"general-1", "text"}};
        };
        const auto study = parseStudy(R"({"prompts": [{"set": "general"}]})", {.folder = {}, .sets = sets});
        QVERIFY(study && study->prompts.front().id == "general-1");
        QVERIFY(!parseStudy(R"({"prompts": [{"set": "other"}]})", {.folder = {}, .sets = sets}));
    }

    void trialsAreInAFixedOrderAndShardsShareThem() {
        const Study study = smallStudy();
        const auto all = trialsOf(study);
        QCOMPARE(all.size(), trialCount(study));
        QCOMPARE(idOf(study, all[0]), std::string("first/1/baseline"));
        QCOMPARE(idOf(study, all[4]), std::string("first/2/jpeg-25"));
        QCOMPARE(idOf(study, all[11]), std::string("second/2/rotation@jpeg-50"));
        std::vector<Trial> together;
        for (const int part : {1, 2, 3}) {
            for (const Trial& trial : trialsOf(study, {part, 3})) together.push_back(trial);
        }
        std::ranges::sort(together, {}, &Trial::number);
        QVERIFY(together == all);
        QVERIFY(!(Shard{0, 3}.check()) && !(Shard{4, 3}.check()) && (Shard{3, 3}.check()));
    }

    void theFingerprintIsOfWhatDecidesTheRows() {
        lens::SubjectInfo model;
        model.name = "m";
        model.bytes = 5;
        const std::string one = fingerprintOf(smallStudy(), model);
        QCOMPARE(one.size(), std::size_t{16});
        Study study = smallStudy();
        study.name = "another name";
        study.model = "/elsewhere/m.gguf";
        QCOMPARE(fingerprintOf(study, model), one);
        study.prompts[0].text += ' ';
        QVERIFY(fingerprintOf(study, model) != one);
        study = smallStudy();
        study.seeds.push_back(3);
        QVERIFY(fingerprintOf(study, model) != one);
        model.bytes = 6;
        QVERIFY(fingerprintOf(smallStudy(), model) != one);
    }
};

QTEST_GUILESS_MAIN(StudyFileTest)
#include "study_file_test.moc"
