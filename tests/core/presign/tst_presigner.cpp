#include "core/http/textencoding.h"
#include "core/presign/presigner.h"
#include "core/protocol/jsonreader.h"
#include "core/session/session.h"
#include "tests/support/fakeclock.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

Q_DECLARE_METATYPE(inia::Value)

namespace {

const Credentials keys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "", {}, "test"};

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string hostOf(const std::string& url)
{
    return std::string(splitUrl(url).host);
}

} // namespace

class tst_Presigner final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void oracle_data();
    void oracle();
    void oracleForms_data();
    void oracleForms();
    void s3Keys_data();
    void s3Keys();
    void globalHost_data();
    void globalHost();
    void legacyDefaultIsHmac_data();
    void legacyDefaultIsHmac();
    void hmacCoversTheBucket_data();
    void hmacCoversTheBucket();
    void hmacLeavesConditionsOut();
    void headersHaveToBeSentAlong();
    void methodCanBeReplaced();
    void jsonMembersAreWrittenAsPythonDoes();
    void bodiesWithoutAPlaceAreRefused();
    void schemesWithoutUrlsAreRefused();
    void unsignedUrlsArePlain();
    void badParametersAreRefused();
    void callsBackWithTheSessionsKeys();
    void sessionTokenGoesAlong();
    void formOfVersion4();
    void formOfHmac();
    void formWithFilename();
    void formsAreForS3();

private:
    [[nodiscard]] Client client(const std::string& service, ClientOptions options = {}) const
    {
        options.ignoreConfiguredEndpointUrls = true;
        if (!options.region)
            options.region = "us-west-2";
        return m_test->session.client(service, options).value();
    }
    [[nodiscard]] Result<PresignedUrl> presign(const Client& client, std::string_view operation, Value params,
                                               const PresignOptions& options = {}) const
    {
        return client.presigner().urlWith(keys, operation, std::move(params), options);
    }
    [[nodiscard]] std::string getObject(const ClientOptions& options,
                                        const std::string& bucket = "bucket") const
    {
        auto made =
            presign(client("s3", options), "GetObject", Value::map({{"Bucket", bucket}, {"Key", "k"}}));
        return made ? made->url : made.error().message;
    }

    std::optional<TestSession> m_test;
};

void tst_Presigner::initTestCase()
{
    auto session =
        makeTestSession({{"AWS_SECRET_ACCESS_KEY", keys.secretKey}}, std::make_shared<FakeClock>());
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
}

void tst_Presigner::oracle_data()
{
    QTest::addColumn<Value>("given");
    const Value all = readJsonFile(conformancePath(QStringLiteral("oracle/presign.json")));
    if (all.isNull())
        QSKIP("The conformance data is not at ../shared/conformance: this suite was not run.");
    for (const auto& given : all["cases"].items()) {
        if (given.contains("operation"))
            QTest::newRow(given["id"].text().c_str()) << given;
    }
}

void tst_Presigner::oracle()
{
    QFETCH(Value, given);
    ClientOptions options;
    options.region = given["region"].text();
    const auto made =
        presign(client(given["service"].text(), options), given["operation"].text(),
                untagged(given["params"]), {std::chrono::seconds(given["expiresIn"].toInt()), {}});
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QCOMPARE(made->url, given["expect"]["url"].text());
}

void tst_Presigner::oracleForms_data()
{
    QTest::addColumn<Value>("given");
    const Value all = readJsonFile(conformancePath(QStringLiteral("oracle/presign.json")));
    if (all.isNull())
        QSKIP("The conformance data is not at ../shared/conformance: this suite was not run.");
    for (const auto& given : all["cases"].items()) {
        if (given.contains("bucket"))
            QTest::newRow(given["id"].text().c_str()) << given;
    }
}

