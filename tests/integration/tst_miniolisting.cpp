#include "core/listing/rangedlisting.h"
#include "core/observe/exchangelog.h"
#include "tests/integration/listingflows.h"
#include "tests/integration/readingflows.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <optional>
#include <set>

using namespace inia;
using namespace inia::tests;

/// The flows of the sandbox against MinIO: an S3 server of its own that checks every signature.
class tst_MinioListing final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void bucketsAreListed();
    void everyObjectIsListed_data();
    void everyObjectIsListed();
    void pagesHaveTheSizeAskedFor_data();
    void pagesHaveTheSizeAskedFor();
    void rangesAreTheWholeList_data();
    void rangesAreTheWholeList();
    void folderIsListed_data();
    void folderIsListed();
    void emptyBucketIsComplete() { flows().emptyBucketIsComplete(); }
    void versionsAreListed() { flows().versionsAreListed(); }
    void oddKeysAreReadBack() { reading().oddKeysAreReadBack(); }
    void dotSegmentsAreSentExactly() { reading().dotSegmentsAreSentExactly(); }
    void objectIsLoaded() { reading().objectIsLoaded(); }
    void rangeAndAbsence() { reading().rangeAndAbsence(); }
    void wrongSecretKey();
    void unsignedRequests();
    void wrongRegionIsCorrectedOnce();
    void droppedCursorsAskNoMore() { flows().droppedCursorsAskNoMore("acme-many"); }

private:
    [[nodiscard]] ListingFlows flows(const SessionOptions& options = {}) const
    {
        return {*m_server, m_server->session(options).value()};
    }
    [[nodiscard]] ReadingFlows reading() const { return {*m_server, m_server->session().value()}; }

    std::optional<TestServer> m_server;
};

void tst_MinioListing::initTestCase()
{
    auto server = minioServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
}

void tst_MinioListing::bucketsAreListed()
{
    flows().bucketsAreListed(
        {"acme-empty", "acme-many", "acme-odd-keys", "acme-versioned", "acme-web-assets"});
}

void tst_MinioListing::everyObjectIsListed_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("operation");
    for (const char* operation : {"ListObjects", "ListObjectsV2"}) {
        for (const char* bucket :
             {"acme-many", "acme-web-assets", "acme-odd-keys", "acme-versioned", "acme-empty"})
            QTest::addRow("%s %s", operation, bucket)
                << QString::fromLatin1(bucket) << QString::fromLatin1(operation);
    }
}

void tst_MinioListing::everyObjectIsListed()
{
    QFETCH(const QString, bucket);
    QFETCH(const QString, operation);
    flows().everyObjectIsListed(bucket.toStdString(), operation.toStdString());
}

void tst_MinioListing::pagesHaveTheSizeAskedFor_data()
{
    QTest::addColumn<int>("size");
    // Not 500: when the last page is full, MinIO announces one more and leaves it empty.
    QTest::newRow("400") << 400;
    QTest::newRow("999") << 999;
}

void tst_MinioListing::pagesHaveTheSizeAskedFor()
{
    QFETCH(const int, size);
    flows().pagesHaveTheSizeAskedFor("acme-many", size);
}

void tst_MinioListing::folderIsListed_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("prefix");
    const auto row = [](const char* bucket, const char* prefix) {
        QTest::addRow("%s/%s", bucket, prefix) << QString::fromLatin1(bucket) << QString::fromLatin1(prefix);
    };
    row("acme-many", "");
    row("acme-many", "items/");
    row("acme-many", "items/item-0010");
    row("acme-web-assets", "");
    row("acme-web-assets", "img/icons/");
    row("acme-odd-keys", "");
    row("acme-odd-keys", "unicode/");
    row("acme-odd-keys", "control/");
    row("acme-odd-keys", "folder/");
}

void tst_MinioListing::folderIsListed()
{
    QFETCH(const QString, bucket);
    QFETCH(const QString, prefix);
    for (const char* operation : {"ListObjects", "ListObjectsV2"})
        flows().folderIsListed(bucket.toStdString(), prefix.toStdString(), operation);
}

void tst_MinioListing::rangesAreTheWholeList_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<int>("workers");
    for (const char* bucket :
         {"acme-many", "acme-web-assets", "acme-odd-keys", "acme-versioned", "acme-empty"}) {
        for (const int workers : {1, 8, 32})
            QTest::addRow("%s %d", bucket, workers) << QString::fromLatin1(bucket) << workers;
    }
}

void tst_MinioListing::rangesAreTheWholeList()
{
    QFETCH(const QString, bucket);
    QFETCH(const int, workers);
    const std::string name = bucket.toStdString();
    const auto client = m_server->session().value().client("s3");
    QVERIFY(client.ok());
    RangedListing::Order order;
    order.bucket = name;
    order.workers = workers;
    const auto listing = makeOwned<RangedListing>(*client, order);
    listing->start();
    QTRY_VERIFY_WITH_TIMEOUT(listing->isFinished(), 60'000);
    QVERIFY2(listing->result().ok(), listing->result() ? "" : listing->result().error().message.c_str());
    QVERIFY(listing->warnings().empty());
    const ListedRows rows = listing->takeRows();
    std::vector<std::string> keys;
    ListedRows::Cursor cursor(rows);
    while (cursor.next())
        keys.emplace_back(cursor.row().key);
    QVERIFY(std::is_sorted(keys.begin(), keys.end()));
    const auto& expected = m_server->content.buckets.at(name).keys;
    QCOMPARE(std::set<std::string>(keys.begin(), keys.end()),
             std::set<std::string>(expected.begin(), expected.end()));
    QCOMPARE(keys.size(), expected.size());
}

void tst_MinioListing::wrongSecretKey()
{
    flows(m_server->wrongSecret({})).listingIsRefused("acme-many", "SignatureDoesNotMatch");
}

void tst_MinioListing::unsignedRequests()
{
    SessionOptions options;
    options.unsignedRequests = true;
    flows(options).listingIsRefused("acme-many", "AccessDenied");
}

void tst_MinioListing::wrongRegionIsCorrectedOnce()
{
    SessionOptions options;
    options.region = "eu-west-1"; // the server is in us-east-1 and says so to who signs for another
    const auto bucket = bucketOf(m_server->session(options).value(), "acme-many");
    const int before = m_server->transport->requests();
    const auto listing = listAll(bucket.collection("objects").value());
    QVERIFY2(!listing.error, listing.error ? listing.error->message.c_str() : "");
    QCOMPARE(listing.keys.size(), m_server->content.buckets.at("acme-many").keys.size());
    QCOMPARE(listing.requests, 3);
    // The first page is asked for again, the others go to the right region at once.
    QCOMPARE(m_server->transport->requests() - before, 4);

    // An answer to HEAD has no body; the region stands in a header.
    const auto other = bucketOf(m_server->session(options).value(), "acme-web-assets");
    const auto head = other.subResource("Object", {"index.html"}).value().load();
    QVERIFY(waitFor(*head).ok());
    QCOMPARE(head->attempts(), 2);
}

INIA_TEST_CLASS(tst_MinioListing, QCoreApplication)
#include "tst_miniolisting.moc"
