#include "core/model/catalog.h"
#include "core/policy/s3servers.h"
#include "tests/support/sampleparams.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr char listing[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/"
    "2006-03-01/\"><Name>acme</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
    "</ListBucketResult>";

QString codeOf(const TestSession& test, const std::string& operation, const QByteArray& body)
{
    test.transport->enqueue(makeResponse(200, body));
    const auto client = test.session.client("s3").value();
    const auto reply = client.call(operation, sampleParams(client.model().operation(operation)));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }))
        return QStringLiteral("no end");
    return reply->result() ? QStringLiteral("ok") : QString::fromStdString(reply->result().error().code);
}

} // namespace

/// An answer of S3 is believed when its root is the one that was asked for.
class tst_RootCheck final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void roots_data();
    void roots();
    void awsMayHaveNewRoots();
    void noReadBelievesAListing();
};

void tst_RootCheck::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack");
}

void tst_RootCheck::roots_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* operation, const QByteArray& body, const char* expected) {
        QTest::addRow("%s %s", operation, body.left(40).constData())
            << QString::fromLatin1(operation) << body << QString::fromLatin1(expected);
    };
    constexpr const char* foreign = "NotOfferedByServer";
    // What "not set" looks like where it is one.
    row("GetBucketVersioning", "<VersioningConfiguration/>", "ok");
    row("GetBucketVersioning", "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>",
        "ok");
    row("GetBucketVersioning",
        "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- a proxy -->\n<VersioningConfiguration />", "ok");
    row("GetBucketVersioning", "<s3:VersioningConfiguration xmlns:s3=\"x\"/>", "ok");
    row("GetBucketVersioning", "<GetBucketVersioningResponse/>", "ok"); // moto
    row("GetBucketVersioning", "<GetBucketVersioningOutput/>", "ok");
    row("GetBucketVersioning", listing, foreign);
    row("GetBucketVersioning", "<ListBucketResult/>", foreign);
    row("GetBucketVersioning", "<ListAllMyBucketsResult/>", foreign);
    row("GetBucketVersioning", "<Tagging><TagSet/></Tagging>", foreign);
    row("GetBucketVersioning", "<VersioningConfigurations/>", foreign);
    row("GetBucketVersioning", "<Error><Code>SlowDown</Code></Error>", "SlowDown");
    row("GetBucketVersioning", "", "EmptyAnswer");
    row("GetBucketVersioning", "<html><body>Sign in</body></html>", "NotAnAnswer");
    row("GetBucketVersioning", "Sign in", "NotAnAnswer");
    row("GetBucketLocation", "<LocationConstraint>eu-west-1</LocationConstraint>", "ok");
    row("GetBucketLocation", "<LocationConstraint/>", "ok");
    row("GetBucketLocation", listing, foreign);
    row("GetBucketLogging", "<BucketLoggingStatus/>", "ok");
    row("GetBucketNotificationConfiguration", "<NotificationConfiguration/>", "ok");
    row("GetBucketNotificationConfiguration", "<GetBucketNotificationResponse/>", "ok"); // moto
    row("GetBucketNotificationConfiguration", listing, foreign);
    row("GetBucketAcl", "<AccessControlPolicy><Owner><ID>a</ID></Owner></AccessControlPolicy>", "ok");
    // By the name or the shape of the payload.
    row("GetPublicAccessBlock",
        "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></"
        "PublicAccessBlockConfiguration>",
        "ok");
    row("GetPublicAccessBlock", listing, foreign);
    row("GetObjectLegalHold", "<LegalHold><Status>ON</Status></LegalHold>", "ok");
    row("GetObjectLegalHold", "<ObjectLockLegalHold><Status>ON</Status></ObjectLockLegalHold>", "ok");
    row("GetObjectRetention", "<Retention><Mode>GOVERNANCE</Mode></Retention>", "ok");
    // The object in its place.
    row("GetObjectRetention", "precious", foreign);
    row("GetObjectRetention", "{\"Mode\": \"GOVERNANCE\"}", foreign);
    row("GetObjectRetention", "<Invoice><Mode>GOVERNANCE</Mode></Invoice>", foreign);
    row("GetObjectTagging", "<Tagging><TagSet/></Tagging>", "ok");
    row("GetObjectTagging", "<Invoice/>", foreign);
    row("GetObjectAttributes", "<getObjectAttributesResponse><ETag>1</ETag></getObjectAttributesResponse>",
        "ok"); // MinIO
    row("GetObjectAttributes", "<GetObjectAttributesOutput><ETag>1</ETag></GetObjectAttributesOutput>", "ok");
    row("ListParts", "<ListPartsResult><UploadId>1</UploadId></ListPartsResult>", "ok");
    row("ListParts", "precious", foreign);
    // Members that the listing has as well would be believed.
    row("ListMultipartUploads", "<ListMultipartUploadsResult><Bucket>a</Bucket></ListMultipartUploadsResult>",
        "ok");
    row("ListMultipartUploads", listing, foreign);
    row("ListObjectVersions", "<ListVersionsResult><Name>a</Name></ListVersionsResult>", "ok");
    row("ListObjectVersions", listing, foreign);
    row("ListBucketAnalyticsConfigurations", listing, foreign);
    row("ListBucketInventoryConfigurations", listing, foreign);
    row("ListBucketInventoryConfigurations",
        "<ListInventoryConfigurationsResult><IsTruncated>false</IsTruncated></"
        "ListInventoryConfigurationsResult>",
        "ok");
    row("ListBucketIntelligentTieringConfigurations",
        "<ListBucketIntelligentTieringConfigurationsOutput><IsTruncated>false</IsTruncated>"
        "</ListBucketIntelligentTieringConfigurationsOutput>",
        "ok");
    row("ListObjectAnnotations", listing, foreign);
    row("ListObjectAnnotations", "precious", foreign);
    row("GetBucketPolicy", "{\"Statement\": []}", "ok");
    row("GetBucketPolicy", listing, foreign);
    // Without a sub-resource everything is as it was.
    row("ListObjectsV2", listing, "ok");
    row("ListObjects", listing, "ok");
    row("GetObject", listing, "ok");
    row("ListBuckets", "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>", "ok");
}

