#include "tests/app/cli/cliprocess.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <csignal>

using namespace inia::test;

/// inia-cli upload, download and copy, with a server that answers as S3 does for one small object.
class tst_TransfersCli final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void uploads_data();
    void uploads();
    void downloads();
    void copies();
    void leavesAFileThatIsThere();
    void refuses_data();
    void refuses();
    void endsWithTheServicesRefusal();
    void storesAsTheNameSays_data();
    void storesAsTheNameSays();
    void uploadsNamesThatAreNoText();
    void downloadsIntoAFolder_data();
    void downloadsIntoAFolder();
    void downloadsWhatStandsForAFolder();
    void downloadsToTheLongestName();
    void saysWhatIsNotVerified_data();
    void saysWhatIsNotVerified();
    void resumeFileGoesAfterSuccess();
    void interruptedDownloadLeavesNothing_data();
    void interruptedDownloadLeavesNothing();
    void interruptedUploadIsAborted();
    void interruptedUploadIsKeptForResume();
    void secondSignalEndsAtOnce();
    void patienceEnds();

private:
    [[nodiscard]] QStringList variables() const;
    [[nodiscard]] QStringList complete(const QStringList& arguments) const
    {
        return arguments +
               QStringList{QStringLiteral("--endpoint-url"), QString::fromStdString(m_server->url({}))};
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    /// An upload in parts that never get there; what `abort` answers ends it.
    void serveStuckUpload(const RawAnswer& abort);
    void startUpload(QProcess& process, const QStringList& more = {});
    [[nodiscard]] int count(const QByteArray& method) const;
    static void waitFor(QProcess& process)
    {
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
    }
    [[nodiscard]] CliOutcome run(const QStringList& arguments);
    [[nodiscard]] QString file(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] QByteArray content(const char* name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RawHttpServer> m_server;
};

void tst_TransfersCli::initTestCase()
{
    if (!QFile::exists(qEnvironmentVariable("INIA_MODEL_PACK")))
        QSKIP("no model pack: set INIA_MODEL_PACK or build it (packaging/fetch-models.sh)");
}

void tst_TransfersCli::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<RawHttpServer>();
    m_server->setHandler([](const RawRequest& request) {
        const QByteArrayList headers{"ETag: \"e\"", "Last-Modified: Tue, 14 Jul 2026 10:00:03 GMT"};
        if (request.method() == "HEAD")
            return RawAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"e\"\r\n\r\n"};
        if (request.method() == "GET")
            return RawAnswer::ok("bytes", headers);
        return RawAnswer::ok(request.header("x-amz-copy-source").isEmpty()
                                 ? QByteArray()
                                 : "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>",
                             headers);
    });
    QFile source(file("source.txt"));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write("hello");
}

QStringList tst_TransfersCli::variables() const
{
    return {QStringLiteral("AWS_ACCESS_KEY_ID=AKIDEXAMPLE"),
            QStringLiteral("AWS_SECRET_ACCESS_KEY=an invented secret"),
            QStringLiteral("AWS_REGION=us-east-1"), QStringLiteral("AWS_MAX_ATTEMPTS=1")};
}

CliOutcome tst_TransfersCli::run(const QStringList& arguments)
{
    return runCli(complete(arguments), {}, variables());
}

QByteArray tst_TransfersCli::content(const char* name) const
{
    QFile found(file(name));
    return found.open(QIODevice::ReadOnly) ? found.readAll() : QByteArray();
}

void tst_TransfersCli::uploads_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("a key") << "s3://acme/a/b.txt" << QByteArray("/acme/a/b.txt");
    QTest::newRow("behind a prefix") << "s3://acme/a/" << QByteArray("/acme/a/source.txt");
    QTest::newRow("a bucket") << "s3://acme" << QByteArray("/acme/source.txt");
}

void tst_TransfersCli::uploads()
{
    QFETCH(const QString, target);
    QFETCH(const QByteArray, path);
    const auto outcome = run(
        {QStringLiteral("upload"), file("source.txt"), target, QStringLiteral("--resume"), file("resume")});
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.contains("100 % of 5 bytes"), outcome.err.constData());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(m_server->requests().size(), 1);
    const auto& request = m_server->requests().first();
    QCOMPARE(request.method(), QByteArray("PUT"));
    QVERIFY2(request.target().startsWith(path), request.target().constData());
    QVERIFY(request.body.contains("hello"));
    QVERIFY(!QFile::exists(file("resume")));
}

