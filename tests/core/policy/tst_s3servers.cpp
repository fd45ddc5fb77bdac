#include "core/client/client.h"
#include "core/model/catalog.h"
#include "core/policy/s3servers.h"
#include "core/presign/presigner.h"
#include "tests/support/s3double.h"
#include "tests/support/sampleparams.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::test;
using namespace inia::tests;

namespace {

using Offer = S3Servers::Offer;

SessionOptions closedGate()
{
    SessionOptions options;
    options.closesServerGate = true;
    return options;
}

HttpResponse answerOf(const char* server, int status = 200, QByteArray body = {})
{
    HttpResponse response = makeResponse(status, std::move(body));
    response.headers.set("Server", server);
    return response;
}

Result<Value> resultOf(const Client& client, const std::string& operation, const Value& params,
                       CallOptions options = {})
{
    const auto reply = client.call(operation, params, std::move(options));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }))
        qFatal("the call does not end");
    return reply->result();
}

const Value bucket = Value::map({{"Bucket", "acme"}});
const Value tagging =
    Value::map({{"Bucket", "acme"}, {"Key", "a"}, {"Tagging", Value::map({{"TagSet", Value::emptyList()}})}});

} // namespace

/// What servers do not offer, and that they are not asked for it.
class tst_S3Servers final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyNameIsOneOfTheModel();
    void offers_data();
    void offers();
    void conditions_data();
    void conditions();
    void kindIsTold_data();
    void kindIsTold();
    void unknownKindIsAnError();
    void nothingRefusedArrives_data();
    void nothingRefusedArrives();
    void openGateIsAsBoto3();
    void refusalSaysWhat_data();
    void refusalSaysWhat();
    void serverIsAskedOnce();
    void silentServerStaysUnnamed();
    void onlyWhatMayBeRefusedAsks();
    void clientsShareWhatTheyLearn();
    void whoKnowsBetterSends();
    void urlsAreRefused();
    void doubleKeepsItsBucket_data();
    void doubleKeepsItsBucket();
    void anotherRootIsNoAnswer();

private:
    [[nodiscard]] OperationModel operation(const char* name) const { return m_model->operation(name); }
    [[nodiscard]] static TestSession session(Environment::Variables variables = {},
                                             SessionOptions options = closedGate())
    {
        return makeTestSession(variables, nullptr, std::move(options)).value();
    }

    std::shared_ptr<const Document> m_document;
    std::shared_ptr<const ServiceModel> m_model;
    std::optional<S3Servers> m_servers;
};

void tst_S3Servers::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack");
    const auto catalog = Catalog::open().value();
    m_document = catalog->s3Servers().value();
    m_model = catalog->service("s3").value();
    m_servers.emplace(m_document);
}

/// A slip of the pen would be a "no" that nobody notices, or a word that means nothing.
void tst_S3Servers::everyNameIsOneOfTheModel()
{
    int count = 0;
    for (const auto& [kind, row] : m_document->root()["kinds"].members()) {
        QVERIFY(!row["name"].text().empty());
        QVERIFY(row["everything"].toBool() || row["operations"].size() > 0);
        for (const auto& [name, entry] : row["operations"].members()) {
            const auto model = m_model->operation(name);
            const auto text = entry.text();
            const auto word = text.substr(0, text.find(':'));
            const std::string both = std::string(kind) + " " + std::string(name);
            const char* where = both.c_str();
            QVERIFY2(model.valid() && model.name() == name, where);
            QVERIFY2(m_servers->judges(model), where);
            QVERIFY2(word == "yes" || word == "no" || word == "ignored-conditions", where);
            const auto place = m_servers->inPlaceOf(kind, model);
            if (word == "no")
                QVERIFY2(place == "refused" || place == "nothing" || place.empty() ||
                             m_model->operation(place).valid(),
                         where);
            ++count;
        }
    }
    QVERIFY(count > 200);
    QCOMPARE(m_servers->kinds(), (std::vector<std::string>{"aws", "minio", "moto", "localstack", "r2", "gcs",
                                                           "b2", "wasabi", "spaces", "ceph", "other"}));
}