void tst_Presigner::oracleForms()
{
    QFETCH(Value, given);
    const Value& args = given["args"];
    PostOptions options;
    if (args.contains("Fields"))
        options.fields = args["Fields"];
    options.conditions = args["Conditions"];
    options.expires = std::chrono::seconds(args["ExpiresIn"].toInt(3600));
    ClientOptions settings;
    settings.region = given["region"].text();
    const auto post = client("s3", settings)
                          .presigner()
                          .postWith(keys, given["bucket"].text(), given["key"].text(), options);
    QVERIFY2(post.ok(), post ? "" : post.error().message.c_str());
    QCOMPARE(post->url, given["expect"]["url"].text());
    Value expected = given["expect"]["fields"];
    expected.mutableMap().remove("policyDecoded");
    QCOMPARE(post->fields, expected);
}

void tst_Presigner::s3Keys_data()
{
    QTest::addColumn<Value>("given");
    const Value all = readJsonFile(conformancePath(QStringLiteral("oracle/s3-keys.json")));
    if (all.isNull())
        QSKIP("The conformance data is not at ../shared/conformance: this suite was not run.");
    for (Value given : all["cases"].items()) {
        given.insert("region", all["region"]);
        given.insert("expires", all["presignExpiresSeconds"]);
        QTest::newRow(given["id"].text().c_str()) << given;
    }
}

void tst_Presigner::s3Keys()
{
    QFETCH(Value, given);
    ClientOptions options;
    options.region = given["region"].text();
    options.signatureVersion = "s3v4";
    options.s3AddressingStyle =
        given["addressingStyle"].text() == "path" ? AddressingStyle::Path : AddressingStyle::Virtual;
    const auto made = presign(client("s3", options), "get_object",
                              Value::map({{"Bucket", given["bucket"]}, {"Key", given["key"]}}),
                              {std::chrono::seconds(given["expires"].toInt()), {}});
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QCOMPARE(made->url, given["expect"]["presignedUrl"].text());
}

void tst_Presigner::globalHost_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<int>("variant");
    QTest::addColumn<QString>("host");
    const auto row = [](const char* name, const char* region, const char* bucket, int variant,
                        const char* host) {
        QTest::newRow(name) << QString::fromLatin1(region) << QString::fromLatin1(bucket) << variant
                            << QString::fromLatin1(host);
    };
    row("any region", "eu-central-1", "bucket", 0, "bucket.s3.amazonaws.com");
    row("us-east-1 is regional", "us-east-1", "bucket", 0, "bucket.s3.us-east-1.amazonaws.com");
    row("China", "cn-north-1", "bucket", 0, "bucket.s3.cn-north-1.amazonaws.com.cn");
    row("dotted", "eu-central-1", "my.bucket", 0, "s3.eu-central-1.amazonaws.com");
    row("underscore", "eu-central-1", "my_bucket", 0, "s3.eu-central-1.amazonaws.com");
    row("path", "eu-central-1", "bucket", 1, "s3.eu-central-1.amazonaws.com");
    row("virtual", "eu-central-1", "bucket", 2, "bucket.s3.eu-central-1.amazonaws.com");
    row("dual stack", "eu-central-1", "bucket", 3, "bucket.s3.dualstack.eu-central-1.amazonaws.com");
    row("us-east-1 legacy", "us-east-1", "bucket", 4, "bucket.s3.amazonaws.com");
    row("access point", "us-west-2", "arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", 0,
        "ap-123456789012.s3-accesspoint.eu-west-1.amazonaws.com");
}

void tst_Presigner::globalHost()
{
    QFETCH(QString, region);
    QFETCH(QString, bucket);
    QFETCH(int, variant);
    ClientOptions options;
    options.region = region.toStdString();
    if (variant == 1 || variant == 2)
        options.s3AddressingStyle = variant == 1 ? AddressingStyle::Path : AddressingStyle::Virtual;
    if (variant == 3)
        options.useDualStack = true;
    if (variant == 4)
        options.s3UsEast1Regional = RegionalEndpoints::Legacy;
    const std::string url = getObject(options, bucket.toStdString());
    QTEST(QString::fromStdString(hostOf(url)), "host");
    // However global the host, the signature is the client's region's, or the ARN's.
    const QString signedFor = bucket.startsWith(QLatin1String("arn:")) ? QStringLiteral("eu-west-1") : region;
    QVERIFY(has(url, "%2F" + signedFor.toStdString() + "%2Fs3%2Faws4_request"));
}

