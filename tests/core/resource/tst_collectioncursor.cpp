#include "core/protocol/jsonreader.h"
#include "core/resource/resource.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <memory>
#include <optional>

using namespace inia;
using namespace inia::tests;
using State = CollectionCursor::State;

/// Pages of a collection, the ones that fail among them. DynamoDB's tables stand for all collections.
class tst_CollectionCursor final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void pagesComeOneByOne();
    void failedPageIsAskedForAgain();
    void firstPageMayFail();
    void limitCutsThePage();
    void pageSizeIsSent();
    void cancelledPageIsAskedForAgain();
    void repeatedTokensEndIt();
    void rowsComeBeforeTheMissingToken();
    void aPageThatHasChangedIsNotGoneOnFrom();
    void droppingInsideTheSlotIsSafe();

private:
    void page(const QByteArray& names, const QByteArray& last = {}) const
    {
        const auto more = last.isEmpty() ? QByteArray() : ", \"LastEvaluatedTableName\": \"" + last + '"';
        m_test->transport->enqueue(makeResponse(200, "{\"TableNames\": [" + names + ']' + more + '}'));
    }
    void failure() const
    {
        m_test->transport->enqueue(
            makeResponse(400, R"({"__type": "AccessDeniedException", "message": "not today"})"));
    }
    [[nodiscard]] Collection tables() const
    {
        return m_test->session.resource("dynamodb").value().collection("tables").value();
    }
    void open(const Collection& collection)
    {
        m_names.clear();
        m_cursor = collection.open();
        connect(m_cursor.get(), &CollectionCursor::pageReady, this, [this](const CollectionPage& page) {
            for (const auto& table : m_cursor->resources(page))
                m_names.push_back(table.identifier("name").text());
        });
    }
    [[nodiscard]] State next()
    {
        m_cursor->fetchNextPage();
        QSignalSpy changed(m_cursor.get(), &CollectionCursor::stateChanged);
        if (m_cursor->state() == State::Loading && !changed.wait())
            qWarning("nothing came");
        return m_cursor->state();
    }
    [[nodiscard]] Value sent() const
    {
        return parseJson(m_test->transport->requests().back().body.toStdString()).value();
    }

    std::optional<TestSession> m_test;
    Owned<CollectionCursor> m_cursor;
    std::vector<std::string> m_names;
};

void tst_CollectionCursor::init()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_cursor.reset();
    m_test = std::move(session).value();
}

void tst_CollectionCursor::pagesComeOneByOne()
{
    page(R"("table-a", "table-b")", "table-b");
    page(R"("table-c")");
    open(tables());
    QCOMPARE(m_cursor->state(), State::Pristine);
    QCOMPARE(m_test->transport->requestCount(), 0);
    QCOMPARE(next(), State::More);
    QCOMPARE(sent(), Value::emptyMap());
    QCOMPARE(next(), State::Complete);
    QCOMPARE(sent(), Value::map({{"ExclusiveStartTableName", "table-b"}}));
    QCOMPARE(m_names, (std::vector<std::string>{"table-a", "table-b", "table-c"}));
    QCOMPARE(next(), State::Complete);
    QCOMPARE(m_cursor->requests(), 2);
    QCOMPARE(m_cursor->pages(), 2);
}

void tst_CollectionCursor::failedPageIsAskedForAgain()
{
    page(R"("table-a", "table-b")", "table-b");
    failure();
    failure();
    page(R"("table-c")", "table-c");
    page(R"("table-d")");
    open(tables());
    QCOMPARE(next(), State::More);
    for (int attempt = 0; attempt < 2; ++attempt) {
        QCOMPARE(next(), State::Failed);
        QCOMPARE(sent(), Value::map({{"ExclusiveStartTableName", "table-b"}}));
        QCOMPARE(m_cursor->error()->code, std::string("AccessDeniedException"));
        QCOMPARE(m_cursor->itemCount(), 2);
    }
    QCOMPARE(next(), State::More);
    QCOMPARE(sent(), Value::map({{"ExclusiveStartTableName", "table-b"}}));
    QVERIFY(!m_cursor->error());
    QCOMPARE(next(), State::Complete);
    QCOMPARE(m_names, (std::vector<std::string>{"table-a", "table-b", "table-c", "table-d"}));
    QCOMPARE(m_cursor->requests(), 5);
    QCOMPARE(m_cursor->pages(), 3);
}

void tst_CollectionCursor::firstPageMayFail()
{
    failure();
    page(R"("table-a")");
    open(tables());
    QCOMPARE(next(), State::Failed);
    QCOMPARE(m_cursor->pages(), 0);
    QCOMPARE(next(), State::Complete);
    QCOMPARE(sent(), Value::emptyMap());
    QCOMPARE(m_names, std::vector<std::string>{"table-a"});
}

