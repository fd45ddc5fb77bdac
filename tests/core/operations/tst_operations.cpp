#include "core/operations/operations.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <string>

using namespace inia;
using namespace inia::operations;
using namespace inia::tests;
using namespace std::chrono_literals;

namespace {

const std::string stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1";

QByteArray stackEvent(const std::string& id, const std::string& logical, const std::string& status,
                      const std::string& reason = {})
{
    const std::string physical = logical == "shop" ? stackId : "p-" + logical;
    return QByteArray::fromStdString(
        "<member><EventId>" + id + "</EventId><StackId>" + stackId + "</StackId><LogicalResourceId>" +
        logical + "</LogicalResourceId>" + "<PhysicalResourceId>" + physical +
        "</PhysicalResourceId><ResourceStatus>" + status + "</ResourceStatus><ResourceStatusReason>" +
        reason + "</ResourceStatusReason><Timestamp>2026-01-02T03:04:05Z</Timestamp></member>");
}

HttpResponse stackEvents(const QByteArrayList& events, const QByteArray& token = {})
{
    const QByteArray next = token.isEmpty() ? QByteArray() : "<NextToken>" + token + "</NextToken>";
    return makeResponse(200, "<DescribeStackEventsResponse><DescribeStackEventsResult><StackEvents>" +
                                 events.join() + "</StackEvents>" + next +
                                 "</DescribeStackEventsResult></DescribeStackEventsResponse>");
}

HttpResponse refusal(int status, const QByteArray& code)
{
    return makeResponse(status, "<ErrorResponse><Error><Code>" + code +
                                    "</Code><Message>No.</Message></Error></ErrorResponse>");
}

QStringList keysOf(const LiveRows& rows)
{
    QStringList keys;
    for (const Value& row : rows.rows())
        keys.append(QString::fromStdString(row["EventId"].text()));
    return keys;
}

Value json(const char* text)
{
    return parseJson(text).value();
}

LiveRows::Rows rowsOf(const char* text)
{
    const Value all = json(text);
    return {all.items().begin(), all.items().end()};
}

MetricTime at(std::int64_t seconds)
{
    return MetricTime(std::chrono::seconds(seconds));
}

HttpResponse metricAnswer(const QJsonArray& results, const QString& token = {},
                          const QJsonArray& messages = {})
{
    QJsonObject answer{{QStringLiteral("MetricDataResults"), results},
                       {QStringLiteral("Messages"), messages}};
    if (!token.isEmpty())
        answer[QStringLiteral("NextToken")] = token;
    return makeResponse(200, QJsonDocument(answer).toJson());
}

QJsonObject metricResult(const char* id, const QList<qint64>& times, const QList<double>& values,
                         const char* status = "Complete")
{
    QJsonArray stamps;
    for (const qint64 time : times)
        stamps.append(time);
    QJsonArray numbers;
    for (const double value : values)
        numbers.append(value);
    return {{QStringLiteral("Id"), QLatin1String(id)},
            {QStringLiteral("Timestamps"), stamps},
            {QStringLiteral("Values"), numbers},
            {QStringLiteral("StatusCode"), QLatin1String(status)}};
}

} // namespace

// Lists that grow, what their rows mean, and metrics, with canned answers.
class tst_Operations final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aPageIsARequest();
    void newRowsComeInFront();
    void asksNobodyWhileNobodyLooks();
    void throttledIsSlowerAndNotOver();
    void whatIsGoneIsNotAskedForAgain();
    void turnsAreOneASecond();
    void callsWaitForTheirTurn();
    void findsWhatFailedFirst();
    void statesOfAnExecution();
    void anAbortedExecutionHasNoRunningState();
    void exposedPorts_data();
    void exposedPorts();
    void whatADryRunSays();
    void secretOutputsAreHidden();
    void metricPeriods_data();
    void metricPeriods();
    void gapsStayGaps();
    void oneCallForAllMetrics();
    void partialDataGoesOn();
    void readySetsAreThere();

private:
    [[nodiscard]] FakeTransport& transport() { return *m_test->transport; }
    [[nodiscard]] Client client(const char* service) const { return m_test->session.client(service).value(); }
    [[nodiscard]] LiveRows::Question stackQuestion() const
    {
        LiveRows::Question question;
        question.operation = "DescribeStackEvents";
        question.params = Value::map({{"StackName", "shop"}});
        question.rows = "StackEvents[]";
        question.key = "EventId";
        question.cause = "Follow shop";
        question.interval = 5s;
        question.isMoving = &isStackMoving;
        return question;
    }

    std::shared_ptr<FakeClock> m_clock;
    std::optional<TestSession> m_test;
};

