#include "core/presign/presigner.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryFile>
#include <QtCore/QUuid>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

namespace {

struct Fetched {
    int status = 0;
    QByteArray body;
};

/// What curl gets, which knows nothing of signatures.
Fetched curl(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(QStringLiteral("curl"),
                  QStringList{QStringLiteral("--silent"), QStringLiteral("--noproxy"), QStringLiteral("*"),
                              QStringLiteral("--write-out"), QStringLiteral("\n%{http_code}")} +
                      arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished();
    const QByteArray output = process.readAllStandardOutput();
    const qsizetype line = output.lastIndexOf('\n');
    return {output.mid(line + 1).toInt(), output.left(std::max<qsizetype>(line, 0))};
}

QStringList curlArguments(const PresignedUrl& url)
{
    QStringList arguments{QStringLiteral("--request"), QString::fromStdString(url.method)};
    for (const auto& [name, value] : url.headers)
        arguments << QStringLiteral("--header") << QString::fromStdString(name + ": " + value);
    return arguments << QString::fromStdString(url.url);
}

} // namespace

/// Presigned URLs and forms in the hands of somebody without keys: curl, against a server that checks them.
class tst_MinioPresigned final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void objectTravels_data();
    void objectTravels();
    void urlIsBoundToItsHeaders();
    void urlIsBoundToItsMethod();
    void urlExpires();
    void formUploads_data();
    void formUploads();
    void formLimitsTheSize();

private:
    [[nodiscard]] Client client(const QString& version = {}) const
    {
        ClientOptions options;
        if (!version.isEmpty())
            options.signatureVersion = version.toStdString();
        return m_session->client("s3", options).value();
    }
    [[nodiscard]] Value object(const std::string& key) const
    {
        return Value::map({{"Bucket", m_bucket}, {"Key", key}});
    }
    [[nodiscard]] static Result<Value> call(const Client& client, const char* operation, Value params)
    {
        const auto reply = client.call(operation, std::move(params));
        QSignalSpy spy(reply.get(), &Reply::finished);
        spy.wait(30'000);
        return reply->result();
    }
    [[nodiscard]] static PresignedUrl presign(const Client& client, const char* operation, Value params,
                                              const PresignOptions& options = {})
    {
        QObject context;
        std::optional<Result<PresignedUrl>> made;
        client.presigner().url(&context, operation, std::move(params), options,
                               [&](Result<PresignedUrl> result) { made = std::move(result); });
        if (!QTest::qWaitFor([&] { return made.has_value(); }) || !made->ok())
            qFatal("No URL: %s", made ? made->error().message.c_str() : "no answer");
        return std::move(*made).value();
    }
    [[nodiscard]] PresignedPost form(const QString& version, const std::string& key,
                                     PostOptions options = {}) const
    {
        QObject context;
        std::optional<Result<PresignedPost>> made;
        client(version).presigner().post(&context, m_bucket, key, std::move(options),
                                         [&](Result<PresignedPost> result) { made = std::move(result); });
        if (!QTest::qWaitFor([&] { return made.has_value(); }) || !made->ok())
            qFatal("No form: %s", made ? made->error().message.c_str() : "no answer");
        return std::move(*made).value();
    }
    [[nodiscard]] static Fetched upload(const PresignedPost& post, const QByteArray& content)
    {
        QTemporaryFile file(QDir::tempPath() + QStringLiteral("/named-XXXXXX.txt"));
        if (!file.open() || file.write(content) != content.size() || !file.flush())
            return {};
        QStringList arguments;
        for (const auto& [name, value] : post.fields.members())
            arguments << QStringLiteral("--form-string") << QString::fromStdString(name + '=' + value.text());
        arguments << QStringLiteral("--form")
                  << QStringLiteral("file=@%1;filename=named.txt").arg(file.fileName());
        return curl(arguments << QString::fromStdString(post.url));
    }

    std::optional<TestServer> m_server;
    std::optional<Session> m_session;
    std::string m_bucket;
};

void tst_MinioPresigned::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("curl is not installed: presigned URLs were not tried.");
    auto server = minioServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
    m_session = m_server->session().value();
    // A bucket of its own: the others' contents are what other tests expect.
    const auto bucket = "presigned-" + QUuid::createUuid().toString(QUuid::Id128).toStdString();
    const auto made = call(client(), "CreateBucket", Value::map({{"Bucket", bucket}}));
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    m_bucket = bucket;
}

