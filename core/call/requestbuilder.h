#pragma once

#include "core/call/preparedrequest.h"
#include "core/protocol/protocol.h"
#include "core/quirks/quirks.h"

#include <optional>

namespace inia {

class ClientMemory;
struct ClientContext;

enum class RequestUse { Call, Url };

/// Turns parameters into a request that only lacks its signature. build() runs once for a call, address()
/// again when a redirect has changed the region.
class RequestBuilder final {
public:
    RequestBuilder(const ClientContext& context, const ClientMemory& memory)
        : m_context(context), m_memory(memory)
    {
    }

    /// Quirks, idempotency tokens, validation, serializing. `params` comes back as it is sent. Nothing is
    /// asked for in the name of somebody who will only get a URL. `body` is the streaming payload when that
    /// is not among the parameters; see CallOptions::body.
    [[nodiscard]] Result<SerializedRequest> build(QuirkContext& context, Value& params,
                                                  RequestUse use = RequestUse::Call,
                                                  std::shared_ptr<const RequestBody> body = nullptr) const;

    /// Whether the address depends on the account the credentials belong to.
    [[nodiscard]] bool needsAccountId() const;

    /// Resolves the endpoint, joins it with the serialized request and chooses how to sign. `region` replaces
    /// the client's when the service has said that the resource lives elsewhere; `accountId` is that of
    /// the credentials, where it is known.
    [[nodiscard]] Result<PreparedRequest> address(const OperationModel& operation, const Value& params,
                                                  const SerializedRequest& serialized,
                                                  const std::optional<std::string>& region,
                                                  const std::string& accountId) const;

    /// Puts another URL in the place of the endpoint's.
    static void moveTo(PreparedRequest& prepared, const std::string& url,
                       const SerializedRequest& serialized);

    /// How the call is signed by the rules of its service; those of an endpoint are in it.
    [[nodiscard]] Result<SigningContext> chooseSignature(const OperationModel& operation,
                                                         const Endpoint& endpoint,
                                                         const std::string& region) const;

    /// The last step of address(), for those who choose endpoint and signature themselves.
    [[nodiscard]] PreparedRequest assemble(Endpoint endpoint, SigningContext signing,
                                           const OperationModel& operation, const Value& params,
                                           const SerializedRequest& serialized) const;

private:
    [[nodiscard]] HttpRequest joined(const Endpoint& endpoint, const SerializedRequest& serialized) const;
    void fillIdempotencyTokens(const OperationModel& operation, Value& params) const;

    const ClientContext& m_context;
    const ClientMemory& m_memory;
};

/// Says whose region is missing and where to set one.
[[nodiscard]] Error noRegion(const ClientContext& context);

/// The endpoint's URL, the operation's host prefix, path and query in one: botocore's join.
[[nodiscard]] std::string joinUrl(std::string_view endpointUrl, const SerializedRequest& request);

} // namespace inia
