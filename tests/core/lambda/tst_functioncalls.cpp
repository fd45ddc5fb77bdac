#include "core/lambda/functioncalls.h"
#include "core/observe/exchangelog.h"
#include "core/policy/effect.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <string>

using namespace inia;
using namespace inia::lambda;
using namespace inia::tests;
using namespace std::chrono_literals;

namespace {

const std::string reportLine =
    "START RequestId: 8f5 Version: $LATEST\nhello\n"
    "REPORT RequestId: 8f5-1\tDuration: 1205.32 ms\tBilled Duration: 1206 ms\tMemory Size: 128 MB\t"
    "Max Memory Used: 64 MB\t\n";

HttpResponse invoked(int status, const QByteArray& payload, const char* functionError = nullptr)
{
    HttpResponse response = makeResponse(status, payload);
    response.headers.set("X-Amz-Executed-Version", "$LATEST");
    response.headers.set("X-Amz-Log-Result", QByteArray::fromStdString(reportLine).toBase64().toStdString());
    if (functionError)
        response.headers.set("X-Amz-Function-Error", functionError);
    return response;
}

} // namespace

// Invocations and what is known of a function, with canned answers.
class tst_FunctionCalls final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void tellsWhatTheFunctionSaid();
    void aFunctionThatFailedIsNoSuccess();
    void isPatientAndAsksOnce();
    void isRepeatedOnlyWhenThrottled();
    void eventsHaveNoLog();
    void badPayloadsAreNotSent();
    void aLockedSessionInvokesNothing();
    void cancelLetsGo();
    void readsFacts();
    void environmentStaysSecret();

private:
    [[nodiscard]] Client client() const { return m_test->session.client("lambda").value(); }
    [[nodiscard]] FakeTransport& transport() { return *m_test->transport; }
    Owned<Invocation> invoke(Invocation::Options options)
    {
        auto invocation = makeOwned<Invocation>(client(), std::move(options));
        invocation->start();
        return invocation;
    }

    std::optional<TestSession> m_test;
};

void tst_FunctionCalls::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_FunctionCalls::init()
{
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"}}, std::make_shared<FakeClock>()).value();
}

void tst_FunctionCalls::tellsWhatTheFunctionSaid()
{
    transport().enqueue(invoked(200, R"({"ok": true})"));
    const auto invocation = invoke({"orders", "live", R"({"a": 1})"});
    QTRY_VERIFY(invocation->isFinished());
    const auto& outcome = invocation->result().value();
    QCOMPARE(outcome.status, 200);
    QVERIFY(outcome.functionError.empty());
    QCOMPARE(outcome.payload, QByteArray(R"({"ok": true})"));
    QCOMPARE(outcome.log, reportLine);
    QCOMPARE(outcome.report->requestId, std::string("8f5-1"));
    QCOMPARE(outcome.report->milliseconds, 1205.32);
    QCOMPARE(outcome.report->billedMilliseconds, 1206.0);
    QCOMPARE(outcome.report->memoryMegabytes, 128);
    QCOMPARE(outcome.report->usedMegabytes, 64);
    const auto& request = transport().requests()[0];
    QVERIFY(request.url.find("/functions/orders/invocations?Qualifier=live") != std::string::npos);
    QCOMPARE(request.headers.value("X-Amz-Log-Type"), std::string_view("Tail"));
    QCOMPARE(request.body, QByteArray(R"({"a": 1})"));
}

void tst_FunctionCalls::aFunctionThatFailedIsNoSuccess()
{
    transport().enqueue(invoked(200, R"({"errorMessage": "boom"})", "Unhandled"));
    const auto invocation = invoke({"orders", {}, {}});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(invocation->result()->functionError, std::string("Unhandled"));
    QVERIFY(invocation->result()->payload.contains("boom"));
    QCOMPARE(transport().requestCount(), 1);
}

// The connection waits for as long as the function may take, and an answer that never comes is no reason to
// call the function again.
void tst_FunctionCalls::isPatientAndAsksOnce()
{
    transport().failAfterSending();
    transport().enqueue(makeError(ErrorKind::Timeout, "ReadTimeout", "No answer in time"));
    const auto invocation = invoke({"slow", {}, {}, InvocationType::RequestResponse, 900s});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(transport().lastOptions().readTimeout, std::chrono::milliseconds(930s));
    QCOMPARE(transport().requestCount(), 1);
    QVERIFY(invocation->result().error().mayHaveBeenDone);
    QVERIFY(client().config().readTimeout < 930s);
}

void tst_FunctionCalls::isRepeatedOnlyWhenThrottled()
{
    transport().setHandler(
        [](const HttpRequest&) { return makeResponse(500, R"({"Type": "Service", "Message": "no"})"); });
    auto invocation = invoke({"orders", {}, {}});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(transport().requestCount(), 1);

    transport().enqueue(makeResponse(429, R"({"Type": "User", "Message": "Rate exceeded"})"));
    transport().setHandler([](const HttpRequest&) { return invoked(200, "1"); });
    invocation = invoke({"orders", {}, {}});
    QTRY_VERIFY(invocation->isFinished());
    QVERIFY(invocation->result());
    QCOMPARE(transport().requestCount(), 3);
}

