#include "core/credentials/credentialsources.h"
#include "core/identity/defaultchain.h"
#include "core/identity/keystore.h"
#include "core/identity/metadatacredentials.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faketransport.h"
#include "tests/support/testmain.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace inia;
using namespace std::chrono_literals;

namespace {

struct Machine {
    std::shared_ptr<tests::FakeTransport> transport = std::make_shared<tests::FakeTransport>();
    std::shared_ptr<tests::FakeClock> clock = std::make_shared<tests::FakeClock>();
    Environment::Variables variables;
    std::string config;
    ClientConfig settings;

    [[nodiscard]] SourceContextPtr context() const
    {
        auto context = std::make_shared<SourceContext>();
        context->store = std::make_shared<TokenStore>();
        context->environment = Environment(variables);
        context->files = std::make_shared<const ConfigFiles>(
            ConfigFiles::parse(config, "config", {}, "credentials").value());
        context->config = settings;
        context->transport = transport;
        context->clock = clock;
        return context;
    }
};

Result<Credentials> keysGiven(CredentialsProvider& source)
{
    std::optional<Result<Credentials>> answer;
    QObject context;
    source.resolve(&context, [&answer](const Result<Credentials>& keys) { answer = keys; });
    const bool answered = QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000);
    return answered ? *answer : makeError(ErrorKind::Timeout, "NoAnswer", "nobody answered");
}

QByteArray messageOf(const Result<Credentials>& keys)
{
    return keys ? QByteArray("keys") : QByteArray::fromStdString(keys.error().message);
}

Result<Credentials> fromProcess(const std::string& command, std::chrono::milliseconds longest = 20s)
{
    Machine machine;
    machine.config = "[profile p]\naws_account_id = 5\ncredential_process = " + command + "\n";
    ProcessCredentials process(machine.context(), "p", longest);
    return keysGiven(process);
}

Result<Credentials> fromContainer(Machine& machine)
{
    ContainerCredentials container(machine.context());
    return keysGiven(container);
}

Result<Credentials> fromInstance(Machine& machine)
{
    InstanceCredentials instance(machine.context());
    return keysGiven(instance);
}

HttpResponse answered(int status, const QByteArray& body)
{
    return tests::makeResponse(status, body);
}

constexpr const char* roleKeys = R"({"Code": "Success", "AccessKeyId": "ASIA", "SecretAccessKey": "s", )"
                                 R"("Token": "t", "Expiration": "2026-01-02T09:00:00Z"})";

/// A metadata service of version 2.
Result<HttpResponse> metadata(const HttpRequest& request)
{
    if (request.url.ends_with("/latest/api/token"))
        return request.method == "PUT" ? answered(200, "session") : answered(405, {});
    if (request.headers.value("x-aws-ec2-metadata-token") != "session")
        return answered(401, {});
    return request.url.ends_with('/') ? answered(200, "role") : answered(200, roleKeys);
}

} // namespace

class TestMachineSources final : public QObject {
    Q_OBJECT

private slots:
    void processGivesKeys();
    void processFails_data();
    void processFails();
    void processThatHangsIsStopped();
    void processDiesWithWhoAsked();
    void containerIsAsked();
    void containerTokenFileIsReadAnew();
    void containerIsAskedThreeTimes();
    void containerHosts_data();
    void containerHosts();
    void badContainerAnswers_data();
    void badContainerAnswers();
    void instanceIsAsked();
    void instanceOfVersionOne_data();
    void instanceOfVersionOne();
    void versionOneSwitchedOff();
    void noInstance_data();
    void noInstance();
    void endIsPutOffWhileTheServiceIsDown();
};

