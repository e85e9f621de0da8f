#include "app/hub/library.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "app/hub/catalogue.h"
#include "app/hub/checksum.h"

using namespace lossylens;

class LibraryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        data_ = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", data_->path().toUtf8());
    }

    void modelsLiveInTheDataFolder() {
        QCOMPARE(hub::modelsFolder(),
                 std::filesystem::path(data_->path().toStdString()) / "lossylens/models");
        QVERIFY(hub::installedModels().empty());
    }

    void filesAndFoldersAreInstalledModels() {
        put("b.gguf", "12345");
        put("a/config.json", "{}");
        put("a/model.safetensors", "12345678");
        put("notes.txt", "no model");
        put(".c.part/config.json", "half fetched");
        put("d/readme", "no config");
        const auto models = hub::installedModels();
        QCOMPARE(models.size(), std::size_t{2});
        QCOMPARE(models[0].name, std::string("a"));
        QCOMPARE(models[0].bytes, std::uint64_t{10});
        QCOMPARE(models[1].name, std::string("b.gguf"));
    }

    void modelsAreFoundByWhatPeopleCallThem_data() {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("found");
        const auto row = [](const char* wanted, const char* found) {
            QTest::newRow(wanted) << QString::fromUtf8(wanted) << QString::fromUtf8(found);
        };
        row("gpt2-large", "gpt2-large");
        row("GPT-2 large", "gpt2-large");
        row("openai-community/gpt2-large", "gpt2-large");
        row("Mine.gguf", "Mine.gguf");
        row("mine", "Mine.gguf");
        row("", "SmolLM2-135M-Instruct.Q4_1.gguf");
        row("SmolLM2-135M-Instruct", "SmolLM2-135M-Instruct.Q4_1.gguf");
    }
    void modelsAreFoundByWhatPeopleCallThem() {
        QFETCH(QString, wanted);
        QFETCH(QString, found);
        put("gpt2-large/config.json", "{}");
        put("Mine.gguf", "x");
        put("SmolLM2-135M-Instruct.Q4_1.gguf", "x");
        const auto path = hub::findModel(wanted.toStdString());
        QVERIFY2(path, path ? "" : path.error().text().c_str());
        QCOMPARE(*path, hub::modelsFolder() / found.toStdString());
    }

    void aPathIsTakenAsItIs() {
        put("x.gguf", "x");
        const auto path = (hub::modelsFolder() / "x.gguf").string();
        QCOMPARE(hub::findModel(path)->string(), path);
    }

    void aMissingDefaultModelSaysHowToGetIt() {
        const auto path = hub::findModel("");
        QVERIFY(!path);
        QCOMPARE(path.error().code, ErrorCode::not_found);
        QVERIFY(path.error().text().find("packaging/run") != std::string::npos);
    }

    void aModelOfTheCatalogueSaysHowToGetIt() {
        const auto path = hub::findModel("GPT-2");
        QVERIFY(!path);
        QVERIFY(path.error().text().find("models get gpt2") != std::string::npos);
    }

    void anUnknownNameIsNotFound() {
        const auto path = hub::findModel("nonsense");
        QVERIFY(!path);
        QCOMPARE(path.error().code, ErrorCode::not_found);
        QVERIFY(path.error().text().find("nonsense") != std::string::npos);
    }

    void theCatalogueIsWhole() {
        std::set<std::string> folders;
        for (const hub::CatalogueEntry& entry : hub::catalogue()) {
            QVERIFY(folders.insert(entry.folder()).second);
            QCOMPARE(entry.revision.size(), std::size_t{40});
            bool config = false, weights = false;
            for (const hub::CatalogueFile& file : entry.files) {
                config |= file.name == "config.json";
                weights |= file.name == "model.safetensors";
                if (file.sha256) QCOMPARE(file.sha256->size(), std::size_t{64});
            }
            QVERIFY2(config && weights, entry.name.c_str());
        }
        QVERIFY(folders.size() >= 5);
        QCOMPARE(hub::defaultModel().file.bytes, std::uint64_t{98'362'432});
    }

    void theDefaultModelIsCheckedAgainstTheCatalogue() {
        put("SmolLM2-135M-Instruct.Q4_1.gguf", "not it");
        const auto checks = hub::checkModel(hub::defaultModelPath(), {});
        QVERIFY(checks && checks->size() == 1);
        QVERIFY(checks->front().differs());
        QCOMPARE(checks->front().expected, *hub::defaultModel().file.sha256);
    }

    void theHashOfAFileIsSha256() {
        put("abc", "abc");
        QCOMPARE(hub::sha256Of(hub::modelsFolder() / "abc", {}).value(),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(hub::sha256Of(hub::modelsFolder() / "none", {}).error().code, ErrorCode::not_found);
    }

    void aDamagedRecordIsSaid() {
        put("m/config.json", "{}");
        put("m/download.json", "{\"files\":");
        const auto checks = hub::checkModel(hub::modelsFolder() / "m", {});
        QVERIFY(!checks);
        QCOMPARE(checks.error().code, ErrorCode::corrupt);
    }

private:
    static void put(const char* name, const char* bytes) {
        const auto path = hub::modelsFolder() / name;
        std::filesystem::create_directories(path.parent_path());
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> data_;
};

QTEST_GUILESS_MAIN(LibraryTest)
#include "library_test.moc"