void tst_TransfersCli::downloads()
{
    const auto outcome = run({QStringLiteral("download"), QStringLiteral("s3://acme/a"), file("target")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(content("target"), QByteArray("bytes"));
}

void tst_TransfersCli::copies()
{
    const auto outcome =
        run({QStringLiteral("copy"), QStringLiteral("s3://acme/a/b"), QStringLiteral("s3://other/")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const auto& last = m_server->requests().last();
    QVERIFY2(last.target().startsWith("/other/b"), last.target().constData());
    QCOMPARE(last.header("x-amz-copy-source"), QByteArray("acme/a/b"));
}

void tst_TransfersCli::leavesAFileThatIsThere()
{
    const QStringList command{QStringLiteral("download"), QStringLiteral("s3://acme/a"), file("source.txt")};
    const auto refused = run(command);
    QCOMPARE(refused.code, 252);
    QVERIFY2(refused.err.contains("source.txt"), refused.err.constData());
    QCOMPARE(content("source.txt"), QByteArray("hello"));
    const auto replaced = run(command + QStringList(QStringLiteral("--overwrite")));
    QVERIFY2(replaced.code == 0, replaced.err.constData());
    QCOMPARE(content("source.txt"), QByteArray("bytes"));
}

void tst_TransfersCli::refuses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no uri") << "upload source.txt acme/key" << QByteArray("s3://bucket/key");
    QTest::newRow("no key") << "download s3://acme/ x" << QByteArray("s3://bucket/key");
    QTest::newRow("no file") << "upload /nonexistent/file s3://acme/key" << QByteArray("/nonexistent/file");
    QTest::newRow("resume file of something else")
        << "upload /nonexistent/file s3://acme/key --resume /etc/passwd" << QByteArray("/etc/passwd");
    QTest::newRow("too few words") << "copy s3://acme/a" << QByteArray("inia-cli copy SOURCE TARGET");
}

void tst_TransfersCli::refuses()
{
    QFETCH(const QString, line);
    QFETCH(const QByteArray, says);
    const auto outcome = run(line.split(u' '));
    QCOMPARE(outcome.code, 252);
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    QCOMPARE(m_server->requests().size(), 0);
}

void tst_TransfersCli::endsWithTheServicesRefusal()
{
    m_server->setHandler([](const RawRequest&) {
        return RawAnswer::status(403,
                                 "<Error><Code>AccessDenied</Code><Message>Not for you.</Message></Error>");
    });
    const auto outcome = run({QStringLiteral("upload"), file("source.txt"), QStringLiteral("s3://acme/key")});
    QCOMPARE(outcome.code, 254);
    QVERIFY2(outcome.err.contains("AccessDenied"), outcome.err.constData());
}

void tst_TransfersCli::storesAsTheNameSays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("type"); // empty: none
    const QStringList none;
    QTest::newRow("page") << "page.html" << none << QByteArray("text/html");
    QTest::newRow("nobody knows") << "what.isthis-7" << none << QByteArray("binary/octet-stream");
    QTest::newRow("said") << "page.html"
                          << QStringList{QStringLiteral("--content-type"), QStringLiteral("text/plain")}
                          << QByteArray("text/plain");
}

void tst_TransfersCli::storesAsTheNameSays()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, more);
    QFETCH(const QByteArray, type);
    QVERIFY(QFile::copy(file("source.txt"), m_folder->filePath(name)));
    const auto outcome = run(
        QStringList{QStringLiteral("upload"), m_folder->filePath(name), QStringLiteral("s3://acme/")} + more);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(m_server->requests().first().header("Content-Type"), type);
    const auto wrong = run({QStringLiteral("upload"), m_folder->filePath(name), QStringLiteral("s3://acme/"),
                            QStringLiteral("--content-type"), QStringLiteral("nonsense")});
    QCOMPARE(wrong.code, 252);
}