void tst_Operations::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_Operations::init()
{
    m_clock = std::make_shared<FakeClock>();
    m_test = makeTestSession({}, m_clock).value();
}

void tst_Operations::aPageIsARequest()
{
    int page = 0;
    transport().setHandler([&page](const HttpRequest&) {
        QByteArrayList events;
        for (int i = 0; i < 100; ++i)
            events.append(stackEvent(std::to_string(page * 100 + i), "Queue", "CREATE_COMPLETE"));
        ++page;
        return stackEvents(events, page < 10 ? QByteArray::number(page) : QByteArray());
    });
    const auto rows = makeOwned<LiveRows>(client("cloudformation"), stackQuestion());
    rows->fetchNextPage("Open");
    QTRY_COMPARE(rows->state(), LiveRows::State::More);
    QCOMPARE(transport().requestCount(), 1);
    while (rows->state() == LiveRows::State::More) {
        rows->fetchNextPage("Load all");
        QTRY_VERIFY(rows->state() != LiveRows::State::Loading);
    }
    QCOMPARE(rows->state(), LiveRows::State::Complete);
    QCOMPARE(rows->rows().size(), std::size_t(1'000));
    QCOMPARE(transport().requestCount(), 10);
    QCOMPARE(rows->requests(), 10);
}

// While the stack's own newest event is in progress: one page each time, as far as the first row known.
void tst_Operations::newRowsComeInFront()
{
    const auto begun = stackEvent("1", "shop", "CREATE_IN_PROGRESS");
    const auto queue = stackEvent("2", "Queue", "CREATE_IN_PROGRESS");
    const auto done = stackEvent("3", "shop", "CREATE_COMPLETE");
    transport().enqueue(stackEvents({begun}));
    transport().enqueue(stackEvents({queue, begun}, "more"));
    transport().enqueue(stackEvents({done, queue, begun}, "more"));
    const auto rows = makeOwned<LiveRows>(client("cloudformation"), stackQuestion());
    QSignalSpy settled(rows.get(), &LiveRows::settled);
    QList<int> places;
    connect(rows.get(), &LiveRows::inserted, this, [&](int first, const auto&) { places.append(first); });
    rows->fetchNextPage("Open");
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(keysOf(*rows), (QStringList{QStringLiteral("3"), QStringLiteral("2"), QStringLiteral("1")}));
    QCOMPARE(places, (QList<int>{0, 0, 0}));
    QCOMPARE(transport().requestCount(), 3);
    QCOMPARE(m_clock->delays(), (std::vector<std::chrono::milliseconds>{5s, 5s}));
    QVERIFY(!rows->isWatched());
    QTest::qWait(0);
    QCOMPARE(transport().requestCount(), 3);
}

void tst_Operations::asksNobodyWhileNobodyLooks()
{
    transport().setHandler(
        [](const HttpRequest&) { return stackEvents({stackEvent("1", "shop", "CREATE_IN_PROGRESS")}); });
    const auto rows = makeOwned<LiveRows>(client("cloudformation"), stackQuestion());
    rows->setPaused(true);
    rows->fetchNextPage("Open");
    QTRY_COMPARE(rows->state(), LiveRows::State::Complete);
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(transport().requestCount(), 1);
    rows->setWatched(false);
    rows->setPaused(false);
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(transport().requestCount(), 1);
    rows->setWatched(true);
    QTRY_VERIFY(transport().requestCount() > 2);
}

void tst_Operations::throttledIsSlowerAndNotOver()
{
    const auto begun = stackEvent("1", "shop", "CREATE_IN_PROGRESS");
    transport().enqueue(stackEvents({begun}));
    for (int i = 0; i < 4; ++i)
        transport().enqueue(refusal(400, "Throttling"));
    transport().enqueue(stackEvents({stackEvent("2", "shop", "CREATE_COMPLETE"), begun}));
    const auto rows = makeOwned<LiveRows>(client("cloudformation"), stackQuestion());
    QStringList problems;
    connect(rows.get(), &LiveRows::asked, this, [&] {
        problems.append(rows->watchError() ? QString::fromStdString(rows->watchError()->code) : QString());
    });
    rows->fetchNextPage("Open");
    QTRY_COMPARE(keysOf(*rows).size(), 2);
    QCOMPARE(problems.size(), 5);
    QCOMPARE(problems.first(), QStringLiteral("Throttling"));
    QVERIFY(problems.last().isEmpty());
    QVERIFY(!rows->hasEnded());
    QCOMPARE(m_clock->delays(), (std::vector<std::chrono::milliseconds>{5s, 5s, 5s, 10s, 20s}));
}

void tst_Operations::whatIsGoneIsNotAskedForAgain()
{
    transport().enqueue(stackEvents({stackEvent("1", "shop", "DELETE_IN_PROGRESS")}));
    transport().enqueue(refusal(400, "ValidationError"));
    const auto rows = makeOwned<LiveRows>(client("cloudformation"), stackQuestion());
    rows->fetchNextPage("Open");
    QTRY_VERIFY(rows->hasEnded());
    QCOMPARE(rows->watchError()->code, std::string("ValidationError"));
    QCOMPARE(rows->rows().size(), std::size_t(1));
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(transport().requestCount(), 2);
}

void tst_Operations::turnsAreOneASecond()
{
    Turns turns(1s);
    int called = 0;
    for (int i = 0; i < 60; ++i)
        turns.take("1234 us-east-1", *m_clock, this, [&called] { ++called; });
    turns.take("1234 eu-west-1", *m_clock, this, [&called] { ++called; });
    QTRY_COMPARE(called, 61);
    for (int i = 0; i < 60; ++i)
        QCOMPARE(m_clock->delays()[static_cast<std::size_t>(i)], std::chrono::milliseconds(i * 1s));
    QCOMPARE(m_clock->delays().back(), 0ms);
}

void tst_Operations::callsWaitForTheirTurn()
{
    auto question = [&](std::shared_ptr<Turns> turns) {
        LiveRows::Question lookup;
        lookup.operation = "LookupEvents";
        lookup.rows = "Events[]";
        lookup.key = "EventId";
        lookup.pageSize = 50;
        lookup.turns = std::move(turns);
        lookup.whose = "1234 us-east-1";
        return lookup;
    };
    const auto turns = std::make_shared<Turns>(1s);
    transport().setHandler([](const HttpRequest&) {
        return makeResponse(
            200, R"({"Events": [{"EventId": "e-1", "EventName": "RunInstances"}], "NextToken": "n"})");
    });
    const auto one = makeOwned<LiveRows>(client("cloudtrail"), question(turns));
    const auto other = makeOwned<LiveRows>(client("cloudtrail"), question(turns));
    one->fetchNextPage("Open");
    other->fetchNextPage("Open");
    QCOMPARE(one->state(), LiveRows::State::Loading);
    QTRY_COMPARE(other->state(), LiveRows::State::More);
    QCOMPARE(m_clock->delays(), (std::vector<std::chrono::milliseconds>{0s, 1s}));
    QVERIFY(transport().requests()[0].body.contains("\"MaxResults\": 50"));
    other->fetchNextPage("More");
    other->cancel();
    QTest::qWait(0);
    QCOMPARE(transport().requestCount(), 2);
}

void tst_Operations::findsWhatFailedFirst()
{
    const auto events = rowsOf(R"([
        {"EventId": "9", "StackId": "s", "PhysicalResourceId": "s", "ResourceStatus": "ROLLBACK_COMPLETE"},
        {"EventId": "8", "StackId": "s", "PhysicalResourceId": "s", "ResourceStatus": "CREATE_FAILED"},
        {"EventId": "7", "StackId": "s", "PhysicalResourceId": "t", "ResourceStatus": "CREATE_FAILED",
         "ResourceStatusReason": "Resource creation cancelled"},
        {"EventId": "6", "StackId": "s", "PhysicalResourceId": "v", "ResourceStatus": "CREATE_FAILED",
         "ResourceStatusReason": "later"},
        {"EventId": "5", "StackId": "s", "PhysicalResourceId": "u", "ResourceStatus": "CREATE_FAILED",
         "ResourceStatusReason": "shop-events already exists"},
        {"EventId": "4", "StackId": "s", "PhysicalResourceId": "s", "ResourceStatus": "CREATE_IN_PROGRESS"},
        {"EventId": "3", "StackId": "s", "PhysicalResourceId": "w", "ResourceStatus": "CREATE_FAILED",
         "ResourceStatusReason": "of the operation before"}])");
    QVERIFY(failureCause(events));
    QCOMPARE((*failureCause(events))["EventId"].text(), std::string("5"));
    const auto fine =
        rowsOf(R"([{"StackId": "s", "PhysicalResourceId": "s", "ResourceStatus": "CREATE_COMPLETE"}])");
    QVERIFY(!failureCause(fine));
    QVERIFY(isInProgress("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"));
    QVERIFY(!isInProgress("UPDATE_COMPLETE"));
}

// Newest first, as it is asked for: Check, tried twice, and Notify, which runs.
void tst_Operations::statesOfAnExecution()
{
    auto events = rowsOf(R"([
        {"id": 9, "previousEventId": 8, "type": "TaskStateEntered", "stateEnteredEventDetails": {"name": "Notify"}},
        {"id": 8, "previousEventId": 7, "type": "TaskStateExited", "stateExitedEventDetails": {"name": "Check"}},
        {"id": 7, "previousEventId": 6, "type": "TaskSucceeded", "taskSucceededEventDetails": {}},
        {"id": 6, "previousEventId": 5, "type": "TaskScheduled", "taskScheduledEventDetails": {}},
        {"id": 5, "previousEventId": 4, "type": "TaskFailed", "taskFailedEventDetails": {"error": "Busy"}},
        {"id": 4, "previousEventId": 3, "type": "TaskScheduled", "taskScheduledEventDetails": {}},
        {"id": 3, "previousEventId": 2, "type": "TaskStateEntered", "stateEnteredEventDetails": {"name": "Check"}},
        {"id": 1, "previousEventId": 0, "type": "ExecutionStarted", "executionStartedEventDetails": {}}])");
    for (Value& event : events)
        event.insert("timestamp", Timestamp{event["id"].toInt(), 0});
    QVERIFY(isExecutionOpen(events));
    const auto states = statesOf(events);
    QCOMPARE(states.size(), std::size_t(2));
    QCOMPARE(states[0]["Name"].text(), std::string("Notify"));
    QCOMPARE(states[0]["Status"].text(), std::string("RUNNING"));
    QVERIFY(states[0]["Exited"].isNull());
    QCOMPARE(states[1]["Name"].text(), std::string("Check"));
    QCOMPARE(states[1]["Type"].text(), std::string("Task"));
    QCOMPARE(states[1]["Status"].text(), std::string("SUCCEEDED"));
    QCOMPARE(states[1]["Tries"].toInt(), std::int64_t(2));
    QCOMPARE(states[1]["Duration"].toInt(), std::int64_t(5'000'000));
    QCOMPARE(states[1]["Error"].text(), std::string("Busy"));
    QCOMPARE(states[1]["EnteredId"].toInt(), std::int64_t(3));
    const Value answer =
        json(R"({"events": [{"id": 3, "stateEnteredEventDetails": {"name": "Check", "input": "{1}"}}]})");
    QCOMPARE(inputOf(answer, states[1]).text(), std::string("{1}"));
    QVERIFY(inputOf(answer, states[0]).isNull());
}