void tst_S3Servers::offers_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("offer");
    const auto row = [](const char* kind, const char* operation, Offer offer) {
        QTest::addRow("%s %s", kind, operation)
            << QString::fromLatin1(kind) << QString::fromLatin1(operation) << int(offer);
    };
    // Sub-resources that no server has but S3.
    for (const char* kind :
         {"minio", "moto", "localstack", "r2", "gcs", "b2", "wasabi", "spaces", "ceph", "other"}) {
        for (const char* name :
             {"PutObjectAnnotation", "DeleteObjectAnnotation", "GetObjectAnnotation", "RenameObject",
              "UpdateObjectEncryption", "PutBucketMetricsConfiguration", "DeleteBucketMetricsConfiguration",
              "DeleteBucketMetadataConfiguration", "CreateBucketMetadataConfiguration", "PutBucketAbac"})
            row(kind, name, Offer::No);
        for (const char* name : {"AbortMultipartUpload", "UploadPart", "CreateMultipartUpload",
                                 "GetBucketVersioning", "ListObjectVersions", "GetObject", "HeadObject"})
            row(kind, name, Offer::Yes);
    }
    for (const char* name :
         {"PutObjectAnnotation", "DeleteBucketMetricsConfiguration", "GetObjectAnnotation"})
        row("aws", name, Offer::Yes);
    // MinIO, feature by feature.
    for (const char* name :
         {"PutBucketVersioning", "PutBucketEncryption", "DeleteBucketEncryption", "PutBucketPolicy",
          "DeleteBucketPolicy", "PutBucketLifecycleConfiguration", "DeleteBucketLifecycle",
          "PutBucketNotificationConfiguration", "PutBucketReplication", "PutBucketTagging",
          "DeleteBucketTagging", "PutObjectLockConfiguration", "RestoreObject", "PutObjectTagging"})
        row("minio", name, Offer::Yes);
    for (const char* name :
         {"PutPublicAccessBlock", "DeletePublicAccessBlock", "PutBucketCors", "DeleteBucketCors",
          "PutBucketWebsite", "PutBucketLogging", "PutBucketOwnershipControls",
          "DeleteBucketOwnershipControls", "PutBucketRequestPayment", "PutBucketAccelerateConfiguration",
          "PutBucketInventoryConfiguration", "DeleteBucketInventoryConfiguration",
          "DeleteBucketAnalyticsConfiguration"})
        row("minio", name, Offer::No);
    row("moto", "DeletePublicAccessBlock", Offer::Yes);
    row("moto", "PutBucketRequestPayment", Offer::No);
    row("gcs", "UploadPartCopy", Offer::No);
    row("r2", "PutObjectTagging", Offer::No);
    // Whose kind nobody knows.
    for (const char* name : {"PutObjectTagging", "PutObjectAcl", "PutBucketVersioning", "PutBucketPolicy",
                             "DeleteBucketTagging", "DeleteObjectTagging", "RestoreObject"})
        row("other", name, Offer::No);
    for (const char* name : {"PutObject", "CopyObject", "DeleteObject", "DeleteObjects",
                             "CompleteMultipartUpload", "UploadPartCopy"})
        row("other", name, Offer::IgnoresConditions);
}

void tst_S3Servers::offers()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, operation);
    QFETCH(const int, offer);
    const auto model = m_model->operation(operation.toStdString());
    QVERIFY(model.valid());
    QCOMPARE(int(m_servers->offer(kind.toStdString(), model)), offer);
}

void tst_S3Servers::conditions_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("honoured");
    const auto row = [](const char* kind, const char* operation, const char* condition, bool honoured) {
        QTest::addRow("%s %s %s", kind, operation, condition)
            << QString::fromLatin1(kind) << QString::fromLatin1(operation) << QString::fromLatin1(condition)
            << honoured;
    };
    for (const char* kind : {"aws", "minio", "moto", "r2", "ceph"}) {
        row(kind, "PutObject", "IfMatch", true);
        row(kind, "PutObject", "IfNoneMatch", true);
    }
    row("other", "PutObject", "IfMatch", false);
    row("minio", "CompleteMultipartUpload", "IfMatch", true);
    row("moto", "CompleteMultipartUpload", "IfMatch", false);
    row("moto", "CompleteMultipartUpload", "IfNoneMatch", true);
    for (const char* kind : {"minio", "moto"}) {
        row(kind, "CopyObject", "IfNoneMatch", false);
        row(kind, "CopyObject", "IfMatch", false);
        row(kind, "DeleteObjects", "ETag", false);
    }
    row("aws", "CopyObject", "IfNoneMatch", true);
    row("aws", "DeleteObjects", "ETag", true);
    row("minio", "CopyObject", "CopySourceIfMatch", true);
    row("moto", "CopyObject", "CopySourceIfMatch", false);
    row("minio", "DeleteObject", "IfMatch", false);
    row("moto", "DeleteObject", "IfMatch", true);
    row("moto", "DeleteObject", "IfMatchSize", false);
    row("minio", "PutBucketCors", "IfMatch", false); // not offered at all
}

