#pragma once

#include "core/client/callobserver.h"
#include "core/client/discoveredendpoints.h"
#include "core/client/s3expresssessions.h"
#include "core/client/useragent.h"
#include "core/common/clock.h"
#include "core/config/clientconfig.h"
#include "core/credentials/credentialsprovider.h"
#include "core/credentials/tokenprovider.h"
#include "core/endpoint/endpointresolver.h"
#include "core/http/transport.h"
#include "core/model/catalog.h"
#include "core/observe/callredaction.h"
#include "core/policy/changepolicy.h"
#include "core/protocol/protocol.h"
#include "core/retry/retrypolicy.h"
#include "core/signing/requestsignatures.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// What the calls of one client share. Filled by Session; one thread.
struct ClientParts {
    std::shared_ptr<const Catalog> catalog;
    std::shared_ptr<const ServiceModel> model;
    const Protocol* protocol = nullptr;
    std::shared_ptr<Transport> transport;
    std::shared_ptr<Clock> clock;
    /// For what observers hear of a call, and for errors.
    std::shared_ptr<RedactionMemory> redactionMemory = std::make_shared<RedactionMemory>();
    std::vector<std::shared_ptr<CallObserver>> observers;
    std::shared_ptr<CredentialsProvider> credentials; ///< null: nothing is signed
    std::shared_ptr<TokenProvider> token;             ///< null: there is no bearer token
    std::shared_ptr<EndpointResolver> endpoints;
    /// Takes the place of what the settings tell the endpoint rules, for programs that know better.
    std::optional<EndpointBuiltins> fixedBuiltins;
    /// Asked before a call is signed and before each attempt; the session's.
    std::shared_ptr<ChangePolicy> policy = std::make_shared<ChangePolicy>(std::string());
    std::unique_ptr<RetryPolicy> retry;
    ClientConfig config;
    std::string profileName;
    UserAgentFacts userAgent;
    std::string traceId; ///< of the Lambda function the program runs in; else empty

    RequestSignatures signer;
    /// Added to the machine's clock when a service has told us that it is wrong.
    std::chrono::seconds clockOffset{0};
    S3ExpressSessions expressSessions;
    DiscoveredEndpoints discoveredEndpoints;
    /// Where S3 said a bucket lives, so that later calls go there at once.
    std::map<std::string, std::string, std::less<>> bucketRegions;
    /// Whether an operation whose method is GET changes something, of those that were called; telling takes
    /// a while.
    std::map<std::string_view, bool> changingGets;
    /// Fills idempotency tokens and invocation ids; tests fix it.
    std::function<std::string()> makeUuid;
};

} // namespace inia
