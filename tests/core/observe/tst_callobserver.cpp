#include "core/observe/exchangelog.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <stdexcept>

using namespace inia;
using namespace inia::tests;

namespace {

/// Writes down what it hears; may throw, or do something, at every event.
class Listener final : public CallObserver {
public:
    [[nodiscard]] bool begun(const ObservedCall&) override { return isInterested; }
    void beforeSign(const ObservedCall& call, const HttpRequest& request) override
    {
        note("sign", call);
        unsignedRequest = request;
    }
    void beforeSend(const ObservedCall& call, const HttpRequest& request) override
    {
        sent = request;
        note("send", call);
    }
    void responseReceived(const ObservedCall& call, const HttpResponse& answer) override
    {
        response = answer;
        note("response", call);
    }
    void parsed(const ObservedCall& call, const Value& value) override
    {
        answer = value;
        note("parsed", call);
    }
    void beforeCall(const ObservedCall&, const Value& params) override { parameters = params; }
    void attemptBegun(const ObservedCall&, const ObservedAttempt& attempt) override
    {
        attempts.push_back(attempt);
        if (reaction)
            reaction("attempt");
    }
    void attemptEnded(const ObservedCall&, const ObservedOutcome& outcome) override
    {
        ended.push_back(outcome);
        if (reaction)
            reaction("end");
    }
    void retrying(const ObservedCall& call, const ObservedRetry& retry) override
    {
        reasons.push_back(retry.reason);
        note("retry", call);
    }
    void finished(const ObservedCall& call, const std::optional<Error>& error) override
    {
        note(error ? "failed" : "finished", call);
    }

    std::vector<std::string> heard;
    std::vector<quint64> numbers;
    std::vector<ObservedAttempt> attempts;
    std::vector<ObservedOutcome> ended;
    std::vector<std::string> reasons;
    Value parameters;
    bool isInterested = true;
    HttpRequest unsignedRequest;
    HttpRequest sent;
    HttpResponse response;
    Value answer;
    std::function<void(const std::string&)> reaction;

private:
    void note(const std::string& event, const ObservedCall& call)
    {
        heard.push_back(event + " " + std::to_string(call.attempt));
        numbers.push_back(call.number);
        if (reaction)
            reaction(event);
    }
};

} // namespace

class tst_CallObserver final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void hearsEveryStep();
    void severalHearTheSame();
    void throwingBreaksNothing();
    void onlyTheRawMessageHoldsSecrets();
    void tellsWhyThereIsAnotherAttempt_data();
    void tellsWhyThereIsAnotherAttempt();
    void failuresOfTheNetworkEndAttempts();
    void cancellingEndsTheAttempt();
    void mayPassOverCalls();
    void cancelsInEveryEvent_data();
    void cancelsInEveryEvent();

private:
    void newSession();
    [[nodiscard]] ReplyPtr call(const char* service, const char* operation, Value params = {}) const
    {
        return m_test->session.client(service)->call(operation, std::move(params));
    }
    std::shared_ptr<Listener> m_first;
    std::shared_ptr<Listener> m_second;
    std::optional<TestSession> m_test;
};

void tst_CallObserver::initTestCase()
{
    if (!makeTestSession())
        QSKIP("no model pack");
}

void tst_CallObserver::init()
{
    newSession();
    m_test->transport->enqueue(makeResponse(500, "{}"));
    m_test->transport->enqueue(
        makeResponse(200, R"({"SecretString": "an open secret", "Name": "n", "Keys": []})"));
}

void tst_CallObserver::newSession()
{
    m_first = std::make_shared<Listener>();
    m_second = std::make_shared<Listener>();
    SessionOptions options;
    options.observers = {m_first, m_second};
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "2"}}, std::make_shared<FakeClock>(), options).value();
}

void tst_CallObserver::hearsEveryStep()
{
    const auto reply = call("kms", "ListKeys");
    QTRY_VERIFY(reply->isFinished());
    const std::vector<std::string> expected{"sign 1", "send 1",     "response 1", "retry 1",   "sign 2",
                                            "send 2", "response 2", "parsed 2",   "finished 2"};
    QCOMPARE(m_first->heard, expected);
    QCOMPARE(std::count(m_first->numbers.begin(), m_first->numbers.end(), m_first->numbers.front()), 9);
}

void tst_CallObserver::severalHearTheSame()
{
    const auto reply = call("kms", "ListKeys");
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(m_first->heard, m_second->heard);
    QVERIFY(!m_second->heard.empty());
}

void tst_CallObserver::throwingBreaksNothing()
{
    m_first->reaction = [](const std::string&) { throw std::runtime_error("observer"); };
    const auto reply = call("kms", "ListKeys");
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->result());
    QCOMPARE(m_second->heard.size(), std::size_t(9));
}