void tst_S3Servers::conditions()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, operation);
    QFETCH(const QString, condition);
    QFETCH(const bool, honoured);
    QCOMPARE(m_servers->honours(kind.toStdString(), m_model->operation(operation.toStdString()),
                                condition.toStdString()),
             honoured);
}

void tst_S3Servers::kindIsTold_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("header"); ///< of an answer
    QTest::addColumn<QString>("kind");
    const auto row = [](const char* endpoint, const char* setting, const char* header, const char* kind) {
        QTest::addRow("%s|%s|%s", endpoint, setting, header)
            << QString::fromLatin1(endpoint) << QString::fromLatin1(setting) << QString::fromLatin1(header)
            << QString::fromLatin1(kind);
    };
    row("", "", "", "aws");
    row("", "", "MinIO", "aws"); // a proxy on the way does not make it another service
    row("", "minio", "", "minio");
    row("http://127.0.0.1:9000", "", "", "other");
    row("http://127.0.0.1:9000", "", "MinIO", "minio");
    row("http://127.0.0.1:9000", "", "MinIO/RELEASE.2020-01-01", "minio");
    row("http://127.0.0.1:9000", "", "AmazonS3", "other"); // so say many
    row("http://127.0.0.1:9000", "", "nginx", "other");
    row("http://127.0.0.1:9000", "aws", "MinIO", "aws");
    row("http://127.0.0.1:9000", "", "Werkzeug/3.1.9 Python/3.11.2", "moto");
    row("http://127.0.0.1:9000", "", "Ceph Object Gateway (squid)", "ceph");
    row("http://127.0.0.1:9000", "", "WasabiS3/7.1.2 (head1)", "wasabi");
    row("http://127.0.0.1:4566", "", "", "localstack");
    row("https://s3.localhost.localstack.cloud:4566", "", "", "localstack");
    row("https://s3.eu-west-1.amazonaws.com", "", "", "aws");
    row("https://BUCKET.vpce-1.s3.us-east-1.vpce.amazonaws.com/x", "", "", "aws");
    row("https://notamazonaws.com", "", "", "other");
    row("https://amazonaws.com.example.org", "", "", "other");
    row("https://user:word@s3.us-west-2.amazonaws.com:443/", "", "", "aws");
    row("https://amazonaws.com@example.org", "", "", "other");
    row("https://0123.r2.cloudflarestorage.com", "", "", "r2");
    row("https://0123.eu.r2.cloudflarestorage.com", "", "", "r2");
    row("https://storage.googleapis.com", "", "", "gcs");
    row("https://s3.us-west-004.backblazeb2.com", "", "", "b2");
    row("https://s3.eu-central-1.wasabisys.com", "", "", "wasabi");
    row("https://ams3.digitaloceanspaces.com", "", "", "spaces");
    row("http://[::1]:9000", "", "", "other");
}

void tst_S3Servers::kindIsTold()
{
    QFETCH(const QString, endpoint);
    QFETCH(const QString, setting);
    QFETCH(const QString, header);
    QFETCH(const QString, kind);
    ServerGate gate(*m_servers, endpoint.toStdString(), setting.toStdString(), true);
    if (!header.isEmpty())
        gate.learn(header.toStdString());
    QCOMPARE(QString::fromStdString(gate.kind()), kind);
    if (gate.source() != ServerGate::Source::Nothing) { // what is known stays
        gate.learn("MinIO");
        QCOMPARE(QString::fromStdString(gate.kind()), kind);
    }
}

