#include "core/call/requestbuilder.h"

#include "core/auth/authchoice.h"
#include "core/call/clientcontext.h"
#include "core/call/endpointsettings.h"
#include "core/checksum/responsechecksum.h"
#include "core/endpoint/endpointresolver.h"
#include "core/http/percentencoding.h"
#include "core/http/requestbody.h"
#include "core/learned/clientmemory.h"
#include "core/model/catalog.h"
#include "core/protocol/protocol.h"
#include "core/protocol/validator.h"

namespace inia {

namespace {

bool needsRegion(SigningScheme scheme)
{
    return scheme == SigningScheme::SigV4;
}

/// Names a body that is not in memory among the parameters, where validation, quirks and whoever reads them
/// expect it.
Result<void> standIn(const OperationModel& operation, const RequestBody& body, Value& params)
{
    const std::string name(operation.name());
    if (!operation.hasStreamingInput())
        return makeError(ErrorKind::Parameter, "NoStreamingBody",
                         name + " takes no body beside its parameters; pass none.");
    const std::string payload(operation.input().payloadMember());
    if (params.contains(payload))
        return makeError(ErrorKind::Parameter, "TwoBodies",
                         name + " was given a body and the parameter " + payload +
                             "; pass only one of them.");
    params.insert(payload, "(" + QByteArray::number(body.size()) + " bytes that were not kept)");
    return {};
}

/// The path as S3 signed it before Version 4: with the bucket, wherever the URL has it. Nothing for
/// operations without a bucket; an ARN is left out.
std::string resourcePath(const OperationModel& operation, const Value& params,
                         const SerializedRequest& serialized)
{
    if (operation.service().name() != "s3" || !operation.requestUri().starts_with("/{Bucket}"))
        return {};
    const auto& bucket = params["Bucket"].text();
    const std::string path = serialized.path.empty() ? "/" : serialized.path;
    return bucket.starts_with("arn:") ? path : "/" + percentEncode(bucket) + path;
}

} // namespace

Error noRegion(const ClientContext& context)
{
    return makeError(ErrorKind::Configuration, "NoRegion",
                     "no region is set for " + context.model->name() +
                         "; pass one, set AWS_REGION, or add 'region = ...' to profile " +
                         context.profileName);
}

std::string joinUrl(std::string_view endpointUrl, const SerializedRequest& request)
{
    const auto parts = splitUrl(endpointUrl);
    std::string url;
    url.append(parts.scheme).append("://").append(request.hostPrefix).append(parts.host);
    if (request.path.empty() || request.path == "/")
        url.append(parts.path.empty() ? "/" : parts.path);
    else if (parts.path.ends_with('/') && request.path.starts_with('/'))
        url.append(parts.path.substr(0, parts.path.size() - 1)).append(request.path);
    else
        url.append(parts.path).append(request.path);
    if (!request.query.empty())
        url.append("?").append(request.query);
    return url;
}

void RequestBuilder::fillIdempotencyTokens(const OperationModel& operation, Value& params) const
{
    for (const auto name : operation.idempotencyTokens()) {
        if (!params.contains(name))
            params.insert(name, m_context.makeUuid());
    }
}

Result<SerializedRequest> RequestBuilder::build(QuirkContext& context, Value& params, RequestUse use,
                                                std::shared_ptr<const RequestBody> body) const
{
    if (params.isNull())
        params = Value::emptyMap();
    if (body) {
        if (auto done = standIn(context.operation, *body, params); !done)
            return done.error();
    }
    if (use == RequestUse::Call)
        askForResponseChecksum(context.operation, m_context.config, params);
    if (auto done = runBeforeBuild(context, params); !done)
        return done.error();
    fillIdempotencyTokens(context.operation, params);
    if (m_context.config.parameterValidation) {
        if (auto valid = validateParameters(context.operation, params); !valid)
            return valid.error();
    }
    SerializeOptions options;
    options.requestUriOverride = context.requestUri;
    auto request = m_context.protocol->serializer.serialize(context.operation, params, options);
    if (!request)
        return request;
    if (!m_context.config.injectHostPrefix || context.dropsHostPrefix)
        request->hostPrefix.clear();
    if (use == RequestUse::Url)
        return request;
    if (body) {
        request->body.clear();
        request->bodySource = std::move(body);
    }
    if (context.operation.node()["endpointoperation"].toBool())
        request->headers.set("x-amz-api-version", std::string(m_context.model->apiVersion()));
    runBeforeCall(context, *request);
    return request;
}

bool RequestBuilder::needsAccountId() const
{
    return !m_context.fixedBuiltins &&
           m_context.config.accountIdEndpointMode != AccountIdEndpointMode::Disabled &&
           m_context.endpoints->asksFor("AWS::Auth::AccountId");
}

Result<SigningContext> RequestBuilder::chooseSignature(const OperationModel& operation,
                                                       const Endpoint& endpoint,
                                                       const std::string& region) const
{
    return chooseAuth({*m_context.model, m_context.config, *m_context.catalog,
                       m_context.credentials != nullptr, m_context.token.get(), m_memory.now()},
                      operation, endpoint, region);
}

Result<PreparedRequest> RequestBuilder::address(const OperationModel& operation, const Value& params,
                                                const SerializedRequest& serialized,
                                                const std::optional<std::string>& region,
                                                const std::string& accountId) const
{
    auto builtins = endpointBuiltins(m_context);
    if (!builtins)
        return builtins.error();
    if (region)
        builtins->region = *region;
    // The rules would refuse it as well, in words that say neither whose it is nor what to do.
    if (!builtins->region && !m_context.fixedBuiltins)
        return noRegion(m_context);
    if (!accountId.empty())
        builtins->accountId = accountId;
    auto endpoint = m_context.endpoints->resolve(operation, params, *builtins, clientContext(m_context));
    if (!endpoint)
        return endpoint.error();
    auto signing = chooseSignature(operation, *endpoint, builtins->region.value_or(""));
    if (!signing)
        return signing.error();
    if (signing->region.empty() && needsRegion(signing->scheme))
        return noRegion(m_context);
    return assemble(std::move(endpoint).value(), std::move(signing).value(), operation, params, serialized);
}

PreparedRequest RequestBuilder::assemble(Endpoint endpoint, SigningContext signing,
                                         const OperationModel& operation, const Value& params,
                                         const SerializedRequest& serialized) const
{
    PreparedRequest prepared;
    prepared.request = joined(endpoint, serialized);
    prepared.signing = std::move(signing);
    if (prepared.signing.sessionTokenHeader == s3ExpressTokenHeader)
        prepared.sessionBucket = params["Bucket"].text();
    prepared.signing.resourcePath = resourcePath(operation, params, serialized);
    prepared.endpoint = std::move(endpoint);
    return prepared;
}

void RequestBuilder::moveTo(PreparedRequest& prepared, const std::string& url,
                            const SerializedRequest& serialized)
{
    prepared.endpoint.url = url;
    prepared.request.url = joinUrl(url, serialized);
}

HttpRequest RequestBuilder::joined(const Endpoint& endpoint, const SerializedRequest& serialized) const
{
    HttpRequest request;
    request.method = serialized.method;
    request.url = joinUrl(endpoint.url, serialized);
    // Whoever names the endpoint names its scheme as well.
    if (!m_context.config.useSsl && m_context.config.endpointUrl.empty() &&
        request.url.starts_with("https://"))
        request.url.erase(4, 1);
    request.headers = serialized.headers;
    request.body = serialized.body;
    request.bodySource = serialized.bodySource;
    for (const auto& [name, value] : endpoint.headers)
        request.headers.set(name, value);
    return request;
}

} // namespace inia
