#include "tests/integration/testserver.h"

#include "core/common/clock.h"
#include "core/http/networktransport.h"
#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"

#include <QtCore/QUuid>

#include <initializer_list>

namespace inia::tests {

namespace {

/// A made-up secret that no server has given to anybody.
constexpr char nobodysSecret[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

std::string variable(const char* name)
{
    return qgetenv(name).toStdString();
}

/// Names what is missing; empty when nothing is.
Result<void> checkVariables(std::initializer_list<const char*> names)
{
    std::string missing;
    for (const char* name : names) {
        if (variable(name).empty())
            missing += (missing.empty() ? "" : ", ") + std::string(name);
    }
    if (missing.empty())
        return {};
    return makeError(ErrorKind::Configuration, "NoServer",
                     "not set: " + missing + "; packaging/test.sh starts the servers and sets them");
}

Result<TestServer> makeServer(std::string endpoint, Environment::Variables variables)
{
    auto catalog = Catalog::open();
    if (!catalog)
        return catalog.error();
    TestServer server;
    server.endpoint = std::move(endpoint);
    server.transport = std::make_shared<CountingTransport>(std::make_shared<NetworkTransport>());
    server.log = std::make_shared<ExchangeLog>();
    server.runtime.transport = server.transport;
    server.runtime.clock = std::make_shared<SystemClock>();
    server.runtime.catalog = std::move(catalog).value();
    server.runtime.exchangeLog = server.log;
    server.runtime.makeUuid = [] { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); };
    // A failure is to be seen as it is, not hidden by a second attempt.
    variables.insert({"AWS_MAX_ATTEMPTS", "1"});
    server.runtime.environment = Environment(std::move(variables), "/nonexistent");
    return server;
}

Result<TestServer> makeSeededServer(const char* contentName, std::string endpoint,
                                    Environment::Variables variables)
{
    auto server = makeServer(std::move(endpoint), std::move(variables));
    if (!server)
        return server;
    auto content = ExpectedContent::of(contentName);
    if (!content)
        return content.error();
    server->content = std::move(content).value();
    return server;
}

} // namespace

Result<Session> TestServer::session(SessionOptions options) const
{
    return Session::create(runtime, std::move(options));
}

SessionOptions TestServer::wrongSecret(const std::string& profile) const
{
    std::string accessKey = runtime.environment.find("AWS_ACCESS_KEY_ID").value_or("");
    SessionOptions options;
    if (accessKey.empty()) {
        options.profile = profile;
        const auto files = ConfigFiles::load(runtime.environment);
        const auto* found = files ? files->profile(profile) : nullptr;
        accessKey = found ? found->text("aws_access_key_id") : std::string_view();
    }
    options.keys = ExplicitKeys{std::move(accessKey), nobodysSecret, {}, {}};
    return options;
}

Result<TestServer> sandboxServer()
{
    if (auto there = checkVariables({"INIA_TEST_SANDBOX_ENDPOINT", "INIA_TEST_SANDBOX_CONFIG",
                                     "INIA_TEST_SANDBOX_CREDENTIALS", "INIA_TEST_PYTHON"});
        !there)
        return there.error();
    return makeSeededServer("sandbox", variable("INIA_TEST_SANDBOX_ENDPOINT"),
                            {{"AWS_CONFIG_FILE", variable("INIA_TEST_SANDBOX_CONFIG")},
                             {"AWS_SHARED_CREDENTIALS_FILE", variable("INIA_TEST_SANDBOX_CREDENTIALS")}});
}

Result<TestServer> minioServer()
{
    if (auto there = checkVariables({"INIA_TEST_MINIO_ENDPOINT", "INIA_TEST_MINIO_ACCESS_KEY",
                                     "INIA_TEST_MINIO_SECRET_KEY", "INIA_TEST_PYTHON"});
        !there)
        return there.error();
    const auto endpoint = variable("INIA_TEST_MINIO_ENDPOINT");
    return makeSeededServer("minio", endpoint,
                            {{"AWS_ENDPOINT_URL", endpoint},
                             {"AWS_REGION", "us-east-1"},
                             {"AWS_ACCESS_KEY_ID", variable("INIA_TEST_MINIO_ACCESS_KEY")},
                             {"AWS_SECRET_ACCESS_KEY", variable("INIA_TEST_MINIO_SECRET_KEY")}});
}

Result<TestServer> dynamoDbServer()
{
    if (auto there = checkVariables({"INIA_TEST_DYNAMODB_ENDPOINT"}); !there)
        return there.error();
    const auto endpoint = variable("INIA_TEST_DYNAMODB_ENDPOINT");
    return makeServer(endpoint, {{"AWS_ENDPOINT_URL", endpoint},
                                 {"AWS_REGION", "us-east-1"},
                                 {"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                 {"AWS_SECRET_ACCESS_KEY", nobodysSecret}});
}

} // namespace inia::tests
