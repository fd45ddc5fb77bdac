#pragma once

#include "core/call/calloptions.h"
#include "core/config/clientconfig.h"
#include "core/endpoint/endpointresolver.h"
#include "core/http/httpmessage.h"

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
class Environment;
class RedactionMemory;
class RetryPolicy;
class ServerGate;
class ServiceModel;
class TokenProvider;
class Transport;
struct ClientConfig;
struct Credentials;
struct PreparedRequest;
struct Protocol;

/// What the User-Agent says of the program and the client; features come with each call.
struct UserAgentFacts {
    std::string product; ///< "Inia/0.1.0"
    std::string osFamily;
    std::string osVersion;
    std::string architecture;
    std::string language;             ///< "c++#20"
    std::string toolkit;              ///< "qt#6.4.2"
    std::string executionEnvironment; ///< AWS_EXECUTION_ENV; empty: not said
    std::string retryMode;
    std::string appId;                  ///< empty: not said
    std::vector<std::string> libraries; ///< programs built on this one: "name" or "name#version"
    std::string extra; ///< a word of the layer above, at the end as it stands: "Resource"; may be empty
};

/// This program on this machine.
[[nodiscard]] UserAgentFacts userAgentFacts(const Environment& environment, const ClientConfig& config);

/// User-Agent in the form AWS SDKs agreed on (version 2.1), in botocore's order. What no component may hold
/// becomes "-"; feature ids that do not fit into 1,024 bytes are left out. ASCII.
[[nodiscard]] std::string userAgent(const UserAgentFacts& facts, const FeatureSet& features);

/// The trace a Lambda function runs in, ready to be sent; empty outside of Lambda. AWS uses it to stop
/// functions that call themselves.
[[nodiscard]] std::string lambdaTraceId(const Environment& environment);

/// Passes the trace on, unless the request carries one of its own.
void addTraceId(HttpHeaders& headers, const std::string& traceId);

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
    /// Which S3 server this is, asked likewise; null for other services, and where nobody is to ask.
    std::shared_ptr<ServerGate> server;
    ClientConfig config;
    std::string profileName;
    UserAgentFacts userAgent;
    std::string traceId; ///< of the Lambda function the program runs in; else empty
    /// Makes the policy that counts the client's retries; called once.
    std::function<std::unique_ptr<RetryPolicy>()> makeRetry;
    /// Fills idempotency tokens and invocation ids; tests fix it.
    std::function<std::string()> makeUuid;
};

/// What one attempt makes use of, read off the client and the request itself, in botocore's terms.
/// `credentials` are those it was signed with.
[[nodiscard]] FeatureSet usedFeatures(const ClientContext& context, const PreparedRequest& prepared,
                                      const Credentials& credentials);

} // namespace inia