void tst_Operations::anAbortedExecutionHasNoRunningState()
{
    const auto events = rowsOf(R"([
        {"id": 3, "previousEventId": 2, "type": "ExecutionAborted", "executionAbortedEventDetails": {}},
        {"id": 2, "previousEventId": 1, "type": "WaitStateEntered", "stateEnteredEventDetails": {"name": "Wait"}},
        {"id": 1, "previousEventId": 0, "type": "ExecutionStarted", "executionStartedEventDetails": {}}])");
    QVERIFY(!isExecutionOpen(events));
    QCOMPARE(statesOf(events)[0]["Status"].text(), std::string("ABORTED"));
}

void tst_Operations::exposedPorts_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<int>("exposure");
    const auto row = [](const char* name, const char* rule, Exposure exposure) {
        QTest::newRow(name) << QByteArray(rule) << static_cast<int>(exposure);
    };
    row("web", R"({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "0.0.0.0/0"})",
        Exposure::None);
    row("ssh", R"({"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": "0.0.0.0/0"})",
        Exposure::Ssh);
    row("ssh of the office",
        R"({"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": "10.0.0.0/8"})", Exposure::None);
    row("a range", R"({"IpProtocol": "tcp", "FromPort": 3000, "ToPort": 3400, "CidrIpv6": "::/0"})",
        Exposure::RemoteDesktop);
    row("database", R"({"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIpv6": "::/0"})",
        Exposure::Database);
    row("all protocols", R"({"IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "CidrIpv4": "0.0.0.0/0"})",
        Exposure::AllPorts);
    row("all ports", R"({"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "CidrIpv4": "0.0.0.0/0"})",
        Exposure::AllPorts);
    row("outgoing", R"({"IpProtocol": "-1", "IsEgress": true, "CidrIpv4": "0.0.0.0/0"})", Exposure::None);
    row("ping", R"({"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "CidrIpv4": "0.0.0.0/0"})",
        Exposure::None);
}

