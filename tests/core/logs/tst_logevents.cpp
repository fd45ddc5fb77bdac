#include "core/logs/logevents.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace inia;
using namespace inia::logs;
using namespace inia::tests;
using std::chrono::milliseconds;

namespace {

using State = LogSearch::State;

constexpr LogTime start2026 = std::chrono::sys_days{std::chrono::year{2026} / 1 / 2};

struct StoredEvent {
    std::int64_t time = 0;    ///< after start2026, ms
    std::int64_t arrival = 0; ///< when the service has it
    int number = 0;
};

QByteArray eventJson(int number, std::int64_t time)
{
    const QByteArray id = QByteArray::number(number);
    return R"({"eventId": "e)" + id + R"(", "timestamp": )" +
           QByteArray::number(static_cast<qlonglong>(start2026.time_since_epoch().count() + time)) +
           R"(, "ingestionTime": 0, "logStreamName": "s", "message": "line )" + id + R"("})";
}

QByteArray page(const QList<QByteArray>& events, const QByteArray& token = {})
{
    return R"({"events": [)" + events.join(',') + ']' +
           (token.isEmpty() ? QByteArray() : R"(, "nextToken": ")" + token + "\"") + '}';
}

HttpResponse refusal(int status, const char* code)
{
    return makeResponse(status, R"({"__type": ")" + QByteArray(code) + R"(", "message": "no"})");
}

Value paramsOf(const HttpRequest& request)
{
    return parseJson(request.body.toStdString()).value();
}

} // namespace

// Searches, tails and queries, of a service of canned answers.
class tst_LogEvents final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void findsBehindFiftyEmptyPages();
    void asksForTheNewestFirst();
    void goesOnWhereTheOrderIsNotKnown();
    void aRepeatedTokenIsAnError();
    void aFailedPageIsAskedForAgain();
    void followsEachEventOnce();
    void eventsOfTheFutureHideNothing();
    void pausesAndGoesOn();
    void slowsDownWhenThrottled();
    void endsWhenTheGroupIsGone();
    void threeFailuresEndIt();
    void runsAQuery();
    void aQueryIsStopped();
    void aQueryIsStartedOnce();
    void aFailedQueryKeepsItsRows();

private:
    [[nodiscard]] Client client() const { return m_test->session.client("logs").value(); }
    [[nodiscard]] FakeTransport& transport() { return *m_test->transport; }
    [[nodiscard]] static LogQuestion question() { return {"/app", {}, {}, start2026, {}, true}; }

    std::shared_ptr<FakeClock> m_clock;
    std::optional<TestSession> m_test;
};

void tst_LogEvents::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_LogEvents::init()
{
    m_clock = std::make_shared<FakeClock>();
    m_clock->setNow(start2026);
    m_test = makeTestSession({}, m_clock).value();
}

void tst_LogEvents::findsBehindFiftyEmptyPages()
{
    for (int i = 1; i <= 50; ++i)
        transport().enqueue(makeResponse(200, page({}, "t" + QByteArray::number(i))));
    transport().enqueue(makeResponse(200, page({eventJson(1, 5)})));
    LogSearch search(client(), question());
    std::vector<LogEvent> found;
    connect(&search, &LogSearch::pageReady, this, [&found](const std::vector<LogEvent>& events) {
        found.insert(found.end(), events.begin(), events.end());
    });

    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::More); // not Complete: nobody knows what is behind
    QCOMPARE(search.pages(), LogSearch::emptyPagesInOneGo);
    QVERIFY(!search.searchedTo());
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::More);
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::Complete);
    QCOMPARE(search.requests(), 51);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].message, std::string("line 1"));
    QCOMPARE(found[0].time, start2026 + milliseconds(5));
    const Value last = paramsOf(transport().requests().back());
    QCOMPARE(last["nextToken"].text(), std::string("t50"));
    QCOMPARE(last["startTime"].toInt(), start2026.time_since_epoch().count());
}