void tst_Presigner::legacyDefaultIsHmac_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<bool>("byHmac");
    for (const char* region :
         {"ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-west-1", "sa-east-1", "us-east-1",
          "us-west-1", "us-west-2", "us-gov-west-1", "us-gov-east-1", "aws-global"})
        QTest::newRow(region) << QString::fromLatin1(region) << true;
    for (const char* region : {"eu-central-1", "us-east-2", "cn-north-1", "ap-south-1", "xx-nowhere-1"})
        QTest::newRow(region) << QString::fromLatin1(region) << false;
}

void tst_Presigner::legacyDefaultIsHmac()
{
    QFETCH(QString, region);
    ClientOptions options;
    options.region = region.toStdString();
    QVERIFY(has(getObject(options), "X-Amz-Signature="));
    options.defaultsMode = DefaultsMode::Legacy;
    const std::string url = getObject(options);
    QTEST(has(url, "?AWSAccessKeyId=AKIDEXAMPLE&Signature="), "byHmac");
    options.signatureVersion = "s3v4";
    QVERIFY(has(getObject(options), "X-Amz-Signature="));
    options.signatureVersion = "s3";
    options.defaultsMode = DefaultsMode::Standard;
    QVERIFY(has(getObject(options), "&Signature="));
}

void tst_Presigner::hmacCoversTheBucket_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("resource");
    const auto row = [](const char* bucket, const char* operation, const char* resource) {
        QTest::addRow("%s %s", operation, bucket)
            << QString::fromLatin1(bucket) << QString::fromLatin1(operation) << QString::fromLatin1(resource);
    };
    row("bucket", "GetObject", "\n/bucket/a%20b");
    row("my.bucket", "GetObject", "\n/my.bucket/a%20b");
    row("bucket", "ListObjectsV2", "\n/bucket/");
    row("bucket", "GetBucketAcl", "\n/bucket/?acl");
    row("arn:aws:s3:eu-west-1:123456789012:accesspoint/ap", "GetObject", "\n/a%20b");
    row("", "ListBuckets", "\n/");
}

void tst_Presigner::hmacCoversTheBucket()
{
    QFETCH(QString, bucket);
    QFETCH(QString, operation);
    QFETCH(QString, resource);
    ClientOptions options;
    options.signatureVersion = "s3";
    Value params = Value::emptyMap();
    if (!bucket.isEmpty())
        params.insert("Bucket", bucket.toStdString());
    if (operation == QLatin1String("GetObject"))
        params.insert("Key", "a b");
    const auto made = presign(client("s3", options), operation.toStdString(), params);
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QVERIFY2(made->signing.stringToSign.ends_with(resource.toStdString()),
             made->signing.stringToSign.c_str());
}

void tst_Presigner::hmacLeavesConditionsOut()
{
    ClientOptions options;
    options.signatureVersion = "s3";
    const auto plain =
        presign(client("s3", options), "GetObject", Value::map({{"Bucket", "b-b"}, {"Key", "k"}}));
    const auto ranged = presign(client("s3", options), "GetObject",
                                Value::map({{"Bucket", "b-b"}, {"Key", "k"}, {"Range", "bytes=0-1"}}));
    QCOMPARE(ranged->url, plain->url);
    QVERIFY(ranged->headers.empty());
}

void tst_Presigner::headersHaveToBeSentAlong()
{
    const auto made = presign(client("s3"), "PutObject",
                              Value::map({{"Bucket", "b-b"},
                                          {"Key", "k"},
                                          {"ContentType", "text/plain"},
                                          {"Metadata", Value::map({{"a", "b"}})}}));
    QCOMPARE(made->method, std::string("PUT"));
    QVERIFY(has(made->url, "X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-meta-a"));
    QCOMPARE(made->headers.size(), std::size_t(2));
    QCOMPARE(std::string(made->headers.value("content-type")), std::string("text/plain"));
    QCOMPARE(std::string(made->headers.value("x-amz-meta-a")), std::string("b"));
}

