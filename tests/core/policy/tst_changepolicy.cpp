#include "core/client/client.h"
#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"
#include "core/policy/effect.h"
#include "core/presign/presigner.h"
#include "tests/support/fakeclock.h"
#include "tests/support/sampleparams.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

const Value objectParams = Value::map({{"Bucket", "acme"}, {"Key", "a"}});

/// Parameters that would be sent: all members, but nothing that makes the call a rehearsal.
Value earnestParams(const OperationModel& operation)
{
    Value params = sampleParams(operation);
    if (params.isMap() && params.contains("DryRun"))
        params.insert("DryRun", false);
    return params;
}

} // namespace

/// The lock of a session, asked at the call.
class tst_ChangePolicy final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void noChangeArrives();
    void unlockedChangesArrive();
    void refusalSaysWhat();
    void refusalIsInTheLog();
    void copiesShareTheLock();
    void closesBetweenAttempts();
    void closesBeforeItIsSent();
    void closesWhileItIsSigned();
    void dryRunsAreSignedRequests();
    void dryRunOfTheServiceMayGo();
    void statementsGoByTheirWord();
    void urlsAreCalls_data();
    void urlsAreCalls();
    void formsAreRefused();
    void beginsAsTheSettingsSay_data();
    void beginsAsTheSettingsSay();
    void profileLocks();
    void clientsMayBeNarrower();

private:
    [[nodiscard]] Client client(const std::string& service) const
    {
        return m_test->session.client(service).value();
    }
    [[nodiscard]] static Result<Value> resultOf(const Client& client, const char* operation, Value params,
                                                CallOptions options = {})
    {
        const auto reply = client.call(operation, std::move(params), std::move(options));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }))
            qFatal("the call does not end");
        return reply->result();
    }
    void lock() const { m_test->session.policy().lock("Open it again."); }

    std::shared_ptr<FakeClock> m_clock;
    std::optional<TestSession> m_test;
};

void tst_ChangePolicy::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack");
}

void tst_ChangePolicy::init()
{
    m_clock = std::make_shared<FakeClock>();
    auto made = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"},
                                 {"AWS_BEARER_TOKEN_ACCOUNT_ACCESS", "token"},
                                 {"AWS_BEARER_TOKEN_CODECATALYST", "token"}},
                                m_clock);
    QVERIFY(made.ok());
    m_test = std::move(made).value();
    m_test->transport->setHandler([](const HttpRequest&) { return makeResponse(400, "{}"); });
}

/// Every operation of every service in a locked session, with parameters made from its model, to a transport
/// that records: none of a class that changes something arrives, and the others do.
void tst_ChangePolicy::noChangeArrives()
{
    lock();
    std::array<int, 5> called{};
    std::array<int, 5> refused{};
    std::array<int, 5> requests{};
    for (const auto& service : m_test->session.catalog()->services()) {
        const Client one = client(service);
        std::array<std::vector<std::pair<std::string, Value>>, 5> calls;
        for (const auto& [name, node] : one.model().operations().members()) {
            const auto operation = one.model().operation(name);
            Value params = earnestParams(operation);
            const auto effect = static_cast<std::size_t>(effectOf(operation, params).effect);
            calls.at(effect).emplace_back(name, std::move(params));
        }
        for (std::size_t effect = 0; effect < calls.size(); ++effect) {
            std::vector<ReplyPtr> replies;
            for (const auto& [name, params] : calls.at(effect))
                replies.push_back(one.call(name, params));
            for (const auto& reply : replies) {
                QVERIFY(QTest::qWaitFor([&] { return reply->isFinished(); })); // QTRY_VERIFY waits in steps
                refused.at(effect) += !reply->result() && reply->result().error().kind == ErrorKind::ReadOnly;
            }
            called.at(effect) += static_cast<int>(replies.size());
            requests.at(effect) += m_test->transport->requestCount();
            m_test->transport->forgetRequests();
        }
        m_test->log->clear();
    }
    for (const Effect effect :
         {Effect::Read, Effect::Reveal, Effect::Consume, Effect::Write, Effect::Destroy}) {
        const auto at = static_cast<std::size_t>(effect);
        qInfo("%s: %d called, %d arrived, %d refused", std::string(effectName(effect)).c_str(), called.at(at),
              requests.at(at), refused.at(at));
        QVERIFY(called.at(at) > 0);
        if (changesSomething(effect)) {
            QCOMPARE(requests.at(at), 0);
            QCOMPARE(refused.at(at), called.at(at));
        } else {
            QCOMPARE(refused.at(at), 0);
            QVERIFY(requests.at(at) > called.at(at) * 9 / 10); // else the zeros above would prove nothing
        }
    }
}

