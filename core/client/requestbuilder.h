#pragma once

#include "core/client/clientparts.h"
#include "core/client/quirks.h"
#include "core/protocol/protocol.h"
#include "core/signing/signingcontext.h"

#include <optional>

namespace inia {

/// Turns parameters into a request that only lacks its signature. build() runs once for a call, address()
/// before every attempt, since a redirect may have changed the region.
class RequestBuilder final {
public:
    explicit RequestBuilder(const ClientParts& parts) : m_parts(parts) {}

    /// Quirks, idempotency tokens, validation, serializing. `params` comes back as it is sent.
    [[nodiscard]] Result<SerializedRequest> build(QuirkContext& context, Value& params) const;

    struct Addressed {
        HttpRequest request;
        SigningContext signing;
        bool isSigned = true;
    };
    /// Resolves the endpoint and joins it with the serialized request. `region` replaces the client's when
    /// the service has said that the resource lives elsewhere.
    [[nodiscard]] Result<Addressed> address(const OperationModel& operation, const Value& params,
                                            const SerializedRequest& serialized,
                                            const std::optional<std::string>& region) const;

private:
    void fillIdempotencyTokens(const OperationModel& operation, Value& params) const;

    const ClientParts& m_parts;
};

/// What the endpoint rules ask of the program: region, switches, custom endpoint.
[[nodiscard]] EndpointBuiltins endpointBuiltins(const ClientConfig& config, const OperationModel& operation);

/// The endpoint's URL, the operation's host prefix, path and query in one: botocore's join.
[[nodiscard]] std::string joinUrl(std::string_view endpointUrl, const SerializedRequest& request);

} // namespace inia
