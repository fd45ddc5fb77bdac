#pragma once

#include "core/call/useragent.h"
#include "core/config/clientconfig.h"
#include "core/endpoint/endpointparameters.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

class CallObserver;
class Catalog;
class ChangePolicy;
class Clock;
class CredentialsProvider;
class EndpointResolver;
class RedactionMemory;
class RetryPolicy;
class ServiceModel;
class TokenProvider;
class Transport;
struct Protocol;

/// What a client is made with, and does not change while it is there. Filled by Session.
struct ClientContext {
    std::shared_ptr<const Catalog> catalog;
    std::shared_ptr<const ServiceModel> model;
    const Protocol* protocol = nullptr;
    std::shared_ptr<Transport> transport;
    std::shared_ptr<Clock> clock;
    /// For what observers hear of a call, and for errors. Never null.
    std::shared_ptr<RedactionMemory> redactionMemory;
    std::vector<std::shared_ptr<CallObserver>> observers;
    std::shared_ptr<CredentialsProvider> credentials; ///< null: nothing is signed
    std::shared_ptr<TokenProvider> token;             ///< null: there is no bearer token
    std::shared_ptr<EndpointResolver> endpoints;
    /// Takes the place of what the settings tell the endpoint rules, for programs that know better.
    std::optional<EndpointBuiltins> fixedBuiltins;
    /// Asked before a call is signed and before each attempt; the session's. Never null.
    std::shared_ptr<ChangePolicy> policy;
    ClientConfig config;
    std::string profileName;
    UserAgentFacts userAgent;
    std::string traceId; ///< of the Lambda function the program runs in; else empty
    /// Makes the policy that counts the client's retries; called once.
    std::function<std::unique_ptr<RetryPolicy>()> makeRetry;
    /// Fills idempotency tokens and invocation ids; tests fix it.
    std::function<std::string()> makeUuid;
};

} // namespace inia
