#include "base/mapped_file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QtTest>
#include <algorithm>
#include <string>
#include <thread>
#include <vector>

using namespace lossylens;
namespace fs = std::filesystem;

namespace {

sigjmp_buf after_foreign_fault;
void leaveFault(int) { siglongjmp(after_foreign_fault, 1); }

fs::path asPath(const QString& path) { return path.toStdString(); }

bool allZero(std::span<const std::byte> bytes) {
    return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

}  // namespace

class MappedFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(folder_.isValid());
        // Before any file is mapped: what ours must hand foreign faults on to.
        struct sigaction action = {};
        action.sa_handler = leaveFault;
        QCOMPARE(sigaction(SIGBUS, &action, nullptr), 0);
    }

    void bytesAreTheFiles() {
        const auto file = MappedFile::open(write("plain", "lossy"));
        QVERIFY(file);
        const auto bytes = (*file)->bytes();
        QCOMPARE(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
                 std::string("lossy"));
        QCOMPARE((*file)->path().filename().string(), std::string("plain"));
        QVERIFY((*file)->intact());
    }

    void emptyFileHasNoBytes() {
        const auto file = MappedFile::open(write("empty", ""));
        QVERIFY(file);
        QVERIFY((*file)->bytes().empty());
        QVERIFY((*file)->intact());
    }

    void missingFileIsNamed() {
        refused(asPath(folder_.filePath(QStringLiteral("nowhere.gguf"))), ErrorCode::not_found,
                "nowhere.gguf");
    }

    void folderIsRefused() { refused(asPath(folder_.path()), ErrorCode::usage, "is a folder"); }

    void pipeIsRefusedWithoutWaiting() {
        const fs::path pipe = asPath(folder_.filePath(QStringLiteral("pipe")));
        QCOMPARE(mkfifo(pipe.c_str(), 0600), 0);
        refused(pipe, ErrorCode::usage, "pipe");
    }

    void deviceIsRefused() { refused("/dev/zero", ErrorCode::usage, "/dev/zero"); }

    void unreadableFileIsRefused() {
        if (geteuid() == 0) QSKIP("root may read every file");
        const fs::path path = write("secret", "x");
        fs::permissions(path, fs::perms::none);
        refused(path, ErrorCode::io, "secret");
    }

    void truncatedFileReadsAsZerosAndIsNotIntact() {
        const std::string content(10 * page(), 'x');
        const fs::path path = write("cut", content);
        const auto file = MappedFile::open(path);
        QVERIFY(file);
        fs::resize_file(path, 2 * page());
        const auto bytes = (*file)->bytes();
        QCOMPARE(bytes.size(), content.size());
        QVERIFY(allZero(bytes.subspan(5 * page())));  // would end the program
        QVERIFY(allZero(bytes.subspan(2 * page())));
        QCOMPARE(static_cast<char>(bytes[2 * page() - 1]), 'x');  // what is left is still there
        QVERIFY(!(*file)->intact());
    }

    void truncatedFileIsNotIntactBeforeAnythingIsRead() {
        const fs::path path = write("cut-unread", std::string(3 * page(), 'x'));
        const auto file = MappedFile::open(path);
        QVERIFY(file);
        fs::resize_file(path, 1);
        QVERIFY(!(*file)->intact());
        fs::resize_file(path, 3 * page());
        QVERIFY(!(*file)->intact());  // and stays so
    }

    void rewrittenFileIsNotIntact() {
        const fs::path path = write("rewritten", "before");
        const auto file = MappedFile::open(path);
        QVERIFY(file);
        fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds(5));
        QVERIFY(!(*file)->intact());
    }

    void replacedFileLeavesTheMappingIntact() {
        const fs::path path = write("replaced", "before");
        const auto file = MappedFile::open(path);
        QVERIFY(file);
        fs::rename(write("replacement", "afterwards"), path);
        QVERIFY((*file)->intact());
        QCOMPARE(static_cast<char>((*file)->bytes()[0]), 'b');
    }

    void truncationIsSurvivedOnManyThreadsAtOnce() {
        const fs::path path = write("cut-threads", std::string(64 * page(), 'x'));
        const auto file = MappedFile::open(path);
        QVERIFY(file);
        fs::resize_file(path, 0);
        std::atomic<int> zeros = 0;
        std::vector<std::thread> readers;
        for (int i = 0; i < 8; ++i) {
            readers.emplace_back([&] { zeros += allZero((*file)->bytes()) ? 1 : 0; });
        }
        for (std::thread& reader : readers) reader.join();
        QCOMPARE(zeros.load(), 8);
    }

    void damageBelongsToOneFileAlone() {
        const fs::path lost = write("lost", std::string(2 * page(), 'x'));
        const auto damaged = MappedFile::open(lost);
        const auto other = MappedFile::open(write("other", std::string(2 * page(), 'y')));
        QVERIFY(damaged && other);
        fs::resize_file(lost, 0);
        QVERIFY(allZero((*damaged)->bytes()));
        QVERIFY(!(*damaged)->intact());
        QVERIFY((*other)->intact());
        QCOMPARE(static_cast<char>((*other)->bytes()[page()]), 'y');
    }

    void aMappingAfterADamagedOneStartsIntact() {
        const fs::path path = write("first", std::string(page(), 'x'));
        {
            const auto first = MappedFile::open(path);
            QVERIFY(first);
            fs::resize_file(path, 0);
            QVERIFY(allZero((*first)->bytes()));
        }
        const auto second = MappedFile::open(write("second", std::string(page(), 'z')));
        QVERIFY(second);
        QVERIFY((*second)->intact());
        QCOMPARE(static_cast<char>((*second)->bytes()[0]), 'z');
    }

    void foreignFaultGoesToTheHandlerBefore() {
        QVERIFY(MappedFile::open(write("any", "x")));  // ours is installed
        const fs::path path = write("foreign", std::string(page(), 'x'));
        const int descriptor = ::open(path.c_str(), O_RDONLY);
        QVERIFY(descriptor >= 0);
        void* const memory = mmap(nullptr, page(), PROT_READ, MAP_PRIVATE, descriptor, 0);
        QVERIFY(memory != MAP_FAILED);
        fs::resize_file(path, 0);
        volatile bool handed_on = true;
        if (sigsetjmp(after_foreign_fault, 1) == 0) {
            [[maybe_unused]] const char lost = *static_cast<const volatile char*>(memory);
            handed_on = false;
        }
        munmap(memory, page());
        close(descriptor);
        QVERIFY(handed_on);
    }

    void releasedPagesTakeNoMemoryAndStayReadable() {
        const std::string content(20 * page() + 100, 'x');
        const auto file = MappedFile::open(write("released", content));
        QVERIFY(file);
        const auto bytes = (*file)->bytes();
        readAll(bytes);
        QCOMPARE(residentPages(bytes), std::size_t{21});
        (*file)->release(bytes.subspan(1, 5 * page()));  // whole are pages 1 to 4
        QCOMPARE(residentPages(bytes), std::size_t{17});
        (*file)->release(bytes.subspan(19 * page() + 1));  // whole is the last one, where the file ends
        QCOMPARE(residentPages(bytes), std::size_t{16});
        (*file)->release(bytes);
        QCOMPARE(residentPages(bytes), std::size_t{0});
        QCOMPARE(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()), content);
        QVERIFY((*file)->intact());
    }

    void onlyTheFilesOwnMemoryIsReleased() {
        const auto file = MappedFile::open(write("one", std::string(4 * page(), 'x')));
        const auto other = MappedFile::open(write("two", std::string(4 * page(), 'y')));
        QVERIFY(file && other);
        readAll((*other)->bytes());
        const std::vector<std::byte> memory(4 * page(), std::byte{7});
        (*file)->release((*other)->bytes());
        (*file)->release(memory);
        QCOMPARE(residentPages((*other)->bytes()), std::size_t{4});
        QVERIFY(std::ranges::all_of(memory, [](std::byte byte) { return byte == std::byte{7}; }));
    }

