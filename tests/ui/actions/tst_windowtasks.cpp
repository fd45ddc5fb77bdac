#include "core/resource/actionjob.h"
#include "core/session/accountlookup.h"
#include "tests/support/fakeclock.h"
#include "tests/support/taskcases.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/actions/actionchoices.h"
#include "ui/console/operationrun.h"

#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

#include <optional>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// What runs in the window keeps the contract of Task as what runs in the core does.
class tst_WindowTasks final : public TaskCases {
    Q_OBJECT

public:
    tst_WindowTasks();

private:
    void renew() override;
    [[nodiscard]] FakeTransport& transport() override { return *m_test->transport; }
    [[nodiscard]] FakeTransport::Answer answer(const HttpRequest& request);
    [[nodiscard]] Owned<Task> job(const char* action);
    [[nodiscard]] Owned<Task> run(const char* operation, OperationRun::Kind kind);

    std::optional<TestSession> m_test;
    int m_asked = 0;
};

tst_WindowTasks::tst_WindowTasks()
    : TaskCases({
          {"ActionJob", [this] { return job("put"); }},
          {"ActionJob by a batch action", [this] { return job("delete"); }},
          {"AccountLookup", [this]() -> Owned<Task> { return makeOwned<AccountLookup>(m_test->session); }},
          {"OperationRun", [this] { return run("ListTables", OperationRun::Kind::Once); }},
          {"OperationRun of all pages", [this] { return run("ListTables", OperationRun::Kind::AllPages); }},
          {"OperationRun that sends nothing",
           [this] { return run("ListTables", OperationRun::Kind::ShowRequest); }},
          {"OperationRun that is refused",
           [this] { return run("NoSuchOperation", OperationRun::Kind::Once); }},
      })
{
}

void tst_WindowTasks::renew()
{
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_asked = 0;
    m_test->transport->setHandler([this](const HttpRequest& request) { return answer(request); });
}

FakeTransport::Answer tst_WindowTasks::answer(const HttpRequest& request)
{
    ++m_asked;
    if (request.headers.value("X-Amz-Target").ends_with("ListTables"))
        return makeResponse(200, m_asked < 3 ? R"({"TableNames": ["a"], "LastEvaluatedTableName": "a)" +
                                                   QByteArray::number(m_asked) + R"("})"
                                             : QByteArray(R"({"TableNames": ["b"]})"));
    if (request.method == "POST" && request.url.find("delete") != std::string::npos)
        return makeResponse(200, "<DeleteResult><Deleted><Key>k1</Key></Deleted></DeleteResult>");
    if (request.method == "PUT")
        return makeStored();
    return makeResponse(200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account><Arn>"
                             "arn:aws:iam::1:user/me</Arn></GetCallerIdentityResult>"
                             "</GetCallerIdentityResponse>");
}

Owned<Task> tst_WindowTasks::job(const char* action)
{
    std::vector<Resource> objects;
    for (int i = 1; i <= 6; ++i)
        objects.push_back(m_test->bucket("b").subResource("Object", {"k" + std::to_string(i)}).value());
    const ActionDefinition definition = *findAction(objects.front().definition().actions, action);
    auto job = makeOwned<ActionJob>(std::move(objects), definition, Value::emptyMap(), "test");
    job->start();
    return job;
}

Owned<Task> tst_WindowTasks::run(const char* operation, OperationRun::Kind kind)
{
    auto run = makeOwned<OperationRun>(m_test->session.client("dynamodb").value(), operation,
                                       Value::emptyMap(), kind);
    run->start();
    return run;
}

INIA_TEST_CLASS(tst_WindowTasks, QApplication)
#include "tst_windowtasks.moc"
