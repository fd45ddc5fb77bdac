#include "core/call/requestbuilder.h"

#include "core/auth/authchoice.h"
#include "core/call/clientcontext.h"
#include "core/checksum/httpchecksum.h"
#include "core/endpoint/endpointresolver.h"
#include "core/endpoint/partitions.h"
#include "core/http/httpmessage.h"
#include "core/http/textencoding.h"
#include "core/learned/clientmemory.h"
#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/protocol/protocol.h"
#include "core/protocol/validator.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

bool isS3Family(std::string_view service)
{
    return service == "s3" || service == "s3control";
}

/// Few other servers answer to bucket.host.
bool forcesPathStyle(const ClientConfig& config)
{
    if (config.s3UseAccelerate)
        return false;
    const auto host = splitUrl(config.endpointUrl).host;
    const bool own = !config.endpointUrl.empty() && host != "s3-accelerate.amazonaws.com" &&
                     host != "s3-accelerate.dualstack.amazonaws.com";
    return own ? config.s3AddressingStyle != AddressingStyle::Virtual
               : config.s3AddressingStyle == AddressingStyle::Path;
}

bool usesGlobalS3(const ClientConfig& config)
{
    return config.s3UsEast1Regional == RegionalEndpoints::Legacy &&
           (config.region == "us-east-1" || config.region.empty());
}

/// The regions of STS that used to be served by the global host.
bool usesGlobalSts(const ClientConfig& config, const std::string& region)
{
    static constexpr std::array<std::string_view, 16> regions{
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
        "eu-central-1",   "eu-north-1", "eu-west-1",      "eu-west-2",      "eu-west-3",  "sa-east-1",
        "us-east-1",      "us-east-2",  "us-west-1",      "us-west-2"};
    return config.stsRegionalEndpoints == RegionalEndpoints::Legacy &&
           std::find(regions.begin(), regions.end(), region) != regions.end();
}

Result<std::optional<std::string>> effectiveRegion(const ClientContext& context)
{
    using Region = std::optional<std::string>;
    const auto& config = context.config;
    const bool isS3 = context.model->name() == "s3";
    if (!config.region.empty())
        return Region(config.region);
    if (isS3 && (usesGlobalS3(config) || config.useDualStack))
        return Region("us-east-1");
    if (!config.endpointUrl.empty() && !isS3)
        return Region();
    auto document = context.catalog->legacyEndpoints();
    if (!document)
        return document.error();
    const auto legacy =
        LegacyEndpoints(std::move(document).value()).find(context.model->endpointPrefix(), {});
    return legacy ? Region(legacy->name) : Region();
}

std::string_view modeName(AccountIdEndpointMode mode)
{
    switch (mode) {
    case AccountIdEndpointMode::Preferred:
        return "preferred";
    case AccountIdEndpointMode::Required:
        return "required";
    case AccountIdEndpointMode::Disabled:
        break;
    }
    return "disabled";
}

} // namespace

Result<EndpointBuiltins> endpointBuiltins(const ClientContext& context)
{
    if (context.fixedBuiltins)
        return *context.fixedBuiltins;
    const auto& config = context.config;
    auto region = effectiveRegion(context);
    if (!region)
        return region.error();
    EndpointBuiltins builtins;
    builtins.region = std::move(region).value();
    builtins.useFips = config.useFips;
    builtins.useDualStack = config.useDualStack;
    if (!config.endpointUrl.empty())
        builtins.endpoint = config.endpointUrl;
    builtins.accountIdMode = modeName(config.accountIdEndpointMode);
    builtins.stsUseGlobalEndpoint = usesGlobalSts(config, builtins.region.value_or(""));
    if (!isS3Family(context.model->name()))
        return builtins;
    builtins.s3UseGlobalEndpoint = usesGlobalS3(config);
    builtins.s3Accelerate = config.s3UseAccelerate;
    builtins.s3ForcePathStyle = forcesPathStyle(config);
    builtins.s3UseArnRegion = config.s3UseArnRegion;
    builtins.s3ControlUseArnRegion = config.s3UseArnRegion;
    builtins.s3DisableMultiRegionAccessPoints = config.s3DisableMultiRegionAccessPoints;
    builtins.s3DisableExpressSessionAuth = config.s3DisableExpressSessionAuth;
    return builtins;
}

Value clientContext(const ClientContext& context)
{
    if (context.config.clientContextParams.empty())
        return {};
    Value values = Value::emptyMap();
    const auto definitions = context.model->clientContextParams();
    for (const auto& [name, definition] : definitions.members()) {
        const auto given = context.config.clientContextParams.find(snakeCase(name));
        if (given == context.config.clientContextParams.end())
            continue;
        if (definition["type"].text() == "boolean")
            values.insert(given->first, given->second == "true");
        else
            values.insert(given->first, given->second);
    }
    return values;
}

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

namespace {

bool isRegionName(std::string_view text)
{
    return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

bool speaksOfRegion(const OperationModel& operation, const Error& error)
{
    if (error.code == "PermanentRedirect" || error.code == "TemporaryRedirect" ||
        error.code == "IllegalLocationConstraintException")
        return true;
    if (error.code == "AuthorizationHeaderMalformed")
        return !error.region.empty();
    if (operation.httpMethod() == "HEAD")
        return error.httpStatus == 301 || error.httpStatus == 400;
    return error.httpStatus == 301 || error.httpStatus == 302 || error.httpStatus == 307;
}

} // namespace

std::optional<std::string> redirectRegion(const OperationModel& operation, const Error& error,
                                          const HttpResponse& response)
{
    if (!speaksOfRegion(operation, error))
        return std::nullopt;
    const auto header = response.headers.value("x-amz-bucket-region");
    if (isRegionName(header))
        return std::string(header);
    return isRegionName(error.region) ? std::optional(error.region) : std::nullopt;
}

RegionRedirect::RegionRedirect(const ClientContext& context, ClientMemory& memory, const Value& params)
    : m_context(context),
      m_memory(memory),
      m_isS3(context.model->name() == "s3"),
      m_bucket(m_isS3 ? params["Bucket"].text() : ""),
      m_region(memory.regionOf(m_bucket))
{
}

bool RegionRedirect::mayFollow() const
{
    // An ARN names its region itself.
    return !m_followed && m_isS3 && !m_bucket.starts_with("arn:");
}

bool RegionRedirect::goTo(const std::string& region)
{
    if (region == m_region.value_or(m_context.config.region))
        return false;
    m_followed = true;
    m_region = region;
    if (!m_bucket.empty())
        m_memory.setRegionOf(m_bucket, region);
    return true;
}

bool RegionRedirect::follow(const OperationModel& operation, const Error& error, const HttpResponse& response)
{
    if (!mayFollow())
        return false;
    const auto region = redirectRegion(operation, error, response);
    return region && goTo(*region);
}

bool RegionRedirect::hasToAsk(const OperationModel& operation, const Error& error,
                              const HttpResponse& response) const
{
    if (!mayFollow() || m_bucket.empty() || operation.name() == "HeadBucket" ||
        redirectRegion(operation, error, response))
        return false;
    const int status = response.status;
    if (status == 301 || status == 302 || status == 307 || error.code == "PermanentRedirect")
        return true;
    if (error.code == "IllegalLocationConstraintException")
        return operation.name() != "CreateBucket";
    return operation.name() == "HeadObject" && status == 400;
}

bool RegionRedirect::followAnswer(const Value& answer)
{
    const auto& region = answer["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"].text();
    return mayFollow() && isRegionName(region) && goTo(region);
}

} // namespace inia
