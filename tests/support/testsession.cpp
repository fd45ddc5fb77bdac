#include "tests/support/testsession.h"

#include "core/common/clock.h"
#include "core/http/networktransport.h"
#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"
#include "tests/support/fakeclock.h"

#include <QtCore/QFile>

namespace inia::tests {

namespace {

Result<Session> makeSession(std::shared_ptr<Transport> transport, std::shared_ptr<Clock> clock,
                            std::shared_ptr<ExchangeLog> log, Environment::Variables variables,
                            SessionOptions options)
{
    auto catalog = Catalog::open();
    if (!catalog)
        return catalog.error();
    Runtime runtime;
    runtime.transport = std::move(transport);
    runtime.clock = std::move(clock);
    runtime.catalog = std::move(catalog).value();
    runtime.exchangeLog = std::move(log);
    runtime.makeUuid = [] { return std::string("00000000-0000-4000-8000-000000000000"); };
    runtime.randomFraction = [] { return 1.0; };
    variables.insert({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                      {"AWS_SECRET_ACCESS_KEY", "an invented secret"},
                      {"AWS_REGION", "us-east-1"}});
    runtime.environment = Environment(std::move(variables), "/nonexistent");
    return Session::create(runtime, std::move(options));
}

} // namespace

void TestSession::serve(const FakeS3& s3)
{
    transport->setHandler([&s3](const HttpRequest& request) { return s3.answer(request); });
}

Resource TestSession::s3() const
{
    auto resource = session.resource("s3");
    Q_ASSERT(resource);
    return std::move(resource).value();
}

Resource TestSession::bucket(const std::string& name) const
{
    auto resource = s3().subResource("Bucket", {name});
    Q_ASSERT(resource);
    return std::move(resource).value();
}

bool hasModelPack()
{
    return QFile::exists(qEnvironmentVariable("INIA_MODEL_PACK"));
}

Result<TestSession> makeTestSession(const Environment::Variables& environment, std::shared_ptr<Clock> clock,
                                    SessionOptions options)
{
    auto transport = std::make_shared<FakeTransport>();
    auto log = std::make_shared<ExchangeLog>();
    Environment::Variables variables = environment;
    variables.insert({{"AWS_ENDPOINT_URL", "http://127.0.0.1:9"}, {"AWS_MAX_ATTEMPTS", "1"}});
    auto session = makeSession(transport, clock ? std::move(clock) : std::make_shared<SystemClock>(), log,
                               std::move(variables), std::move(options));
    if (!session)
        return session.error();
    return TestSession{std::move(transport), std::move(log), std::move(session).value()};
}

Result<Session> makeNetworkSession(const std::string& endpoint, std::chrono::milliseconds readTimeout,
                                   std::shared_ptr<ExchangeLog> log, SessionOptions options)
{
    options.client.readTimeout = readTimeout;
    return makeSession(std::make_shared<NetworkTransport>(), std::make_shared<FakeClock>(), std::move(log),
                       {{"AWS_ENDPOINT_URL", endpoint}, {"AWS_MAX_ATTEMPTS", "3"}}, std::move(options));
}

} // namespace inia::tests
