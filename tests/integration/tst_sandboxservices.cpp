#include "core/logs/logevents.h"
#include "core/sqs/queue.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace inia;

namespace {

constexpr int servicePatience = 60'000;

} // namespace

// Logs and queues at moto, as far as it has them: no empty pages, no order of events, no redrives.
class TestSandboxServices final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void findsEventsOfAGroup();
    void followsAGroup();
    void looksIntoAQueue();
    void deletesAMessageOfAQueue();

private:
    Value call(const Client& client, const char* operation, Value params) const;
    void putEvents(const std::string& group, int first, int count) const;
    std::string makeQueue(int messages) const;

    std::optional<tests::TestServer> m_server;
    std::optional<Client> m_logs;
    std::optional<Client> m_sqs;
    std::int64_t m_now = 0;
};

void TestSandboxServices::initTestCase()
{
    auto server = tests::sandboxServer();
    if (!server)
        QSKIP(server.error().message.c_str());
    m_server = std::move(server).value();
    SessionOptions options;
    options.profile = "sandbox-west";
    const auto session = m_server->session(options);
    QVERIFY(session.ok());
    m_logs = session->client("logs").value();
    m_sqs = session->client("sqs").value();
    m_now = QDateTime::currentMSecsSinceEpoch();
}

Value TestSandboxServices::call(const Client& client, const char* operation, Value params) const
{
    const ReplyPtr reply = client.call(operation, std::move(params));
    QSignalSpy finished(reply.get(), &Task::finished);
    finished.wait(servicePatience);
    if (!reply->isFinished() || !reply->result()) {
        QTest::qFail(reply->isFinished() ? reply->result().error().message.c_str() : operation, __FILE__,
                     __LINE__);
        return {};
    }
    return *reply->result();
}