void tst_Presigner::methodCanBeReplaced()
{
    const auto usual = presign(client("sts"), "GetCallerIdentity", Value());
    const auto get = presign(client("sts"), "GetCallerIdentity", Value(), {std::chrono::seconds(60), "GET"});
    QCOMPARE(usual->method, std::string("POST"));
    QCOMPARE(get->method, std::string("GET"));
    QVERIFY(has(get->url, "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&"));
    QVERIFY(has(get->url, "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature="));
    QVERIFY(get->signing.signature != usual->signing.signature);
    QVERIFY(get->headers.empty());
}

void tst_Presigner::jsonMembersAreWrittenAsPythonDoes()
{
    const auto params = parseJson(
        R"({"TableName": "t", "ConsistentRead": true, "Limit": 3, "AttributesToGet": ["a", "b c"],)"
        R"( "ExclusiveStartKey": {"k": {"S": "it's \u00e9 \u200b"}, "l": {"L": [{"N": "1"}, {"NULL": true}]}}})");
    const auto made = presign(client("dynamodb"), "Scan", *params);
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    const std::string query = percentDecode(splitUrl(made->url).query);
    QVERIFY2(
        query.starts_with("TableName=t&ConsistentRead=True&Limit=3&AttributesToGet=a&AttributesToGet=b c&"
                          "ExclusiveStartKey={'k': {'S': \"it's \xC3\xA9 \\u200b\"}, "
                          "'l': {'L': [{'N': '1'}, {'NULL': True}]}}&X-Amz-Algorithm="),
        query.c_str());
}

void tst_Presigner::bodiesWithoutAPlaceAreRefused()
{
    const auto made = presign(client("s3"), "PutObject",
                              Value::map({{"Bucket", "b-b"}, {"Key", "k"}, {"Body", QByteArray("text")}}));
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, std::string("BodyNotPresignable"));
}

void tst_Presigner::schemesWithoutUrlsAreRefused()
{
    ClientOptions options;
    options.region = "us-east-1";
    const auto made = presign(client("sdb", options), "ListDomains", Value());
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, std::string("UnsupportedSignatureVersion"));
}

void tst_Presigner::unsignedUrlsArePlain()
{
    const auto made = presign(client("s3",
                                     [] {
                                         ClientOptions options;
                                         options.signatureVersion = "none";
                                         return options;
                                     }()),
                              "GetObject", Value::map({{"Bucket", "b-b"}, {"Key", "k"}, {"VersionId", "v"}}));
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QCOMPARE(made->url, std::string("https://b-b.s3.amazonaws.com/k?versionId=v"));
}

void tst_Presigner::badParametersAreRefused()
{
    QCOMPARE(presign(client("s3"), "GetObjekt", Value()).error().kind, ErrorKind::UnknownName);
    QCOMPARE(presign(client("s3"), "GetObject", Value()).error().kind, ErrorKind::Parameter);
}

