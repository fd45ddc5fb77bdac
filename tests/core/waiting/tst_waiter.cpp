#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/waiting/waiter.h"
#include "tests/support/fakeclock.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;
using std::chrono::milliseconds;

namespace {

/// A response of the reference as a call would give it.
Value parsedResponse(const Value& described)
{
    if (!described.contains("error")) {
        Value response = described["response"];
        response.insert("ResponseMetadata", Value::map({{"HTTPStatusCode", 200}}));
        return response;
    }
    return Value::map({{"Error", Value::map({{"Code", described["error"]}, {"Message", ""}})},
                       {"ResponseMetadata", Value::map({{"HTTPStatusCode", described["status"]}})}});
}

std::string verdictName(WaiterJudge::Verdict verdict)
{
    switch (verdict) {
    case WaiterJudge::Verdict::Success:
        return "success";
    case WaiterJudge::Verdict::Failure:
        return "failure";
    case WaiterJudge::Verdict::TimedOut:
        return "timeout";
    case WaiterJudge::Verdict::Wait:
        break;
    }
    return "waiting";
}

} // namespace

class tst_Waiter final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void followsTheReference_data();
    void followsTheReference();
    void everyDefinitionLoads();
    void acceptorsMatch_data();
    void acceptorsMatch();
    void namesComeInTwoSpellings();
    void unknownNamesAreSuggested();
    void badModelsAreRefused_data();
    void badModelsAreRefused();
    void configurationIsChecked_data();
    void configurationIsChecked();
    void waitsBetweenPolls();
    void missingBucketTimesOut();
    void otherErrorsFail();
    void whatSendsNothingEndsIt();
    void cancelEndsItOnce();
    void droppingInsideTheSlotIsSafe();

private:
    [[nodiscard]] Owned<Waiter> bucketExists(const WaiterConfig& config = {}) const
    {
        auto client = m_test->session.client("s3").value();
        return client.waiter("bucket_exists", Value::map({{"Bucket", "acme"}}), config).value();
    }
    static bool run(Waiter& waiter)
    {
        QSignalSpy finished(&waiter, &Waiter::finished);
        waiter.start();
        return !waiter.isFinished() && (finished.count() == 1 || finished.wait()) && finished.count() == 1;
    }
    std::shared_ptr<FakeClock> m_clock;
    std::optional<TestSession> m_test;
};

void tst_Waiter::initTestCase()
{
    if (!makeTestSession())
        QSKIP("no model pack");
}

void tst_Waiter::init()
{
    m_clock = std::make_shared<FakeClock>();
    m_test = makeTestSession({}, m_clock).value();
}

void tst_Waiter::followsTheReference_data()
{
    QTest::addColumn<Value>("testCase");
    const Value file = readJsonFile(conformancePath(QStringLiteral("oracle/waiters.json")));
    if (file.isNull())
        QSKIP("no conformance data beside the project");
    for (const auto& item : file["cases"].items())
        QTest::newRow(item["id"].text().c_str()) << item;
}

void tst_Waiter::followsTheReference()
{
    QFETCH(const Value, testCase);
    const auto waiters = m_test->session.catalog()->waiters(testCase["service"].text());
    QVERIFY(waiters);
    const auto model = WaiterModel::fromDocument(**waiters, testCase["waiter"].text());
    QVERIFY(model);
    const auto config = WaiterConfig::fromValue(testCase["waiterConfig"]);
    QVERIFY(config);
    WaiterJudge judge(WaiterAcceptors::parse(model->acceptors).value(),
                      config->maxAttempts.value_or(model->maxAttempts));
    const double delay = config->delay ? static_cast<double>(config->delay->count()) / 1000 : model->delay;
    auto verdict = WaiterJudge::Verdict::Wait;
    Value sleeps = Value::emptyList();
    for (const auto& response : testCase["responses"].items()) {
        verdict = judge.judge(parsedResponse(response));
        if (verdict != WaiterJudge::Verdict::Wait)
            break;
        sleeps.append(delay);
    }
    const auto& expected = testCase["expect"];
    QCOMPARE(verdictName(verdict), expected["state"].text());
    QCOMPARE(judge.reason(), expected["reason"].text());
    QCOMPARE(Value(judge.polls()), expected["polls"]);
    QCOMPARE(sleeps, expected["sleeps"]);
}

