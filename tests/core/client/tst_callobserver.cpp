#include "core/client/callobserver.h"
#include "tests/support/fakeclock.h"
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
    void retrying(const ObservedCall& call, const Error&, std::chrono::milliseconds) override
    {
        note("retry", call);
    }
    void finished(const ObservedCall& call, const std::optional<Error>& error) override
    {
        note(error ? "failed" : "finished", call);
    }

    std::vector<std::string> heard;
    std::vector<quint64> numbers;
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
    void cancelsInEveryEvent_data();
    void cancelsInEveryEvent();

private:
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
    m_first = std::make_shared<Listener>();
    m_second = std::make_shared<Listener>();
    SessionOptions options;
    options.observers = {m_first, m_second};
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "2"}}, std::make_shared<FakeClock>(), options).value();
    m_test->transport->enqueue(makeResponse(500, "{}"));
    m_test->transport->enqueue(makeResponse(200, R"({"SecretString": "an open secret", "Name": "n"})"));
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
}

void tst_CallObserver::cancelsInEveryEvent_data()
{
    QTest::addColumn<QString>("event");
    for (const auto* event : {"sign", "send", "response", "retry", "parsed"})
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

QTEST_GUILESS_MAIN(tst_CallObserver)
#include "tst_callobserver.moc"
