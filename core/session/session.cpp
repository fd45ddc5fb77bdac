#include "core/session/session.h"

#include "core/client/clientparts.h"
#include "core/client/exchangerecorder.h"
#include "core/client/quirks/oldnames.h"
#include "core/client/recursiondetection.h"
#include "core/client/useragent.h"
#include "core/config/configresolver.h"
#include "core/endpoint/partitions.h"
#include "core/http/networktransport.h"
#include "core/retry/adaptiveretry.h"
#include "core/retry/legacyretry.h"
#include "core/session/clientoptions.h"

#include <QtCore/QDir>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QUuid>

namespace inia {

struct Session::State {
    Runtime runtime;
    SessionOptions options;
    ConfigResolver resolver;
    std::shared_ptr<CredentialsProvider> credentials; ///< null: requests go unsigned
    std::shared_ptr<const Catalog> catalog;           ///< with the models this profile names
    std::shared_ptr<const Partitions> partitions;
    ClientConfig config; ///< without a service
    std::shared_ptr<ChangePolicy> policy;
};

namespace {

std::unique_ptr<RetryPolicy> makeRetry(const ClientConfig& config, const ServiceModel& model,
                                       const Runtime& runtime)
{
    const RandomFraction random = runtime.randomFraction ? runtime.randomFraction : randomFraction;
    const auto settings = StandardRetry::settingsFor(model.name(), config.maxAttempts);
    switch (config.retryMode) {
    case RetryMode::Legacy:
        return std::make_unique<LegacyRetry>(std::string(model.endpointPrefix()), config.maxAttempts, random);
    case RetryMode::Adaptive:
        return std::make_unique<AdaptiveRetry>(settings, runtime.clock->now(), random);
    case RetryMode::Standard:
        break;
    }
    return std::make_unique<StandardRetry>(settings, random);
}

/// Locked as the settings say; the hint names the one that has to change.
std::shared_ptr<ChangePolicy> makePolicy(const std::string& profile, const ClientConfig& config)
{
    auto policy = std::make_shared<ChangePolicy>("The session " + profile);
    if (config.access != AccessMode::ReadOnly)
        return policy;
    const auto origin = config.origins.find("read_only");
    const bool isExplicit =
        origin == config.origins.end() || origin->second.kind == SettingOrigin::Kind::Explicit;
    if (isExplicit)
        policy->lock("It was opened with read_only (--read-only); open it without to allow changes.");
    else if (origin->second.kind == SettingOrigin::Kind::Environment)
        policy->lock("INIA_READ_ONLY is set; unset it or set it to 0 to allow changes.");
    else
        policy->lock("inia_read_only is set (" + origin->second.place +
                     "); set it to false to allow changes.");
    return policy;
}

/// botocore's search path: AWS_DATA_PATH, else the profile's data_path; then ~/.aws/models.
ModelFolders userModels(const Environment& environment, std::string_view profilePath)
{
    std::vector<std::string> folders;
    const std::string path = environment.find("AWS_DATA_PATH").value_or(std::string(profilePath));
    for (std::size_t at = 0; at < path.size();) {
        const auto end = std::min(path.find(QDir::listSeparator().toLatin1(), at), path.size());
        if (end > at)
            folders.push_back(environment.expandPath(std::string_view(path).substr(at, end - at)));
        at = end + 1;
    }
    if (!environment.home().empty())
        folders.push_back(environment.awsFile("models"));
    // Without the missing ones, sessions that have none share one catalog and what it has loaded.
    std::erase_if(folders, [](const auto& folder) { return !QDir(QString::fromStdString(folder)).exists(); });
    return ModelFolders(std::move(folders));
}

} // namespace

Result<Runtime> Runtime::standard()
{
    Runtime runtime;
    runtime.environment = Environment::fromProcess();
    auto catalog = Catalog::open(QString(), userModels(runtime.environment, {}));
    if (!catalog)
        return catalog.error();
    runtime.transport = std::make_shared<NetworkTransport>(
        ProxySettings::fromEnvironment(QProcessEnvironment::systemEnvironment()));
    runtime.clock = std::make_shared<SystemClock>();
    runtime.catalog = std::move(catalog).value();
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
    const std::string keysProblem =
        options.unsignedRequests || options.keys
            ? std::string()
            : keysWarning(runtime.environment, *files, *selection, runtime.clock->now());
    auto partitionData = runtime.catalog->partitions();
    if (!partitionData)
        return partitionData.error();
    auto partitions = Partitions::fromDocument(**partitionData);
    if (!partitions)
        return partitions.error();
    auto catalog = runtime.catalog;
    if (const auto folders = userModels(runtime.environment, selection->profile.text("data_path"));
        folders != catalog->folders())
        catalog = catalog->withFolders(folders);
    if (options.region)
        options.client.region = options.region;
    ConfigResolver resolver(runtime.environment, std::move(files).value(), std::move(selection).value());
    auto config = resolver.resolve({}, options.client);
    if (!config)
        return config.error();
    if (!keysProblem.empty())
        config->warnings.push_back(keysProblem);
    auto policy = makePolicy(resolver.selection().name, *config);
    return Session(std::make_shared<State>(
        State{runtime, std::move(options), std::move(resolver), std::move(credentials), std::move(catalog),
              std::move(partitions).value(), std::move(config).value(), std::move(policy)}));
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

ChangePolicy& Session::policy() const
{
    return *m_state->policy;
}

std::vector<std::string> Session::availableProfiles() const
{
    return m_state->resolver.files().profileNames();
}
const std::shared_ptr<const Catalog>& Session::catalog() const
{
    return m_state->catalog;
}
const std::shared_ptr<const Partitions>& Session::partitions() const
{
    return m_state->partitions;
}
std::vector<std::string> Session::warnings() const
{
    return m_state->config.warnings;
}

Result<Client> Session::client(std::string_view serviceName, const ClientOptions& options) const
{
    const auto service = currentServiceName(serviceName);
    const auto& runtime = m_state->runtime;
    auto model = m_state->catalog->service(service);
    if (!model)
        return model.error();
    auto config = m_state->resolver.resolve({std::string(service), std::string((*model)->serviceId())},
                                            mergedOptions(m_state->options.client, options));
    if (!config)
        return config.error();
    // The settings, by which a version may be chosen, go by the service's id, which the model holds.
    if (!config->apiVersion.empty())
        model = m_state->catalog->service(service, config->apiVersion);
    if (!model)
        return model.error();
    auto ruleSet = m_state->catalog->ruleSet(service, config->apiVersion);
    if (!ruleSet)
        return ruleSet.error();
    auto parts = std::make_shared<ClientParts>();
    parts->catalog = m_state->catalog;
    parts->model = std::move(model).value();
    parts->protocol = protocolByName(parts->model->protocol());
    if (!parts->protocol) {
        return makeError(ErrorKind::Unsupported, "UnsupportedProtocol",
                         std::string(service) + " speaks " + std::string(parts->model->protocol()) +
                             ", which this version does not");
    }
    parts->transport = runtime.transport;
    parts->clock = runtime.clock;
    parts->observers = runtime.observers;
    if (runtime.exchangeLog)
        parts->observers.push_back(std::make_shared<ExchangeRecorder>(runtime.exchangeLog));
    const auto& own = m_state->options.observers;
    parts->observers.insert(parts->observers.end(), own.begin(), own.end());
    parts->credentials = m_state->credentials;
    parts->token = makeTokenProvider(m_state->options.keys.value_or(ExplicitKeys()).bearerToken,
                                     runtime.environment, parts->model->signingName());
    parts->endpoints = std::make_shared<EndpointResolver>(std::move(ruleSet).value(), m_state->partitions);
    parts->policy =
        options.access == AccessMode::ReadOnly ? makePolicy(profileName(), *config) : m_state->policy;
    parts->retry = makeRetry(*config, *parts->model, runtime);
    parts->config = std::move(config).value();
    parts->profileName = profileName();
    parts->userAgent = userAgentFacts(runtime.environment, parts->config);
    parts->traceId = lambdaTraceId(runtime.environment);
    parts->makeUuid = runtime.makeUuid;
    return Client(std::move(parts));
}

Result<Resource> Session::resource(std::string_view service, const ClientOptions& options) const
{
    auto serviceClient = client(service, options);
    if (!serviceClient)
        return serviceClient.error();
    // As boto3 marks the calls of its resources.
    serviceClient->parts()->userAgent.extra = "Resource";
    auto document = m_state->catalog->resources(service);
    if (!document && document.error().code == "NoSuchModel") {
        return makeError(ErrorKind::UnknownName, "NoResources",
                         "there are no resources for " + std::string(service) +
                             "; all its operations are there through the client");
    }
    if (!document)
        return document.error();
    return Resource::create(std::move(serviceClient).value(),
                            std::make_shared<const ResourceDefinitions>(std::move(document).value()),
                            "ServiceResource", {});
}

} // namespace inia
