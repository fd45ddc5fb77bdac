#include "tests/integration/listingflows.h"

#include "core/observe/exchangelog.h"

#include <QtTest/QtTest>

#include <algorithm>

namespace inia::tests {

using State = CollectionCursor::State;

namespace {

constexpr std::size_t pageLimit = 1000; ///< the most S3 puts on one page

/// Even an empty listing takes one request.
int pagesFor(std::size_t items, std::size_t pageSize = pageLimit)
{
    return static_cast<int>(std::max<std::size_t>(1, (items + pageSize - 1) / pageSize));
}

/// Differing keys as a message; Qt Test would show neither control characters nor where lists part.
QByteArray difference(const std::vector<std::string>& found, const std::vector<std::string>& expected)
{
    const auto [a, b] = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
    if (a == found.end() && b == expected.end())
        return {};
    const auto shown = [](auto at, auto end) {
        return at == end ? QByteArray("(end)") : QByteArray::fromStdString(*at).toPercentEncoding("/ ");
    };
    return "item " + QByteArray::number(a - found.begin()) + " of " +
           QByteArray::number(static_cast<qsizetype>(found.size())) + " is " + shown(a, found.end()) +
           ", expected " + shown(b, expected.end());
}

std::string message(const Listing& listing)
{
    return listing.error ? listing.error->message : "no error";
}

} // namespace

Collection ListingFlows::objects(const std::string& name, const std::string& operation) const
{
    return bucketOf(m_session, name).collection("objects").value().withOperation(operation);
}

int ListingFlows::attemptsSince(std::size_t firstCall, const std::string& operation) const
{
    std::size_t attempts = 0;
    for (auto i = firstCall; i < m_server.log->size(); ++i) {
        const auto& call = m_server.log->at(i);
        if (operation.empty() || call.operation == operation)
            attempts += call.attempts.size();
    }
    return static_cast<int>(attempts);
}

void ListingFlows::settle() const
{
    // Two whole calls: whatever was still queued has had its turn in the event loop by then.
    const auto client = m_session.client("s3").value();
    for (int i = 0; i < 2; ++i) {
        const auto reply = client.call("HeadBucket", Value::map({{"Bucket", "acme-empty"}}));
        QVERIFY(waitFor(*reply).ok());
    }
}

void ListingFlows::bucketsAreListed(const std::vector<std::string>& names) const
{
    const auto listing = listAll(m_session.resource("s3").value().collection("buckets").value().all());
    QVERIFY2(!listing.error, message(listing).c_str());
    auto found = listing.keys;
    std::sort(found.begin(), found.end()); // moto lists them as they were made
    QCOMPARE(difference(found, names), QByteArray());
    QCOMPARE(listing.requests, 1);
    for (const auto& resource : listing.resources) {
        QCOMPARE(resource.type(), std::string("Bucket"));
        QVERIFY(resource.attribute("creation_date").isTime());
    }
    qInfo("%zu buckets by 1 request", listing.keys.size());
}

void ListingFlows::everyObjectIsListed(const std::string& name, const std::string& operation) const
{
    const auto& expected = m_server.content.buckets.at(name).keys;
    const auto firstCall = m_server.log->size();
    const int sentBefore = m_server.transport->requests();
    const auto listing = listAll(objects(name, operation).all());
    QVERIFY2(!listing.error, message(listing).c_str());
    QCOMPARE(listing.state, State::Complete);
    QCOMPARE(difference(listing.keys, expected), QByteArray());
    const int pages = pagesFor(expected.size());
    QCOMPARE(listing.requests, pages);
    QCOMPARE(attemptsSince(firstCall, operation), pages);
    QCOMPARE(m_server.transport->requests() - sentBefore, pages); // and nothing else was sent
    for (const auto& resource : listing.resources) {
        QCOMPARE(resource.identifier("bucket_name").text(), name);
        QVERIFY(resource.attribute("size").isInt());
        QVERIFY(resource.attribute("last_modified").isTime());
    }
    qInfo("%zu objects by %d %s requests", listing.keys.size(), pages, operation.c_str());
}

void ListingFlows::pagesHaveTheSizeAskedFor(const std::string& name, int pageSize) const
{
    const auto& expected = m_server.content.buckets.at(name).keys;
    const auto listing = listAll(objects(name).pageSize(pageSize));
    QVERIFY2(!listing.error, message(listing).c_str());
    QCOMPARE(difference(listing.keys, expected), QByteArray());
    QCOMPARE(listing.requests, pagesFor(expected.size(), static_cast<std::size_t>(pageSize)));
    qInfo("%zu objects by %d requests of %d", listing.keys.size(), listing.requests, pageSize);
}

void ListingFlows::folderIsListed(const std::string& name, const std::string& prefix,
                                  const std::string& operation) const
{
    const auto expected = folderOf(m_server.content.buckets.at(name), prefix, "/");
    QVERIFY2(!expected.keys.empty() || !expected.prefixes.empty(), "the folder is to hold something");
    const auto firstCall = m_server.log->size();
    const auto listing =
        listAll(objects(name, operation).filter(Value::map({{"Prefix", prefix}, {"Delimiter", "/"}})));
    QVERIFY2(!listing.error, message(listing).c_str());
    QCOMPARE(difference(listing.keys, expected.keys), QByteArray());
    QCOMPARE(difference(listing.prefixes, expected.prefixes), QByteArray());
    QCOMPARE(attemptsSince(firstCall, operation), pagesFor(expected.keys.size() + expected.prefixes.size()));
    qInfo("%zu objects and %zu folders by %d %s requests", listing.keys.size(), listing.prefixes.size(),
          listing.requests, operation.c_str());
}

void ListingFlows::emptyBucketIsComplete() const
{
    const auto listing = listAll(objects("acme-empty").all());
    QVERIFY2(!listing.error, message(listing).c_str());
    QCOMPARE(listing.state, State::Complete);
    QVERIFY(listing.keys.empty());
    QCOMPARE(listing.requests, 1);
}

void ListingFlows::versionsAreListed() const
{
    const auto& expected = m_server.content.buckets.at("acme-versioned");
    const auto bucket = bucketOf(m_session, "acme-versioned");
    const auto reply =
        bucket.client().call("list_object_versions", Value::map({{"Bucket", "acme-versioned"}}));
    QVERIFY2(waitFor(*reply).ok(), "ListObjectVersions fails");
    const Value& answer = *reply->result();
    QCOMPARE(static_cast<int>(answer["Versions"].size()), expected.versions);
    QCOMPARE(static_cast<int>(answer["DeleteMarkers"].size()), expected.deleteMarkers);

    const auto listing = listAll(bucket.collection("object_versions").value());
    QVERIFY2(!listing.error, message(listing).c_str());
    QCOMPARE(static_cast<int>(listing.keys.size()), expected.versions + expected.deleteMarkers);
    const auto current = listAll(objects("acme-versioned"));
    QCOMPARE(difference(current.keys, expected.keys), QByteArray());
    qInfo("%d versions and %d delete markers, %zu current objects", expected.versions, expected.deleteMarkers,
          current.keys.size());
}

void ListingFlows::listingIsRefused(const std::string& name, const std::string& code) const
{
    const auto listing = listAll(objects(name).all());
    QCOMPARE(listing.state, State::Failed);
    QVERIFY(listing.error.has_value());
    QCOMPARE(listing.error->kind, ErrorKind::Service);
    QCOMPARE(listing.error->code, code);
    QCOMPARE(listing.error->httpStatus, 403);
    QCOMPARE(listing.error->operation, std::string("ListObjectsV2"));
    QCOMPARE(listing.requests, 1);
    QVERIFY(listing.keys.empty());
    qInfo("%s: %s", listing.error->code.c_str(), listing.error->message.c_str());
}

void ListingFlows::droppedCursorsAskNoMore(const std::string& name) const
{
    const auto& sent = *m_server.transport;
    const int before = sent.requests();
    auto cursor = objects(name).open();
    int pages = 0;
    QObject::connect(cursor.get(), &CollectionCursor::pageReady, cursor.get(), [&pages] { ++pages; });
    cursor->fetchNextPage();
    cursor.reset();
    settle();
    QCOMPARE(sent.requests() - before, 2); // those of settle()

    cursor = objects(name).open();
    QObject::connect(cursor.get(), &CollectionCursor::pageReady, cursor.get(), [&pages] { ++pages; });
    cursor->fetchNextPage();
    QTRY_COMPARE(sent.requests() - before, 3);
    const auto id = cursor->lastCallId();
    cursor.reset();
    QCOMPARE(m_server.log->find(id)->state, ExchangeCall::State::Cancelled);
    settle();
    QCOMPARE(sent.requests() - before, 5);
    QCOMPARE(pages, 0);

    cursor = objects(name).open();
    QObject::connect(cursor.get(), &CollectionCursor::pageReady, cursor.get(), [&] {
        ++pages;
        cursor->fetchNextPage();
        cursor.reset();
    });
    cursor->fetchNextPage();
    QTRY_COMPARE(pages, 1);
    settle();
    QVERIFY(!cursor);
    QCOMPARE(sent.requests() - before, 8);
    qInfo("dropped before, during and in the answer of its request: 0, 1 and 1 requests");
}

} // namespace inia::tests
