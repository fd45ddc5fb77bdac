#include "tests/app/cli/cliprocess.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

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

private:
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

CliOutcome tst_TransfersCli::run(const QStringList& arguments)
{
    return runCli(
        arguments + QStringList{QStringLiteral("--endpoint-url"), QString::fromStdString(m_server->url({}))},
        {},
        {QStringLiteral("AWS_ACCESS_KEY_ID=AKIDEXAMPLE"),
         QStringLiteral("AWS_SECRET_ACCESS_KEY=an invented secret"), QStringLiteral("AWS_REGION=us-east-1"),
         QStringLiteral("AWS_MAX_ATTEMPTS=1")});
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

INIA_TEST_CLASS(tst_TransfersCli, QCoreApplication)
#include "tst_transfers_cli.moc"