/// The same parameters arrive when there is no lock: it is what kept them.
void tst_ChangePolicy::unlockedChangesArrive()
{
    for (const char* service : {"s3", "sqs", "dynamodb", "ec2", "iam"}) {
        const Client one = client(service);
        int changes = 0;
        int arrived = 0;
        for (const auto& [name, node] : one.model().operations().members()) {
            const auto operation = one.model().operation(name);
            const Value params = earnestParams(operation);
            if (!changesSomething(effectOf(operation, params).effect))
                continue;
            const auto reply = one.call(name, params);
            QVERIFY(QTest::qWaitFor([&] { return reply->isFinished(); })); // QTRY_VERIFY waits in steps
            ++changes;
            arrived += m_test->transport->requestCount() > 0 ? 1 : 0;
            m_test->transport->forgetRequests();
        }
        QVERIFY2(changes > 5 && arrived > changes * 9 / 10, service);
    }
}

void tst_ChangePolicy::refusalSaysWhat()
{
    lock();
    const auto result = resultOf(client("s3"), "delete_object", objectParams);
    QVERIFY(!result);
    const Error& error = result.error();
    QCOMPARE(error.kind, ErrorKind::ReadOnly);
    QCOMPARE(errorKindName(error.kind), "read_only");
    QCOMPARE(error.code, std::string(sessionIsReadOnly));
    QCOMPARE(error.operation, "DeleteObject");
    QVERIFY(!error.retryable);
    QCOMPARE(error.message, "The session default is read-only, and s3 DeleteObject destroys something (the "
                            "name's verb is Delete). Open it again.");
}

void tst_ChangePolicy::refusalIsInTheLog()
{
    lock();
    const auto result = resultOf(client("s3"), "PutObject", objectParams);
    QVERIFY(!result);
    QCOMPARE(m_test->log->size(), 1U);
    const auto& call = m_test->log->at(0);
    QCOMPARE(call.operation, "PutObject");
    QVERIFY(call.error && call.error->kind == ErrorKind::ReadOnly);
    QVERIFY(call.attempts.empty());
    QCOMPARE(call.params["Key"].text(), "a");
}

void tst_ChangePolicy::copiesShareTheLock()
{
    const Session copy = m_test->session;
    const Client before = client("s3");
    QSignalSpy changed(&copy.policy(), &ChangePolicy::changed);
    lock();
    lock();
    QCOMPARE(changed.size(), 1);
    QVERIFY(copy.policy().isLocked() && before.policy().isLocked());
    QCOMPARE(resultOf(before, "PutObject", objectParams).error().kind, ErrorKind::ReadOnly);
    copy.policy().unlock();
    QCOMPARE(changed.size(), 2);
    QVERIFY(resultOf(before, "PutObject", objectParams).error().kind != ErrorKind::ReadOnly);
}

/// A retry is another request.
void tst_ChangePolicy::closesBetweenAttempts()
{
    m_test->transport->setHandler([this](const HttpRequest&) {
        lock();
        return makeResponse(503, "<Error><Code>SlowDown</Code></Error>");
    });
    QCOMPARE(resultOf(client("s3"), "PutObject", objectParams).error().kind, ErrorKind::ReadOnly);
    QCOMPARE(m_test->transport->requestCount(), 1);
    m_test->transport->forgetRequests();
    QCOMPARE(resultOf(client("s3"), "GetObject", objectParams).error().code, "SlowDown");
    QCOMPARE(m_test->transport->requestCount(), 3);
}

