#include "core/paging/pagecursor.h"
#include "core/paging/paginator.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

HttpResponse tables(const char* names, const char* last)
{
    QByteArray body = QByteArray("{\"TableNames\": [") + names + "]";
    if (*last)
        body += QByteArray(", \"LastEvaluatedTableName\": \"") + last + "\"";
    return makeResponse(200, body + "}");
}

} // namespace

class tst_PageReader final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsAllPages();
    void fetchesOneAtATime();
    void stopsAtMaxItems();
    void repeatedTokensEndIt();
    void errorsEndIt();
    void cancelEndsItOnce();
    void cancelInsideTheSlot();
    void droppingInsideTheSlotIsSafe();

private:
    [[nodiscard]] Owned<PageReader> reader(const PaginationConfig& config = {}) const
    {
        auto client = m_test->session.client("dynamodb").value();
        return makeOwned<PageReader>(client.paginator("ListTables", {}, config).value());
    }
    void serveThreePages() const
    {
        m_test->transport->enqueue(tables(R"("table-a", "table-b")", "table-b"));
        m_test->transport->enqueue(tables(R"("table-c")", "table-c"));
        m_test->transport->enqueue(tables(R"("table-d")", ""));
    }
    std::optional<TestSession> m_test;
};

void tst_PageReader::initTestCase()
{
    if (!makeTestSession())
        QSKIP("no model pack");
}

void tst_PageReader::init()
{
    m_test = makeTestSession().value();
}

void tst_PageReader::readsAllPages()
{
    serveThreePages();
    const auto pages = reader();
    FullResult full(pages->paginator().paths());
    connect(pages.get(), &PageReader::pageReady, this, [&](const Value& page) { full.add(page); });
    QSignalSpy finished(pages.get(), &PageReader::finished);
    pages->readAll();
    QVERIFY(!pages->isFinished());
    QVERIFY(finished.wait());
    QVERIFY2(pages->result(), pages->result() ? "" : pages->result().error().message.c_str());
    QCOMPARE(full.value({}),
             Value::map({{"TableNames", Value::list({"table-a", "table-b", "table-c", "table-d"})}}));
    QCOMPARE(m_test->transport->requestCount(), 3);
    QCOMPARE(finished.count(), 1);
    pages->fetchNext();
    QCOMPARE(m_test->transport->requestCount(), 3);
}

void tst_PageReader::fetchesOneAtATime()
{
    serveThreePages();
    const auto pages = reader();
    QSignalSpy ready(pages.get(), &PageReader::pageReady);
    QSignalSpy finished(pages.get(), &PageReader::finished);
    pages->fetchNext();
    pages->fetchNext();
    QVERIFY(ready.wait());
    QCOMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(finished.count(), 0);
    pages->readAll();
    QVERIFY(finished.wait());
    QCOMPARE(ready.count(), 3);
}

void tst_PageReader::stopsAtMaxItems()
{
    serveThreePages();
    const auto pages = reader({.maxItems = 3});
    QSignalSpy finished(pages.get(), &PageReader::finished);
    pages->readAll();
    QVERIFY(finished.wait());
    QCOMPARE(m_test->transport->requestCount(), 2);
    QVERIFY(pages->paginator().resumeToken());
}

void tst_PageReader::repeatedTokensEndIt()
{
    m_test->transport->setHandler([](const HttpRequest&) { return tables(R"("table-a")", "table-a"); });
    const auto pages = reader();
    QSignalSpy ready(pages.get(), &PageReader::pageReady);
    QSignalSpy finished(pages.get(), &PageReader::finished);
    pages->readAll();
    QVERIFY(finished.wait());
    QCOMPARE(ready.count(), 2); // the second page is good, only its token is not
    QVERIFY(!pages->result());
    QCOMPARE(pages->result().error().code, std::string("PaginationError"));
}

void tst_PageReader::errorsEndIt()
{
    m_test->transport->enqueue(tables(R"("table-a")", "table-a"));
    m_test->transport->enqueue(makeResponse(400, R"({"__type": "AccessDeniedException", "message": "m"})"));
    const auto pages = reader();
    QSignalSpy ready(pages.get(), &PageReader::pageReady);
    QSignalSpy finished(pages.get(), &PageReader::finished);
    pages->readAll();
    QVERIFY(finished.wait());
    QCOMPARE(ready.count(), 1);
    QCOMPARE(pages->result().error().code, std::string("AccessDeniedException"));
}

void tst_PageReader::cancelEndsItOnce()
{
    m_test->transport->hold();
    const auto pages = reader();
    QSignalSpy finished(pages.get(), &PageReader::finished);
    pages->readAll();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    pages->cancel();
    pages->cancel();
    QCOMPARE(finished.count(), 0); // not before it has returned
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(pages->result().error().kind, ErrorKind::Cancelled);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_PageReader::cancelInsideTheSlot()
{
    serveThreePages();
    const auto pages = reader();
    connect(pages.get(), &PageReader::pageReady, pages.get(), &PageReader::cancel);
    QSignalSpy finished(pages.get(), &PageReader::finished);
    pages->readAll();
    QVERIFY(finished.wait());
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(finished.count(), 1);
}

void tst_PageReader::droppingInsideTheSlotIsSafe()
{
    serveThreePages();
    auto pages = reader();
    bool dropped = false;
    connect(pages.get(), &PageReader::pageReady, this, [&] {
        pages.release()->deleteLater();
        dropped = true;
    });
    pages->readAll();
    QTRY_VERIFY(dropped);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCoreApplication::processEvents();
    QVERIFY(m_test->transport->requestCount() <= 2);
}

INIA_TEST_CLASS(tst_PageReader, QCoreApplication)
#include "tst_pagereader.moc"
