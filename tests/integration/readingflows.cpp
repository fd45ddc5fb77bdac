#include "tests/integration/readingflows.h"

#include "core/observe/exchangelog.h"
#include "tests/support/rawhttpserver.h"

#include <QtTest/QtTest>

namespace inia::tests {

namespace {

constexpr char oddBucket[] = "acme-odd-keys";

bool hasDotSegment(const std::string& key)
{
    const auto segments = QByteArray::fromStdString(key).split('/');
    return segments.contains(".") || segments.contains("..");
}

/// A key for a message: control characters and the like as %XX.
std::string shown(const std::string& key)
{
    return QByteArray::fromStdString(key).toPercentEncoding("/ ").left(120).toStdString();
}

} // namespace

ReplyPtr ReadingFlows::get(const std::string& bucket, const std::string& key, Value more) const
{
    Value params = std::move(more);
    params.insert("Bucket", bucket);
    params.insert("Key", key);
    return m_session.client("s3").value().call("GetObject", params);
}

void ReadingFlows::oddKeysAreReadBack() const
{
    const auto bucket = bucketOf(m_session, oddBucket);
    int read = 0;
    for (const auto& [key, body] : m_server.content.buckets.at(oddBucket).bodies) {
        if (hasDotSegment(key))
            continue;
        auto object = bucket.subResource("Object", {key}).value();
        const auto head = object.load();
        QVERIFY2(waitFor(*head).ok(), ("HeadObject of " + shown(key)).c_str());
        object.acceptLoad(*head->result());
        QCOMPARE(object.attribute("content_length").toInt(-1), body.size());
        const auto reply = get(oddBucket, key);
        QVERIFY2(waitFor(*reply).ok(), ("GetObject of " + shown(key)).c_str());
        const auto found = (*reply->result())["Body"].blob();
        QVERIFY2(found == body, (shown(key) + " holds " + found.toStdString()).c_str());
        ++read;
    }
    QVERIFY(read > 30);
    qInfo("%d odd keys found and read byte for byte", read);
}

/// Not by the server itself: MinIO refuses such keys, and others may resolve them.
void ReadingFlows::dotSegmentsAreSentExactly() const
{
    test::RawHttpServer recorder;
    ClientOptions elsewhere;
    elsewhere.endpointUrl = recorder.url({});
    const auto client = m_session.client("s3", elsewhere).value();
    for (const char* key :
         {"dots/./here.txt", "dots/../up.txt", "./start.txt", "../start.txt", "..", "a/.", "/lead", "//"}) {
        recorder.enqueue(test::RawAnswer::ok(key));
        const auto reply = client.call("GetObject", Value::map({{"Bucket", oddBucket}, {"Key", key}}));
        QVERIFY2(waitFor(*reply), key);
        QCOMPARE((*reply->result())["Body"].blob(), QByteArray(key));
        QCOMPARE(recorder.requests().last().target(), QByteArray("/") + oddBucket + '/' + key);
    }
}

void ReadingFlows::objectIsLoaded() const
{
    auto object = bucketOf(m_session, "acme-web-assets").subResource("Object", {"index.html"}).value();
    QVERIFY(object.canLoad());
    QVERIFY(!object.isLoaded());
    const auto reply = object.load();
    QVERIFY(waitFor(*reply).ok());
    object.acceptLoad(*reply->result());
    QCOMPARE(object.attribute("content_type").text(), std::string("text/html; charset=utf-8"));
    QCOMPARE(object.attribute("cache_control").text(), std::string("public, max-age=300"));
    QCOMPARE(object.attribute("metadata")["build"].text(), std::string("2026.26.3"));
    QVERIFY(object.attribute("content_length").toInt() > 0);
    QVERIFY(object.attribute("last_modified").isTime());
    QVERIFY(object.attribute("e_tag").text().starts_with('"'));
    QCOMPARE(m_server.log->find(reply->callId())->operation, std::string("HeadObject"));
}

void ReadingFlows::rangeAndAbsence() const
{
    const auto part = get("acme-web-assets", "robots.txt", Value::map({{"Range", "bytes=0-9"}}));
    QVERIFY(waitFor(*part).ok());
    QCOMPARE((*part->result())["Body"].blob(), QByteArray("User-agent"));
    QVERIFY((*part->result())["ContentRange"].text().starts_with("bytes 0-9/"));

    const auto absent = get("acme-empty", "none.txt");
    QVERIFY(!waitFor(*absent));
    QCOMPARE(absent->result().error().code, std::string("NoSuchKey"));
    const auto headless =
        bucketOf(m_session, "acme-empty").subResource("Object", {"none.txt"}).value().load();
    QVERIFY(!waitFor(*headless));
    QCOMPARE(headless->result().error().code, std::string("404")); // an answer to HEAD has no body
    QCOMPARE(headless->result().error().httpStatus, 404);
}

} // namespace inia::tests