void TestMachineSources::processGivesKeys()
{
    const auto keys = fromProcess(
        R"(sh -c 'echo chatter >&2; echo "{\"Version\": 1, \"AccessKeyId\": \"AKID\", \"SecretAccessKey\": )"
        R"(\"s\", \"SessionToken\": \"t\", \"Expiration\": \"2026-01-02T09:00:00Z\"}"')");
    QVERIFY2(keys.ok(), messageOf(keys).constData());
    QCOMPARE(keys->accessKey, std::string("AKID"));
    QCOMPARE(keys->sessionToken, std::string("t"));
    QCOMPARE(keys->accountId, std::string("5")); // the profile's, as the process has told none
    QCOMPARE(keys->renewal, Renewal::Silent);
    QCOMPARE(keyExpiryText(*keys->expiry), std::string("2026-01-02T09:00:00Z"));
}

void TestMachineSources::processFails_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* command, const char* says) {
        QTest::newRow(name) << QByteArray(command) << QByteArray(says);
    };
    row("not there", "/nonexistent/program", "cannot be started");
    row("exit code", "sh -c 'echo no network >&2; exit 4'", "exit code 4. It says: no network");
    row("killed", "sh -c 'kill -9 $$'", "was killed");
    row("nothing", "true", "did not print one JSON object");
    row("no JSON", "echo VERYSECRET", "did not print one JSON object");
    row("half a document", R"(echo '{"Version": 1, "SecretAccessKey": "VERYSECRET"')", "did not print one");
    row("version", R"(echo '{"Version": 2, "SecretAccessKey": "VERYSECRET"}')", "\"Version\": 1");
    row("version as text", R"(echo '{"Version": "1", "SecretAccessKey": "VERYSECRET"}')", "\"Version\": 1");
    row("no key", R"(echo '{"Version": 1, "SecretAccessKey": "VERYSECRET"}')", "has no AccessKeyId");
    row("no secret", R"(echo '{"Version": 1, "AccessKeyId": "VERYSECRET"}')", "has no SecretAccessKey");
    row("no time",
        R"(echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "VERYSECRET", "Expiration": "x"}')",
        "is not a time");
    row("endless", "yes VERYSECRET", "prints more than keys");
    row("a shell's words", "echo {} | cat", "did not print one JSON object");
    row("secret in its complaint", "sh -c 'echo aws_secret_access_key=VERYSECRET >&2; exit 1'",
        "aws_secret_access_key=(redacted)");
}

void TestMachineSources::processFails()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, says);
    const auto keys = fromProcess(command.toStdString());
    const auto message = messageOf(keys);
    QVERIFY2(message.contains(says), message.constData());
    QVERIFY2(message.contains("profile \"p\" (config, line 3)"), message.constData());
    QVERIFY2(!message.contains("VERYSECRET"), message.constData());
}