void tst_RootCheck::roots()
{
    QFETCH(const QString, operation);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, expected);
    QCOMPARE(codeOf(makeTestSession().value(), operation.toStdString(), body), expected);
}

void tst_RootCheck::awsMayHaveNewRoots()
{
    const Environment::Variables aws{{"AWS_ENDPOINT_URL", "https://s3.us-east-1.amazonaws.com"}};
    const auto test = makeTestSession(aws).value();
    QCOMPARE(codeOf(test, "GetBucketVersioning", "<Versions><Status>Enabled</Status></Versions>"),
             QStringLiteral("ok"));
    QCOMPARE(codeOf(test, "GetBucketVersioning", listing), QStringLiteral("NotOfferedByServer"));
    QCOMPARE(codeOf(test, "GetBucketVersioning", "<Tagging><TagSet/></Tagging>"),
             QStringLiteral("NotOfferedByServer"));
}

/// Whatever is added to the model: GET of a bucket with something behind the question mark.
void tst_RootCheck::noReadBelievesAListing()
{
    const auto test = makeTestSession().value();
    const auto model = test.session.catalog()->service("s3").value();
    int count = 0;
    for (const auto& [name, node] : model->operations().members()) {
        const auto operation = model->operation(name);
        const auto uri = operation.requestUri();
        if (operation.httpMethod() != "GET" || uri.find('?') == std::string_view::npos ||
            uri.find("?list-type") != std::string_view::npos || operation.hasStreamingOutput())
            continue;
        QVERIFY2(codeOf(test, std::string(name), listing) == QLatin1String("NotOfferedByServer"),
                 std::string(name).c_str());
        ++count;
    }
    QVERIFY(count >= 35);
}

INIA_TEST_CLASS(tst_RootCheck, QCoreApplication)
#include "tst_rootcheck.moc"