void tst_MinioPresigned::cleanupTestCase()
{
    if (m_bucket.empty())
        return;
    const auto listing = call(client(), "ListObjectsV2", Value::map({{"Bucket", m_bucket}}));
    QVERIFY(listing.ok());
    for (const auto& entry : (*listing)["Contents"].items())
        QVERIFY(call(client(), "DeleteObject", object(entry["Key"].text())).ok());
    QVERIFY(call(client(), "DeleteBucket", Value::map({{"Bucket", m_bucket}})).ok());
}

void tst_MinioPresigned::objectTravels_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("key");
    for (const char* version : {"s3v4", "s3"}) {
        for (const char* key : {"plain", "a b+c/%41", "\xC3\xBC/\xE2\x82\xAC~'()"})
            QTest::addRow("%s %s", version, key) << QString::fromLatin1(version) << QString::fromUtf8(key);
    }
}

void tst_MinioPresigned::objectTravels()
{
    QFETCH(QString, version);
    QFETCH(QString, key);
    const QByteArray content = "content of " + key.toUtf8();
    const Client s3 = client(version);
    Value params = object(key.toStdString());
    Value typed = params;
    typed.insert("ContentType", "text/x-test");
    const Fetched put = curl(curlArguments(presign(s3, "PutObject", typed)) +
                                 QStringList{QStringLiteral("--data-binary"), QStringLiteral("@-")},
                             content);
    QVERIFY2(put.status == 200, put.body.constData());
    params.insert("ResponseContentDisposition", "attachment; filename=\"x y\"");
    const Fetched got =
        curl(QStringList{QStringLiteral("--include")} + curlArguments(presign(s3, "GetObject", params)));
    QVERIFY2(got.status == 200, got.body.constData());
    QVERIFY(got.body.endsWith("\r\n\r\n" + content));
    QVERIFY(got.body.toLower().contains("content-type: text/x-test\r\n"));
    QVERIFY(got.body.contains(": attachment; filename=\"x y\"\r\n"));
    const Fetched gone = curl(curlArguments(presign(s3, "DeleteObject", object(key.toStdString()))));
    QCOMPARE(gone.status, 204);
}

void tst_MinioPresigned::urlIsBoundToItsHeaders()
{
    Value params = object("typed");
    params.insert("ContentType", "text/x-test");
    PresignedUrl url = presign(client(), "PutObject", params);
    url.headers.set("Content-Type", "text/other");
    QCOMPARE(curl(curlArguments(url)).status, 403);
}

void tst_MinioPresigned::urlIsBoundToItsMethod()
{
    PresignedUrl url = presign(client(), "GetObject", object("absent"));
    QCOMPARE(curl(curlArguments(url)).status, 404);
    url.method = "DELETE";
    QCOMPARE(curl(curlArguments(url)).status, 403);
}

void tst_MinioPresigned::urlExpires()
{
    // A lifetime in the past, so that nobody has to wait for it.
    const PresignedUrl url =
        presign(client(QStringLiteral("s3")), "GetObject", object("absent"), {std::chrono::seconds(-10), {}});
    QCOMPARE(curl(curlArguments(url)).status, 403);
}

void tst_MinioPresigned::formUploads_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("s3v4") << QStringLiteral("s3v4");
    QTest::newRow("s3") << QStringLiteral("s3");
}

void tst_MinioPresigned::formUploads()
{
    QFETCH(QString, version);
    const std::string prefix = "uploads-" + version.toStdString() + '/';
    PostOptions options;
    options.fields = Value::map({{"Content-Type", "text/x-form"}});
    options.conditions = Value::list({Value::map({{"Content-Type", "text/x-form"}})});
    const Fetched sent = upload(form(version, prefix + "${filename}", options), "from a form");
    QVERIFY2(sent.status == 204, sent.body.constData());
    const auto head = call(client(), "HeadObject", object(prefix + "named.txt"));
    QVERIFY2(head.ok(), head ? "" : head.error().message.c_str());
    QCOMPARE((*head)["ContentType"].text(), std::string("text/x-form"));
    QCOMPARE((*head)["ContentLength"].toInt(), 11);
}

void tst_MinioPresigned::formLimitsTheSize()
{
    PostOptions options;
    options.conditions = Value::list({Value::list({"content-length-range", 1, 4})});
    QCOMPARE(upload(form(QStringLiteral("s3v4"), "small", options), "four").status, 204);
    const int status = upload(form(QStringLiteral("s3v4"), "large", options), "more than four").status;
    QVERIFY(status >= 400 && status < 500);
}

INIA_TEST_CLASS(tst_MinioPresigned, QCoreApplication)
#include "tst_miniopresigned.moc"