void tst_Waiter::everyDefinitionLoads()
{
    int count = 0;
    const auto& catalog = *m_test->session.catalog();
    for (const auto& service : catalog.services()) {
        const auto client = m_test->session.client(service);
        QVERIFY(client);
        for (const auto& name : client->waiterNames()) {
            const auto waiter = client->waiter(name);
            QVERIFY2(waiter, (service + " " + name).c_str());
            QVERIFY2(client->model().operation((*waiter)->model().operation).valid(), name.c_str());
            QVERIFY((*waiter)->delay() >= milliseconds(1'000) && (*waiter)->maxAttempts() > 0);
            QVERIFY(!(*waiter)->model().acceptors.empty());
            QVERIFY2(client->waiter(snakeCase(name)), name.c_str());
            ++count;
        }
    }
    QVERIFY2(count >= 410, std::to_string(count).c_str());
}

void tst_Waiter::acceptorsMatch_data()
{
    using Matcher = WaiterAcceptor::Matcher;
    QTest::addColumn<int>("matcher");
    QTest::addColumn<Value>("expected");
    QTest::addColumn<Value>("response");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* name, Matcher matcher, Value expected, Value response, bool fits) {
        QTest::newRow(name) << static_cast<int>(matcher) << std::move(expected) << std::move(response)
                            << fits;
    };
    const auto items = [](std::initializer_list<Value> list) {
        return Value::map({{"a", Value::list(list)}});
    };
    const Value failed = Value::map({{"Error", Value::map({{"Code", "Gone"}})},
                                     {"a", "x"},
                                     {"ResponseMetadata", Value::map({{"HTTPStatusCode", 404}})}});
    const Value fine = Value::map({{"a", "x"}, {"ResponseMetadata", Value::map({{"HTTPStatusCode", 200}})}});
    row("path", Matcher::Path, "x", fine, true);
    row("path, other", Matcher::Path, "y", fine, false);
    row("path, nothing there", Matcher::Path, "x", Value::emptyMap(), false);
    row("path, of an error", Matcher::Path, "x", failed, false);
    row("all", Matcher::PathAll, "x", items({"x", "x"}), true);
    row("all, but one", Matcher::PathAll, "x", items({"x", "y"}), false);
    row("all of none", Matcher::PathAll, "x", items({}), false);
    row("all of no list", Matcher::PathAll, "x", fine, false);
    row("any", Matcher::PathAny, "x", items({"y", "x"}), true);
    row("any, none", Matcher::PathAny, "x", items({"y"}), false);
    row("any of no list", Matcher::PathAny, "x", fine, false);
    row("status", Matcher::Status, 404, failed, true);
    row("status, other", Matcher::Status, 404, fine, false);
    row("code", Matcher::Error, "Gone", failed, true);
    row("code, other", Matcher::Error, "Lost", failed, false);
    row("any error", Matcher::Error, true, failed, true);
    row("any error, none", Matcher::Error, true, fine, false);
    row("no error", Matcher::Error, false, fine, true);
    row("no error, one", Matcher::Error, false, failed, false);
}

void tst_Waiter::acceptorsMatch()
{
    QFETCH(const int, matcher);
    QFETCH(const Value, expected);
    QFETCH(const Value, response);
    QFETCH(const bool, fits);
    const WaiterAcceptor acceptor{WaiterAcceptor::State::Success,
                                  static_cast<WaiterAcceptor::Matcher>(matcher), "a", expected};
    const auto acceptors = WaiterAcceptors::parse({acceptor});
    QVERIFY(acceptors);
    QCOMPARE(acceptors->match(response) != nullptr, fits);
}

void tst_Waiter::namesComeInTwoSpellings()
{
    const auto client = m_test->session.client("dynamodb").value();
    QCOMPARE(client.waiter("TableExists").value()->model().name, std::string("TableExists"));
    QCOMPARE(client.waiter("table_exists").value()->model().name, std::string("TableExists"));
}

void tst_Waiter::unknownNamesAreSuggested()
{
    const auto unknown = m_test->session.client("s3")->waiter("BucketExist");
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::UnknownName);
    QVERIFY(unknown.error().message.find("BucketExists") != std::string::npos);
    QVERIFY(!m_test->session.client("sts")->waiter("anything"));
}