private:
    static void readAll(std::span<const std::byte> bytes) {
        for (std::size_t i = 0; i < bytes.size(); i += page()) {
            [[maybe_unused]] const std::byte read = *static_cast<const volatile std::byte*>(&bytes[i]);
        }
    }

    // As the kernel counts them for this process, one mapping at a time.
    static std::size_t residentPages(std::span<const std::byte> mapping) {
        QFile maps(QStringLiteral("/proc/self/smaps"));
        if (!maps.open(QIODevice::ReadOnly)) qFatal("smaps cannot be read");
        const QByteArray all = maps.readAll();
        const QByteArray start = QByteArray::number(reinterpret_cast<quintptr>(mapping.data()), 16) + '-';
        const QByteArray at_start_of_line = '\n' + start;  // the program's own code is the first line
        const qsizetype entry = all.indexOf(at_start_of_line);
        if (entry < 0) qFatal("the mapping is not listed");
        const qsizetype figure = all.indexOf("Rss:", entry) + 4;
        const QByteArray kilobytes = all.mid(figure, all.indexOf("kB", figure) - figure).trimmed();
        return kilobytes.toULongLong() * 1024 / page();
    }

    static std::size_t page() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }

    fs::path write(const char* name, const std::string& content) {
        const QString path = folder_.filePath(QString::fromLatin1(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", name);
        file.write(content.data(), static_cast<qint64>(content.size()));
        return asPath(path);
    }

    static void refused(const fs::path& path, ErrorCode code, const std::string& words) {
        const auto file = MappedFile::open(path);
        QVERIFY(!file);
        QCOMPARE(file.error().code, code);
        QVERIFY2(file.error().text().find(words) != std::string::npos, file.error().text().c_str());
        QCOMPARE(file.error().where, path.string());
    }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(MappedFileTest)
#include "mapped_file_test.moc"
