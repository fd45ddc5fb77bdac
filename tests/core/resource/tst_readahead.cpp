#include "core/resource/resource.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;
using inia::test::RawAnswer;
using inia::test::RawHttpServer;
using inia::test::RawRequest;
using State = CollectionCursor::State;

namespace {

/// More than what is parsed at once, or there is nothing to be ahead of.
constexpr int keysOnPage = 1000;

QByteArray page(int number, const QByteArray& token, bool tokenFirst)
{
    const QByteArray head =
        "<IsTruncated>" + QByteArray(token.isEmpty() ? "false" : "true") + "</IsTruncated>" +
        (token.isEmpty() ? "" : "<NextContinuationToken>" + token + "</NextContinuationToken>");
    QByteArray keys;
    for (int i = 0; i < keysOnPage; ++i)
        keys += "<Contents><Key>a rather long name so that pages are big/" + QByteArray::number(number) +
                '/' + QByteArray::number(i) + "</Key></Contents>";
    return "<ListBucketResult>" + (tokenFirst ? head + keys : keys + head) + "</ListBucketResult>";
}

} // namespace

/// A page is asked for before the one in front of it is parsed, where the answer allows; rows stay the same.
class tst_ReadAhead final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsTheSameRows_data();
    void readsTheSameRows();
    void asksBeforeThePageIsThere();
    void asksWhileThePageArrives_data();
    void asksWhileThePageArrives();
    void failsInItsTurn();
    void dropsThePageWhenCancelled();

private:
    void walk(CollectionCursor& cursor);
    [[nodiscard]] static QByteArray tokenOf(const HttpRequest& request);

    std::optional<TestSession> m_session;
    std::optional<Collection> m_collection;
    std::vector<std::string> m_keys;
};

void tst_ReadAhead::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack: set INIA_MODEL_PACK or build it (packaging/fetch-models.sh)");
    auto session = makeTestSession();
    QVERIFY(session);
    m_session = std::move(session).value();
    auto objects = m_session->bucket("acme").collection("objects");
    QVERIFY(objects);
    m_collection = objects->withOperation("ListObjectsV2");
}

void tst_ReadAhead::init()
{
    m_session->transport->forgetRequests();
    m_keys.clear();
}

QByteArray tst_ReadAhead::tokenOf(const HttpRequest& request)
{
    const QByteArray url = QByteArray::fromStdString(request.url);
    const auto at = url.indexOf("continuation-token=");
    return at < 0 ? QByteArray("1") : url.mid(at + 19, 1);
}

/// Page by page until it ends, as the model does.
void tst_ReadAhead::walk(CollectionCursor& cursor)
{
    QEventLoop loop;
    connect(&cursor, &CollectionCursor::pageReady, &loop, [this](const CollectionPage& page) {
        for (const auto& item : page.items.items())
            m_keys.push_back(item["Key"].text());
    });
    connect(&cursor, &CollectionCursor::stateChanged, &loop, [&] {
        if (cursor.state() == State::More)
            cursor.fetchNextPage();
        else if (cursor.state() != State::Loading)
            loop.quit();
    });
    cursor.fetchNextPage();
    loop.exec();
}

void tst_ReadAhead::readsTheSameRows_data()
{
    QTest::addColumn<bool>("tokenFirst");
    QTest::newRow("token in front of the keys, as S3 has it") << true;
    QTest::newRow("token behind them: no page is ahead") << false;
}

void tst_ReadAhead::readsTheSameRows()
{
    QFETCH(const bool, tokenFirst);
    m_session->transport->setHandler([tokenFirst](const HttpRequest& request) {
        const int number = tokenOf(request).toInt();
        return makeResponse(200, page(number, number < 4 ? QByteArray::number(number + 1) : "", tokenFirst));
    });
    CollectionCursor cursor(*m_collection);
    std::vector<int> asked;
    cursor.setReadAhead([&](int page) {
        asked.push_back(page);
        return CallOptions();
    });
    walk(cursor);
    QCOMPARE(cursor.state(), State::Complete);
    QCOMPARE(cursor.pages(), 4);
    QCOMPARE(cursor.requests(), 4);
    QCOMPARE(m_session->transport->requestCount(), 4);
    QCOMPARE(m_keys.size(), 4U * keysOnPage);
    QVERIFY(m_keys.front().ends_with("/1/0"));
    QVERIFY(m_keys.back().ends_with("/4/999"));
    QCOMPARE(asked, tokenFirst ? (std::vector<int>{2, 3, 4}) : std::vector<int>());
}