void tst_S3Servers::unknownKindIsAnError()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("config")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[default]\ninia_server = Minoi\n[profile good]\ninia_server = MinIO\n");
    file.close();
    const Environment::Variables variables{{"AWS_CONFIG_FILE", file.fileName().toStdString()}};
    const auto client = session(variables).session.client("s3");
    QVERIFY(!client.ok());
    QVERIFY(client.error().kind == ErrorKind::Configuration);
    const auto message = QString::fromStdString(client.error().message);
    QVERIFY2(message.contains(QLatin1String("inia_server is \"Minoi\"")), qPrintable(message));
    QVERIFY2(message.contains(QLatin1String("line 2")), qPrintable(message));
    QVERIFY2(message.contains(QLatin1String("minio, moto")), qPrintable(message));
    // Services that are not S3 do not mind.
    QVERIFY(session(variables).session.client("sqs").ok());

    auto options = closedGate();
    options.profile = "good";
    const auto good = session(variables, options).session.client("s3");
    QVERIFY2(good.ok(), good ? "" : good.error().message.c_str());
    QCOMPARE(good->server()->kind(), std::string("minio"));
}

void tst_S3Servers::nothingRefusedArrives_data()
{
    QTest::addColumn<QString>("kind");
    for (const auto& kind : m_servers->kinds())
        QTest::newRow(kind.c_str()) << QString::fromStdString(kind);
}

/// Every operation of S3 through a closed gate: what is not offered does not arrive, all else does.
void tst_S3Servers::nothingRefusedArrives()
{
    QFETCH(const QString, kind);
    auto options = closedGate();
    options.client.s3Server = kind.toStdString();
    const auto test = session({}, options);
    test.transport->setHandler([](const HttpRequest&) { return makeResponse(400, "<Error/>"); });
    const auto client = test.session.client("s3").value();
    int refused = 0;
    for (const auto& [name, node] : client.model().operations().members()) {
        const auto model = client.model().operation(name);
        const auto result = resultOf(client, std::string(name), sampleParams(model));
        const bool isNo = m_servers->offer(kind.toStdString(), model) == Offer::No;
        QVERIFY(!result.ok());
        QVERIFY2((result.error().code == notOfferedByServer) == isNo, std::string(name).c_str());
        if (isNo) {
            QVERIFY(result.error().kind == ErrorKind::Parameter);
            QVERIFY(!result.error().mayHaveBeenDone);
            QCOMPARE(test.transport->requestCount(), 0);
            ++refused;
        }
        test.transport->forgetRequests();
    }
    QCOMPARE(refused == 0, kind == QLatin1String("aws"));
}

void tst_S3Servers::openGateIsAsBoto3()
{
    auto options = SessionOptions();
    options.client.s3Server = "minio";
    const auto test = session({}, options);
    const auto client = test.session.client("s3").value();
    test.transport->setHandler([](const HttpRequest&) { return makeResponse(204, {}); });
    QVERIFY(resultOf(client, "DeletePublicAccessBlock", bucket).ok());
    QCOMPARE(test.transport->requestCount(), 1);
    QVERIFY(!client.server()->judge(operation("DeletePublicAccessBlock")).ok()); // for a warning
}

void tst_S3Servers::refusalSaysWhat_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("words"); ///< with a bar between them
    const auto row = [](const char* kind, const char* operation, const char* words) {
        QTest::addRow("%s %s", kind, operation)
            << QString::fromLatin1(kind) << QString::fromLatin1(operation) << QString::fromLatin1(words);
    };
    row("minio", "DeletePublicAccessBlock",
        "MinIO at http://127.0.0.1:9 does not offer DeletePublicAccessBlock|"
        "it would pass over ?publicAccessBlock and take it for DeleteBucket|"
        "deletes the bucket if it is empty|"
        "Nothing was sent|"
        "inia_server = aws, moto");
    row("minio", "PutBucketCors",
        "MinIO|"
        "PutBucketCors and would refuse it.");
    row("minio", "DeleteBucketWebsite", "say that it was done and do nothing");
    row("moto", "RenameObject",
        "moto|"
        "?renameObject|"
        "PutObject, which replaces what is in the object");
    row("r2", "DeleteObjectTagging",
        "Cloudflare R2|"
        "?tagging|"
        "DeleteObject, which deletes the object");
    row("gcs", "UploadPartCopy",
        "Google Cloud Storage|"
        "UploadPart, which stores an empty part");
    row("b2", "GetObjectTorrent",
        "Backblaze B2 at|"
        "does not offer GetObjectTorrent");
    row("other", "PutObjectTagging",
        "The server at http://127.0.0.1:9, whose kind is not known, may not offer PutObjectTagging|"
        "servers that do not know it pass over ?tagging|"
        "PutObject|"
        "inia_server = aws, minio");
    row("other", "RestoreObject", "may not offer RestoreObject. Nothing was sent.");
}