void tst_Waiter::badModelsAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("version") << QByteArray(R"({"version": 1, "waiters": {"W": {"acceptors": []}}})");
    QTest::newRow("matcher") << QByteArray(
        R"({"version": 2, "waiters": {"W": {"acceptors": [{"state": "success", "matcher": "guess"}]}}})");
    QTest::newRow("state") << QByteArray(
        R"({"version": 2, "waiters": {"W": {"acceptors": [{"state": "maybe", "matcher": "path"}]}}})");
}

void tst_Waiter::badModelsAreRefused()
{
    QFETCH(const QByteArray, json);
    const auto document = Document::fromJson(json.toStdString(), "test");
    QVERIFY(document);
    const auto model = WaiterModel::fromDocument(**document, "W");
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::Model);
}

void tst_Waiter::configurationIsChecked_data()
{
    QTest::addColumn<Value>("config");
    QTest::newRow("no map") << Value(3);
    QTest::newRow("negative") << Value::map({{"Delay", -1}});
    QTest::newRow("no number") << Value::map({{"MaxAttempts", "many"}});
    QTest::newRow("endless") << Value::map({{"Delay", 1e300}});
    QTest::newRow("unknown") << Value::map({{"delay", 3}});
}

void tst_Waiter::configurationIsChecked()
{
    QFETCH(const Value, config);
    const auto read = WaiterConfig::fromValue(config);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Parameter);
}

void tst_Waiter::waitsBetweenPolls()
{
    m_test->transport->enqueue(makeResponse(404, {}));
    m_test->transport->enqueue(makeResponse(404, {}));
    m_test->transport->enqueue(makeResponse(200, {}));
    const auto waiter = bucketExists();
    QSignalSpy polled(waiter.get(), &Waiter::polled);
    QVERIFY(run(*waiter));
    QCOMPARE(waiter->state(), Waiter::State::Success);
    QVERIFY(waiter->result());
    QCOMPARE(polled.count(), 3);
    QCOMPARE(m_clock->delays(), (std::vector<milliseconds>{milliseconds(5'000), milliseconds(5'000)}));
}

void tst_Waiter::missingBucketTimesOut()
{
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(404, {}); });
    const auto waiter = bucketExists({.delay = milliseconds(250), .maxAttempts = 2});
    QVERIFY(run(*waiter));
    QCOMPARE(waiter->state(), Waiter::State::TimedOut);
    QCOMPARE(waiter->polls(), 2);
    QCOMPARE(m_clock->delays(), std::vector<milliseconds>{milliseconds(250)});
    const auto& error = waiter->result().error();
    QCOMPARE(error.kind, ErrorKind::Timeout);
    QCOMPARE(error.code, std::string("WaiterError"));
    QCOMPARE(error.message, std::string("Waiter BucketExists failed: Max attempts exceeded. Previously "
                                        "accepted state: Matched expected HTTP status code: 404"));
    QVERIFY(error.cause);
    QCOMPARE(error.cause->httpStatus, 404);
}

void tst_Waiter::otherErrorsFail()
{
    m_test->transport->enqueue(makeResponse(400, {}));
    const auto waiter = bucketExists();
    QVERIFY(run(*waiter));
    QCOMPARE(waiter->state(), Waiter::State::Failure);
    QCOMPARE(waiter->lastResponse()["Error"]["Code"], Value("400"));
    QCOMPARE(waiter->result().error().kind, ErrorKind::Service);
}

void tst_Waiter::whatSendsNothingEndsIt()
{
    const auto client = m_test->session.client("s3").value();
    const auto waiter = client.waiter("bucket_exists", Value::map({{"Bukket", "acme"}})).value();
    QVERIFY(run(*waiter));
    QCOMPARE(waiter->result().error().kind, ErrorKind::Parameter);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Waiter::cancelEndsItOnce()
{
    m_test->transport->hold();
    const auto waiter = bucketExists();
    QSignalSpy finished(waiter.get(), &Waiter::finished);
    waiter->start();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    waiter->cancel();
    waiter->cancel();
    QCOMPARE(finished.count(), 0); // not before it has returned
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(waiter->state(), Waiter::State::Cancelled);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_Waiter::droppingInsideTheSlotIsSafe()
{
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(404, {}); });
    auto waiter = bucketExists();
    bool dropped = false;
    connect(waiter.get(), &Waiter::polled, this, [&] {
        waiter.reset();
        dropped = true;
    });
    waiter->start();
    QTRY_VERIFY(dropped);
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), 1);
}

INIA_TEST_CLASS(tst_Waiter, QCoreApplication)
#include "tst_waiter.moc"