void tst_Presigner::callsBackWithTheSessionsKeys()
{
    const Client s3 = client("s3");
    const Value params = Value::map({{"Bucket", "b-b"}, {"Key", "k"}});
    std::optional<Result<PresignedUrl>> made;
    s3.presigner().url(this, "GetObject", params, {}, [&](Result<PresignedUrl> result) { made = result; });
    QTRY_VERIFY(made);
    QVERIFY(made->ok());
    QCOMPARE((*made)->url, presign(s3, "GetObject", params)->url);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Presigner::sessionTokenGoesAlong()
{
    Credentials session = keys;
    session.sessionToken = "a/token";
    const auto made =
        client("s3").presigner().urlWith(session, "GetObject", Value::map({{"Bucket", "b-b"}, {"Key", "k"}}));
    QVERIFY(has(made->url, "&X-Amz-SignedHeaders=host&X-Amz-Security-Token=a%2Ftoken&X-Amz-Signature="));
}

namespace {

Value policyOf(const PresignedPost& post)
{
    const auto policy = QByteArray::fromBase64(QByteArray::fromStdString(post.fields["policy"].text()));
    return parseJson(policy.toStdString()).value();
}

Result<PresignedPost> makePost(const Client& client, std::string key, PostOptions options = {})
{
    std::optional<Result<PresignedPost>> made;
    QObject context;
    client.presigner().post(&context, "bucket", std::move(key), std::move(options),
                            [&](Result<PresignedPost> result) { made = std::move(result); });
    if (!QTest::qWaitFor([&] { return made.has_value(); }))
        return makeError(ErrorKind::Timeout, "Unanswered", "The form was never made.");
    return *made;
}

} // namespace

void tst_Presigner::formOfVersion4()
{
    PostOptions options;
    options.fields = Value::map({{"acl", "public-read"}});
    options.conditions = Value::list({Value::map({{"acl", "public-read"}})});
    options.expires = std::chrono::seconds(60);
    const auto post = makePost(client("s3"), "k", options);
    QVERIFY2(post.ok(), post ? "" : post.error().message.c_str());
    QCOMPARE(post->url, std::string("https://bucket.s3.amazonaws.com/"));
    const std::string credential = "AKIDEXAMPLE/20260102/us-west-2/s3/aws4_request";
    QCOMPARE(policyOf(*post), parseJson(R"({"expiration": "2026-01-02T03:05:05Z", "conditions": [)"
                                        R"({"acl": "public-read"}, {"bucket": "bucket"}, {"key": "k"},)"
                                        R"({"x-amz-algorithm": "AWS4-HMAC-SHA256"}, {"x-amz-credential": ")" +
                                        credential + R"("}, {"x-amz-date": "20260102T030405Z"}]})")
                                  .value());
    QCOMPARE(post->fields["acl"].text(), std::string("public-read"));
    QCOMPARE(post->fields["key"].text(), std::string("k"));
    QCOMPARE(post->fields["x-amz-credential"].text(), credential);
    // Computed with boto3 1.44.5.
    QCOMPARE(post->fields["x-amz-signature"].text(),
             std::string("8c2f9b2a101e7cb29cb3400d1b3f3e6085a94b4e5900097a092f27f524610b51"));
}

void tst_Presigner::formOfHmac()
{
    ClientOptions options;
    options.signatureVersion = "s3";
    const auto post = makePost(client("s3", options), "k");
    QVERIFY2(post.ok(), post ? "" : post.error().message.c_str());
    QCOMPARE(post->fields["AWSAccessKeyId"].text(), std::string("AKIDEXAMPLE"));
    QCOMPARE(policyOf(*post), parseJson(R"({"expiration": "2026-01-02T04:04:05Z", "conditions":)"
                                        R"( [{"bucket": "bucket"}, {"key": "k"}]})")
                                  .value());
    // Computed with boto3 1.44.5.
    QCOMPARE(post->fields["signature"].text(), std::string("ZOUcMd+rnxWFMr6DsS1PG+rXNl4="));
}

void tst_Presigner::formWithFilename()
{
    const auto post = makePost(client("s3"), "uploads/${filename}");
    QCOMPARE(post->fields["key"].text(), std::string("uploads/${filename}"));
    QCOMPARE(policyOf(*post)["conditions"][1], Value::list({"starts-with", "$key", "uploads/"}));
}

void tst_Presigner::formsAreForS3()
{
    const auto post = makePost(client("sts"), "k");
    QVERIFY(!post.ok());
    QCOMPARE(post.error().kind, ErrorKind::Unsupported);
}

INIA_TEST_CLASS(tst_Presigner, QCoreApplication)
#include "tst_presigner.moc"