void tst_S3Servers::refusalSaysWhat()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, operation);
    QFETCH(const QString, words);
    const ServerGate gate(*m_servers, "http://127.0.0.1:9",
                          kind == QLatin1String("other") ? std::string() : kind.toStdString(), true);
    const auto refused = gate.check(m_model->operation(operation.toStdString()));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, std::string(notOfferedByServer));
    for (const QString& word : words.split(u'|'))
        QVERIFY2(refused.error().message.find(word.toStdString()) != std::string::npos,
                 refused.error().message.c_str());
}

/// Before it has said anything, a server is asked by HEAD of the bucket, whatever comes of that.
void tst_S3Servers::serverIsAskedOnce()
{
    const auto test = session();
    const auto client = test.session.client("s3").value();
    test.transport->setHandler([](const HttpRequest& request) {
        return request.method == "HEAD" ? answerOf("MinIO", 403) : answerOf("MinIO", 200);
    });
    const auto& sent = test.transport->requests();
    QVERIFY(resultOf(client, "PutObjectTagging", tagging).ok());
    QCOMPARE(sent.size(), std::size_t(2));
    QCOMPARE(sent[0].method, std::string("HEAD"));
    QVERIFY(sent[0].url.ends_with("/acme"));
    QCOMPARE(sent[1].method, std::string("PUT"));
    QCOMPARE(client.server()->kind(), std::string("minio"));
    QVERIFY(client.server()->source() == ServerGate::Source::Answer);

    QVERIFY(resultOf(client, "PutObjectTagging", tagging).ok());
    QCOMPARE(sent.size(), std::size_t(3));
    QCOMPARE(resultOf(client, "DeletePublicAccessBlock", bucket).error().code,
             std::string(notOfferedByServer));
    QCOMPARE(sent.size(), std::size_t(3));
}

void tst_S3Servers::silentServerStaysUnnamed()
{
    const auto test = session();
    const auto client = test.session.client("s3").value();
    test.transport->setHandler([](const HttpRequest&) {
        return FakeTransport::Answer(makeError(ErrorKind::Transport, "ConnectionRefused", "nobody is there"));
    });
    auto result = resultOf(client, "PutObjectTagging", tagging);
    QCOMPARE(result.error().code, std::string(notOfferedByServer));
    QCOMPARE(test.transport->requestCount(), 1); // the HEAD
    // Nobody has answered: the next call asks again. Who answers and does not say its name is not asked
    // twice.
    test.transport->setHandler([](const HttpRequest&) { return answerOf("nginx", 404); });
    result = resultOf(client, "PutObjectTagging", tagging);
    QCOMPARE(result.error().code, std::string(notOfferedByServer));
    QCOMPARE(test.transport->requestCount(), 2);
    result = resultOf(client, "PutObjectTagging", tagging);
    QCOMPARE(result.error().code, std::string(notOfferedByServer));
    QCOMPARE(test.transport->requestCount(), 2);
}

