#include "core/session/session.h"

#include "core/client/clientparts.h"
#include "core/client/useragent.h"
#include "core/config/configresolver.h"
#include "core/endpoint/partitions.h"
#include "core/http/networktransport.h"
#include "core/retry/standardretry.h"
#include "core/session/clientoptions.h"

#include <QtCore/QProcessEnvironment>
#include <QtCore/QUuid>

namespace inia {

struct Session::State {
    Runtime runtime;
    SessionOptions options;
    ConfigResolver resolver;
    std::shared_ptr<CredentialsProvider> credentials; ///< null: requests go unsigned
    std::shared_ptr<const Partitions> partitions;
    ClientConfig config; ///< without a service
};

namespace {

std::unique_ptr<RetryPolicy> makeRetry(const ClientConfig& config, std::string_view service)
{
    StandardRetry::Settings settings;
    if (service == "dynamodb" || service == "dynamodbstreams") {
        settings.base = std::chrono::milliseconds(25);
        settings.maxAttempts = 4;
    }
    if (config.maxAttempts > 0)
        settings.maxAttempts = config.maxAttempts;
    return std::make_unique<StandardRetry>(settings);
}

} // namespace

Result<Runtime> Runtime::standard()
{
    auto catalog = Catalog::open();
    if (!catalog)
        return catalog.error();
    Runtime runtime;
    runtime.transport = std::make_shared<NetworkTransport>(
        ProxySettings::fromEnvironment(QProcessEnvironment::systemEnvironment()));
    runtime.clock = std::make_shared<SystemClock>();
    runtime.catalog = std::move(catalog).value();
    runtime.environment = Environment::fromProcess();
    runtime.makeUuid = [] { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); };
    return runtime;
}

Session::Session(std::shared_ptr<State> state) : m_state(std::move(state)) {}

Result<Session> Session::create(const Runtime& runtime, SessionOptions options)
{
    auto files = ConfigFiles::load(runtime.environment);
    if (!files)
        return files.error();
    auto selection = selectProfile(options.profile, runtime.environment, *files);
    if (!selection)
        return selection.error();
    std::shared_ptr<CredentialsProvider> credentials;
    if (!options.unsignedRequests) {
        auto provider = makeCredentialsProvider(options.keys.value_or(ExplicitKeys()), runtime.environment,
                                                *files, *selection);
        if (!provider)
            return provider.error();
        credentials = std::move(provider).value();
    }
    auto partitionData = runtime.catalog->partitions();
    if (!partitionData)
        return partitionData.error();
    auto partitions = Partitions::fromDocument(**partitionData);
    if (!partitions)
        return partitions.error();
    if (options.region)
        options.client.region = options.region;
    ConfigResolver resolver(runtime.environment, std::move(files).value(), std::move(selection).value());
    auto config = resolver.resolve({}, options.client);
    if (!config)
        return config.error();
    return Session(std::make_shared<State>(State{runtime, std::move(options), std::move(resolver),
                                                 std::move(credentials), std::move(partitions).value(),
                                                 std::move(config).value()}));
}

const std::string& Session::profileName() const
{
    return m_state->resolver.selection().name;
}
const std::string& Session::region() const
{
    return m_state->config.region;
}
bool Session::isProduction() const
{
    return m_state->resolver.selection().profile.isProduction();
}

std::vector<std::string> Session::availableProfiles() const
{
    return m_state->resolver.files().profileNames();
}
const std::shared_ptr<const Catalog>& Session::catalog() const
{
    return m_state->runtime.catalog;
}
const std::shared_ptr<const Partitions>& Session::partitions() const
{
    return m_state->partitions;
}
std::vector<std::string> Session::warnings() const
{
    return m_state->config.warnings;
}

Result<Client> Session::client(std::string_view service, const ClientOptions& options) const
{
    const auto& runtime = m_state->runtime;
    auto model = runtime.catalog->service(service);
    if (!model)
        return model.error();
    auto ruleSet = runtime.catalog->ruleSet(service);
    if (!ruleSet)
        return ruleSet.error();
    auto config = m_state->resolver.resolve({std::string(service), std::string((*model)->serviceId())},
                                            mergedOptions(m_state->options.client, options));
    if (!config)
        return config.error();
    auto parts = std::make_shared<ClientParts>();
    parts->catalog = runtime.catalog;
    parts->model = std::move(model).value();
    parts->protocol = protocolByName(parts->model->protocol());
    if (!parts->protocol) {
        return makeError(ErrorKind::Unsupported, "UnsupportedProtocol",
                         std::string(service) + " speaks " + std::string(parts->model->protocol()) +
                             ", which this version does not");
    }
    parts->transport = runtime.transport;
    parts->clock = runtime.clock;
    parts->exchangeLog = runtime.exchangeLog;
    parts->credentials = m_state->credentials;
    parts->endpoints = std::make_shared<EndpointResolver>(std::move(ruleSet).value(), m_state->partitions);
    parts->retry = makeRetry(*config, service);
    parts->config = std::move(config).value();
    parts->profileName = profileName();
    parts->userAgent = userAgent("standard", parts->config.userAgentAppId);
    parts->makeUuid = runtime.makeUuid;
    return Client(std::move(parts));
}

Result<Resource> Session::resource(std::string_view service, const ClientOptions& options) const
{
    auto serviceClient = client(service, options);
    if (!serviceClient)
        return serviceClient.error();
    auto document = m_state->runtime.catalog->resources(service);
    if (!document)
        return document.error();
    return Resource::create(std::move(serviceClient).value(),
                            std::make_shared<const ResourceDefinitions>(std::move(document).value()),
                            "ServiceResource", {});
}

} // namespace inia