/// The call was allowed when it was made, and waits in the event loop.
void tst_ChangePolicy::closesBeforeItIsSent()
{
    const auto reply = client("s3").call("PutObject", objectParams);
    lock();
    QTRY_VERIFY(reply->isFinished());
    QCOMPARE(reply->result().error().kind, ErrorKind::ReadOnly);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

/// Keys may be long in coming: the lock is looked at once more when they are there.
void tst_ChangePolicy::closesWhileItIsSigned()
{
    struct Locker final : CallObserver {
        void beforeSign(const ObservedCall&, const HttpRequest&) override
        {
            if (policy)
                policy->lock("Open it again.");
        }
        ChangePolicy* policy = nullptr;
    };
    const auto locker = std::make_shared<Locker>();
    SessionOptions options;
    options.observers = {locker};
    const auto test = makeTestSession({}, m_clock, options).value();
    locker->policy = &test.session.policy();
    const auto result = resultOf(test.session.client("s3").value(), "PutObject", objectParams);
    QCOMPARE(result.error().kind, ErrorKind::ReadOnly);
    QCOMPARE(test.transport->requestCount(), 0);
}

void tst_ChangePolicy::dryRunsAreSignedRequests()
{
    lock();
    CallOptions options;
    options.dryRun = true;
    QCOMPARE(resultOf(client("s3"), "DeleteObject", objectParams, options).error().kind, ErrorKind::ReadOnly);
    QVERIFY(resultOf(client("s3"), "GetObject", objectParams, options).ok());
}

void tst_ChangePolicy::dryRunOfTheServiceMayGo()
{
    lock();
    const auto ids = Value::list({"i-1"});
    const auto rehearsal =
        resultOf(client("ec2"), "TerminateInstances", Value::map({{"InstanceIds", ids}, {"DryRun", true}}));
    QVERIFY(rehearsal.error().kind != ErrorKind::ReadOnly);
    QCOMPARE(m_test->transport->requestCount(), 1);
    QVERIFY(m_test->transport->requests()[0].body.contains("DryRun=true"));
    QCOMPARE(resultOf(client("ec2"), "TerminateInstances", Value::map({{"InstanceIds", ids}})).error().kind,
             ErrorKind::ReadOnly);
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void tst_ChangePolicy::statementsGoByTheirWord()
{
    lock();
    const auto statement = [this](const char* text) {
        return resultOf(client("dynamodb"), "ExecuteStatement", Value::map({{"Statement", text}}))
            .error()
            .kind;
    };
    QVERIFY(statement("SELECT * FROM t") != ErrorKind::ReadOnly);
    QCOMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(statement("DELETE FROM t WHERE a = 1"), ErrorKind::ReadOnly);
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void tst_ChangePolicy::urlsAreCalls_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("refused");
    QTest::newRow("read") << QByteArray("GetObject") << QByteArray() << false;
    QTest::newRow("read by its method") << QByteArray("GetObject") << QByteArray("GET") << false;
    QTest::newRow("head") << QByteArray("GetObject") << QByteArray("HEAD") << false;
    QTest::newRow("write") << QByteArray("PutObject") << QByteArray() << true;
    QTest::newRow("destroy") << QByteArray("DeleteObject") << QByteArray() << true;
    QTest::newRow("read as a write") << QByteArray("GetObject") << QByteArray("PUT") << true;
    QTest::newRow("read as a deletion") << QByteArray("HeadObject") << QByteArray("DELETE") << true;
    QTest::newRow("write as a read") << QByteArray("PutObject") << QByteArray("GET") << true;
}

void tst_ChangePolicy::urlsAreCalls()
{
    QFETCH(const QByteArray, operation);
    QFETCH(const QByteArray, method);
    QFETCH(const bool, refused);
    PresignOptions options;
    options.httpMethod = method.toStdString();
    const Presigner presigner = client("s3").presigner();
    std::optional<Result<PresignedUrl>> url;
    const auto take = [&url](Result<PresignedUrl> made) { url = std::move(made); };
    presigner.url(this, operation.toStdString(), objectParams, options, take);
    QTRY_VERIFY(url);
    QVERIFY(url->ok());
    lock();
    url.reset();
    presigner.url(this, operation.toStdString(), objectParams, options, take);
    QTRY_VERIFY(url);
    QCOMPARE(!url->ok(), refused);
    if (refused)
        QCOMPARE(url->error().kind, ErrorKind::ReadOnly);
}

void tst_ChangePolicy::formsAreRefused()
{
    const Presigner presigner = client("s3").presigner();
    std::optional<Result<PresignedPost>> form;
    const auto ask = [&] {
        form.reset();
        presigner.post(this, "acme", "a", {}, [&](Result<PresignedPost> made) { form = std::move(made); });
        return QTest::qWaitFor([&] { return form.has_value(); });
    };
    QVERIFY(ask());
    QVERIFY(form->ok());
    lock();
    QVERIFY(ask());
    QCOMPARE(form->error().kind, ErrorKind::ReadOnly);
}

void tst_ChangePolicy::beginsAsTheSettingsSay_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<bool>("option");
    QTest::addColumn<bool>("locked");
    QTest::newRow("nothing") << QByteArray() << false << false;
    QTest::newRow("1") << QByteArray("1") << false << true;
    QTest::newRow("true") << QByteArray("TRUE") << false << true;
    QTest::newRow("misspelt") << QByteArray("ture") << false << true;
    QTest::newRow("0") << QByteArray("0") << false << false;
    QTest::newRow("off") << QByteArray(" Off ") << false << false;
    QTest::newRow("option") << QByteArray() << true << true;
    QTest::newRow("option over 0") << QByteArray("0") << true << true;
}

void tst_ChangePolicy::beginsAsTheSettingsSay()
{
    QFETCH(const QByteArray, variable);
    QFETCH(const bool, option);
    QFETCH(const bool, locked);
    SessionOptions options;
    if (option)
        options.client.access = AccessMode::ReadOnly;
    const auto made = makeTestSession({{"INIA_READ_ONLY", variable.toStdString()}}, nullptr, options).value();
    QCOMPARE(made.session.policy().isLocked(), locked);
    if (!locked)
        return;
    const auto refusal = made.session.policy().check({Effect::Write, "it writes"}, "something");
    QVERIFY(refusal.error().message.find(option ? "--read-only" : "INIA_READ_ONLY") != std::string::npos);
}

void tst_ChangePolicy::profileLocks()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("config"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[profile locked]\nregion = us-east-1\ninia_read_only = yes\n"
               "[profile open]\nregion = us-east-1\ninia_read_only = no\n");
    file.close();
    const auto open = [&](const char* profile, const char* variable) {
        SessionOptions options;
        options.profile = profile;
        return makeTestSession({{"AWS_CONFIG_FILE", path.toStdString()}, {"INIA_READ_ONLY", variable}},
                               nullptr, options)
            .value();
    };
    const auto locked = open("locked", "");
    QVERIFY(locked.session.policy().isLocked());
    const auto refusal = locked.session.policy().check({Effect::Consume, "it takes"}, "something");
    const std::string& message = refusal.error().message;
    QVERIFY2(message.find("The session locked is read-only") != std::string::npos, message.c_str());
    QVERIFY2(message.find("line 3") != std::string::npos, message.c_str());
    QVERIFY(!open("open", "").session.policy().isLocked());
    QVERIFY(open("open", "1").session.policy().isLocked());
    QVERIFY(!open("locked", "0").session.policy().isLocked());
}

void tst_ChangePolicy::clientsMayBeNarrower()
{
    ClientOptions options;
    options.access = AccessMode::ReadOnly;
    const Client narrow = m_test->session.client("s3", options).value();
    QVERIFY(!m_test->session.policy().isLocked() && narrow.policy().isLocked());
    QCOMPARE(resultOf(narrow, "PutObject", objectParams).error().kind, ErrorKind::ReadOnly);
    lock();
    options.access = AccessMode::ReadWrite;
    const Client other = m_test->session.client("s3", options).value();
    QCOMPARE(resultOf(other, "PutObject", objectParams).error().kind, ErrorKind::ReadOnly);
    m_test->session.policy().unlock();
    QVERIFY(narrow.policy().isLocked());
}

INIA_TEST_CLASS(tst_ChangePolicy, QCoreApplication)
#include "tst_changepolicy.moc"