void tst_FunctionCalls::eventsHaveNoLog()
{
    transport().enqueue(makeResponse(202, {}));
    transport().enqueue(makeResponse(204, {}));
    auto invocation = invoke({"orders", {}, "{}", InvocationType::Event});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(invocation->result()->status, 202);
    QVERIFY(!invocation->result()->report);
    QVERIFY(!transport().requests()[0].headers.contains("X-Amz-Log-Type"));
    invocation = invoke({"orders", {}, {}, InvocationType::DryRun});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(invocation->result()->status, 204);
}

void tst_FunctionCalls::badPayloadsAreNotSent()
{
    auto invocation = invoke({"orders", {}, "{"});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(invocation->result().error().code, std::string("BadPayload"));
    const std::string large = '"' + std::string(1'048'576, 'x') + '"';
    invocation = invoke({"orders", {}, large, InvocationType::Event});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(invocation->result().error().code, std::string("BadPayload"));
    QCOMPARE(transport().requestCount(), 0);
}

void tst_FunctionCalls::aLockedSessionInvokesNothing()
{
    m_test->session.policy().lock("Unlock it.");
    const auto invocation = invoke({"orders", {}, {}});
    QTRY_VERIFY(invocation->isFinished());
    QCOMPARE(invocation->result().error().kind, ErrorKind::ReadOnly);
    QCOMPARE(transport().requestCount(), 0);
}

void tst_FunctionCalls::cancelLetsGo()
{
    transport().hold();
    const auto invocation = invoke({"orders", {}, {}});
    QSignalSpy finished(invocation.get(), &Task::finished);
    QTRY_COMPARE(transport().openCount(), 1);
    invocation->cancel();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(transport().openCount(), 0);
    QCOMPARE(invocation->result().error().kind, ErrorKind::Cancelled);
}

void tst_FunctionCalls::readsFacts()
{
    const auto configuration =
        parseJson(R"({"FunctionName": "orders", "Runtime": "python3.12", "Timeout": 900,
        "MemorySize": 512, "State": "Active", "Environment": {"Variables": {"TABLE": "t", "TOKEN": "s"}}})");
    const auto facts = FunctionFacts::fromConfiguration(*configuration);
    QCOMPARE(facts.logGroup, std::string("/aws/lambda/orders"));
    QCOMPARE(facts.variables, (std::vector<std::string>{"TABLE", "TOKEN"}));
    QCOMPARE(facts.timeout, std::chrono::seconds(900));
    const auto other = parseJson(R"({"FunctionName": "f", "PackageType": "Image",
        "LoggingConfig": {"LogGroup": "/custom"}, "Environment": {"Error": {"Message": "no key"}}})");
    QCOMPARE(FunctionFacts::fromConfiguration(*other).logGroup, std::string("/custom"));
    QCOMPARE(FunctionFacts::fromConfiguration(*other).environmentError, std::string("no key"));
    QCOMPARE(FunctionFacts::fromConfiguration(*other).runtime, std::string("container image"));
    QVERIFY(!InvocationReport::fromLog("no such line"));
}

// Neither the list nor one function leaves values of its environment, or the link to its code, in the log.
void tst_FunctionCalls::environmentStaysSecret()
{
    const QByteArray configuration =
        R"({"FunctionName": "orders", "Environment": {"Variables": {"TABLE": "canary-7781-value"}}})";
    transport().enqueue(makeResponse(200, R"({"Functions": [)" + configuration + "]}"));
    transport().enqueue(makeResponse(
        200,
        R"({"Configuration": )" + configuration +
            R"(, "Code": {"Location": "https://b.s3.amazonaws.com/c?X-Amz-Signature=canary-7782&X-Amz-Security-Token=canary-7783"}})"));
    ReplyPtr list = client().call("ListFunctions");
    QTRY_VERIFY(list->isFinished());
    ReplyPtr function = client().call("GetFunction", Value::map({{"FunctionName", "orders"}}));
    QTRY_VERIFY(function->isFinished());
    QCOMPARE((*function->result())["Configuration"]["Environment"]["Variables"]["TABLE"].text(),
             std::string("canary-7781-value"));
    for (const quint64 id : {list->callId(), function->callId()}) {
        const auto call = m_test->log->find(id);
        QVERIFY(call);
        QCOMPARE(call->attempts.size(), std::size_t(1));
        QVERIFY(call->attempts[0].response.body.contains("orders"));
        for (const auto& attempt : call->attempts)
            QVERIFY(!attempt.response.body.contains("canary-778"));
    }
}

INIA_TEST_CLASS(tst_FunctionCalls, QCoreApplication)
#include "tst_functioncalls.moc"
