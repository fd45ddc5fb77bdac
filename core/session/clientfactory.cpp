#include "core/session/clientfactory.h"

#include "core/client/clientparts.h"
#include "core/client/exchangerecorder.h"
#include "core/client/quirks/oldnames.h"
#include "core/client/recursiondetection.h"
#include "core/client/useragent.h"
#include "core/retry/adaptiveretry.h"
#include "core/retry/legacyretry.h"
#include "core/session/clientoptions.h"

namespace inia {

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
    auto parts = std::make_shared<ClientParts>();
    parts->catalog = catalog;
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
    parts->observers.insert(parts->observers.end(), options.observers.begin(), options.observers.end());
    parts->credentials = std::move(credentials);
    parts->token = std::move(token);
    parts->endpoints = std::make_shared<EndpointResolver>(std::move(ruleSet).value(), partitions);
    if (policy)
        parts->policy = std::move(policy);
    parts->retry = makeRetry(*config, *parts->model, runtime);
    parts->config = std::move(config).value();
    parts->profileName = resolver.selection().name;
    parts->userAgent = userAgentFacts(runtime.environment, parts->config);
    parts->traceId = lambdaTraceId(runtime.environment);
    parts->makeUuid = runtime.makeUuid;
    return Client(std::move(parts));
}

} // namespace inia