void tst_Operations::exposedPorts()
{
    QFETCH(QByteArray, rule);
    QFETCH(int, exposure);
    QCOMPARE(static_cast<int>(exposureOf(json(rule.constData()))), exposure);
}

void tst_Operations::whatADryRunSays()
{
    const auto said = [](const char* code, int status) {
        Error error = makeError(ErrorKind::Service, code, "said");
        error.httpStatus = status;
        return permissionOf(error);
    };
    QCOMPARE(said("DryRunOperation", 412), Permission::Yes);
    QCOMPARE(said("UnauthorizedOperation", 403), Permission::No);
    QCOMPARE(said("IncorrectInstanceState", 400), Permission::Unknown);
    QCOMPARE(permissionOf(makeError(ErrorKind::Transport, "NoConnection", "none")), Permission::Unknown);
}

void tst_Operations::secretOutputsAreHidden()
{
    const auto rows = withoutSecrets(rowsOf(R"([{"OutputKey": "DbPassword", "OutputValue": "canary-5"},
        {"OutputKey": "Url", "OutputValue": "https://x"}, {"ParameterKey": "ApiToken", "ParameterValue": "canary-6"}])"));
    QCOMPARE(rows[0]["OutputValue"].text(), std::string(hiddenValue));
    QCOMPARE(rows[1]["OutputValue"].text(), std::string("https://x"));
    QCOMPARE(rows[2]["ParameterValue"].text(), std::string(hiddenValue));
}