void tst_CallObserver::onlyTheRawMessageHoldsSecrets()
{
    const auto reply = call("secretsmanager", "GetSecretValue", Value::map({{"SecretId", "n"}}));
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->result());
    QVERIFY(!m_first->sent.headers.value("Authorization").empty());
    QVERIFY(m_first->unsignedRequest.headers.value("Authorization").empty());
    QVERIFY(m_first->unsignedRequest.body.isEmpty());
    QVERIFY(m_first->response.body.isEmpty());
    QCOMPARE(m_first->answer["Name"], Value("n"));
    QVERIFY(m_first->answer["SecretString"] != Value("an open secret"));
    QCOMPARE(m_first->parameters["SecretId"], Value("n"));
    const auto& attempt = m_first->attempts.back();
    QVERIFY(attempt.request.headers.value("Authorization").ends_with("Signature=(redacted)"));
    QCOMPARE(attempt.request.body, QByteArray(R"({"SecretId": "n"})"));
    QVERIFY(attempt.signing.signature.empty());
    QVERIFY(!attempt.signing.stringToSign.empty());
    QVERIFY(m_first->ended.back().response.body.contains("(redacted)"));
    QVERIFY(!m_first->ended.back().response.body.contains("an open secret"));
}

void tst_CallObserver::tellsWhyThereIsAnotherAttempt_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("busy") << 503 << QByteArray() << QByteArray() << QByteArray("SlowDown")
                          << QStringLiteral("503 SlowDown");
    QTest::newRow("region") << 301 << QByteArray("x-amz-bucket-region") << QByteArray("eu-west-1")
                            << QByteArray("PermanentRedirect")
                            << QStringLiteral("the bucket is in eu-west-1");
    QTest::newRow("clock") << 403 << QByteArray("Date") << QByteArray("Fri, 02 Jan 2026 05:04:05 GMT")
                           << QByteArray("RequestTimeTooSkewed") << QStringLiteral("the clock was corrected");
}

void tst_CallObserver::tellsWhyThereIsAnotherAttempt()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, code);
    QFETCH(const QString, reason);
    newSession();
    HttpResponse first = makeResponse(status, "<Error><Code>" + code + "</Code></Error>");
    if (!header.isEmpty())
        first.headers.add(header.toStdString(), value.toStdString());
    m_test->transport->enqueue(first);
    m_test->transport->enqueue(makeResponse(200, "<ListBucketResult><Name>b</Name></ListBucketResult>"));
    const auto reply = call("s3", "ListObjectsV2", Value::map({{"Bucket", "b"}}));
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->result());
    QCOMPARE(m_first->reasons, std::vector<std::string>{reason.toStdString()});
    QCOMPARE(m_first->attempts.size(), std::size_t(2));
    QCOMPARE(m_first->attempts[0].reason, std::string());
    QCOMPARE(m_first->attempts[1].reason, reason.toStdString());
}

void tst_CallObserver::failuresOfTheNetworkEndAttempts()
{
    newSession();
    m_test->transport->enqueue(makeError(ErrorKind::Transport, "ConnectionClosed", "gone"));
    m_test->transport->enqueue(makeResponse(200, "{}"));
    const auto reply = call("kms", "ListKeys");
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(m_first->ended.size(), std::size_t(2));
    QCOMPARE(m_first->ended[0].response.status, 0);
    QCOMPARE(m_first->ended[0].error.value().code, std::string("ConnectionClosed"));
    QVERIFY(!m_first->ended[1].error);
}

void tst_CallObserver::cancellingEndsTheAttempt()
{
    m_test->transport->hold();
    const auto reply = call("kms", "ListKeys");
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    reply->cancel();
    QCOMPARE(m_first->ended.size(), std::size_t(1));
    QCOMPARE(m_first->ended[0].error.value().kind, ErrorKind::Cancelled);
    QVERIFY(!m_test->log->find(reply->callId())->attempts.back().running);
}

void tst_CallObserver::mayPassOverCalls()
{
    m_first->isInterested = false;
    const auto reply = call("kms", "ListKeys");
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(m_first->heard.empty());
    QCOMPARE(m_second->heard.size(), std::size_t(9));
    // The log's own observer passes over them as well while it is off.
    m_second->isInterested = false;
    m_test->log->setRecording(false);
    QCOMPARE(call("kms", "ListKeys")->callId(), quint64(0));
}

void tst_CallObserver::cancelsInEveryEvent_data()
{
    QTest::addColumn<QString>("event");
    for (const auto* event : {"sign", "attempt", "send", "response", "end", "retry", "parsed"})
        QTest::newRow(event) << QString::fromLatin1(event);
}

void tst_CallObserver::cancelsInEveryEvent()
{
    QFETCH(const QString, event);
    ReplyPtr reply = call("kms", "ListKeys");
    QSignalSpy finished(reply.get(), &Reply::finished);
    m_first->reaction = [&](const std::string& heard) {
        if (heard == event.toStdString())
            reply->cancel();
    };
    QTRY_VERIFY(reply->isFinished());
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(reply->result().error().kind, ErrorKind::Cancelled);
    QCOMPARE(m_first->heard.back().substr(0, 6), std::string("failed"));
}

INIA_TEST_CLASS(tst_CallObserver, QCoreApplication)
#include "tst_callobserver.moc"
