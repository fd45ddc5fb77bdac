#include "core/presign/presigner.h"

#include "core/call/clientcontext.h"
#include "core/call/preparedrequest.h"
#include "core/call/requestbuilder.h"
#include "core/call/requestsigner.h"
#include "core/endpoint/endpointresolver.h"
#include "core/endpoint/partitions.h"
#include "core/endpoint/ruleset.h"
#include "core/learned/clientmemory.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/policy/s3servers.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/pythontext.h"
#include "core/signing/signingcontext.h"

#include <algorithm>

namespace inia {

namespace {

constexpr std::chrono::seconds rdsLifetime{900};

SigningContext contextFor(std::string service, const std::string& region,
                          std::chrono::system_clock::time_point now)
{
    SigningContext context;
    context.service = std::move(service);
    context.region = region;
    context.time = now;
    return context;
}

Result<std::string> token(RequestSignatures& signatures, const Credentials& credentials,
                          const std::string& address, const QueryPairs& query, const SigningContext& context,
                          std::chrono::seconds expires)
{
    constexpr std::string_view scheme = "https://";
    HttpRequest request;
    request.url.append(scheme).append(address).append("/?").append(queryText(query));
    auto record = signatures.presign(request, credentials, context, expires);
    if (!record)
        return record.error();
    return request.url.substr(scheme.size());
}

Value epochCondition(std::chrono::system_clock::time_point time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    return Value::map({{"AWS:EpochTime", static_cast<std::int64_t>(seconds)}});
}

/// Base64 with the characters that mean something in a URL replaced, CloudFront's way.
std::string urlBase64(std::string_view bytes)
{
    std::string text = toBase64(bytes);
    for (char& c : text)
        c = c == '+' ? '-' : c == '=' ? '_' : c == '/' ? '~' : c;
    return text;
}

} // namespace

// ---- requests of the models -------------------------------------------------------------------------------

// What is different for URLs of S3, in the order botocore comes to it.

/// URLs go to the global host ("bucket.s3.amazonaws.com"), as such a URL outlives knowledge of the region;
/// not so where the address style, dual stack, a partition or the bucket's name forbid it.
[[nodiscard]] EndpointBuiltins s3PresignBuiltins(const ClientContext& context,
                                                 const OperationModel& operation, const Value& params,
                                                 EndpointBuiltins builtins);

/// boto3's own defaults sign URLs of S3 with HMAC-SHA1 in the regions that know it, unless a signature
/// version is set. Ours (every defaults mode but legacy) do not: such URLs cover no headers and many
/// buckets refuse them.
[[nodiscard]] bool s3PresignsByHmac(const ClientContext& context, const SigningContext& signing);

namespace {

constexpr std::string_view formType = "application/x-www-form-urlencoded; charset=utf-8";

/// A member of the body replaces a query parameter of its name, in its place.
void setParameter(QueryPairs& query, const std::string& name, std::vector<std::string> values)
{
    auto at = std::find_if(query.begin(), query.end(), [&](const auto& pair) { return pair.first == name; });
    auto index = at - query.begin();
    std::erase_if(query, [&](const auto& pair) { return pair.first == name; });
    for (auto& value : values)
        query.emplace(query.begin() + index++, name, std::move(value));
}

/// botocore reads a JSON body back and writes each member with Python's str(), lists item by item.
std::vector<std::string> memberTexts(const Value& value)
{
    if (!value.isList())
        return {pythonString(value)};
    std::vector<std::string> texts;
    for (const auto& item : value.items())
        texts.push_back(pythonString(item));
    return texts;
}

Error noPlaceForBody()
{
    return makeError(ErrorKind::Unsupported, "BodyNotPresignable",
                     "A URL cannot carry the body of this request. Leave the parameters of the body out: "
                     "whoever uses the URL sends it.");
}

Result<QueryPairs> bodyParameters(const HttpRequest& request, QueryPairs query)
{
    const std::string_view body(request.body.constData(), static_cast<std::size_t>(request.body.size()));
    if (request.headers.value("Content-Type") == formType) {
        for (auto& [name, value] : parseQuery(body))
            setParameter(query, name, {std::move(value)});
        return query;
    }
    const auto parsed = parseJson(body);
    if (!parsed || !parsed->isMap())
        return noPlaceForBody();
    for (const auto& [name, value] : parsed->members())
        setParameter(query, name, memberTexts(value));
    return query;
}

/// Only Version 4 has a place for it; S3's first signature does not cover bodies at all.
Result<void> moveBodyIntoQuery(HttpRequest& request)
{
    if (!request.body.isEmpty()) {
        auto query = bodyParameters(request, parseQuery(splitUrl(request.url).query));
        if (!query)
            return query.error();
        setQuery(request, queryText(*query));
        request.body.clear();
    }
    if (request.headers.value("Content-Type") == formType)
        request.headers.remove("Content-Type");
    return {};
}

bool isVersion4(SigningScheme scheme)
{
    return scheme == SigningScheme::SigV4 || scheme == SigningScheme::SigV4a;
}

} // namespace

Result<PresignedUrl> presignRequest(RequestSignatures& signatures, const PreparedRequest& prepared,
                                    const Credentials& credentials, std::chrono::seconds expires)
{
    HttpRequest request = prepared.request;
    if (isVersion4(prepared.signing.scheme)) {
        if (auto moved = moveBodyIntoQuery(request); !moved)
            return moved.error();
    }
    auto record = signatures.presign(request, credentials, prepared.signing, expires);
    if (!record)
        return record.error();
    PresignedUrl url{std::move(request.url),
                     std::move(request.method),
                     std::move(request.headers),
                     std::move(record).value(),
                     {}};
    if (credentials.expiry && *credentials.expiry < prepared.signing.time + expires)
        url.endsWithKeys = credentials.expiry;
    return url;
}

namespace {

Value keyCondition(std::string_view key)
{
    constexpr std::string_view filename = "${filename}";
    if (key.ends_with(filename))
        return Value::list({"starts-with", "$key", key.substr(0, key.size() - filename.size())});
    return Value::map({{"key", key}});
}

/// A field and the condition that it is exactly so.
void addField(PresignedPost& post, Value& conditions, std::string_view name, const std::string& value)
{
    post.fields.insert(name, value);
    conditions.append(Value::map({{name, value}}));
}

std::string encodedPolicy(const SigningContext& context, std::chrono::seconds expires, Value conditions)
{
    const Value policy = Value::map(
        {{"expiration", extendedTime(context.time + expires)}, {"conditions", std::move(conditions)}});
    return toBase64(toJson(policy));
}

Error noForms()
{
    return makeError(ErrorKind::Unsupported, "UnsupportedSignatureVersion",
                     "Forms are signed with Version 4 or with S3's HMAC-SHA1, not with the scheme this "
                     "bucket or client asks for. Set signature_version to s3v4.");
}

} // namespace

Result<PresignedPost> presignPost(RequestSignatures& signatures, const PreparedRequest& prepared,
                                  const Credentials& credentials, std::string_view bucket,
                                  std::string_view key, const PostOptions& options)
{
    const SigningContext& context = prepared.signing;
    PresignedPost post{prepared.request.url, options.fields};
    post.fields.insert("key", key);
    if (context.scheme == SigningScheme::None)
        return post;
    const bool isVersion4 = context.scheme == SigningScheme::SigV4;
    if (!isVersion4 && context.scheme != SigningScheme::S3HmacV1)
        return noForms();
    if (auto checked = checkCredentials(credentials); !checked)
        return checked.error();

    Value conditions = options.conditions.isList() ? options.conditions : Value::emptyList();
    conditions.append(Value::map({{"bucket", bucket}}));
    conditions.append(keyCondition(key));
    if (isVersion4) {
        addField(post, conditions, "x-amz-algorithm", "AWS4-HMAC-SHA256");
        addField(post, conditions, "x-amz-credential",
                 credentials.accessKey + '/' + credentialScope(context));
        addField(post, conditions, "x-amz-date", basicTime(context.time));
    } else {
        post.fields.insert("AWSAccessKeyId", credentials.accessKey);
    }
    if (!credentials.sessionToken.empty()) {
        const bool isExpress = equalsIgnoringCase(context.sessionTokenHeader, "x-amz-s3session-token");
        addField(post, conditions, isExpress ? "X-Amz-S3session-Token" : "x-amz-security-token",
                 credentials.sessionToken);
    }
    const std::string policy = encodedPolicy(context, options.expires, std::move(conditions));
    post.fields.insert("policy", policy);
    if (isVersion4)
        post.fields.insert("x-amz-signature", signatures.sigV4().signText(policy, credentials, context));
    else
        post.fields.insert("signature", s3HmacSignature(policy, credentials));
    return post;
}

namespace {

bool isArn(std::string_view bucket)
{
    return bucket.starts_with("arn:");
}

std::optional<LegacyEndpoint> listedEndpoint(const ClientContext& context)
{
    auto document = context.catalog->legacyEndpoints();
    if (!document)
        return std::nullopt;
    return LegacyEndpoints(std::move(document).value()).find("s3", context.config.region);
}

bool allowsGlobalHost(const ClientContext& context)
{
    const ClientConfig& config = context.config;
    const bool wantsRegion =
        config.s3UsEast1Regional == RegionalEndpoints::Regional && config.region == "us-east-1";
    if (config.useDualStack || wantsRegion || config.s3AddressingStyle == AddressingStyle::Virtual)
        return false;
    const auto listed = listedEndpoint(context);
    return listed && listed->partition == "aws";
}

} // namespace

EndpointBuiltins s3PresignBuiltins(const ClientContext& context, const OperationModel& operation,
                                   const Value& params, EndpointBuiltins builtins)
{
    const std::string& bucket = params["Bucket"].text();
    const bool byPath = builtins.s3ForcePathStyle || operation.name() == "GetBucketLocation" ||
                        (params.contains("Bucket") && !isHostLabel(bucket));
    if (byPath || isArn(bucket) || bucket.ends_with("--x-s3") || !allowsGlobalHost(context))
        return builtins;
    builtins.region = "aws-global";
    builtins.s3UseGlobalEndpoint = true;
    return builtins;
}

bool s3PresignsByHmac(const ClientContext& context, const SigningContext& signing)
{
    if (signing.scheme != SigningScheme::SigV4 || signing.service == "s3express" ||
        !context.config.signatureVersion.empty() || context.config.defaultsMode != DefaultsMode::Legacy)
        return false;
    const auto document = context.catalog->legacyEndpoints();
    const auto listed = listedEndpoint(context);
    if (!document || !listed)
        return false;
    const auto& versions = listed->signatureVersions;
    const bool isKnown = listed->name == "aws-global" ||
                         LegacyEndpoints(*document).lists("s3", listed->partition, listed->name);
    return isKnown && std::find(versions.begin(), versions.end(), "s3") != versions.end();
}

namespace {

/// A URL is signed for the client's region, whatever the rules say of the host it goes to; only an ARN
/// knows better.
void forgetSigningRegions(Endpoint& endpoint)
{
    for (auto& scheme : endpoint.authSchemes) {
        scheme.signingRegion.clear();
        scheme.signingRegionSet.clear();
    }
}

/// A method of the caller's own makes another call of the same address.
Result<void> checkPolicy(const ClientContext& context, const OperationModel& operation, const Value& params,
                         const std::string& method)
{
    auto allowed = context.policy->check(operation, params);
    if (allowed && context.server)
        allowed = context.server->check(operation);
    if (!allowed || method.empty() || method == operation.httpMethod() || method == "GET" || method == "HEAD")
        return allowed;
    const Effect effect = method == "DELETE" ? Effect::Destroy : Effect::Write;
    return context.policy->check({effect, "its HTTP method is " + method},
                                 "a URL for " + operation.service().name() + " " +
                                     std::string(operation.name()));
}

/// The request as a URL is made of it: like that of a call, but for the address, checksums and whatever else
/// needs a body.
Result<PreparedRequest> prepare(const Caller& caller, const OperationModel& operation, Value params,
                                const std::string& accountId)
{
    const auto& context = caller.context();
    const RequestBuilder builder(context, caller.memory());
    QuirkContext quirks(operation, context.config);
    auto serialized = builder.build(quirks, params, RequestUse::Url);
    if (!serialized)
        return serialized.error();
    auto builtins = endpointBuiltins(context);
    if (!builtins)
        return builtins.error();
    if (!accountId.empty())
        builtins->accountId = accountId;
    const std::string region = builtins->region.value_or("");
    const bool isS3 = operation.service().name() == "s3";
    if (isS3)
        *builtins = s3PresignBuiltins(context, operation, params, std::move(*builtins));
    auto endpoint = context.endpoints->resolve(operation, params, *builtins, clientContext(context));
    if (!endpoint)
        return region.empty() ? noRegion(context) : endpoint.error();
    if (!params["Bucket"].text().starts_with("arn:"))
        forgetSigningRegions(*endpoint);
    auto signing = builder.chooseSignature(operation, *endpoint, region);
    if (!signing)
        return signing.error();
    if (isS3 && s3PresignsByHmac(context, *signing))
        signing->scheme = SigningScheme::S3HmacV1;
    auto prepared = builder.assemble(std::move(endpoint).value(), std::move(signing).value(), operation,
                                     params, *serialized);
    choosePayloadHash(prepared, operation, context.config);
    // Its body moves into the query, so there is no content to have a type.
    if (operation.service().name() == "polly" && operation.name() == "SynthesizeSpeech")
        prepared.request.headers.remove("Content-Type");
    return prepared;
}

} // namespace

Result<PreparedRequest> Presigner::preparedUrl(std::string_view operationName, Value params,
                                               const PresignOptions& options,
                                               const std::string& accountId) const
{
    const auto operation = m_caller.context().model->operation(operationName);
    if (!operation.valid())
        return unknownOperation(*m_caller.context().model, operationName);
    if (auto allowed = checkPolicy(m_caller.context(), operation, params, options.httpMethod); !allowed)
        return allowed.error();
    auto prepared = prepare(m_caller, operation, std::move(params), accountId);
    if (prepared && !options.httpMethod.empty())
        prepared->request.method = options.httpMethod;
    return prepared;
}

Result<PreparedRequest> Presigner::preparedPost(const std::string& bucket, const std::string& accountId) const
{
    // The operation whose URL is nothing but the bucket.
    const auto operation = m_caller.context().model->operation("CreateBucket");
    if (m_caller.context().model->name() != "s3" || !operation.valid())
        return makeError(ErrorKind::Unsupported, "NoPresignedPost",
                         "Forms are for uploads to S3; " + m_caller.context().model->name() + " has none.");
    if (auto allowed =
            m_caller.context().policy->check({Effect::Write, "with it anybody can upload"}, "a form for s3");
        !allowed)
        return allowed.error();
    return prepare(m_caller, operation, Value::map({{"Bucket", bucket}}), accountId);
}

Result<PresignedUrl> Presigner::urlWith(const Credentials& credentials, std::string_view operation,
                                        Value params, const PresignOptions& options) const
{
    const auto prepared = preparedUrl(operation, std::move(params), options, credentials.accountId);
    if (!prepared)
        return prepared.error();
    return presignRequest(m_caller.memory().signatures, *prepared, credentials, options.expires);
}

Result<PresignedPost> Presigner::postWith(const Credentials& credentials, const std::string& bucket,
                                          std::string_view key, const PostOptions& options) const
{
    const auto prepared = preparedPost(bucket, credentials.accountId);
    if (!prepared)
        return prepared.error();
    return presignPost(m_caller.memory().signatures, *prepared, credentials, bucket, key, options);
}

template <typename Prepare, typename Finish>
void Presigner::withKeys(QObject* context, Prepare prepare, Finish finish) const
{
    const auto prepared = [context, caller = m_caller, prepare = std::move(prepare),
                           finish = std::move(finish)](const Result<Credentials>& credentials) {
        if (!credentials) {
            finish(credentials.error(), {});
            return;
        }
        const Result<PreparedRequest> request = prepare(credentials->accountId);
        if (!request || request->sessionBucket.empty()) {
            finish(request, *credentials);
            return;
        }
        caller.memory().expressSessions.resolve(*caller.context().clock, caller.ask(), request->sessionBucket,
                                                context,
                                                [request, finish](const Result<Credentials>& session) {
                                                    if (session)
                                                        finish(request, *session);
                                                    else
                                                        finish(session.error(), {});
                                                });
    };
    if (const auto& credentials = m_caller.context().credentials)
        credentials->resolve(context, prepared);
    else
        prepared(Credentials());
}

void Presigner::url(QObject* context, std::string_view operation, Value params, const PresignOptions& options,
                    UrlCallback callback) const
{
    withKeys(
        context,
        [self = *this, operation = std::string(operation), params = std::move(params), options](
            const std::string& accountId) { return self.preparedUrl(operation, params, options, accountId); },
        [caller = m_caller, expires = options.expires, callback = std::move(callback)](
            const Result<PreparedRequest>& prepared, const Credentials& credentials) {
            if (prepared)
                callback(presignRequest(caller.memory().signatures, *prepared, credentials, expires));
            else
                callback(prepared.error());
        });
}

void Presigner::post(QObject* context, const std::string& bucket, std::string key, PostOptions options,
                     PostCallback callback) const
{
    withKeys(
        context,
        [self = *this, bucket](const std::string& accountId) { return self.preparedPost(bucket, accountId); },
        [caller = m_caller, bucket, key = std::move(key), options = std::move(options),
         callback = std::move(callback)](const Result<PreparedRequest>& prepared,
                                         const Credentials& credentials) {
            if (prepared)
                callback(
                    presignPost(caller.memory().signatures, *prepared, credentials, bucket, key, options));
            else
                callback(prepared.error());
        });
}

// ---- databases --------------------------------------------------------------------------------------------

Result<std::string> rdsAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                 const RdsTokenRequest& request, std::chrono::system_clock::time_point now)
{
    return token(signatures, credentials, request.host + ':' + std::to_string(request.port),
                 {{"Action", "connect"}, {"DBUser", request.user}}, contextFor("rds-db", request.region, now),
                 rdsLifetime);
}