/// A name whose bytes are no UTF-8 is a name all the same; only a key cannot be made of it.
void tst_TransfersCli::uploadsNamesThatAreNoText()
{
    const QString end = QStringLiteral(" --endpoint-url ") + QString::fromStdString(m_server->url({}));
    const QString name = m_folder->path() + QStringLiteral("/$(printf 'caf\\351.txt')\"");
    QProcess process;
    startShell(process,
               QStringLiteral("printf hello > \"") + name + QStringLiteral(" && \"$CLI\" upload \"") + name +
                   QStringLiteral(" s3://acme/cafe.txt") + end,
               variables());
    waitFor(process);
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(m_server->requests().first().body.contains("hello"));
    startShell(process, QStringLiteral("\"$CLI\" upload \"") + name + QStringLiteral(" s3://acme/") + end,
               variables());
    waitFor(process);
    QCOMPARE(process.exitCode(), 252);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("caf\\xE9.txt"), said.constData());
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_TransfersCli::downloadsIntoAFolder_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("file"); // empty: refused
    QTest::newRow("folder") << "sub"
                            << "docs/a.txt"
                            << "sub/a.txt";
    QTest::newRow("with a slash") << "sub/"
                                  << "docs/a.txt"
                                  << "sub/a.txt";
    QTest::newRow("here") << "sub/."
                          << "docs/a.txt"
                          << "sub/a.txt";
    QTest::newRow("back") << "sub/.."
                          << "docs/b.txt"
                          << "b.txt";
    QTest::newRow("a key of folders") << "sub"
                                      << "docs/bar/"
                                      << "sub/bar";
    QTest::newRow("odd name") << "sub"
                              << "docs/a\\b"
                              << "sub/a%5Cb";
    QTest::newRow("no folder") << "none/"
                               << "docs/a.txt"
                               << "";
}

void tst_TransfersCli::downloadsIntoAFolder()
{
    QFETCH(const QString, target);
    QFETCH(const QString, key);
    QFETCH(const QString, file);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("sub")));
    const auto outcome =
        run({QStringLiteral("download"), QStringLiteral("s3://acme/") + key, m_folder->filePath(target)});
    QCOMPARE(outcome.code, file.isEmpty() ? 252 : 0);
    if (!file.isEmpty())
        QCOMPARE(content(file.toUtf8().constData()), QByteArray("bytes"));
}

