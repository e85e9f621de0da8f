#include "app/hub/download.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include "app/hub/checksum.h"
#include "loopback_server.h"

using namespace lossylens;

namespace {

const QByteArray weights = QByteArray("weights of a very small model ").repeated(4000);

std::string hashOf(const QByteArray& bytes) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

QString contentsOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QStringLiteral("(no file)");
}

}  // namespace

class DownloadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        server_ = std::make_unique<LoopbackServer>();
        server_->files[pathOf("config.json")] = {.body = "{}"};
        server_->files[pathOf("model.safetensors")] = {.body = weights};
        entry_ = {.name = "Small",
                  .repository = "somebody/small",
                  .revision = "abc",
                  .licence = "MIT",
                  .files = {{.name = "config.json", .bytes = {}, .sha256 = {}},
                            {.name = "model.safetensors",
                             .bytes = static_cast<std::uint64_t>(weights.size()),
                             .sha256 = hashOf(weights)}}};
    }

    void aWholeModelIsMovedIntoPlaceWithItsHashes() {
        std::uint64_t reported = 0;
        auto options = here();
        options.progress = [&](const std::string&, std::uint64_t done, auto) { reported = done; };
        const auto path = hub::download(entry_, options, {});
        QVERIFY2(path, path ? "" : path.error().text().c_str());
        QCOMPARE(contentsOf(*path / "model.safetensors"), QString::fromUtf8(weights));
        QCOMPARE(reported, static_cast<std::uint64_t>(weights.size()));
        QCOMPARE(namesIn(folder_->path()), QStringList{QStringLiteral("small")});

        const auto record = hub::readRecord(*path);
        QVERIFY(record && *record);
        QCOMPARE((*record)->revision, std::string("abc"));
        QCOMPARE((*record)->files.size(), std::size_t{2});
        QCOMPARE((*record)->files[0].sha256, hashOf("{}"));
    }

    void aRecordedHashIsWhatVerifyComparesWith() {
        const auto path = hub::download(entry_, here(), {});
        QVERIFY(path);
        QFile config(QString::fromStdString((*path / "config.json").string()));
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write("[]") == 2);
        config.close();
        const auto checks = hub::checkModel(*path, {});
        QVERIFY(checks);
        QCOMPARE(checks->size(), std::size_t{2});
        QVERIFY((*checks)[0].differs());
        QCOMPARE((*checks)[0].actual, hashOf("[]"));
        QVERIFY(!(*checks)[1].differs());
    }

    void redirectsAreFollowed() {
        server_->files[QStringLiteral("/elsewhere")] = {.body = weights};
        server_->files[pathOf("model.safetensors")] = {
            .body = {},
            .status = 302,
            .location = QByteArray::fromStdString(server_->address()) + "/elsewhere"};
        QVERIFY(hub::download(entry_, here(), {}));
        QCOMPARE(server_->asked.last(), QStringLiteral("/elsewhere"));
    }

    void anotherHashIsShownWithBothValuesAndSetAside() {
        const QByteArray other = QByteArray(weights.size(), 'x');
        server_->files[pathOf("model.safetensors")] = {.body = other};
        expectFailure(ErrorCode::corrupt, {hashOf(weights), hashOf(other)});
        const auto aside = std::filesystem::path(folder_->path().toStdString()) / ".small.part" /
                           "model.safetensors.mismatch";
        QCOMPARE(contentsOf(aside), QString::fromUtf8(other));
    }

    void anotherSizeIsShownWithBothValues() {
        server_->files[pathOf("model.safetensors")] = {.body = weights.first(100)};
        expectFailure(ErrorCode::corrupt, {"100 bytes", std::to_string(weights.size())});
    }

    void moreThanTheCatalogueSaysIsNotKept() {
        server_->files[pathOf("model.safetensors")] = {.body = weights + weights};
        expectFailure(ErrorCode::corrupt, {std::to_string(weights.size())});
    }

    void aWebPageIsNotAModel() {
        server_->files[pathOf("config.json")] = {.body = "<html>sign in</html>",
                                                 .content_type = "text/html; charset=utf-8"};
        expectFailure(ErrorCode::corrupt, {"web page", "config.json"});
    }

    void aMissingFileIsNamed() {
        server_->files.remove(pathOf("config.json"));
        expectFailure(ErrorCode::network, {"config.json"});
    }

    void aRefusalSaysWhatToDo() {
        server_->files[pathOf("config.json")] = {.body = "gated", .status = 401};
        expectFailure(ErrorCode::network, {"401", "terms"});
    }

    void aConnectionThatBreaksLeavesNoModel() {
        server_->files[pathOf("model.safetensors")] = {.body = weights, .sent = 1000};
        expectFailure(ErrorCode::network, {"model.safetensors"});
    }

    void aServerThatStallsIsGivenUp() {
        server_->files[pathOf("model.safetensors")] = {.body = weights, .sent = 1000, .stalls = true};
        auto options = here();
        options.stall_ms = 200;
        const auto path = hub::download(entry_, options, {});
        QVERIFY(!path);
        QCOMPARE(path.error().code, ErrorCode::network);
    }

    void nobodyListeningIsANetworkError() {
        server_->close();
        expectFailure(ErrorCode::network, {"config.json"});
    }

    void aStopLeavesNoModel() {
        server_->files[pathOf("model.safetensors")] = {.body = weights, .sent = 1000, .stalls = true};
        std::stop_source stop;
        QTimer::singleShot(200, this, [&stop] { stop.request_stop(); });
        const auto path = hub::download(entry_, here(), stop.get_token());
        QVERIFY(!path);
        QCOMPARE(path.error().code, ErrorCode::cancelled);
        QCOMPARE(namesIn(folder_->path() + QStringLiteral("/.small.part")),
                 QStringList{QStringLiteral("config.json")});
    }

    void afterAFailureItCanBeFetchedAgain() {
        server_->files[pathOf("model.safetensors")] = {.body = weights, .sent = 1000};
        QVERIFY(!hub::download(entry_, here(), {}));
        server_->files[pathOf("model.safetensors")] = {.body = weights};
        QVERIFY(hub::download(entry_, here(), {}));
    }

    void whatIsThereIsNotFetchedAgain() {
        QVERIFY(hub::download(entry_, here(), {}));
        server_->asked.clear();
        expectFailure(ErrorCode::usage, {"already there"});
        QVERIFY(server_->asked.isEmpty());
    }

private:
    static QString pathOf(const char* file) {
        return QStringLiteral("/somebody/small/resolve/abc/") + QString::fromUtf8(file);
    }
    static QStringList namesIn(const QString& folder) {
        return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    }
    [[nodiscard]] hub::DownloadOptions here() const {
        return {.endpoint = server_->address(), .models_folder = folder_->path().toStdString()};
    }
    void expectFailure(ErrorCode code, const std::vector<std::string>& mentioned) {
        const bool was_there = QDir(folder_->path()).exists(QStringLiteral("small"));
        const auto path = hub::download(entry_, here(), {});
        QVERIFY(!path);
        QCOMPARE(path.error().code, code);
        const std::string message = path.error().text();
        for (const std::string& word : mentioned)
            QVERIFY2(message.find(word) != std::string::npos, message.c_str());
        QCOMPARE(QDir(folder_->path()).exists(QStringLiteral("small")), was_there);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<LoopbackServer> server_;
    hub::CatalogueEntry entry_;
};

QTEST_GUILESS_MAIN(DownloadTest)
#include "download_test.moc"