void tst_Operations::metricPeriods_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("pixels");
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<int>("period");
    QTest::newRow("an hour") << 1 << 600 << 60 << 60;
    QTest::newRow("an hour of high resolution") << 1 << 8'000 << 1 << 1;
    QTest::newRow("high resolution, few pixels") << 1 << 600 << 1 << 30;
    QTest::newRow("a day in few pixels") << 24 << 600 << 60 << 300;
    QTest::newRow("a day in many") << 24 << 4'000 << 60 << 60;
    QTest::newRow("four days of high resolution") << 96 << 100'000 << 1 << 60;
    QTest::newRow("thirty days in many") << 720 << 100'000 << 60 << 300;
    QTest::newRow("ninety days in many") << 2'160 << 100'000 << 60 << 3'600;
    QTest::newRow("fifteen months") << 10'920 << 600 << 60 << 604'800;
    QTest::newRow("a bucket") << 72 << 600 << 86'400 << 86'400;
}

void tst_Operations::metricPeriods()
{
    QFETCH(int, hours);
    QFETCH(int, pixels);
    QFETCH(int, atLeast);
    QFETCH(int, period);
    const auto now = at(1'767'323'045);
    const auto range =
        MetricRange::last(std::chrono::hours(hours), now, pixels, std::chrono::seconds(atLeast));
    QCOMPARE(range.period.count(), std::int64_t(period));
    QCOMPARE(range.from.time_since_epoch().count() % period, std::int64_t(0));
    QCOMPARE(range.to.time_since_epoch().count() % period, std::int64_t(0));
    QVERIFY(range.to >= now && range.to - now < range.period);
    QVERIFY(now - range.from >= std::chrono::hours(hours));
}

void tst_Operations::gapsStayGaps()
{
    const std::vector<MetricSample> samples{{at(0), 1}, {at(60), 2}, {at(240), 3}, {at(300), 4}};
    const auto runs = runsOf(samples, 60s);
    QCOMPARE(runs, (std::vector<std::pair<std::size_t, std::size_t>>{{0, 2}, {2, 4}}));
    QVERIFY(runsOf({}, 60s).empty());
    QCOMPARE(scaleTop(0), 1.0);
    QCOMPARE(scaleTop(7.2), 10.0);
    QCOMPARE(scaleTop(430), 500.0);
    MetricSeries one;
    one.samples = samples;
    MetricSeries other;
    other.samples = {{at(60), -7}};
    const auto rows = metricRows({one, other});
    QCOMPARE(rows.size(), std::size_t(4));
    QCOMPARE(rows[1].values[1], std::optional<double>(-7));
    QVERIFY(!rows[0].values[1]);
    QCOMPARE(extentOf({one, other}), (std::pair<double, double>(-7, 4)));
}

void tst_Operations::oneCallForAllMetrics()
{
    transport().enqueue(
        (metricAnswer({metricResult("v0", {60, 120}, {1, 2}), metricResult("l0", {60}, {0.5}),
                       metricResult("m0", {60}, {3}), metricResult("v1", {}, {}, "Forbidden")})));
    auto set = readyMetrics("ec2", "instances", "i-1");
    std::vector<Metric> metrics{set->charts[0].lines[0], set->charts[1].lines[0]};
    MetricReading reading(client("cloudwatch"), metrics, MetricRange{at(0), at(180), 60s}, false);
    reading.start();
    QTRY_VERIFY(reading.isFinished());
    QCOMPARE(transport().requestCount(), 1);
    QVERIFY2(reading.result(), reading.result() ? "" : reading.result().error().message.c_str());
    const auto& series = reading.result().value();
    QCOMPARE(series.size(), std::size_t(2));
    QCOMPARE(series[0].samples.size(), std::size_t(2));
    QCOMPARE(series[0].least[0].value, 0.5);
    QCOMPARE(series[0].most[0].value, 3.0);
    QVERIFY(series[1].samples.empty());
    QCOMPARE(series[1].problem, std::string("Forbidden"));
    const auto sent = QJsonDocument::fromJson(transport().requests()[0].body).object();
    QCOMPARE(sent[QStringLiteral("MetricDataQueries")].toArray().size(), qsizetype(4));
    QCOMPARE(sent[QStringLiteral("ScanBy")].toString(), QStringLiteral("TimestampAscending"));
}

void tst_Operations::partialDataGoesOn()
{
    transport().enqueue((metricAnswer({metricResult("v0", {60}, {1}, "PartialData")}, QStringLiteral("t"))));
    transport().enqueue(
        (metricAnswer({metricResult("v0", {120, 180}, {2, 3})}, {},
                      {QJsonObject{{QStringLiteral("Code"), QStringLiteral("MaxMetricsExceeded")},
                                   {QStringLiteral("Value"), QStringLiteral("too many")}}})));
    MetricReading reading(client("cloudwatch"), {{"AWS/SQS", "NumberOfMessagesSent", {}, "Sum", false}},
                          MetricRange{at(0), at(240), 60s}, false);
    reading.start();
    QTRY_VERIFY(reading.isFinished());
    QVERIFY2(reading.result(), reading.result() ? "" : reading.result().error().message.c_str());
    QCOMPARE(reading.requests(), 2);
    QCOMPARE(reading.result()->at(0).samples.size(), std::size_t(3));
    QVERIFY(reading.result()->at(0).problem.empty());
    QCOMPARE(reading.messages(), (std::vector<std::string>{"too many"}));
    const auto sent = QJsonDocument::fromJson(transport().requests()[1].body).object();
    QCOMPARE(sent[QStringLiteral("NextToken")].toString(), QStringLiteral("t"));
}

void tst_Operations::readySetsAreThere()
{
    for (const auto& [service, collection] :
         {std::pair("ec2", "instances"), std::pair("lambda", "functions"), std::pair("sqs", "queues"),
          std::pair("rds", "db_instances"), std::pair("dynamodb", "tables"), std::pair("s3", "buckets"),
          std::pair("elbv2", "load_balancers"), std::pair("ecs", "clusters")})
        QVERIFY2(readyMetrics(service, collection, "x") &&
                     !readyMetrics(service, collection, "x")->charts.empty(),
                 service);
    QVERIFY(!readyMetrics("iam", "roles", "x"));
    const auto queue = readyMetrics("sqs", "queues", "https://sqs.us-east-1.amazonaws.com/1/orders");
    QCOMPARE(queue->charts[0].lines[0].dimensions[0].second, std::string("orders"));
    const auto balancer = readyMetrics("elbv2", "load_balancers",
                                       "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/web/50dc");
    QCOMPARE(balancer->charts[0].lines[0].dimensions[0].second, std::string("app/web/50dc"));
    QVERIFY(readyMetrics("s3", "buckets", "b")->shortest >= std::chrono::hours(72));
}

INIA_TEST_CLASS(tst_Operations, QCoreApplication)
#include "tst_operations.moc"