Result<std::string> dsqlAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                  const DsqlTokenRequest& request, std::chrono::system_clock::time_point now)
{
    const char* action = request.role == DsqlRole::Admin ? "DbConnectAdmin" : "DbConnect";
    return token(signatures, credentials, request.host, {{"Action", action}},
                 contextFor("dsql", request.region, now), request.expires);
}

// ---- CloudFront -------------------------------------------------------------------------------------------

std::string CloudFrontPolicy::text() const
{
    Value condition = Value::map({{"DateLessThan", epochCondition(expires)}});
    if (!ipAddress.empty()) {
        const bool isRange = ipAddress.find('/') != std::string::npos;
        condition.insert("IpAddress",
                         Value::map({{"AWS:SourceIp", isRange ? ipAddress : ipAddress + "/32"}}));
    }
    if (starts)
        condition.insert("DateGreaterThan", epochCondition(*starts));
    const Value statement = Value::map({{"Resource", resource}, {"Condition", condition}});
    return toJson(Value::map({{"Statement", Value::list({statement})}}), JsonStyle::compact());
}

Result<std::string> CloudFrontSigner::url(std::string_view url,
                                          std::chrono::system_clock::time_point expires) const
{
    CloudFrontPolicy policy;
    policy.resource = url;
    policy.expires = expires;
    return join(url, "Expires=" + epochTime(expires), policy.text());
}

Result<std::string> CloudFrontSigner::urlWithPolicy(std::string_view url, std::string_view policy) const
{
    return join(url, "Policy=" + urlBase64(policy), policy);
}

Result<std::string> CloudFrontSigner::join(std::string_view url, const std::string& parameter,
                                           std::string_view policy) const
{
    const auto signature = m_key.signSha1(policy);
    if (!signature)
        return signature.error();
    std::string out(url);
    out.append(url.find('?') == std::string_view::npos ? "?" : "&").append(parameter);
    out.append("&Signature=").append(urlBase64(*signature)).append("&Key-Pair-Id=").append(m_keyPairId);
    return out;
}

} // namespace inia
