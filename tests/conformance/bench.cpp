#include "tests/conformance/bench.h"

#include "core/config/clientconfig.h"
#include "core/endpoint/endpointresolver.h"
#include "core/model/catalog.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocols.h"
#include "tests/support/changedclient.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>

#include <cstdio>
#include <cstdlib>
#include <map>

namespace inia::conformance {

namespace {

Result<std::shared_ptr<const Catalog>> sharedCatalog()
{
    static const auto catalog = Catalog::open();
    return catalog;
}

std::string settingText(const Value& value)
{
    return value.isText() ? value.text() : toJson(value);
}

} // namespace

Result<Bench> makeBench(const BenchSetup& setup)
{
    auto catalog = sharedCatalog();
    if (!catalog)
        return catalog.error();
    auto transport = std::make_shared<tests::FakeTransport>();
    auto clock = std::make_shared<tests::FakeClock>();
    Runtime runtime;
    runtime.transport = transport;
    runtime.clock = clock;
    runtime.catalog = std::move(catalog).value();
    runtime.makeUuid = [] { return std::string("00000000-0000-4000-8000-000000000000"); };
    runtime.environment = Environment(setup.environment, "/nonexistent");
    SessionOptions options;
    if (!setup.region.empty())
        options.region = setup.region;
    options.unsignedRequests = setup.isUnsigned;
    options.keys = ExplicitKeys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", setup.sessionToken,
                                setup.accountId};
    options.client = setup.options;
    if (!options.client.defaultsMode)
        options.client.defaultsMode = DefaultsMode::Legacy;
    auto session = Session::create(runtime, std::move(options));
    if (!session)
        return session.error();
    return Bench{std::move(transport), std::move(clock), std::move(session).value()};
}

const Bench& sharedBench()
{
    static const auto bench = makeBench();
    if (!bench) {
        std::fprintf(stderr, "inia-conformance: %s\n", bench.error().message.c_str());
        std::exit(EXIT_FAILURE);
    }
    return *bench;
}

const Client* sharedClient(const std::string& service)
{
    static std::map<std::string, Result<Client>> clients;
    auto entry = clients.find(service);
    if (entry == clients.end())
        entry = clients.emplace(service, sharedBench().session.client(service)).first;
    return entry->second ? &*entry->second : nullptr;
}

Client clientForModel(std::shared_ptr<const ServiceModel> model, const std::string& endpointUrl)
{
    const auto rules = toJson(Value::map(
        {{"version", "1.0"},
         {"parameters", Value::emptyMap()},
         {"rules", Value::list({Value::map({{"conditions", Value::emptyList()},
                                            {"type", "endpoint"},
                                            {"endpoint", Value::map({{"url", endpointUrl}})}})})}}));
    return tests::changed(sharedBench().session.client("sts").value(), [&](ClientContext& context) {
        context.credentials = nullptr; // these models have no name to sign with
        context.protocol = protocolByName(model->protocol());
        context.model = std::move(model);
        context.endpoints = std::make_shared<EndpointResolver>(
            Document::fromJson(rules, "test rules").value(), sharedBench().session.partitions());
    });
}

Result<void> applyConfig(ClientOptions& options, const Value& config, const std::string& prefix)
{
    for (const auto& [name, value] : config.members()) {
        const auto path = prefix.empty() ? name : prefix + "." + name;
        if (value.isNull())
            continue;
        const auto done = value.isMap() ? applyConfig(options, value, path)
                                        : setClientOption(options, path, settingText(value));
        if (!done)
            return done;
    }
    return {};
}

void wait(const Reply& reply)
{
    QDeadlineTimer deadline(20'000);
    while (!reply.isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1'000);
}

Result<HttpRequest> dryRun(const Client& client, const std::string& operation, const Value& params)
{
    CallOptions options;
    options.dryRun = true;
    const auto reply = client.call(operation, params, options);
    wait(*reply);
    if (!reply->result())
        return reply->result().error();
    return reply->preparedRequest();
}

} // namespace inia::conformance