void TestMachineSources::processThatHangsIsStopped()
{
    QElapsedTimer timer;
    timer.start();
    const auto keys = fromProcess("sleep 600", 200ms);
    QVERIFY2(messageOf(keys).contains("did not end within"), messageOf(keys).constData());
    QVERIFY(timer.elapsed() < 15'000);
}

void TestMachineSources::processDiesWithWhoAsked()
{
    Machine machine;
    machine.config = "[profile p]\ncredential_process = sleep 600\n";
    ProcessCredentials process(machine.context(), "p", 20s);
    auto context = std::make_unique<QObject>();
    int calls = 0;
    process.resolve(context.get(), [&calls](const Result<Credentials>&) { ++calls; });
    QElapsedTimer timer;
    timer.start();
    context.reset();
    QVERIFY(timer.elapsed() < 15'000);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void TestMachineSources::containerIsAsked()
{
    Machine machine;
    QVERIFY(isDeclined(fromContainer(machine).error()));
    machine.variables = {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/x"},
                         {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://elsewhere/"},
                         {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc"}};
    machine.transport->enqueue(answered(200, roleKeys));
    const auto keys = fromContainer(machine);
    QVERIFY2(keys.ok(), messageOf(keys).constData());
    QCOMPARE(keys->source, std::string("container"));
    const auto& request = machine.transport->requests().front();
    QCOMPARE(request.url, std::string("http://169.254.170.2/v2/x"));
    QCOMPARE(std::string(request.headers.value("Authorization")), std::string("Basic abc"));
}

void TestMachineSources::containerTokenFileIsReadAnew()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("token"));
    const auto write = [&path](const char* text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    Machine machine;
    machine.variables = {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials"},
                         {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", path.toStdString()},
                         {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "of the variable"}};
    ContainerCredentials container(machine.context());
    for (const char* token : {"first", "second"}) {
        write(token);
        machine.transport->enqueue(answered(200, roleKeys));
        QVERIFY(keysGiven(container).ok());
        QCOMPARE(std::string(machine.transport->requests().back().headers.value("Authorization")),
                 std::string(token));
    }
    write("a\r\nb: c");
    QVERIFY(messageOf(keysGiven(container)).contains("line break"));
    QVERIFY(QFile::remove(path));
    QVERIFY(messageOf(keysGiven(container)).contains(path.toUtf8()));
    QCOMPARE(machine.transport->requestCount(), 2);
}

void TestMachineSources::containerIsAskedThreeTimes()
{
    Machine machine;
    machine.variables = {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}};
    machine.transport->enqueue(makeError(ErrorKind::Timeout, "ReadTimeout", "silence"));
    machine.transport->enqueue(answered(500, "VERYSECRET"));
    machine.transport->enqueue(answered(200, roleKeys));
    QVERIFY(fromContainer(machine).ok());
    QVERIFY(machine.transport->lastOptions().noProxy);
    QCOMPARE(machine.transport->lastOptions().timeout, std::chrono::milliseconds(4s));
    QCOMPARE(machine.clock->delays(), (std::vector<std::chrono::milliseconds>{1s, 1s}));
    for (int i = 0; i < 3; ++i)
        machine.transport->enqueue(answered(503, "VERYSECRET"));
    const auto message = messageOf(fromContainer(machine));
    QVERIFY2(message.contains("has status 503") && !message.contains("VERYSECRET"), message.constData());
}

void TestMachineSources::containerHosts_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("isAllowed");
    for (const char* url : {"http://localhost/x", "http://LOCALHOST:80/x", "http://127.0.0.1:8080/x",
                            "http://127.9.9.9/x", "http://[::1]/x", "http://169.254.170.2/x",
                            "http://169.254.170.23/x", "http://[fd00:ec2::23]/x", "https://any.example/x"})
        QTest::newRow(url) << QByteArray(url) << true;
    for (const char* url : {"http://any.example/x", "http://127.0.0.1.evil.example/x",
                            "http://localhost.evil/x", "http://169.254.170.22/x", "http://169.254.169.254/x",
                            "http://[fd00:ec2::24]/x", "http://user@evil.example/x",
                            "http://127.0.0.1@evil.example/x", "ftp://localhost/x", "/x", "http:///x"})
        QTest::newRow(url) << QByteArray(url) << false;
}

void TestMachineSources::containerHosts()
{
    QFETCH(QByteArray, url);
    QFETCH(bool, isAllowed);
    const auto found = containerUrl(
        Environment(Environment::Variables{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", url.toStdString()}}));
    QCOMPARE(found.ok(), isAllowed);
    if (!isAllowed)
        QVERIFY(!isDeclined(found.error())); // it was meant, and is not passed over for somebody else's keys
}

void TestMachineSources::badContainerAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("half") << QByteArray(R"({"SecretAccessKey": "VERYSECRET", )");
    QTest::newRow("no object") << QByteArray(R"("VERYSECRET")");
    QTest::newRow("no key") << QByteArray(R"({"SecretAccessKey": "VERYSECRET"})");
    QTest::newRow("wrong kind") << QByteArray(R"({"AccessKeyId": 5, "SecretAccessKey": "VERYSECRET"})");
    QTest::newRow("nested") << QByteArray(100'000, '[');
}

void TestMachineSources::badContainerAnswers()
{
    QFETCH(QByteArray, body);
    Machine machine;
    machine.variables = {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}};
    machine.transport->enqueue(answered(200, body));
    const auto keys = fromContainer(machine);
    QVERIFY(!keys.ok());
    QCOMPARE(keys.error().code, std::string("BadKeyDocument"));
    QVERIFY2(!messageOf(keys).contains("VERYSECRET"), messageOf(keys).constData());
}

void TestMachineSources::instanceIsAsked()
{
    Machine machine;
    machine.transport->setHandler(metadata);
    const auto keys = fromInstance(machine);
    QVERIFY2(keys.ok(), messageOf(keys).constData());
    QCOMPARE(keys->source, std::string("instance"));
    QCOMPARE(keys->sessionToken, std::string("t"));
    QCOMPARE(machine.transport->requestCount(), 3);
    QVERIFY(machine.transport->lastOptions().noProxy);
    QCOMPARE(machine.transport->lastOptions().timeout, std::chrono::milliseconds(2s));
    QCOMPARE(machine.transport->requests().back().url,
             std::string("http://169.254.169.254/latest/meta-data/iam/security-credentials/role"));
    QCOMPARE(std::string(
                 machine.transport->requests().front().headers.value("x-aws-ec2-metadata-token-ttl-seconds")),
             std::string("21600"));
}

void TestMachineSources::instanceOfVersionOne_data()
{
    QTest::addColumn<int>("status"); // of the token; 0: it does not come
    for (const int status : {0, 403, 404, 405})
        QTest::newRow(qPrintable(QString::number(status))) << status;
}

void TestMachineSources::instanceOfVersionOne()
{
    QFETCH(int, status);
    Machine machine;
    machine.transport->setHandler([status](const HttpRequest& request) -> Result<HttpResponse> {
        if (request.method == "PUT" && status == 0)
            return makeError(ErrorKind::Timeout, "ReadTimeout", "hop limit");
        if (request.method == "PUT")
            return answered(status, {});
        return request.url.ends_with('/') ? answered(200, "role\n") : answered(200, roleKeys);
    });
    const auto keys = fromInstance(machine);
    QVERIFY2(keys.ok(), messageOf(keys).constData());
    QVERIFY(!machine.transport->requests().back().headers.contains("x-aws-ec2-metadata-token"));
}

void TestMachineSources::versionOneSwitchedOff()
{
    Machine machine;
    machine.settings.ec2MetadataV1Disabled = true;
    machine.transport->setHandler(
        [](const HttpRequest&) -> Result<HttpResponse> { return answered(403, {}); });
    const auto keys = fromInstance(machine);
    QVERIFY(!keys.ok());
    QCOMPARE(keys.error().code, std::string("MetadataToken"));
    QCOMPARE(machine.transport->requestCount(), 1);
}

void TestMachineSources::noInstance_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<int>("requests");
    QTest::newRow("nobody there") << QByteArray() << QByteArray() << QByteArray() << 1;
    QTest::newRow("no role") << QByteArray("session") << QByteArray() << QByteArray() << 2;
    QTest::newRow("an error with status 200")
        << QByteArray("session") << QByteArray("role")
        << QByteArray(R"({"Code": "AssumeRoleUnauthorizedAccess", "Message": "no"})") << 3;
    QTest::newRow("half a document") << QByteArray("session") << QByteArray("role")
                                     << QByteArray(R"({"AccessKeyId": "A", "Secr)") << 3;
    QTest::newRow("keys without end") << QByteArray("session") << QByteArray("role")
                                      << QByteArray(R"({"AccessKeyId": "A", "SecretAccessKey": "s"})") << 3;
}

void TestMachineSources::noInstance()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, keys);
    QFETCH(int, requests);
    Machine machine;
    machine.transport->setHandler([&](const HttpRequest& request) -> Result<HttpResponse> {
        const QByteArray body = request.method == "PUT" ? token : request.url.ends_with('/') ? role : keys;
        if (body.isEmpty() && request.method == "PUT")
            return makeError(ErrorKind::Timeout, "ConnectTimeout", "no such machine");
        return answered(body.isEmpty() ? 404 : 200, body);
    });
    const auto answer = fromInstance(machine);
    QVERIFY2(!answer.ok() && isDeclined(answer.error()), messageOf(answer).constData());
    QCOMPARE(machine.transport->requestCount(), requests);
    machine.variables = {{"AWS_EC2_METADATA_DISABLED", "True"}};
    QVERIFY(isDeclined(fromInstance(machine).error()));
    QCOMPARE(machine.transport->requestCount(), requests);
}

void TestMachineSources::endIsPutOffWhileTheServiceIsDown()
{
    Machine machine;
    machine.clock->setNow(*parseKeyExpiry("2026-01-02T08:59:00Z"));
    machine.transport->setHandler(metadata);
    const auto keys = fromInstance(machine);
    QVERIFY(keys.ok());
    const auto left = *keys->expiry - machine.clock->now();
    QVERIFY(left >= 12min && left <= 20min);
}

INIA_TEST_CLASS(TestMachineSources, QCoreApplication)
#include "tst_machinesources.moc"
