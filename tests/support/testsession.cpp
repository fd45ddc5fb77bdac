#include "tests/support/testsession.h"

#include "core/common/clock.h"
#include "core/exchange/exchangelog.h"
#include "core/model/catalog.h"

#include <QtCore/QFile>

namespace inia::tests {

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
    auto catalog = Catalog::open();
    if (!catalog)
        return catalog.error();
    Runtime runtime;
    auto transport = std::make_shared<FakeTransport>();
    auto log = std::make_shared<ExchangeLog>();
    runtime.transport = transport;
    runtime.clock = clock ? std::move(clock) : std::make_shared<SystemClock>();
    runtime.catalog = std::move(catalog).value();
    runtime.exchangeLog = log;
    runtime.makeUuid = [] { return std::string("00000000-0000-4000-8000-000000000000"); };
    runtime.randomFraction = [] { return 1.0; };
    Environment::Variables variables = environment;
    variables.insert({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                      {"AWS_SECRET_ACCESS_KEY", "an invented secret"},
                      {"AWS_REGION", "us-east-1"},
                      {"AWS_ENDPOINT_URL", "http://127.0.0.1:9"},
                      {"AWS_MAX_ATTEMPTS", "1"}});
    runtime.environment = Environment(std::move(variables), "/nonexistent");
    auto session = Session::create(runtime, std::move(options));
    if (!session)
        return session.error();
    return TestSession{std::move(transport), std::move(log), std::move(session).value()};
}

} // namespace inia::tests
