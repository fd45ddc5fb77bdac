#pragma once

#include "core/call/preparedrequest.h"
#include "core/common/result.h"
#include "core/endpoint/endpointresolver.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/protocol.h"
#include "core/quirks/quirks.h"

#include <optional>
#include <string>

namespace inia {

class ClientMemory;
struct ClientContext;

/// What a client's settings tell the endpoint rules, with botocore's old habits: no region is the
/// partition-wide endpoint of services that have one (for S3 in legacy mode us-east-1 at the global host);
/// an endpoint of one's own is asked path style, unless addressing_style is virtual.
[[nodiscard]] Result<EndpointBuiltins> endpointBuiltins(const ClientContext& context);

/// client_context_params as the rules want them: by snake-case name, switches as booleans.
[[nodiscard]] Value clientContext(const ClientContext& context);

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

/// The region S3 says the bucket lives in, when the answer is about that: 301, 302, 307, PermanentRedirect,
/// AuthorizationHeaderMalformed or IllegalLocationConstraintException, and 301 or 400 to HEAD requests,
/// whose answers have no body. botocore's S3RegionRedirectorv2.
[[nodiscard]] std::optional<std::string> redirectRegion(const OperationModel& operation, const Error& error,
                                                        const HttpResponse& response);

/// Where the bucket of one call lives: what earlier calls found out, or what the answer to this one says.
class RegionRedirect final {
public:
    /// `params` are the call's own, before an ARN or alias was put for the bucket.
    RegionRedirect(const ClientContext& context, ClientMemory& memory, const Value& params);

    /// The region that takes the place of the client's, when the service has named one.
    [[nodiscard]] const std::optional<std::string>& region() const { return m_region; }
    /// Takes the region from a failure, and remembers it for the client's later calls. False when the
    /// failure names none or the call was redirected already: it has to be judged by itself then.
    [[nodiscard]] bool follow(const OperationModel& operation, const Error& error,
                              const HttpResponse& response);
    /// Whether the failure is about the region without naming one: then the bucket itself has to be asked by
    /// HeadBucket, whose answer says it in a header even when it is a refusal.
    [[nodiscard]] bool hasToAsk(const OperationModel& operation, const Error& error,
                                const HttpResponse& response) const;
    /// The same as follow(), with HeadBucket's answer: its result or Reply::errorResponse().
    [[nodiscard]] bool followAnswer(const Value& answer);
    [[nodiscard]] const std::string& bucket() const { return m_bucket; }

private:
    [[nodiscard]] bool mayFollow() const;
    [[nodiscard]] bool goTo(const std::string& region);

    const ClientContext& m_context;
    ClientMemory& m_memory;
    bool m_isS3;
    std::string m_bucket;
    std::optional<std::string> m_region;
    bool m_followed = false;
};

} // namespace inia
