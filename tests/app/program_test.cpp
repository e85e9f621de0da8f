#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "started.h"

namespace {

// One line that starts with the program's name: nothing a person would have to pick apart.
bool isOneSentence(const QByteArray& err) {
    return err.startsWith("lossylens: ") && err.count('\n') == 1 && err.endsWith('\n');
}

// The program has blocked SIGINT for its watcher: Linux tells in the process's status.
bool catchesInterrupts(qint64 process) {
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly)) return false;
    const QByteArray all = status.readAll();
    const qsizetype at = all.indexOf("SigBlk:\t");
    return at >= 0 && (all.mid(at + 8, 16).toULongLong(nullptr, 16) & (1ULL << (SIGINT - 1))) != 0;
}

// Sends one Ctrl-C to a program that waits for its prompt, and gives its exit code.
int codeAfterOneInterrupt(QProcess& process, const QStringList& arguments) {
    process.setProcessEnvironment(withoutDisplay());
    process.start(QStringLiteral(LOSSYLENS_PROGRAM), arguments);
    if (!process.waitForStarted()) return -1;
    if (!QTest::qWaitFor([&] { return catchesInterrupts(process.processId()); }, 60'000)) return -1;
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
    return ended ? process.exitCode() : -1;
}

}  // namespace

// What the program as a whole promises: exit codes, one-line messages, where models come from.
class ProgramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versionTellsWhatItIsMadeOf() {
        const Started done = start(words({"--version"}));
        QCOMPARE(done.code, 0);
        for (const char* part : {"LossyLens ", "libtorch ", "Qt ", "libjpeg-turbo ", "instruction set "})
            QVERIFY2(done.out.contains(part), part);
    }

    void helpNamesEverySubcommand() {
        const Started done = start(words({"--help"}));
        QCOMPARE(done.code, 0);
        for (const char* command : {"tokenize", "run", "score", "curve", "shot", "models", "bench"}) {
            QVERIFY2(done.out.contains(command), command);
            const Started own = start(words({command, "--help"}));
            QCOMPARE(own.code, 0);
        }
    }

    void wrongUsageIsTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown command") << words({"squeeze"});
        QTest::newRow("unknown option") << words({"tokenize", "--prompt", "a", "--loud"});
        QTest::newRow("no prompt") << words({"tokenize", "--model", "@gpt2-tiny"});
        for (const char* seed : {"-1", "18446744073709551616", "", "1.5"}) {
            QTest::addRow("seed '%s'", seed)
                << (words({"run", "--model", "@gpt2-tiny", "--prompt", "a", "--seed"})
                    << QString::fromLatin1(seed));
        }
        QTest::newRow("two prompts") << words({"tokenize", "--prompt", "a", "--prompt-file", "b"});
        QTest::newRow("unknown format") << words({"tokenize", "--prompt", "a", "--format", "xml"});
        QTest::newRow("no threads") << words({"tokenize", "--prompt", "a", "--threads", "0"});
        QTest::newRow("quality 0") << words(
            {"run", "--model", "@gpt2-tiny", "--prompt", "a", "--quality", "0"});
        QTest::newRow("quality 101") << words(
            {"curve", "--model", "@gpt2-tiny", "--prompt", "a", "--qualities", "1-101"});
        QTest::newRow("unknown distortion")
            << words({"run", "--model", "@gpt2-tiny", "--prompt", "a", "--distortion", "gif"});
        QTest::newRow("cosine out of range")
            << words({"run", "--model", "@gpt2-tiny", "--prompt", "a", "--distortion", "rotation-7"});
        QTest::newRow("temperature 0")
            << words({"run", "--model", "@gpt2-tiny", "--prompt", "a", "--temperature", "0"});
        QTest::newRow("no new tokens")
            << words({"run", "--model", "@gpt2-tiny", "--prompt", "a", "--max-new-tokens", "0"});
        QTest::newRow("empty prompt") << words({"run", "--model", "@gpt2-tiny", "--prompt", ""});
        QTest::newRow("models alone") << words({"models"});
        QTest::newRow("get from nowhere") << words({"models", "get", "gpt2-large", "--endpoint", "server"});
        QTest::newRow("get without a name") << words({"models", "get"});
        QTest::newRow("get of an unknown model") << words({"models", "get", "nonsense"});
        QTest::newRow("no value") << words({"tokenize", "--prompt"});
        QTest::newRow("a model that is empty") << words({"tokenize", "--prompt", "a", "--model", ""});
        QTest::newRow("a name that is empty") << words({"models", "info", ""});
        QTest::newRow("an output that is empty")
            << words({"tokenize", "--model", "@gpt2-tiny", "--prompt", "a", "-o", ""});
        QTest::newRow("a layout that is empty")
            << words({"curve", "--model", "@gpt2-tiny", "--prompt", "a", "--layout", ""});
        QTest::newRow("an option before the command")
            << words({"--model", "@gpt2-tiny", "tokenize", "--prompt", "a"});
        for (const char* number : {"nan", "inf", "-inf", "1e999", "", "half"}) {
            for (const char* option : {"--temperature", "--top-p"}) {
                QTest::addRow("%s '%s'", option, number)
                    << words({"run", "--model", "@gpt2-tiny", "--prompt", "a", option, number});
            }
            QTest::addRow("--scale '%s'", number) << words({"shot", "--model", "@gpt2-tiny", "--prompt", "a",
                                                            "-o", "/no/such/p.png", "--scale", number});
            QTest::addRow("rotation '%s'", number)
                << (words({"run", "--model", "@gpt2-tiny", "--prompt", "a", "--distortion"})
                    << QStringLiteral("rotation-") + QString::fromLatin1(number));
        }
    }
    void wrongUsageIsTwo() {
        QFETCH(QStringList, arguments);
        const Started done = start(arguments);
        QCOMPARE(done.code, 2);
        QCOMPARE(done.out, QByteArray());
        QVERIFY2(isOneSentence(done.err), done.err);
    }

    void wrongUsageSaysWhatWhereAndWhatToRead_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("said");
        const auto add = [](std::initializer_list<const char*> arguments, const char* said) {
            QTest::newRow(said) << words(arguments) << QByteArray(said);
        };
        add({"squeeze"}, "\"squeeze\": is no command of lossylens; see lossylens --help");
        add({"models", "squeeze"},
            "\"squeeze\": is no command of lossylens models; see lossylens models --help");
        add({"run", "--loud=1", "--prompt", "a"},
            "--loud: is no option of lossylens run; see lossylens run --help");
        add({"--prompt", "a"}, "--prompt: is no option of lossylens; see lossylens --help");
        add({"run", "hello"}, "\"hello\": is one word too many for lossylens run; see lossylens run --help");
        add({"run", "--prompt", "a", "--seed"}, "--seed: has no value; see lossylens run --help");
        add({"run", "--prompt", "a", "--seed", "1", "--seed", "2"},
            "--seed: is given more than once; see lossylens run --help");
        add({"run", "--prompt", "a", "--threads", "many"},
            "--threads: \"many\" is no whole number from 1 to 1024; see lossylens run --help");
        add({"run", "--prompt", "a", "--temperature", "nan"},
            "--temperature: \"nan\" is no number above 0; see lossylens run --help");
        add({"run"}, "prompt: is missing: give one with --prompt or --prompt-file; see lossylens run --help");
        add({"models"}, "models: needs to be told what to do; see lossylens models --help");
        add({"--threads", "1", "models", "list"}, "--threads: stands before the command");
    }
    void wrongUsageSaysWhatWhereAndWhatToRead() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, said);
        const Started done = start(arguments);
        QCOMPARE(done.code, 2);
        QVERIFY2(isOneSentence(done.err) && done.err.contains(said), done.err);
    }

    void whatMayBeWrittenInsteadIsSaid() {
        const Started format = start(words({"tokenize", "--prompt", "a", "--format", "xml"}));
        QVERIFY2(format.err.contains("\"xml\" is none of text, json, csv"), format.err);
        const Started scope = start(words({"run", "--prompt", "a", "--scope", "1"}));
        QVERIFY2(scope.err.contains("none of prompt, generated, both"), scope.err);
        const Started language = start(words({"--language", "xx"}));
        QCOMPARE(language.code, 2);
        QVERIFY2(language.err.contains("--language xx: has no translation; use de or en"), language.err);
    }

    void invalidUtf8IsSaidWithItsByte() {
        const Started done = start(words({"tokenize", "--model", "@gpt2-tiny", "--prompt", "-"}), "abc\xff");
        QCOMPARE(done.code, 2);
        QVERIFY2(isOneSentence(done.err) && done.err.contains("byte 3"), done.err);
    }

    void aPromptLongerThanTheContextIsSaidWithBothNumbers_data() {
        QTest::addColumn<QString>("command");
        for (const char* command : {"run", "score"}) QTest::newRow(command) << QString::fromUtf8(command);
    }
    void aPromptLongerThanTheContextIsSaidWithBothNumbers() {
        QFETCH(QString, command);
        const QByteArray text = QByteArray("word ").repeated(4000);
        const Started tokens =
            start(words({"tokenize", "--model", "@gpt2-tiny", "--format", "json", "--prompt", "-"}), text);
        const Started info = start(words({"models", "info", "@gpt2-tiny", "--format", "json"}));
        const Started done =
            start(QStringList{command} + words({"--model", "@gpt2-tiny", "--prompt", "-"}), text);
        QCOMPARE(done.code, 1);
        QVERIFY2(isOneSentence(done.err), done.err);
        QVERIFY2(done.err.contains(QByteArray::number(qulonglong(tokens.json().at("ids").size()))), done.err);
        QVERIFY2(done.err.contains(QByteArray::number(info.json().at("context").get<int>())), done.err);
    }

    void aPlaceThatCannotBeWrittenIsSaidBeforeTheWork() {
        QTemporaryDir folder;
        for (const QString& name : {folder.path(), folder.filePath(QStringLiteral("no/such/run.json"))}) {
            const Started done =
                start(words({"run", "--model", "/no/such/model", "--prompt", "a", "-o"}) << name);
            QCOMPARE(done.code, 1);
            QVERIFY2(isOneSentence(done.err) && done.err.contains(name.toUtf8()), done.err);
        }
    }

    void failuresAreOneAndOneSentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("mentioned");
        QTest::newRow("no such model") << words({"tokenize", "--prompt", "a", "--model", "/no/such.gguf"})
                                       << QByteArray("/no/such.gguf");
        QTest::newRow("no model at all")
            << words({"tokenize", "--prompt", "a", "--model", LOSSYLENS_FIXTURES "/README.md"})
            << QByteArray("README.md");
        QTest::newRow("no such prompt file")
            << words({"tokenize", "--model", "@gpt2-tiny", "--prompt-file", "/no/such.txt"})
            << QByteArray("/no/such.txt");
        QTest::newRow("no such folder")
            << words({"tokenize", "--model", "@gpt2-tiny", "--prompt", "a", "-o", "/no/such/file"})
            << QByteArray("/no/such/file");
        QTest::newRow("full disk") << words({"curve", "--model", "@gpt2-tiny", "--prompt", "a", "-o",
                                             "/dev/full/x"})
                                   << QByteArray("/dev/full");
        QTest::newRow("no display") << words({"--quiet"}) << QByteArray("display");
        QTest::newRow("nothing to verify")
            << words({"models", "verify", "/no/such"}) << QByteArray("/no/such");
        QTest::newRow("a folder as a prompt")
            << words({"tokenize", "--model", "@gpt2-tiny", "--prompt-file", "/"})
            << QByteArray("/: cannot be read");
        static const QTemporaryDir empty;
        QTest::newRow("a folder without a model")
            << (words({"models", "verify"}) << empty.path()) << QByteArray("holds no file of a model");
    }
    void failuresAreOneAndOneSentence() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, mentioned);
        const Started done = start(arguments);
        QCOMPARE(done.code, 1);
        QCOMPARE(done.out, QByteArray());
        QVERIFY2(isOneSentence(done.err), done.err);
        QVERIFY2(done.err.contains(mentioned), done.err);
    }

    void withoutLibtorchOnlyTheExactModeIsMissing() {
        QTemporaryDir folder;
        QFile broken(folder.filePath(QStringLiteral("liblossylens_exact.so")));
        QVERIFY(broken.open(QIODevice::WriteOnly));  // empty, and found before the real one
        QProcessEnvironment environment = withoutDisplay();
        environment.insert(QStringLiteral("LD_LIBRARY_PATH"), folder.path());
        const auto run = words({"run", "--model", "@gpt2-tiny", "--prompt", "a", "--max-new-tokens", "2"});
        QCOMPARE(start(run, {}, environment).code, 0);
        const Started exact = start(run + words({"--precision", "f32"}), {}, environment);
        QCOMPARE(exact.code, 1);
        QVERIFY2(isOneSentence(exact.err) && exact.err.contains("liblossylens_exact.so"), exact.err);
    }

    void aDisplayThatDoesNotAnswerIsSaid_data() {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::newRow("no server") << QStringLiteral("DISPLAY") << QStringLiteral(":58713");
        QTest::newRow("no platform") << QStringLiteral("QT_QPA_PLATFORM") << QStringLiteral("nonsense");
    }
    void aDisplayThatDoesNotAnswerIsSaid() {
        QFETCH(QString, variable);
        QFETCH(QString, value);
        QProcessEnvironment environment = withoutDisplay();
        environment.insert(variable, value);
        const Started done = start({}, {}, environment);
        QCOMPARE(done.code, 1);
        QVERIFY2(
            isOneSentence(done.err) && done.err.contains("display") && done.err.contains("lossylens run"),
            done.err);
    }

    void whatTheProgramSaysOfItselfMustArriveToo_data() {
        QTest::addColumn<QByteArray>("option");
        QTest::newRow("version") << QByteArray("--version");
        QTest::newRow("help") << QByteArray("--help");
        QTest::newRow("help of a command") << QByteArray("run --help");
    }
    void whatTheProgramSaysOfItselfMustArriveToo() {
        QFETCH(QByteArray, option);
        QProcess shell;
        shell.start(QStringLiteral("bash"),
                    {QStringLiteral("-c"), QString::fromUtf8("\"$0\" " + option + " > /dev/full"),
                     QStringLiteral(LOSSYLENS_PROGRAM)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.exitCode(), 1);
        const QByteArray err = shell.readAllStandardError();
        QVERIFY2(isOneSentence(err) && err.contains("standard output"), err);
    }

    void aClosedPipeAndAFullDiskAreErrors_data() {
        QTest::addColumn<QByteArray>("redirection");
        QTest::newRow("closed pipe") << QByteArray("| true; exit ${PIPESTATUS[0]}");
        QTest::newRow("closed output") << QByteArray(">&-");
        QTest::newRow("full disk") << QByteArray("> /dev/full");
    }
    void aClosedPipeAndAFullDiskAreErrors() {
        QFETCH(QByteArray, redirection);
        QProcess shell;
        // The sleep lets the other end of the pipe close first.
        const QByteArray line =
            "{ sleep .3; exec \"$0\" curve --model \"$1\" --prompt Hello; } " + redirection;
        shell.start(QStringLiteral("bash"),
                    {QStringLiteral("-c"), QString::fromUtf8(line), QStringLiteral(LOSSYLENS_PROGRAM),
                     QStringLiteral(LOSSYLENS_FIXTURES "/models/gpt2-tiny")});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.exitCode(), 1);
        const QByteArray err = shell.readAllStandardError();
        QVERIFY2(err.contains("standard output"), err);
    }

    void interruptionWritesWhatIsFinishedAndIs130() {
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("run.json"));
        QProcess process;
        process.setProcessEnvironment(withoutDisplay());
        process.start(QStringLiteral(LOSSYLENS_PROGRAM),
                      words({"run", "--model", "@llama-tiny", "--prompt", "-", "--ignore-end", "--quality",
                             "1-100", "--threads", "1", "--format", "json", "--max-new-tokens", "100", "-o"})
                          << name);
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(catchesInterrupts(process.processId()), 60'000);
        process.write("a");
        process.closeWriteChannel();  // only now it starts to write 101 texts
        QTest::qWait(100);
        QCOMPARE(process.state(), QProcess::Running);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAllStandardError().contains("interrupted"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto run = nlohmann::json::parse(file.readAll().toStdString());
        QCOMPARE(run.at("stopped").get<bool>(), true);
        QCOMPARE(run.at("streams").size(), std::size_t{101});
    }

    void theFirstInterruptEndsTheWaitForAPrompt() {
        const auto arguments = words({"tokenize", "--model", "@gpt2-tiny", "--prompt", "-"});
        QProcess pipe;  // whose other end stays open
        QCOMPARE(codeAfterOneInterrupt(pipe, arguments), 130);
        QVERIFY2(isOneSentence(pipe.readAllStandardError()), "one sentence");

        const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
        QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
        QProcess typed;
        typed.setStandardInputFile(QString::fromUtf8(::ptsname(terminal)));
        QCOMPARE(codeAfterOneInterrupt(typed, arguments), 130);
        ::close(terminal);

        QTemporaryDir folder;
        const QString fifo = folder.filePath(QStringLiteral("fifo"));
        QCOMPARE(::mkfifo(fifo.toUtf8(), 0600), 0);
        QProcess waiting;  // for somebody who opens the pipe to write
        QCOMPARE(codeAfterOneInterrupt(waiting, words({"tokenize", "--model", "@gpt2-tiny", "--prompt-file"})
                                                    << fifo),
                 130);
    }

    void aPipeIsAPromptFileLikeAnother() {
        QTemporaryDir folder;
        const QString fifo = folder.filePath(QStringLiteral("fifo"));
        QCOMPARE(::mkfifo(fifo.toUtf8(), 0600), 0);
        QProcess writer;
        writer.start(QStringLiteral("sh"),
                     {QStringLiteral("-c"), QStringLiteral("printf hello > \"$0\""), fifo});
        const auto base = words({"tokenize", "--model", "@gpt2-tiny"});
        const Started done = start(base + words({"--prompt-file"}) << fifo);
        QVERIFY2(done.code == 0, done.err);
        QCOMPARE(done.out, start(base + words({"--prompt", "hello"})).out);
        QVERIFY(writer.waitForFinished());
    }

    void aPromptWithoutEndIsRefused() {
        const Started done =
            start(words({"tokenize", "--model", "@gpt2-tiny", "--prompt-file", "/dev/zero"}));
        QCOMPARE(done.code, 1);
        QVERIFY2(isOneSentence(done.err) && done.err.contains("64 MiB"), done.err);
    }

    void anInterruptedBenchWritesWhatItHas() {
        QProcess process;
        QCOMPARE(codeAfterOneInterrupt(process, words({"bench", "--model", "@llama-q4_1.gguf", "--repeat",
                                                       "1000", "--threads", "1", "--format", "json"})),
                 130);
        const auto bench = nlohmann::json::parse(process.readAllStandardOutput().toStdString());
        QCOMPARE(bench.at("stopped").get<bool>(), true);
        QVERIFY(bench.at("engine").contains("load_ms"));
        QVERIFY2(isOneSentence(process.readAllStandardError()), "one sentence");
    }

    void withoutADefaultModelItSaysHowToGetIt() {
        QTemporaryDir data;
        QProcessEnvironment environment = withoutDisplay();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), data.path());
        const Started done = start(words({"tokenize", "--prompt", "a"}), {}, environment);
        QCOMPARE(done.code, 1);
        QVERIFY2(isOneSentence(done.err) && done.err.contains("packaging/run"), done.err);
    }

    void modelsListsWhatIsHereAndWhatCanBeHad() {
        QTemporaryDir data;
        QProcessEnvironment environment = withoutDisplay();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), data.path());
        QVERIFY(QDir(data.path()).mkpath(QStringLiteral("lossylens/models")));
        QVERIFY(QFile::copy(QStringLiteral(LOSSYLENS_FIXTURES "/models/llama-q8_0.gguf"),
                            data.filePath(QStringLiteral("lossylens/models/mine.gguf"))));
        const Started json = start(words({"models", "list", "--format", "json"}), {}, environment);
        QCOMPARE(json.code, 0);
        const auto models = json.json().at("models");
        QCOMPARE(models.at(0).at("name").get<std::string>(), std::string("mine.gguf"));
        QCOMPARE(models.at(0).at("state").get<std::string>(), std::string("installed"));
        QVERIFY(models.size() >= 6);
        const Started csv = start(words({"models", "list", "--format", "csv"}), {}, environment);
        QCOMPARE(csv.lines().size(), 1 + models.size());
        QVERIFY(start(words({"models", "list"}), {}, environment).out.contains("gpt2-large"));
        QCOMPARE(start(words({"models", "info", "mine"}), {}, environment).code, 0);
    }

    void infoHasTheKeysOfTheDesign() {
        const Started done =
            start(words({"models", "info", "--model", "@llama-q4_1.gguf", "--format", "json"}));
        QVERIFY2(done.code == 0, done.err);
        const auto info = done.json();
        for (const char* key :
             {"name", "path", "architecture", "layers", "dimensions", "vocabulary", "precision", "bytes"})
            QVERIFY2(info.contains(key), key);
        QCOMPARE(info.at("architecture").get<std::string>(), std::string("llama"));
        QCOMPARE(info.at("dimensions").get<int>(), 64);
    }

    void verifyOfAModelThatNobodyKnowsIsThree() {
        const Started done = start(words({"models", "verify", "@llama-q8_0.gguf"}));
        QCOMPARE(done.code, 3);
        QVERIFY2(done.out.contains("no hash known"), done.out);
        QVERIFY2(isOneSentence(done.err) && done.err.contains("no hash is known"), done.err);
    }

    void verifyTellsADamagedModel() {
        QTemporaryDir data;
        QProcessEnvironment environment = withoutDisplay();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), data.path());
        QVERIFY(QDir(data.path()).mkpath(QStringLiteral("lossylens/models")));
        QFile model(data.filePath(QStringLiteral("lossylens/models/SmolLM2-135M-Instruct.Q4_1.gguf")));
        QVERIFY(model.open(QIODevice::WriteOnly) && model.write("GGUF") == 4);
        model.close();
        const Started done = start(words({"models", "verify", "--format", "csv"}), {}, environment);
        QCOMPARE(done.code, 1);
        QVERIFY2(done.out.contains("differs"), done.out);
        QVERIFY2(isOneSentence(done.err), done.err);
    }
};

QTEST_GUILESS_MAIN(ProgramTest)
#include "program_test.moc"
