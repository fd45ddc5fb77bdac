#include "core/paging/paginator.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QTest>

using namespace inia;
using inia::test::S3Double;

// The double itself, asked by the client: what it says has to be what S3 would.
class tst_S3Double final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void listsInTheOrderOfBytes();
    void pagesOfVersionsEndInsideAKey();
    void markersHideAndComeOff();
    void rangesAndConditions();
    void partsBecomeAnObject();
    void faultsComeAsOften();
    void lostAnswersAreDone();

private:
    Result<Value> call(const char* operation, Value params);
    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

void tst_S3Double::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_S3Double::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

Result<Value> tst_S3Double::call(const char* operation, Value params)
{
    const auto reply = m_session->client("s3").value().call(operation, std::move(params));
    [&] { QTRY_VERIFY(reply->isFinished()); }();
    return reply->result();
}

void tst_S3Double::listsInTheOrderOfBytes()
{
    // U+10000 comes after U+E000 by bytes, and before it by UTF-16.
    for (const char* key : {"b/2", "a", "b/1", "\xF0\x90\x80\x80", "\xEE\x80\x80", "b", "c/x/y"})
        m_s3->put("acme", key);
    m_s3->manners.mostKeys = 2;
    std::vector<std::string> seen;
    std::string token;
    int pages = 0;
    do {
        Value params = Value::map({{"Bucket", "acme"}, {"Delimiter", "/"}});
        if (!token.empty())
            params.insert("ContinuationToken", token);
        const auto page = call("ListObjectsV2", params);
        QVERIFY(page);
        for (const Value& object : (*page)["Contents"].items())
            seen.push_back(object["Key"].text());
        for (const Value& prefix : (*page)["CommonPrefixes"].items())
            seen.push_back(prefix["Prefix"].text());
        token = (*page)["NextContinuationToken"].text();
        ++pages;
    } while (!token.empty() && pages < 10);
    QCOMPARE(seen, (std::vector<std::string>{"a", "b", "b/", "c/", "\xEE\x80\x80", "\xF0\x90\x80\x80"}));
    QCOMPARE(pages, 3);
    const auto after = call("ListObjectsV2", Value::map({{"Bucket", "acme"}, {"StartAfter", "b/1"}}));
    QCOMPARE((*after)["Contents"][std::size_t(0)]["Key"].text(), std::string("b/2"));
}

void tst_S3Double::pagesOfVersionsEndInsideAKey()
{
    for (int i = 0; i < 5; ++i)
        m_s3->put("kept", "a", QByteArray::number(i));
    m_s3->put("kept", "b");
    m_s3->manners.mostKeys = 2;
    std::vector<std::string> seen;
    Value params = Value::map({{"Bucket", "kept"}});
    for (int page = 0; page < 5; ++page) {
        const auto answer = call("ListObjectVersions", params);
        QVERIFY(answer);
        for (const Value& version : (*answer)["Versions"].items())
            seen.push_back(version["Key"].text() + version["VersionId"].text());
        if (!(*answer)["IsTruncated"].toBool())
            break;
        params.insert("KeyMarker", (*answer)["NextKeyMarker"]);
        params.insert("VersionIdMarker", (*answer)["NextVersionIdMarker"]);
    }
    QCOMPARE(seen, (std::vector<std::string>{"av5", "av4", "av3", "av2", "av1", "bv6"}));
}

void tst_S3Double::markersHideAndComeOff()
{
    m_s3->put("kept", "a", "text");
    const auto gone = call("DeleteObject", Value::map({{"Bucket", "kept"}, {"Key", "a"}}));
    QVERIFY(gone && (*gone)["DeleteMarker"].toBool());
    QCOMPARE(call("HeadObject", Value::map({{"Bucket", "kept"}, {"Key", "a"}})).error().code,
             std::string("404"));
    QVERIFY(call("DeleteObject",
                 Value::map({{"Bucket", "kept"}, {"Key", "a"}, {"VersionId", (*gone)["VersionId"]}})));
    QCOMPARE(m_s3->current("kept", "a")->bytes, QByteArray("text"));
    m_s3->setVersioning("kept", S3Double::Versioning::Suspended);
    m_s3->put("kept", "a", "null");
    m_s3->put("kept", "a", "null again");
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(2));
}

void tst_S3Double::rangesAndConditions()
{
    m_s3->put("acme", "a", "0123456789");
    const auto part =
        call("GetObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}, {"Range", "bytes=2-4"}}));
    QVERIFY(part);
    QCOMPARE((*part)["ContentRange"].text(), std::string("bytes 2-4/10"));
    QCOMPARE(call("GetObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}, {"Range", "bytes=10-"}}))
                 .error()
                 .code,
             std::string("InvalidRange"));
    QCOMPARE(
        call("PutObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}, {"IfNoneMatch", "*"}})).error().code,
        std::string("PreconditionFailed"));
    m_s3->manners.ignoresConditions = true;
    QVERIFY(call("PutObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}, {"IfNoneMatch", "*"}})));
}

void tst_S3Double::partsBecomeAnObject()
{
    const auto begun = call("CreateMultipartUpload", Value::map({{"Bucket", "acme"}, {"Key", "a"}}));
    QVERIFY(begun);
    QCOMPARE(m_s3->unfinishedUploads(), std::size_t(1));
    Value parts = Value::emptyList();
    for (int number : {1, 2}) {
        const auto part = call("UploadPart", Value::map({{"Bucket", "acme"},
                                                         {"Key", "a"},
                                                         {"UploadId", (*begun)["UploadId"]},
                                                         {"PartNumber", number},
                                                         {"Body", QByteArray::number(number)}}));
        QVERIFY(part);
        parts.append(Value::map({{"PartNumber", number}, {"ETag", (*part)["ETag"]}}));
    }
    QVERIFY(
        call("CompleteMultipartUpload", Value::map({{"Bucket", "acme"},
                                                    {"Key", "a"},
                                                    {"UploadId", (*begun)["UploadId"]},
                                                    {"MultipartUpload", Value::map({{"Parts", parts}})}})));
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("12"));
    QVERIFY(m_s3->current("acme", "a")->etag.ends_with("-2\""));
}

void tst_S3Double::faultsComeAsOften()
{
    m_s3->put("acme", "a");
    m_s3->fail({"HeadObject", "a", 2, 503, "SlowDown"});
    QVERIFY(call("HeadObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}})));
    QCOMPARE(m_s3->count("HeadObject"), 3);
}

void tst_S3Double::lostAnswersAreDone()
{
    m_s3->fail({"PutObject", "a", 1, 0, {}});
    QVERIFY(call("PutObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}, {"Body", QByteArray("text")}})));
    QCOMPARE(m_s3->count("PutObject"), 2);
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("text"));
}

INIA_TEST_CLASS(tst_S3Double, QCoreApplication)
#include "tst_s3double.moc"