void tst_TransfersCli::downloadsWhatStandsForAFolder()
{
    const auto outcome = run({QStringLiteral("download"), QStringLiteral("s3://acme/bar/"), file("target")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(content("target"), QByteArray("bytes"));
    QVERIFY2(m_server->requests().last().target().startsWith("/acme/bar/"),
             m_server->requests().last().target().constData());
}

void tst_TransfersCli::downloadsToTheLongestName()
{
    const QByteArray name(255, 'n');
    const auto outcome =
        run({QStringLiteral("download"), QStringLiteral("s3://acme/a"), file(name.constData())});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(content(name.constData()), QByteArray("bytes"));
    QCOMPARE(files().size(), 2);
}

void tst_TransfersCli::saysWhatIsNotVerified_data()
{
    QTest::addColumn<QByteArray>("checksum");
    QTest::addColumn<bool>("isVerified");
    QTest::newRow("checksum") << QByteArray("x-amz-checksum-crc32: sZlDzg==") << true;
    QTest::newRow("of parts") << QByteArray("x-amz-checksum-crc32: sZlDzg==-3") << false;
    QTest::newRow("none") << QByteArray("x-other: 1") << false;
}

void tst_TransfersCli::saysWhatIsNotVerified()
{
    QFETCH(const QByteArray, checksum);
    QFETCH(const bool, isVerified);
    m_server->setHandler([&checksum](const RawRequest& request) {
        if (request.method() == "HEAD")
            return RawAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"e\"\r\n\r\n"};
        return RawAnswer::ok("bytes", {"ETag: \"e\"", checksum});
    });
    const auto outcome = run({QStringLiteral("download"), QStringLiteral("s3://acme/a"), file("target")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY2(outcome.err.contains("not verified") != isVerified, outcome.err.constData());
}

void tst_TransfersCli::resumeFileGoesAfterSuccess()
{
    const auto outcome = run({QStringLiteral("download"), QStringLiteral("s3://acme/a"), file("target"),
                              QStringLiteral("--resume"), file("resume")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QCOMPARE(files(), (QStringList{QStringLiteral("source.txt"), QStringLiteral("target")}));
}

// ---- signals ---------------------------------------------------------------------------------------------

void tst_TransfersCli::interruptedDownloadLeavesNothing_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("resumes");
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        QTest::addRow("%d", number) << number << false;
        QTest::addRow("%d, --resume", number) << number << true;
    }
}

void tst_TransfersCli::interruptedDownloadLeavesNothing()
{
    QFETCH(const int, number);
    QFETCH(const bool, resumes);
    m_server->setHandler([](const RawRequest& request) {
        const QByteArray size = QByteArray::number(20 << 20);
        if (request.method() == "HEAD")
            return RawAnswer{"HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\nETag: \"e\"\r\n\r\n"};
        const QByteArray range = request.header("Range").mid(6);
        const qint64 first = range.left(range.indexOf('-')).toLongLong();
        const qint64 last = std::min<qint64>(first + (8 << 20), 20 << 20) - 1;
        return RawAnswer{"HTTP/1.1 206 Partial\r\nContent-Length: " + QByteArray::number(last - first + 1) +
                         "\r\nContent-Range: bytes " + QByteArray::number(first) + '-' +
                         QByteArray::number(last) + '/' + size + "\r\nETag: \"e\"\r\n\r\nhalf"};
    });
    QStringList arguments{QStringLiteral("download"), QStringLiteral("s3://acme/a"), file("target")};
    if (resumes)
        arguments << QStringLiteral("--resume") << file("resume");
    QProcess process;
    startCli(process, complete(arguments), variables());
    QTRY_VERIFY_WITH_TIMEOUT(files().size() > 1 && count("GET") > 0, 30'000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), number), 0);
    waitFor(process);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 128 + number);
    QCOMPARE(files().size(), resumes ? 3 : 1);
}

int tst_TransfersCli::count(const QByteArray& method) const
{
    return static_cast<int>(std::count_if(m_server->requests().begin(), m_server->requests().end(),
                                          [&](const RawRequest& one) { return one.method() == method; }));
}

void tst_TransfersCli::serveStuckUpload(const RawAnswer& abort)
{
    m_server->setHandler([abort](const RawRequest& request) {
        if (request.method() == "POST")
            return RawAnswer::ok("<InitiateMultipartUploadResult><UploadId>u-1</UploadId>"
                                 "</InitiateMultipartUploadResult>");
        return request.method() == "DELETE" ? abort : RawAnswer::silence();
    });
}

void tst_TransfersCli::startUpload(QProcess& process, const QStringList& more)
{
    QFile big(file("big"));
    QVERIFY(big.open(QIODevice::WriteOnly) && big.resize(20 << 20));
    big.close();
    startCli(
        process,
        complete(QStringList{QStringLiteral("upload"), file("big"), QStringLiteral("s3://acme/k")} + more),
        variables());
    QTRY_VERIFY_WITH_TIMEOUT(count("PUT") > 0, 30'000);
}

void tst_TransfersCli::interruptedUploadIsAborted()
{
    serveStuckUpload(RawAnswer{"HTTP/1.1 204 No Content\r\n\r\n"});
    QProcess process;
    startUpload(process);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    waitFor(process);
    QCOMPARE(process.exitCode(), 128 + SIGINT);
    QCOMPARE(count("DELETE"), 1);
}

void tst_TransfersCli::interruptedUploadIsKeptForResume()
{
    serveStuckUpload(RawAnswer{"HTTP/1.1 204 No Content\r\n\r\n"});
    QProcess process;
    startUpload(process, {QStringLiteral("--resume"), file("resume")});
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
    waitFor(process);
    QCOMPARE(process.exitCode(), 128 + SIGTERM);
    QCOMPARE(count("DELETE"), 0);
    QVERIFY2(content("resume").contains("u-1"), content("resume").constData());
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QCOMPARE(QFile::permissions(file("resume")) & others, QFileDevice::Permissions());
}

void tst_TransfersCli::secondSignalEndsAtOnce()
{
    serveStuckUpload(RawAnswer::silence());
    QProcess process;
    startUpload(process);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QTRY_COMPARE(count("DELETE"), 1);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
    waitFor(process);
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QCOMPARE(process.exitCode(), SIGTERM);
}

/// A server that never says whether it has aborted the upload keeps nobody waiting.
void tst_TransfersCli::patienceEnds()
{
    serveStuckUpload(RawAnswer::silence());
    QProcess process;
    startUpload(process);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGHUP), 0);
    waitFor(process);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 128 + SIGHUP);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("u-1"), said.constData());
}

INIA_TEST_CLASS(tst_TransfersCli, QCoreApplication)
#include "tst_transfers_cli.moc"
