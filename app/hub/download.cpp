#include "app/hub/download.h"

#include <QCryptographicHash>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QTimer>
#include <memory>

#include "app/hub/checksum.h"

namespace lossylens::hub {
namespace {

namespace fs = std::filesystem;

QString fromPath(const fs::path& path) { return QString::fromStdString(path.string()); }

// One file on its way: what comes is written to NAME.part and hashed at once.
class Transfer {
public:
    Transfer(const CatalogueFile& file, const fs::path& folder, const DownloadOptions& options)
        : file_(file),
          options_(options),
          whole_(folder / file.name),
          part_(fromPath(whole_) + QLatin1String(".part")) {}
    ~Transfer() {
        if (!kept_) part_.remove();
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    Result<DownloadRecord::File> carryOut(QNetworkAccessManager& network, const QUrl& url,
                                          const std::stop_token& stop) {
        if (!part_.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return fail(ErrorCode::io, part_.fileName().toStdString(),
                        "cannot be written: " + part_.errorString().toStdString());
        QNetworkRequest request(url);
        request.setTransferTimeout(options_.stall_ms);
        request.setHeader(QNetworkRequest::UserAgentHeader, QByteArray("LossyLens/" LOSSYLENS_VERSION));
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        wait(*reply, stop);
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, file_.name, "stopped");
        if (auto good = checkReply(*reply, url); !good) return tl::unexpected(good.error());
        part_.close();
        return accept();
    }

private:
    void wait(QNetworkReply& reply, const std::stop_token& stop) {
        QEventLoop loop;
        QTimer stop_check;
        QObject::connect(&stop_check, &QTimer::timeout, &reply, [&] {
            if (stop.stop_requested()) reply.abort();
        });
        QObject::connect(&reply, &QNetworkReply::readyRead, &loop, [&] { take(reply); });
        QObject::connect(&reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        stop_check.start(50);
        if (!reply.isFinished()) loop.exec();
        if (reply.error() == QNetworkReply::NoError) take(reply);
    }

    void take(QNetworkReply& reply) {
        const QByteArray bytes = reply.readAll();
        hash_.addData(bytes);
        if (part_.write(bytes) != bytes.size()) write_error_ = part_.errorString();
        done_ += static_cast<std::uint64_t>(bytes.size());
        if (!write_error_.isEmpty() || (file_.bytes && done_ > *file_.bytes)) return reply.abort();
        if (options_.progress) options_.progress(file_.name, done_, file_.bytes);
    }

    [[nodiscard]] Result<void> checkReply(const QNetworkReply& reply, const QUrl& url) {
        if (!write_error_.isEmpty() || !part_.flush()) {
            return fail(ErrorCode::io, part_.fileName().toStdString(),
                        "cannot be written: " + part_.errorString().toStdString(), "make room and try again");
        }
        if (file_.bytes && done_ > *file_.bytes) return wrongSize();
        const std::string where = url.toString().toStdString();
        const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 401 || status == 403) {
            return fail(ErrorCode::network, where, "the hub refuses it (" + std::to_string(status) + ")",
                        "accept the model's terms on the hub, fetch it there by hand, and name its folder "
                        "with --model");
        }
        if (reply.error() != QNetworkReply::NoError)
            return fail(ErrorCode::network, where, reply.errorString().toStdString(), "try again later");
        const QString kind = reply.header(QNetworkRequest::ContentTypeHeader).toString();
        if (kind.startsWith(QLatin1String("text/html")))
            return fail(ErrorCode::corrupt, where, "is a web page, not the file",
                        "check the network's sign-in page and try again");
        return {};
    }

    [[nodiscard]] tl::unexpected<Error> wrongSize() const {
        return fail(ErrorCode::corrupt, file_.name,
                    "the server sent " + std::to_string(done_) + " bytes, but the catalogue says " +
                        std::to_string(*file_.bytes),
                    "try again; if it stays so, the file on the hub is another one");
    }

    // The whole file is there: takes it in, or sets it aside.
    Result<DownloadRecord::File> accept() {
        if (file_.bytes && done_ != *file_.bytes) return wrongSize();
        std::string sha256 = hash_.result().toHex().toStdString();
        if (file_.sha256 && sha256 != *file_.sha256) {
            const QString aside = fromPath(whole_) + QLatin1String(".mismatch");
            QFile::remove(aside);
            kept_ = part_.rename(aside);
            return fail(ErrorCode::corrupt, file_.name,
                        "its SHA-256 is " + sha256 + ", but the catalogue says " + *file_.sha256,
                        "it is set aside as " + aside.toStdString() + " and not used");
        }
        QFile::remove(fromPath(whole_));
        kept_ = part_.rename(fromPath(whole_));
        if (!kept_)
            return fail(ErrorCode::io, whole_.string(),
                        "cannot be written: " + part_.errorString().toStdString());
        return DownloadRecord::File{.name = file_.name, .bytes = done_, .sha256 = std::move(sha256)};
    }

    const CatalogueFile& file_;
    const DownloadOptions& options_;
    fs::path whole_;
    QFile part_;
    QCryptographicHash hash_{QCryptographicHash::Sha256};
    std::uint64_t done_ = 0;
    QString write_error_;
    bool kept_ = false;  // under another name
};

QUrl addressOf(const std::string& endpoint, const CatalogueEntry& entry, const std::string& file) {
    return QUrl(QString::fromStdString(endpoint + "/" + entry.repository + "/resolve/" + entry.revision +
                                       "/" + file));
}

}  // namespace

std::string usualEndpoint() {
    const QString set = qEnvironmentVariable("LOSSYLENS_HUB_ENDPOINT");
    return set.isEmpty() ? "https://huggingface.co" : set.toStdString();
}

Result<fs::path> download(const CatalogueEntry& entry, const DownloadOptions& options,
                          const std::stop_token& stop) {
    const fs::path target = options.models_folder / entry.folder();
    const fs::path partial = options.models_folder / std::string(".").append(entry.folder()).append(".part");
    std::error_code error;
    if (fs::exists(target, error)) {
        return fail(ErrorCode::usage, target.string(), "is already there",
                    "check it with: lossylens models verify " + entry.folder());
    }
    fs::create_directories(partial, error);
    if (error) return fail(ErrorCode::io, partial.string(), "cannot be made: " + error.message());

    QNetworkProxyFactory::setUseSystemConfiguration(true);
    QNetworkAccessManager network;
    DownloadRecord record{.repository = entry.repository, .revision = entry.revision, .files = {}};
    for (const CatalogueFile& file : entry.files) {
        auto fetched = Transfer(file, partial, options)
                           .carryOut(network, addressOf(options.endpoint, entry, file.name), stop);
        if (!fetched) return tl::unexpected(fetched.error());
        record.files.push_back(std::move(*fetched));
    }
    if (auto written = writeRecord(partial, record); !written) return tl::unexpected(written.error());
    fs::rename(partial, target, error);
    if (error) return fail(ErrorCode::io, target.string(), "cannot be moved into place: " + error.message());
    return target;
}

}  // namespace lossylens::hub
