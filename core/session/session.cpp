#include "core/session/session.h"

#include "core/call/clientcontext.h"
#include "core/config/clientconfig.h"
#include "core/config/configresolver.h"
#include "core/credentials/credentials.h"
#include "core/credentials/credentialsources.h"
#include "core/dynamodb/nativeclient.h"
#include "core/endpoint/endpointresolver.h"
#include "core/endpoint/partitions.h"
#include "core/http/networktransport.h"
#include "core/identity/identity.h"
#include "core/identity/ssotokens.h"
#include "core/model/catalog.h"
#include "core/observe/callredaction.h"
#include "core/observe/exchangelog.h"
#include "core/policy/effect.h"
#include "core/policy/s3servers.h"
#include "core/protocol/protocols.h"
#include "core/quirks/quirks.h"
#include "core/retry/retrypolicy.h"
#include "core/s3/s3transfers.h"
#include "core/text/ascii.h"

#include <QtCore/QDir>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QUuid>

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace inia {

class ServerGate;

/// `over` laid over `base`: what it leaves unset comes from `base`.
[[nodiscard]] ClientOptions mergedOptions(const ClientOptions& base, const ClientOptions& over);

/// What every client of a session is made of, and those that get the session its keys; it knows no keys
/// itself, so that an identity may hold it.
struct ClientFactory {
    Runtime runtime; ///< without its identities
    SessionOptions options;
    ConfigResolver resolver;
    std::shared_ptr<const Catalog> catalog; ///< with the models this profile names
    std::shared_ptr<const Partitions> partitions;
    /// By endpoint: what one client learns of a server counts for all of the session.
    std::shared_ptr<std::map<std::string, std::shared_ptr<ServerGate>>> servers =
        std::make_shared<std::map<std::string, std::shared_ptr<ServerGate>>>();

    /// Without credentials requests go unsigned; without a policy everything is allowed.
    [[nodiscard]] Result<Client> make(std::string_view service, const ClientOptions& clientOptions,
                                      std::shared_ptr<CredentialsProvider> credentials,
                                      std::shared_ptr<TokenProvider> token,
                                      std::shared_ptr<ChangePolicy> policy) const;
    [[nodiscard]] Result<std::shared_ptr<ServerGate>> serverOf(const ClientConfig& config) const;
};

/// Locked as the settings say; the hint names the one that has to change.
[[nodiscard]] std::shared_ptr<ChangePolicy> makePolicy(const std::string& profile,
                                                       const ClientConfig& config);

namespace {

template <typename T>
void take(std::optional<T>& target, const std::optional<T>& over)
{
    if (over)
        target = over;
}

} // namespace

ClientOptions mergedOptions(const ClientOptions& base, const ClientOptions& over)
{
    ClientOptions result = base;
    take(result.region, over.region);
    take(result.endpointUrl, over.endpointUrl);
    take(result.ignoreConfiguredEndpointUrls, over.ignoreConfiguredEndpointUrls);
    take(result.useSsl, over.useSsl);
    take(result.useFips, over.useFips);
    take(result.useDualStack, over.useDualStack);
    take(result.apiVersion, over.apiVersion);
    take(result.defaultsMode, over.defaultsMode);
    take(result.retryMode, over.retryMode);
    take(result.maxAttempts, over.maxAttempts);
    take(result.connectTimeout, over.connectTimeout);
    take(result.readTimeout, over.readTimeout);
    take(result.caBundle, over.caBundle);
    take(result.verifyTls, over.verifyTls);
    take(result.tcpKeepAlive, over.tcpKeepAlive);
    take(result.parameterValidation, over.parameterValidation);
    take(result.injectHostPrefix, over.injectHostPrefix);
    take(result.signatureVersion, over.signatureVersion);
    take(result.authSchemePreference, over.authSchemePreference);
    take(result.sigv4aSigningRegionSet, over.sigv4aSigningRegionSet);
    take(result.requestChecksumCalculation, over.requestChecksumCalculation);
    take(result.responseChecksumValidation, over.responseChecksumValidation);
    take(result.requestMinCompressionSizeBytes, over.requestMinCompressionSizeBytes);
    take(result.disableRequestCompression, over.disableRequestCompression);
    take(result.accountIdEndpointMode, over.accountIdEndpointMode);
    take(result.endpointDiscovery, over.endpointDiscovery);
    take(result.access, over.access);
    take(result.stsRegionalEndpoints, over.stsRegionalEndpoints);
    take(result.userAgentAppId, over.userAgentAppId);
    for (const auto& [name, value] : over.clientContextParams)
        result.clientContextParams.insert_or_assign(name, value);
    take(result.s3AddressingStyle, over.s3AddressingStyle);
    take(result.s3UseAccelerate, over.s3UseAccelerate);
    take(result.s3UseDualStack, over.s3UseDualStack);
    take(result.s3PayloadSigning, over.s3PayloadSigning);
    take(result.s3UseArnRegion, over.s3UseArnRegion);
    take(result.s3UsEast1Regional, over.s3UsEast1Regional);
    take(result.s3DisableMultiRegionAccessPoints, over.s3DisableMultiRegionAccessPoints);
    take(result.s3DisableExpressSessionAuth, over.s3DisableExpressSessionAuth);
    take(result.s3Server, over.s3Server);
    return result;
}

namespace {

std::function<std::unique_ptr<RetryPolicy>()> retryMaker(const ClientConfig& config,
                                                         const ServiceModel& model, const Runtime& runtime)
{
    const RandomFraction random = runtime.randomFraction ? runtime.randomFraction : randomFraction;
    const auto settings = StandardRetry::settingsFor(model.name(), config.maxAttempts);
    switch (config.retryMode) {
    case RetryMode::Legacy:
        return [prefix = std::string(model.endpointPrefix()), attempts = config.maxAttempts, random] {
            return std::make_unique<LegacyRetry>(prefix, attempts, random);
        };
    case RetryMode::Adaptive:
        return [settings, clock = runtime.clock, random] {
            return std::make_unique<AdaptiveRetry>(settings, clock->now(), random);
        };
    case RetryMode::Standard:
        break;
    }
    return [settings, random] { return std::make_unique<StandardRetry>(settings, random); };
}

} // namespace

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

Result<std::shared_ptr<ServerGate>> ClientFactory::serverOf(const ClientConfig& config) const
{
    auto& known = (*servers)[config.endpointUrl + ' ' + config.s3Server];
    if (known)
        return known;
    auto table = catalog->s3Servers();
    if (!table && !options.closesServerGate)
        return known; // models of an older version
    if (!table)
        return table.error();
    const S3Servers all(std::move(table).value());
    auto kind = ascii::lowered(ascii::trimmed(config.s3Server));
    if (!kind.empty() && !all.knows(kind)) {
        std::string words;
        for (const auto& word : all.kinds())
            words += (words.empty() ? "one of " : ", ") + word;
        const auto origin = config.origins.find("server");
        return settingError({"inia_server", {}, {}, words}, config.s3Server,
                            origin == config.origins.end() ? SettingOrigin() : origin->second);
    }
    known = std::make_shared<ServerGate>(all, config.endpointUrl, std::move(kind), options.closesServerGate);
    return known;
}

Result<Client> ClientFactory::make(std::string_view serviceName, const ClientOptions& clientOptions,
                                   std::shared_ptr<CredentialsProvider> credentials,
                                   std::shared_ptr<TokenProvider> token,
                                   std::shared_ptr<ChangePolicy> policy) const
{
    const auto service = currentServiceName(serviceName);
    auto model = catalog->service(service);
    if (!model)
        return model.error();
    auto config = resolver.resolve({std::string(service), std::string((*model)->serviceId())}, clientOptions);
    if (!config)
        return config.error();
    // The settings, by which a version may be chosen, go by the service's id, which the model holds.
    if (!config->apiVersion.empty())
        model = catalog->service(service, config->apiVersion);
    if (!model)
        return model.error();
    auto ruleSet = catalog->ruleSet(service, config->apiVersion);
    if (!ruleSet)
        return ruleSet.error();
    ClientContext context;
    context.catalog = catalog;
    context.model = std::move(model).value();
    context.protocol = protocolByName(context.model->protocol());
    if (!context.protocol) {
        return makeError(ErrorKind::Unsupported, "UnsupportedProtocol",
                         std::string(service) + " speaks " + std::string(context.model->protocol()) +
                             ", which this version does not");
    }
    context.transport = runtime.transport;
    context.clock = runtime.clock;
    context.observers = runtime.observers;
    if (runtime.exchangeLog)
        context.observers.push_back(std::make_shared<ExchangeRecorder>(runtime.exchangeLog));
    context.observers.insert(context.observers.end(), options.observers.begin(), options.observers.end());
    context.credentials = std::move(credentials);
    context.token = std::move(token);
    context.endpoints = std::make_shared<EndpointResolver>(std::move(ruleSet).value(), partitions);
    context.redactionMemory = std::make_shared<RedactionMemory>();
    context.policy = policy ? std::move(policy) : std::make_shared<ChangePolicy>(std::string());
    if (service == "s3") {
        auto server = serverOf(*config);
        if (!server)
            return server.error();
        context.server = std::move(server).value();
    }
    context.makeRetry = retryMaker(*config, *context.model, runtime);
    context.config = std::move(config).value();
    context.profileName = resolver.selection().name;
    context.userAgent = userAgentFacts(runtime.environment, context.config);
    context.traceId = lambdaTraceId(runtime.environment);
    context.makeUuid = runtime.makeUuid;
    return Client(std::move(context));
}

struct Session::State {
    std::shared_ptr<const ClientFactory> factory;
    std::shared_ptr<Identity> identity;               ///< null: keys were given by hand, or none are used
    std::shared_ptr<CredentialsProvider> credentials; ///< null: requests go unsigned
    SourceContextPtr sources;
    ClientConfig config; ///< without a service
    std::shared_ptr<ChangePolicy> policy;
};

namespace {

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

/// For the services that give keys: what the caller set for the session's own requests is not meant for them.
ClientOptions optionsForKeys(const ClientOptions& given, const std::string& region)
{
    ClientOptions options = given;
    options.endpointUrl.reset();
    options.apiVersion.reset();
    options.signatureVersion.reset();
    options.access.reset();
    options.clientContextParams.clear();
    if (!region.empty())
        options.region = region;
    return options;
}

Result<ProfileSelection> selectionOf(const SsoRole& role, const std::optional<std::string>& profile,
                                     const Environment& environment, const ConfigFiles& files)
{
    auto selection = profile ? selectProfile(profile, environment, files) : ProfileSelection();
    if (!selection)
        return selection;
    selection->name = selection->profile.name = role.name();
    selection->isExplicit = true;
    return selection;
}

/// What decides which servers give the keys. Not the region: those of a partition give the same keys, so that
/// tabs in several regions ask for one code.
std::string keyServersOf(const ClientFactory& factory, const ClientConfig& config)
{
    static const ServiceIdentity services[]{
        {"sts", "STS"}, {"sso", "SSO"}, {"sso-oidc", "SSO OIDC"}, {"signin", "Signin"}};
    std::string text = factory.partitions->forRegion(config.region).name;
    for (const bool flag : {config.useFips, config.useDualStack, config.useSsl, config.verifyTls,
                            config.stsRegionalEndpoints == RegionalEndpoints::Regional})
        text += flag ? '1' : '0';
    text += ' ' + config.caBundle;
    const auto options = optionsForKeys(factory.options.client, {});
    for (const auto& service : services) {
        const auto own = factory.resolver.resolve(service, options);
        text += ' ' + (own ? own->endpointUrl : own.error().message);
    }
    return text;
}

SourceContextPtr sourcesOf(const std::shared_ptr<const ClientFactory>& factory, const ClientConfig& config,
                           const IdentityPool& pool)
{
    auto context = std::make_shared<SourceContext>();
    context->environment = factory->runtime.environment;
    context->files = factory->resolver.files();
    context->selection = factory->resolver.selection();
    context->role = factory->options.role;
    context->config = config;
    context->transport = factory->runtime.transport;
    context->clock = factory->runtime.clock;
    context->makeUuid = factory->runtime.makeUuid;
    context->keyServers = keyServersOf(*factory, config);
    context->prompt = factory->runtime.prompt;
    context->ssoTokens = pool.ssoTokens();
    context->store = pool.store();
    context->client = [factory](const std::string& service, const std::string& region,
                                std::shared_ptr<CredentialsProvider> credentials) {
        return factory->make(service, optionsForKeys(factory->options.client, region), std::move(credentials),
                             nullptr, nullptr);
    };
    return context;
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
    runtime.identities = std::make_shared<IdentityPool>();
    runtime.configFiles = std::make_shared<CurrentConfigFiles>();
    runtime.makeUuid = [] { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); };
    return runtime;
}

Session::Session(std::shared_ptr<State> state) : m_state(std::move(state)) {}

Result<Session> Session::create(const Runtime& runtime, SessionOptions options)
{
    auto files = options.files;
    if (!files) {
        auto loaded = runtime.configFiles ? runtime.configFiles->load(runtime.environment)
                                          : CurrentConfigFiles().load(runtime.environment);
        if (!loaded)
            return loaded.error();
        files = std::move(loaded).value();
    }
    auto selection = options.role ? selectionOf(*options.role, options.profile, runtime.environment, *files)
                                  : selectProfile(options.profile, runtime.environment, *files);
    if (!selection)
        return selection.error();
    const std::string keysProblem =
        options.unsignedRequests || options.keys || options.role
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
    ConfigResolver resolver(runtime.environment, files, std::move(selection).value());
    auto config = resolver.resolve({}, options.client);
    if (!config)
        return config.error();
    if (!keysProblem.empty())
        config->warnings.push_back(keysProblem);
    State state;
    state.policy = makePolicy(resolver.selection().name, *config);
    auto factory = std::make_shared<ClientFactory>(ClientFactory{
        runtime, std::move(options), std::move(resolver), std::move(catalog), std::move(partitions).value()});
    factory->runtime.identities = nullptr;
    state.factory = factory;
    state.config = std::move(config).value();
    const auto pool = runtime.identities ? runtime.identities : std::make_shared<IdentityPool>();
    state.sources = sourcesOf(factory, state.config, *pool);
    if (!factory->options.unsignedRequests) {
        auto explicitKeys = explicitCredentials(factory->options.keys.value_or(ExplicitKeys()));
        if (!explicitKeys)
            return explicitKeys.error();
        state.credentials = *explicitKeys;
        if (!state.credentials)
            state.credentials = state.identity = pool->identity(*state.sources);
    }
    return Session(std::make_shared<State>(std::move(state)));
}

const std::string& Session::profileName() const
{
    return m_state->factory->resolver.selection().name;
}
const std::string& Session::region() const
{
    return m_state->config.region;
}
bool Session::isProduction() const
{
    return m_state->factory->resolver.selection().profile.isProduction();
}

ChangePolicy& Session::policy() const
{
    return *m_state->policy;
}

std::vector<std::string> Session::availableProfiles() const
{
    return m_state->factory->resolver.files()->profileNames();
}
const std::shared_ptr<const Catalog>& Session::catalog() const
{
    return m_state->factory->catalog;
}
const std::shared_ptr<const Partitions>& Session::partitions() const
{
    return m_state->factory->partitions;
}
std::vector<std::string> Session::warnings() const
{
    return m_state->config.warnings;
}
std::vector<SettingReport> Session::settings() const
{
    return settingReports(m_state->config);
}
const ConfigResolver& Session::resolver() const
{
    return m_state->factory->resolver;
}
const std::shared_ptr<CredentialsProvider>& Session::credentials() const
{
    return m_state->credentials;
}
const std::shared_ptr<Identity>& Session::identity() const
{
    return m_state->identity;
}
const SourceContextPtr& Session::sources() const
{
    return m_state->sources;
}

Result<Client> Session::client(std::string_view serviceName, const ClientOptions& options) const
{
    const auto& factory = *m_state->factory;
    const auto merged = mergedOptions(factory.options.client, options);
    const auto model = factory.catalog->service(currentServiceName(serviceName));
    if (!model)
        return model.error();
    auto policy = m_state->policy;
    if (options.access == AccessMode::ReadOnly) {
        ClientConfig locked;
        locked.access = AccessMode::ReadOnly;
        policy = makePolicy(profileName(), locked);
    }
    return factory.make(serviceName, merged, m_state->credentials, bearerToken((*model)->signingName()),
                        std::move(policy));
}

std::shared_ptr<TokenProvider> Session::bearerToken(std::string_view signingName) const
{
    const auto& options = m_state->factory->options;
    auto token = makeTokenProvider(options.keys.value_or(ExplicitKeys()).bearerToken,
                                   m_state->factory->runtime.environment, signingName);
    const bool signsIn = m_state->sources && !options.keys &&
                         profileValue(*m_state->sources, profileName(), "sso_session") != nullptr;
    if (!token && signsIn)
        return std::make_shared<SsoBearer>(m_state->sources, profileName());
    return token;
}

namespace {

std::shared_ptr<const ResourceExtension> extensionOf(std::string_view service)
{
    if (service == "s3")
        return transferExtension();
    return service == "dynamodb" ? dynamodb::resourceExtension() : nullptr;
}

} // namespace

Result<Resource> Session::resource(std::string_view service, const ClientOptions& options) const
{
    return root(service, options, m_state->factory->catalog->resources(service));
}

Result<Resource> Session::explore(std::string_view service, const ClientOptions& options) const
{
    return root(service, options, m_state->factory->catalog->explorer(service));
}

Result<Resource> Session::root(std::string_view service, const ClientOptions& options,
                               Result<std::shared_ptr<const Document>> document) const
{
    auto serviceClient = client(service, options);
    if (!serviceClient)
        return serviceClient.error();
    ClientContext context = serviceClient->caller().context();
    context.userAgent.extra = "Resource"; // as boto3 marks the calls of its resources
    if (!document && document.error().code == "NoSuchModel") {
        return makeError(ErrorKind::UnknownName, "NoResources",
                         "there are no resources for " + std::string(service) +
                             "; all its operations are there through the client");
    }
    if (!document)
        return document.error();
    return Resource::create(
        Client(std::move(context)),
        std::make_shared<const ResourceDefinitions>(std::move(document).value(), extensionOf(service)),
        "ServiceResource", {});
}

} // namespace inia
