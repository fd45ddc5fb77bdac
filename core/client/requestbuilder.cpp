#include "core/client/requestbuilder.h"

#include "core/client/authchoice.h"
#include "core/protocol/validator.h"

namespace inia {

namespace {

bool isS3Family(std::string_view service)
{
    return service == "s3" || service == "s3control";
}

/// boto3 asks for path style when the endpoint is the user's own, unless told otherwise: few other
/// servers answer to bucket.host.
bool forcesPathStyle(const ClientConfig& config)
{
    if (config.s3AddressingStyle == AddressingStyle::Path)
        return true;
    return config.s3AddressingStyle == AddressingStyle::Auto && !config.endpointUrl.empty() &&
           !config.s3UseAccelerate;
}

bool needsRegion(SigningScheme scheme)
{
    return scheme == SigningScheme::SigV4;
}

Error noRegion(const ClientParts& parts)
{
    return makeError(ErrorKind::Configuration, "NoRegion",
                     "no region is set for " + parts.model->name() +
                         "; pass one, set AWS_REGION, or add 'region = ...' to profile " + parts.profileName);
}

} // namespace

EndpointBuiltins endpointBuiltins(const ClientConfig& config, const OperationModel& operation)
{
    EndpointBuiltins builtins;
    if (!config.region.empty())
        builtins.region = config.region;
    builtins.useFips = config.useFips;
    builtins.useDualStack = config.useDualStack;
    if (!config.endpointUrl.empty())
        builtins.endpoint = config.endpointUrl;
    builtins.accountIdMode = config.accountIdEndpointMode == AccountIdEndpointMode::Preferred  ? "preferred"
                             : config.accountIdEndpointMode == AccountIdEndpointMode::Required ? "required"
                                                                                               : "disabled";
    builtins.stsUseGlobalEndpoint = config.stsRegionalEndpoints == RegionalEndpoints::Legacy;
    if (!isS3Family(operation.service().name()))
        return builtins;
    builtins.s3UseGlobalEndpoint = config.s3UsEast1Regional == RegionalEndpoints::Legacy &&
                                   (config.region == "us-east-1" || config.region.empty());
    builtins.s3Accelerate = config.s3UseAccelerate;
    builtins.s3ForcePathStyle = forcesPathStyle(config);
    builtins.s3UseArnRegion = config.s3UseArnRegion;
    builtins.s3ControlUseArnRegion = config.s3UseArnRegion;
    builtins.s3DisableMultiRegionAccessPoints = config.s3DisableMultiRegionAccessPoints;
    builtins.s3DisableExpressSessionAuth = config.s3DisableExpressSessionAuth;
    // S3 without a region is the global host, signed for us-east-1.
    if (config.region.empty())
        builtins.region = "us-east-1";
    return builtins;
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
    const auto input = operation.input();
    if (!input.valid())
        return;
    for (std::uint32_t i = 0; i < input.memberCount(); ++i) {
        const auto member = input.memberAt(i);
        if (member.shape.flag("idempotencyToken") && !params.contains(member.name))
            params.insert(member.name, m_parts.makeUuid());
    }
}

Result<SerializedRequest> RequestBuilder::build(QuirkContext& context, Value& params) const
{
    if (params.isNull())
        params = Value::emptyMap();
    if (auto done = runBeforeBuild(context, params); !done)
        return done.error();
    fillIdempotencyTokens(context.operation, params);
    if (m_parts.config.parameterValidation) {
        if (auto valid = validateParameters(context.operation, params); !valid)
            return valid.error();
    }
    SerializeOptions options;
    options.requestUriOverride = context.requestUri;
    return m_parts.protocol->serializer.serialize(context.operation, params, options);
}

bool RequestBuilder::needsAccountId() const
{
    return m_parts.config.accountIdEndpointMode != AccountIdEndpointMode::Disabled &&
           m_parts.endpoints->asksFor("AWS::Auth::AccountId");
}

Result<PreparedRequest> RequestBuilder::address(const OperationModel& operation, const Value& params,
                                                const SerializedRequest& serialized,
                                                const std::optional<std::string>& region,
                                                const std::string& accountId) const
{
    auto builtins = endpointBuiltins(m_parts.config, operation);
    if (region)
        builtins.region = *region;
    if (!accountId.empty())
        builtins.accountId = accountId;
    auto endpoint = m_parts.endpoints->resolve(operation, params, builtins, Value());
    // The rules refuse a missing region too, in words that say neither whose nor what to do.
    if (!endpoint)
        return builtins.region ? endpoint.error() : noRegion(m_parts);
    auto signing = chooseAuth(m_parts, operation, *endpoint, builtins.region.value_or(""));
    if (!signing)
        return signing.error();
    if (signing->region.empty() && needsRegion(signing->scheme))
        return noRegion(m_parts);
    PreparedRequest prepared;
    prepared.request = joined(*endpoint, serialized);
    prepared.signing = std::move(signing).value();
    prepared.endpoint = std::move(endpoint).value();
    return prepared;
}

HttpRequest RequestBuilder::joined(const Endpoint& endpoint, const SerializedRequest& serialized) const
{
    SerializedRequest parts = serialized;
    if (!m_parts.config.injectHostPrefix)
        parts.hostPrefix.clear();
    HttpRequest request;
    request.method = serialized.method;
    request.url = joinUrl(endpoint.url, parts);
    if (!m_parts.config.useSsl && request.url.starts_with("https://"))
        request.url.erase(4, 1);
    request.headers = std::move(parts.headers);
    request.body = std::move(parts.body);
    for (const auto& [name, value] : endpoint.headers)
        request.headers.set(name, value);
    return request;
}

} // namespace inia