void tst_ReadAhead::asksBeforeThePageIsThere()
{
    m_session->transport->setHandler([](const HttpRequest& request) {
        return makeResponse(200, page(tokenOf(request).toInt(), "2", true));
    });
    CollectionCursor cursor(*m_collection);
    int begunAtPage = 0;
    connect(&cursor, &CollectionCursor::pageReady, this, [&] {
        if (begunAtPage == 0)
            begunAtPage = cursor.requests();
    });
    cursor.setReadAhead([](int) { return CallOptions(); });
    walk(cursor);
    QCOMPARE(begunAtPage, 2);
    // The second page names itself as the next: an error of that page, and no third request.
    QCOMPARE(cursor.state(), State::Failed);
    QCOMPARE(m_session->transport->requestCount(), 2);
}

/// Over a real transport: the rest of each page comes when the next one was asked for, and not before.
void tst_ReadAhead::asksWhileThePageArrives_data()
{
    QTest::addColumn<int>("cut");
    QTest::newRow("behind the token") << 2000;
    QTest::newRow("inside it, then behind it") << 60;
}

void tst_ReadAhead::asksWhileThePageArrives()
{
    QFETCH(const int, cut);
    constexpr int pageCount = 4;
    RawHttpServer server;
    QByteArray rest;
    int before = 0; // the connection of the page in front
    server.setHandler([&](const RawRequest& request) {
        const QByteArray target = request.target();
        const auto at = target.indexOf("continuation-token=");
        const int number = at < 0 ? 1 : target.mid(at + 19, 1).toInt();
        server.writeTo(before, std::exchange(rest, {}));
        before = request.connection;
        const QByteArray whole = page(number, number < pageCount ? QByteArray::number(number + 1) : "", true);
        RawAnswer answer = RawAnswer::ok(whole);
        if (number == pageCount)
            return answer;
        const qsizetype head = answer.bytes.size() - whole.size();
        rest = answer.bytes.mid(head + 2000);
        answer.bytes.truncate(head + cut);
        if (cut < 2000)
            QTimer::singleShot(0, &server, [&server, before, more = whole.mid(cut, 2000 - cut)] {
                server.writeTo(before, more);
            });
        return answer;
    });
    auto session = makeNetworkSession(server.url(""), std::chrono::seconds(2));
    QVERIFY(session);
    const auto bucket = session->resource("s3").value().subResource("Bucket", {"acme"});
    QVERIFY(bucket);
    CollectionCursor cursor(bucket->collection("objects")->withOperation("ListObjectsV2"));
    cursor.setReadAhead([](int) { return CallOptions(); });
    walk(cursor);
    QVERIFY2(cursor.state() == State::Complete, cursor.error() ? cursor.error()->message.c_str() : "");
    QCOMPARE(cursor.pages(), pageCount);
    QCOMPARE(server.requests().size(), pageCount);
    QCOMPARE(m_keys.size(), std::size_t(pageCount) * keysOnPage);
    QVERIFY(m_keys.back().ends_with("/4/999"));
}

void tst_ReadAhead::failsInItsTurn()
{
    m_session->transport->setHandler([](const HttpRequest& request) {
        return tokenOf(request) == "1"
                   ? makeResponse(200, page(1, "2", true))
                   : makeResponse(403, "<Error><Code>AccessDenied</Code><Message>No.</Message></Error>");
    });
    CollectionCursor cursor(*m_collection);
    cursor.setReadAhead([](int) { return CallOptions(); });
    walk(cursor);
    QCOMPARE(cursor.state(), State::Failed);
    QCOMPARE(cursor.error()->code, "AccessDenied");
    QCOMPARE(cursor.pages(), 1);
    QCOMPARE(m_keys.size(), std::size_t{keysOnPage});

    m_session->transport->setHandler([](const HttpRequest& request) {
        return makeResponse(200, page(tokenOf(request).toInt(), "", true));
    });
    walk(cursor);
    QCOMPARE(cursor.state(), State::Complete);
    QCOMPARE(cursor.pages(), 2);
}

void tst_ReadAhead::dropsThePageWhenCancelled()
{
    m_session->transport->setHandler([](const HttpRequest& request) {
        const int number = tokenOf(request).toInt();
        return makeResponse(200, page(number, QByteArray::number(number + 1), true));
    });
    CollectionCursor cursor(*m_collection);
    QEventLoop loop;
    connect(&cursor, &CollectionCursor::pageReady, &loop, &QEventLoop::quit);
    cursor.setReadAhead([](int) { return CallOptions(); });
    m_session->transport->hold();
    cursor.fetchNextPage();
    QTRY_COMPARE(m_session->transport->openCount(), 1);
    m_session->transport->release();
    loop.exec();
    cursor.setReadAhead({});
    QTRY_COMPARE(m_session->transport->openCount(), 0);
    QCOMPARE(cursor.pages(), 1);
}

INIA_TEST_CLASS(tst_ReadAhead, QCoreApplication)
#include "tst_readahead.moc"