void tst_LogEvents::asksForTheNewestFirst()
{
    transport().enqueue(makeResponse(200, page({eventJson(1, 1), eventJson(2, 2)}, "t")));
    LogSearch search(client(), question());
    std::vector<std::string> ids;
    connect(&search, &LogSearch::pageReady, this, [&ids](const std::vector<LogEvent>& events) {
        for (const auto& event : events)
            ids.push_back(event.id);
    });
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::More);
    QVERIFY(search.isNewestFirst());
    QVERIFY(paramsOf(transport().requests()[0])["startFromHead"].isBool());
    QCOMPARE(ids, (std::vector<std::string>{"e2", "e1"}));
    QCOMPARE(*search.searchedTo(), start2026 + milliseconds(1));

    LogQuestion old = question();
    old.from = std::chrono::sys_days{std::chrono::year{2023} / 12 / 31};
    LogSearch early(client(), old);
    QVERIFY(!early.isNewestFirst());
    transport().enqueue(makeResponse(200, page({})));
    early.fetchNextPage("test");
    QTRY_COMPARE(early.state(), State::Complete);
    QVERIFY(!paramsOf(transport().requests().back()).contains("startFromHead"));
}

void tst_LogEvents::goesOnWhereTheOrderIsNotKnown()
{
    transport().enqueue(refusal(400, "InvalidParameterException"));
    transport().enqueue(makeResponse(200, page({eventJson(1, 1)})));
    LogSearch search(client(), question());
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::Complete);
    QVERIFY(!search.isNewestFirst());
    QCOMPARE(search.found(), std::int64_t(1));
}

void tst_LogEvents::aRepeatedTokenIsAnError()
{
    transport().enqueue(makeResponse(200, page({eventJson(1, 1)}, "same")));
    transport().enqueue(makeResponse(200, page({eventJson(2, 2)}, "same")));
    LogSearch search(client(), question());
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::More);
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::Failed);
    QCOMPARE(search.error()->code, std::string("PaginationError"));
    QCOMPARE(search.found(), std::int64_t(2));
}

void tst_LogEvents::aFailedPageIsAskedForAgain()
{
    transport().enqueue(makeResponse(200, page({eventJson(1, 1)}, "t")));
    transport().enqueue(refusal(400, "ThrottlingException"));
    transport().enqueue(makeResponse(200, page({eventJson(2, 2)})));
    LogSearch search(client(), question());
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::More);
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::Failed); // throttled is not empty
    QCOMPARE(search.error()->code, std::string("ThrottlingException"));
    search.fetchNextPage("test");
    QTRY_COMPARE(search.state(), State::Complete);
    QCOMPARE(search.found(), std::int64_t(2));
}

// 100,000 events, of which every 20th comes up to 50 s late, and which share milliseconds.
void tst_LogEvents::followsEachEventOnce()
{
    constexpr int count = 100'000;
    constexpr int polls = 100;
    constexpr std::int64_t step = 10'000; // that passes between two polls, ms
    constexpr std::size_t mostInPage = 10'000;
    std::vector<StoredEvent> stored;
    for (int i = 0; i < count; ++i) {
        const std::int64_t time = static_cast<std::int64_t>(i / 4) * polls * step / (count / 4);
        const std::int64_t delay = i % 20 == 0 ? (i * 7919LL) % 50'000 : 0;
        stored.push_back({time, time + delay, i});
    }
    std::int64_t now = 0;
    transport().setHandler([&](const HttpRequest& request) {
        const Value params = paramsOf(request);
        const std::int64_t from = params["startTime"].toInt() - start2026.time_since_epoch().count();
        std::size_t skip = params.contains("nextToken") ? std::stoul(params["nextToken"].text()) : 0;
        if (skip == 0) {
            now += step;
            m_clock->setNow(start2026 + milliseconds(now));
        }
        QList<QByteArray> found;
        const auto first =
            std::lower_bound(stored.begin(), stored.end(), from,
                             [](const StoredEvent& event, std::int64_t time) { return event.time < time; });
        std::size_t index = 0;
        for (auto event = first; event != stored.end() && event->time <= now; ++event) {
            if (event->arrival > now || index++ < skip)
                continue;
            found.append(eventJson(event->number, event->time));
            if (static_cast<std::size_t>(found.size()) == mostInPage)
                return makeResponse(200, page(found, QByteArray::number(static_cast<qulonglong>(index))));
        }
        return makeResponse(200, page(found));
    });

    auto tail = makeOwned<LogTail>(client(), question());
    std::vector<int> times(count, 0);
    int late = 0;
    LogTime newest = start2026;
    connect(tail.get(), &LogTail::arrived, this, [&](const std::vector<LogEvent>& events) {
        for (const auto& event : events) {
            ++times[static_cast<std::size_t>(std::stoi(event.id.substr(1)))];
            late += event.time < newest ? 1 : 0;
        }
        newest = std::max(newest, events.back().time);
    });
    tail->start();
    QTRY_VERIFY_WITH_TIMEOUT(now > polls * step + 60'000, 120'000);
    tail->cancel();
    QCOMPARE(tail->found(), std::int64_t(count));
    QVERIFY(std::all_of(times.begin(), times.end(), [](int number) { return number == 1; }));
    QVERIFY2(late > count / 40, QByteArray::number(late).constData());
}

