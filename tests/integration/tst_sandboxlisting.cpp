#include "tests/integration/listingflows.h"
#include "tests/integration/readingflows.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

/// S3 through Session, Resource and Collection, over the network, against the moto sandbox: a real account
/// with profiles, policies and checked signatures.
class tst_SandboxListing final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bucketsAreListed();
    void everyObjectIsListed_data();
    void everyObjectIsListed();
    void pagesHaveTheSizeAskedFor_data();
    void pagesHaveTheSizeAskedFor();
    void folderIsListed_data();
    void folderIsListed();
    void emptyBucketIsComplete() { flows().emptyBucketIsComplete(); }
    void versionsAreListed() { flows().versionsAreListed(); }
    void oddKeysAreReadBack() { reading().oddKeysAreReadBack(); }
    void dotSegmentsAreSentExactly() { reading().dotSegmentsAreSentExactly(); }
    void objectIsLoaded() { reading().objectIsLoaded(); }
    void rangeAndAbsence() { reading().rangeAndAbsence(); }
    void deniedBucket() { flows().listingIsRefused("acme-restricted", "AccessDenied"); }
    void allowedToAnotherProfile()
    {
        flows("sandbox-east").everyObjectIsListed("acme-restricted", "ListObjectsV2");
    }
    void wrongSecretKey();
    void absentBucket();
    void droppedCursorsAskNoMore() { flows().droppedCursorsAskNoMore("acme-data-lake"); }
    void anotherSessionStartsClean();

private:
    [[nodiscard]] Session session(const std::string& profile) const
    {
        SessionOptions options;
        options.profile = profile;
        return m_server->session(options).value();
    }
    [[nodiscard]] ListingFlows flows(const std::string& profile = "sandbox-west") const
    {
        return {*m_server, session(profile)};
    }
    [[nodiscard]] ReadingFlows reading() const { return {*m_server, session("sandbox-west")}; }

    std::optional<TestServer> m_server;
};

void tst_SandboxListing::initTestCase()
{
    auto server = sandboxServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
}

void tst_SandboxListing::bucketsAreListed()
{
    flows("sandbox-prod").bucketsAreListed({"acme-prod-audit", "acme-prod-media", "acme-prod-orders"});
    flows().bucketsAreListed({"acme-backups", "acme-data-lake", "acme-east-analytics", "acme-east-archive",
                              "acme-east-reports", "acme-empty", "acme-odd-keys", "acme-restricted",
                              "acme-versioned", "acme-web-assets"});
}

void tst_SandboxListing::everyObjectIsListed_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("operation");
    const QString west = QStringLiteral("sandbox-west");
    for (const char* operation : {"ListObjects", "ListObjectsV2"}) {
        const auto row = [operation](const QString& profile, const char* bucket) {
            QTest::addRow("%s %s", operation, bucket)
                << profile << QString::fromLatin1(bucket) << QString::fromLatin1(operation);
        };
        for (const char* bucket :
             {"acme-data-lake", "acme-web-assets", "acme-odd-keys", "acme-versioned", "acme-empty"})
            row(west, bucket);
        row(QStringLiteral("sandbox-east"), "acme-east-analytics");
        row(QStringLiteral("sandbox-prod"), "acme-prod-audit");
    }
}

void tst_SandboxListing::everyObjectIsListed()
{
    QFETCH(const QString, profile);
    QFETCH(const QString, bucket);
    QFETCH(const QString, operation);
    flows(profile.toStdString()).everyObjectIsListed(bucket.toStdString(), operation.toStdString());
}

void tst_SandboxListing::pagesHaveTheSizeAskedFor_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("divides 1,200") << 400;
    QTest::newRow("leaves a rest") << 999;
}

void tst_SandboxListing::pagesHaveTheSizeAskedFor()
{
    QFETCH(const int, size);
    flows("sandbox-east").pagesHaveTheSizeAskedFor("acme-east-analytics", size);
}

void tst_SandboxListing::folderIsListed_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("operation");
    const auto row = [](const char* bucket, const char* prefix, const char* operation) {
        QTest::addRow("%s %s/%s", operation, bucket, prefix)
            << QString::fromLatin1(bucket) << QString::fromLatin1(prefix) << QString::fromLatin1(operation);
    };
    for (const char* operation : {"ListObjects", "ListObjectsV2"}) {
        for (const char* prefix : {"", "logs/", "logs/2026/07/m", "tables/orders/year=2026/"})
            row("acme-data-lake", prefix, operation);
        for (const char* prefix : {"", "/", "double/", "double//", "folder/", "unicode/"})
            row("acme-odd-keys", prefix, operation);
    }
    // Four pages. ListObjects of moto repeats the folders on each of them.
    row("acme-data-lake", "logs/2026/07/", "ListObjectsV2");
}

void tst_SandboxListing::folderIsListed()
{
    QFETCH(const QString, bucket);
    QFETCH(const QString, prefix);
    QFETCH(const QString, operation);
    flows().folderIsListed(bucket.toStdString(), prefix.toStdString(), operation.toStdString());
}

void tst_SandboxListing::wrongSecretKey()
{
    const auto refused = m_server->session(m_server->wrongSecret("sandbox-west"));
    QVERIFY(refused.ok());
    ListingFlows(*m_server, *refused).listingIsRefused("acme-data-lake", "SignatureDoesNotMatch");
}

void tst_SandboxListing::absentBucket()
{
    const auto listing =
        listAll(bucketOf(session("sandbox-west"), "acme-nowhere").collection("objects").value());
    QVERIFY(listing.error.has_value());
    QCOMPARE(listing.error->code, std::string("NoSuchBucket"));
    QCOMPARE(listing.error->httpStatus, 404);
}

void tst_SandboxListing::anotherSessionStartsClean()
{
    const auto west = bucketOf(session("sandbox-west"), "acme-data-lake").collection("objects").value();
    auto old = west.open();
    bool heard = false;
    connect(old.get(), &CollectionCursor::pageReady, this, [&heard] { heard = true; });
    connect(old.get(), &CollectionCursor::stateChanged, this, [&] { heard = old && old->pages() > 0; });
    old->fetchNextPage();
    old.reset();
    flows("sandbox-prod").everyObjectIsListed("acme-prod-audit", "ListObjectsV2");
    QVERIFY(!heard);
}

INIA_TEST_CLASS(tst_SandboxListing, QCoreApplication)
#include "tst_sandboxlisting.moc"