void tst_S3Servers::onlyWhatMayBeRefusedAsks()
{
    const auto test = session();
    const auto client = test.session.client("s3").value();
    test.transport->setHandler([](const HttpRequest&) { return makeStored(); });
    QVERIFY(resultOf(client, "PutObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}})).ok());
    QCOMPARE(test.transport->requestCount(), 1);
    CallOptions rehearsal;
    rehearsal.dryRun = true; // which asks nobody
    test.transport->forgetRequests();
    const auto other = session();
    const auto result =
        resultOf(other.session.client("s3").value(), "PutObjectTagging", tagging, std::move(rehearsal));
    QCOMPARE(result.error().code, std::string(notOfferedByServer));
    QCOMPARE(other.transport->requestCount(), 0);
}

void tst_S3Servers::clientsShareWhatTheyLearn()
{
    const auto test = session();
    test.transport->setHandler([](const HttpRequest&) { return answerOf("MinIO", 404); });
    const auto one = test.session.client("s3").value();
    QVERIFY(!resultOf(one, "HeadBucket", bucket).ok());
    QCOMPARE(test.session.client("s3")->server()->kind(), std::string("minio"));
    ClientOptions elsewhere;
    elsewhere.endpointUrl = "http://127.0.0.1:10";
    QCOMPARE(test.session.client("s3", elsewhere)->server()->kind(), std::string("other"));
    QVERIFY(!test.session.client("sqs")->server());
}

void tst_S3Servers::whoKnowsBetterSends()
{
    auto options = closedGate();
    options.client.s3Server = "minio";
    const auto test = session({}, options);
    test.transport->setHandler([](const HttpRequest&) { return makeResponse(204, {}); });
    CallOptions knowing;
    knowing.ignoresServerGate = true;
    QVERIFY(resultOf(test.session.client("s3").value(), "DeletePublicAccessBlock", bucket, knowing).ok());
    QCOMPARE(test.transport->requestCount(), 1);
}

void tst_S3Servers::urlsAreRefused()
{
    auto options = closedGate();
    options.client.s3Server = "minio";
    const auto test = session({}, options);
    const auto presigner = test.session.client("s3")->presigner();
    std::optional<Result<PresignedUrl>> url;
    presigner.url(this, "DeletePublicAccessBlock", bucket, {}, [&](const auto& made) { url = made; });
    QVERIFY(QTest::qWaitFor([&] { return url.has_value(); }));
    QVERIFY(!url->ok());
    QCOMPARE(url->error().code, std::string(notOfferedByServer));
    url.reset();
    presigner.url(this, "DeleteBucket", bucket, {}, [&](const auto& made) { url = made; });
    QVERIFY(QTest::qWaitFor([&] { return url.has_value(); }));
    QVERIFY(url->ok());
}

void tst_S3Servers::doubleKeepsItsBucket_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<bool>("closed");
    QTest::newRow("MinIO, closed") << "MinIO" << true;
    QTest::newRow("nobody, closed") << "AmazonS3" << true;
    QTest::newRow("MinIO, open") << "MinIO" << false;
}

/// A server that passes over what it does not know, by its own word or unnamed.
void tst_S3Servers::doubleKeepsItsBucket()
{
    QFETCH(const QString, server);
    QFETCH(const bool, closed);
    S3Double s3;
    s3.manners.serverName = server.toStdString();
    s3.manners.fallsThrough = true;
    s3.addBucket("acme");
    s3.addBucket("full");
    s3.put("full", "a", "precious");
    SessionOptions options;
    options.closesServerGate = closed;
    const auto session = makeNetworkSession(s3.url(), std::chrono::seconds(5), nullptr, options).value();
    const auto client = session.client("s3").value();
    const auto annotation = Value::map({{"Bucket", "full"},
                                        {"Key", "a"},
                                        {"AnnotationName", "note"},
                                        {"AnnotationPayload", QByteArray("other")}});
    const auto put = resultOf(client, "PutObjectAnnotation", annotation);
    const auto deleted = resultOf(client, "DeletePublicAccessBlock", bucket);
    QCOMPARE(s3.current("full", "a")->bytes, QByteArray(closed ? "precious" : "other"));
    QCOMPARE(!put && put.error().code == notOfferedByServer, closed);
    QCOMPARE(deleted.ok(), !closed);
    QCOMPARE(s3.count("DeleteBucket"), closed ? 0 : 1);
    QCOMPARE(s3.count("PutObject"), closed ? 0 : 1);
    QCOMPARE(s3.count("HeadBucket"), closed ? 1 : 0);
    QCOMPARE(int(s3.requests().size()), closed ? 1 : 2);
}

/// With a status of 200 and a listing in place of a configuration.
void tst_S3Servers::anotherRootIsNoAnswer()
{
    S3Double s3;
    s3.manners.fallsThrough = true;
    s3.addBucket("acme");
    const auto session = makeNetworkSession(s3.url(), std::chrono::seconds(5)).value();
    const auto client = session.client("s3").value();
    QVERIFY(resultOf(client, "GetBucketVersioning", bucket).ok());
    for (const char* name :
         {"GetPublicAccessBlock", "GetBucketCors", "GetBucketWebsite", "ListBucketAnalyticsConfigurations",
          "ListBucketInventoryConfigurations", "GetBucketPolicy"}) {
        const auto result = resultOf(client, name, bucket);
        QVERIFY2(!result.ok(), name);
        QCOMPARE(QString::fromStdString(result.error().code), QStringLiteral("NotOfferedByServer"));
        QCOMPARE(result.error().httpStatus, 200);
        QVERIFY(result.error().kind == ErrorKind::Parse);
    }
}

INIA_TEST_CLASS(tst_S3Servers, QCoreApplication)
#include "tst_s3servers.moc"