void tst_CollectionCursor::limitCutsThePage()
{
    page(R"("table-a", "table-b")", "table-b");
    page(R"("table-c", "table-d")", "table-d");
    open(tables().limit(3));
    QCOMPARE(next(), State::More);
    QCOMPARE(next(), State::Complete);
    QCOMPARE(m_names, (std::vector<std::string>{"table-a", "table-b", "table-c"}));
}

void tst_CollectionCursor::pageSizeIsSent()
{
    page(R"("table-a")", "table-a");
    page(R"("table-b")");
    open(tables().pageSize(1));
    QCOMPARE(next(), State::More);
    QCOMPARE(sent(), Value::map({{"Limit", 1}}));
    QCOMPARE(next(), State::Complete);
    QCOMPARE(sent(), Value::map({{"ExclusiveStartTableName", "table-a"}, {"Limit", 1}}));
}

void tst_CollectionCursor::cancelledPageIsAskedForAgain()
{
    page(R"("table-a")", "table-a");
    page(R"("table-b")");
    open(tables());
    QCOMPARE(next(), State::More);
    m_test->transport->hold();
    m_cursor->fetchNextPage();
    QCOMPARE(m_cursor->state(), State::Loading);
    m_cursor->cancel();
    QCOMPARE(m_cursor->state(), State::More);
    m_test->transport->release();
    QCOMPARE(next(), State::Complete);
    QCOMPARE(m_names, (std::vector<std::string>{"table-a", "table-b"}));
}

void tst_CollectionCursor::repeatedTokensEndIt()
{
    page(R"("table-a")", "table-a");
    page(R"("table-a")", "table-a");
    open(tables());
    QCOMPARE(next(), State::More);
    QCOMPARE(next(), State::Failed);
    QVERIFY(m_cursor->error()->message.find("token") != std::string::npos);
}

void tst_CollectionCursor::rowsComeBeforeTheMissingToken()
{
    const auto objects = [this](const QByteArray& keys, const QByteArray& more) {
        QByteArray contents;
        for (const auto& key : keys.split(' '))
            contents += "<Contents><Key>" + key + "</Key></Contents>";
        m_test->transport->enqueue(
            makeResponse(200, "<ListBucketResult>" + more + contents + "</ListBucketResult>"));
    };
    std::vector<std::string> keys;
    auto cursor = m_test->bucket("b").collection("objects").value().withOperation("ListObjectsV2").open();
    connect(cursor.get(), &CollectionCursor::pageReady, this, [&](const CollectionPage& page) {
        for (const auto& object : cursor->resources(page))
            keys.push_back(object.identifier("key").text());
    });
    const auto next = [&] {
        cursor->fetchNextPage();
        QSignalSpy changed(cursor.get(), &CollectionCursor::stateChanged);
        return cursor->state() != State::Loading || changed.wait() ? cursor->state() : State::Loading;
    };
    objects("a b", "<IsTruncated>true</IsTruncated>");
    QCOMPARE(next(), State::Failed);
    QVERIFY(cursor->error()->message.find("there is more, but the server gave no token") !=
            std::string::npos);
    QCOMPARE(keys, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(cursor->itemCount(), 2);
    // Asked for again, it tells the token: its rows are there already.
    objects("a b", "<IsTruncated>True</IsTruncated><NextContinuationToken>t</NextContinuationToken>");
    QCOMPARE(next(), State::More);
    QCOMPARE(keys.size(), std::size_t{2});
    objects("c", "<IsTruncated>0</IsTruncated>");
    QCOMPARE(next(), State::Complete);
    QCOMPARE(keys, (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(cursor->itemCount(), 3);
    QCOMPARE(cursor->pages(), 2);
}

void tst_CollectionCursor::aPageThatHasChangedIsNotGoneOnFrom()
{
    page(R"("table-a")", "table-a");
    page(R"("table-b")", "table-a");
    page(R"("table-b", "table-c")", "table-c");
    open(tables());
    QCOMPARE(next(), State::More);
    QCOMPARE(next(), State::Failed); // the token came twice
    QCOMPARE(m_names, (std::vector<std::string>{"table-a", "table-b"}));
    QCOMPARE(next(), State::Failed);
    QCOMPARE(m_cursor->error()->code, std::string("PageChanged"));
    QCOMPARE(next(), State::Failed);
    QCOMPARE(m_test->transport->requestCount(), 3);
    QCOMPARE(m_names.size(), std::size_t{2});
}

void tst_CollectionCursor::droppingInsideTheSlotIsSafe()
{
    page(R"("table-a")", "table-a");
    auto cursor = tables().open();
    bool came = false;
    connect(cursor.get(), &CollectionCursor::pageReady, this, [&cursor, &came] {
        came = true;
        cursor.reset();
    });
    cursor->fetchNextPage();
    QTRY_VERIFY(came);
    QVERIFY(!cursor);
}

INIA_TEST_CLASS(tst_CollectionCursor, QCoreApplication)
#include "tst_collectioncursor.moc"