void TestSandboxServices::putEvents(const std::string& group, int first, int count) const
{
    Value events = Value::emptyList();
    for (int i = first; i < first + count; ++i)
        events.append(
            Value::map({{"timestamp", m_now - 60'000 + i}, {"message", "line " + std::to_string(i)}}));
    call(*m_logs, "PutLogEvents",
         Value::map({{"logGroupName", group}, {"logStreamName", "s"}, {"logEvents", std::move(events)}}));
}

void TestSandboxServices::findsEventsOfAGroup()
{
    const std::string group = "/test/" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    call(*m_logs, "CreateLogGroup", Value::map({{"logGroupName", group}}));
    call(*m_logs, "CreateLogStream", Value::map({{"logGroupName", group}, {"logStreamName", "s"}}));
    putEvents(group, 0, 100);
    const logs::LogTime from{std::chrono::milliseconds(m_now - 3'600'000)};
    logs::LogSearch search(*m_logs, {group, {}, "\"line 7\"", from, {}, true});
    std::vector<std::string> found;
    connect(&search, &logs::LogSearch::pageReady, this, [&found](const std::vector<logs::LogEvent>& events) {
        for (const auto& event : events)
            found.push_back(event.message);
    });
    search.fetchNextPage("test");
    QTRY_COMPARE_WITH_TIMEOUT(search.state(), logs::LogSearch::State::Complete, servicePatience);
    QVERIFY(!found.empty());
    QVERIFY(std::find(found.begin(), found.end(), "line 7") != found.end());
    call(*m_logs, "DeleteLogGroup", Value::map({{"logGroupName", group}}));
}

void TestSandboxServices::followsAGroup()
{
    const std::string group = "/test/" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    call(*m_logs, "CreateLogGroup", Value::map({{"logGroupName", group}}));
    call(*m_logs, "CreateLogStream", Value::map({{"logGroupName", group}, {"logStreamName", "s"}}));
    putEvents(group, 0, 50);
    const logs::LogTime from{std::chrono::milliseconds(m_now - 600'000)};
    auto tail = makeOwned<logs::LogTail>(*m_logs, logs::LogQuestion{group, {}, {}, from, {}, false});
    std::multiset<std::string> told;
    connect(tail.get(), &logs::LogTail::arrived, this, [&told](const std::vector<logs::LogEvent>& events) {
        for (const auto& event : events)
            told.insert(event.message);
    });
    tail->start();
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), std::size_t(50), servicePatience);
    putEvents(group, 40'000, 10); // after them
    putEvents(group, 35'000, 10); // and late, between them
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), std::size_t(70), servicePatience);
    QCOMPARE(std::set<std::string>(told.begin(), told.end()).size(), told.size());
    call(*m_logs, "DeleteLogGroup", Value::map({{"logGroupName", group}}));
    QTRY_VERIFY_WITH_TIMEOUT(tail->isFinished(), servicePatience);
    QCOMPARE(tail->error()->code, std::string("ResourceNotFoundException"));
}

std::string TestSandboxServices::makeQueue(int messages) const
{
    const std::string name = "test-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    const std::string url = call(*m_sqs, "CreateQueue", Value::map({{"QueueName", name}}))["QueueUrl"].text();
    sqs::QueueFacts queue;
    queue.url = url;
    for (int i = 0; i < messages; ++i)
        call(
            *m_sqs, "SendMessage",
            sqs::sendParams(queue, {"message " + std::to_string(i), {}, {}, {}, {{"kind", "test"}}}).value());
    return url;
}

void TestSandboxServices::looksIntoAQueue()
{
    const std::string url = makeQueue(15);
    const Value attributes = call(*m_sqs, "GetQueueAttributes",
                                  Value::map({{"QueueUrl", url}, {"AttributeNames", Value::list({"All"})}}));
    const auto facts = sqs::QueueFacts::fromAttributes(url, attributes);
    QCOMPARE(facts.visible, std::int64_t(15));
    sqs::QueuePeek peek(*m_sqs, facts);
    peek.look(100, std::chrono::seconds(1));
    QTRY_COMPARE_WITH_TIMEOUT(peek.state(), sqs::QueuePeek::State::Idle, servicePatience);
    QVERIFY(!peek.messages().empty());
    std::set<std::string> ids;
    for (const auto& message : peek.messages())
        QVERIFY(ids.insert(message.id).second);
    QVERIFY(peek.messages()[0].receives >= 1);
    QCOMPARE(peek.messages()[0].attributes["kind"]["StringValue"].text(), std::string("test"));
    const Value after = call(*m_sqs, "GetQueueAttributes",
                             Value::map({{"QueueUrl", url}, {"AttributeNames", Value::list({"All"})}}));
    QCOMPARE(sqs::QueueFacts::fromAttributes(url, after).visible,
             std::int64_t(15)); // none is kept from others
    call(*m_sqs, "DeleteQueue", Value::map({{"QueueUrl", url}}));
}

void TestSandboxServices::deletesAMessageOfAQueue()
{
    const std::string url = makeQueue(3);
    sqs::QueueFacts facts;
    facts.url = url;
    sqs::QueuePeek peek(*m_sqs, facts);
    peek.look(3, std::chrono::seconds(1));
    QTRY_COMPARE_WITH_TIMEOUT(peek.state(), sqs::QueuePeek::State::Idle, servicePatience);
    QCOMPARE(peek.messages().size(), std::size_t(3));
    auto deletion = makeOwned<sqs::MessageDeletion>(*m_sqs, url, peek.messages()[1].id);
    deletion->start();
    QTRY_VERIFY_WITH_TIMEOUT(deletion->isFinished(), servicePatience);
    QVERIFY2(deletion->result().ok(), deletion->result() ? "" : deletion->result().error().message.c_str());
    const Value after = call(*m_sqs, "GetQueueAttributes",
                             Value::map({{"QueueUrl", url}, {"AttributeNames", Value::list({"All"})}}));
    QCOMPARE(sqs::QueueFacts::fromAttributes(url, after).visible, std::int64_t(2));
    QCOMPARE(sqs::QueueFacts::fromAttributes(url, after).inFlight, std::int64_t(0));
    call(*m_sqs, "DeleteQueue", Value::map({{"QueueUrl", url}}));
}

INIA_TEST_CLASS(TestSandboxServices, QCoreApplication)
#include "tst_sandboxservices.moc"