void tst_LogEvents::eventsOfTheFutureHideNothing()
{
    transport().enqueue(makeResponse(200, page({eventJson(1, 7'000'000)})));
    transport().enqueue(makeResponse(200, page({eventJson(2, 1'000), eventJson(1, 7'000'000)})));
    transport().setHandler([](const HttpRequest&) { return refusal(400, "ResourceNotFoundException"); });
    auto tail = makeOwned<LogTail>(client(), question());
    QSignalSpy arrived(tail.get(), &LogTail::arrived);
    tail->start();
    QTRY_VERIFY(tail->isFinished());
    QCOMPARE(tail->found(), std::int64_t(2));
    QCOMPARE(paramsOf(transport().requests()[1])["startTime"].toInt(), start2026.time_since_epoch().count());
}

void tst_LogEvents::pausesAndGoesOn()
{
    transport().setHandler([](const HttpRequest&) { return makeResponse(200, page({})); });
    auto tail = makeOwned<LogTail>(client(), question());
    tail->start();
    QTRY_VERIFY(tail->requests() > 2);
    tail->setPaused(true);
    QTRY_COMPARE(transport().openCount(), 0);
    QTest::qWait(0);
    const int before = tail->requests();
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QVERIFY(tail->requests() <= before + 1);
    const int paused = tail->requests();
    tail->setPaused(false);
    QTRY_VERIFY(tail->requests() > paused + 2);
    QVERIFY(std::all_of(m_clock->delays().begin(), m_clock->delays().end(),
                        [](milliseconds delay) { return delay == LogTail::firstInterval; }));
}

void tst_LogEvents::slowsDownWhenThrottled()
{
    transport().enqueue(makeResponse(200, page({})));
    for (int i = 0; i < 3; ++i)
        transport().enqueue(refusal(400, "ThrottlingException"));
    transport().enqueue(makeResponse(200, page({eventJson(1, 1)})));
    transport().setHandler([](const HttpRequest&) { return refusal(400, "AccessDeniedException"); });
    auto tail = makeOwned<LogTail>(client(), question());
    tail->start();
    QTRY_VERIFY(tail->isFinished());
    QCOMPARE(tail->interval(), 2 * LogTail::firstInterval);
    QCOMPARE(tail->found(), std::int64_t(1));
    QVERIFY(isAccessDenied(*tail->error()));
}

void tst_LogEvents::endsWhenTheGroupIsGone()
{
    transport().enqueue(refusal(400, "ResourceNotFoundException"));
    auto tail = makeOwned<LogTail>(client(), question());
    QSignalSpy finished(tail.get(), &Task::finished);
    tail->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(tail->error()->code, std::string("ResourceNotFoundException"));
    QCOMPARE(tail->requests(), 1);
}

void tst_LogEvents::threeFailuresEndIt()
{
    transport().setHandler([](const HttpRequest&) { return refusal(503, "ServiceUnavailableException"); });
    auto tail = makeOwned<LogTail>(client(), question());
    tail->start();
    QTRY_VERIFY(tail->isFinished());
    QCOMPARE(tail->requests(), 3);
    QCOMPARE(tail->error()->code, std::string("ServiceUnavailableException"));
}

void tst_LogEvents::runsAQuery()
{
    const auto rows = [](const char* status, const char* more, const QByteArray& value) {
        return makeResponse(
            200, R"({"status": ")" + QByteArray(status) +
                     R"(", "statistics": {"bytesScanned": 1024.0}, "results": [[{"field": "n", "value": ")" +
                     value + R"("}, {"field": "@ptr", "value": "pointer"}]])" + more + '}');
    };
    transport().enqueue(makeResponse(200, R"({"queryId": "q1"})"));
    transport().enqueue(makeResponse(200, R"({"status": "Scheduled", "results": []})"));
    transport().enqueue(rows("Running", "", "part"));
    transport().enqueue(rows("Running", "", "part"));
    transport().enqueue(rows("Complete", R"(, "nextToken": "2")", "first"));
    transport().enqueue(rows("Complete", "", "second"));
    auto query = makeOwned<LogQuery>(
        client(), LogQuery::Options{{"/app"}, "stats count(*) as n", start2026, start2026 + milliseconds(1)});
    query->start();
    QTRY_VERIFY(query->isFinished());
    QVERIFY(!query->error());
    QCOMPARE(query->status(), std::string("Complete"));
    QCOMPARE(query->rows().size(), std::size_t(2));
    QCOMPARE(query->rows()[0].fields.size(), std::size_t(1));
    QCOMPARE(query->rows()[0].fields[0].second, std::string("first"));
    QCOMPARE(query->rows()[1].pointer, std::string("pointer"));
    QCOMPARE(query->bytesScanned(), 1024.0);
    using std::chrono::seconds;
    QCOMPARE(m_clock->delays(), (std::vector<milliseconds>{seconds(1), seconds(2), seconds(3), seconds(3)}));
    const Value asked = paramsOf(transport().requests()[0]); // seconds, not milliseconds
    QCOMPARE(asked["startTime"].toInt() * 1000, start2026.time_since_epoch().count());
    QCOMPARE(asked["endTime"].toInt(), asked["startTime"].toInt() + 1);
}

void tst_LogEvents::aQueryIsStopped()
{
    transport().setHandler([](const HttpRequest& request) {
        const auto operation = FakeServices::operationOf(request);
        if (operation == "StartQuery")
            return makeResponse(200, R"({"queryId": "q1"})");
        return makeResponse(200, operation == "StopQuery"
                                     ? QByteArray(R"({"success": true})")
                                     : QByteArray(R"({"status": "Running", "results": []})"));
    });
    const LogQuery::Options options{{"/app"}, "fields @message", start2026, start2026};
    auto query = makeOwned<LogQuery>(client(), options);
    query->start();
    QTRY_VERIFY(query->requests() > 2);
    query->cancel();
    QTRY_VERIFY(query->isFinished());
    QCOMPARE(query->error()->kind, ErrorKind::Cancelled);
    QCOMPARE(FakeServices::operationOf(transport().requests().back()), std::string("StopQuery"));

    transport().forgetRequests(); // while the start is under way
    query = makeOwned<LogQuery>(client(), options);
    query->start();
    query->cancel();
    QTRY_VERIFY(query->isFinished());
    QCOMPARE(transport().requestCount(), 2);
    QCOMPARE(FakeServices::operationOf(transport().requests().back()), std::string("StopQuery"));
}

// Each costs: an answer that leaves open whether it runs is not repeated, one that says it does not is.
void tst_LogEvents::aQueryIsStartedOnce()
{
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"}}, m_clock).value();
    transport().setHandler([](const HttpRequest&) { return refusal(500, "InternalFailure"); });
    const LogQuery::Options options{{"/app"}, "fields @message", start2026, start2026};
    auto query = makeOwned<LogQuery>(client(), options);
    query->start();
    QTRY_VERIFY(query->isFinished());
    QCOMPARE(transport().requestCount(), 1);
    QVERIFY(query->error()->mayHaveBeenDone);

    transport().setHandler([](const HttpRequest&) { return refusal(400, "ThrottlingException"); });
    query = makeOwned<LogQuery>(client(), options);
    query->start();
    QTRY_VERIFY(query->isFinished());
    QCOMPARE(transport().requestCount(), 4);
}

void tst_LogEvents::aFailedQueryKeepsItsRows()
{
    transport().enqueue(makeResponse(200, R"({"queryId": "q1"})"));
    transport().enqueue(
        makeResponse(200, R"({"status": "Timeout", "results": [[{"field": "n", "value": "1"}]]})"));
    auto query =
        makeOwned<LogQuery>(client(), LogQuery::Options{{"/app"}, "fields @message", start2026, start2026});
    query->start();
    QTRY_VERIFY(query->isFinished());
    QCOMPARE(query->error()->code, std::string("Timeout"));
    QCOMPARE(query->rows().size(), std::size_t(1));
}

INIA_TEST_CLASS(tst_LogEvents, QCoreApplication)
#include "tst_logevents.moc"
