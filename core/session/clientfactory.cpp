#include "core/session/clientfactory.h"

#include "core/call/clientcontext.h"
#include "core/call/recursiondetection.h"
#include "core/config/configresolver.h"
#include "core/endpoint/endpointresolver.h"
#include "core/model/catalog.h"
#include "core/observe/callredaction.h"
#include "core/observe/exchangerecorder.h"
#include "core/policy/changepolicy.h"
#include "core/protocol/protocols.h"
#include "core/quirks/oldnames.h"
#include "core/retry/adaptiveretry.h"
#include "core/retry/legacyretry.h"
#include "core/session/clientoptions.h"

namespace inia {

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
    context.makeRetry = retryMaker(*config, *context.model, runtime);
    context.config = std::move(config).value();
    context.profileName = resolver.selection().name;
    context.userAgent = userAgentFacts(runtime.environment, context.config);
    context.traceId = lambdaTraceId(runtime.environment);
    context.makeUuid = runtime.makeUuid;
    return Client(std::move(context));
}

} // namespace inia
