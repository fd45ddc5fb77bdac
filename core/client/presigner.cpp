#include "core/client/presigner.h"

#include "core/client/authchoice.h"
#include "core/client/clientparts.h"
#include "core/client/endpointsettings.h"
#include "core/client/payloadhash.h"
#include "core/client/requestbuilder.h"
#include "core/client/s3presigning.h"
#include "core/model/operationerrors.h"

namespace inia {

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

/// How a URL is signed: S3 has rules of its own.
Result<SigningContext> chooseSignature(const ClientParts& parts, const OperationModel& operation,
                                       const Endpoint& endpoint, const std::string& region)
{
    auto signing = chooseAuth(parts, operation, endpoint, region);
    if (!signing)
        return signing;
    if (operation.service().name() == "s3" && s3PresignsByHmac(parts, *signing))
        signing->scheme = SigningScheme::S3HmacV1;
    return signing;
}

/// A method of the caller's own makes another call of the same address.
Result<void> checkPolicy(const ClientParts& parts, const OperationModel& operation, const Value& params,
                         const std::string& method)
{
    auto allowed = parts.policy->check(operation, params);
    if (!allowed || method.empty() || method == operation.httpMethod() || method == "GET" || method == "HEAD")
        return allowed;
    const Effect effect = method == "DELETE" ? Effect::Destroy : Effect::Write;
    return parts.policy->check({effect, "its HTTP method is " + method},
                               "a URL for " + operation.service().name() + " " +
                                   std::string(operation.name()));
}

/// The request as a URL is made of it: like that of a call, but for the address, checksums and whatever else
/// needs a body.
Result<PreparedRequest> prepare(const ClientParts& parts, const OperationModel& operation, Value params,
                                const std::string& accountId)
{
    const RequestBuilder builder(parts);
    QuirkContext quirks(operation, parts);
    auto serialized = builder.build(quirks, params, RequestUse::Url);
    if (!serialized)
        return serialized.error();
    auto builtins = endpointBuiltins(parts);
    if (!builtins)
        return builtins.error();
    if (!accountId.empty())
        builtins->accountId = accountId;
    const std::string region = builtins->region.value_or("");
    if (operation.service().name() == "s3")
        *builtins = s3PresignBuiltins(parts, operation, params, std::move(*builtins));
    auto endpoint = parts.endpoints->resolve(operation, params, *builtins, clientContext(parts));
    if (!endpoint)
        return region.empty() ? noRegion(parts) : endpoint.error();
    if (!params["Bucket"].text().starts_with("arn:"))
        forgetSigningRegions(*endpoint);
    auto signing = chooseSignature(parts, operation, *endpoint, region);
    if (!signing)
        return signing.error();
    auto prepared = builder.assemble(std::move(endpoint).value(), std::move(signing).value(), operation,
                                     params, *serialized);
    choosePayloadHash(prepared, operation, parts.config);
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
    const auto operation = m_parts->model->operation(operationName);
    if (!operation.valid())
        return unknownOperation(*m_parts->model, operationName);
    if (auto allowed = checkPolicy(*m_parts, operation, params, options.httpMethod); !allowed)
        return allowed.error();
    auto prepared = prepare(*m_parts, operation, std::move(params), accountId);
    if (prepared && !options.httpMethod.empty())
        prepared->request.method = options.httpMethod;
    return prepared;
}

Result<PreparedRequest> Presigner::preparedPost(const std::string& bucket, const std::string& accountId) const
{
    // The operation whose URL is nothing but the bucket.
    const auto operation = m_parts->model->operation("CreateBucket");
    if (m_parts->model->name() != "s3" || !operation.valid())
        return makeError(ErrorKind::Unsupported, "NoPresignedPost",
                         "Forms are for uploads to S3; " + m_parts->model->name() + " has none.");
    if (auto allowed = m_parts->policy->check({Effect::Write, "with it anybody can upload"}, "a form for s3");
        !allowed)
        return allowed.error();
    return prepare(*m_parts, operation, Value::map({{"Bucket", bucket}}), accountId);
}

Result<PresignedUrl> Presigner::urlWith(const Credentials& credentials, std::string_view operation,
                                        Value params, const PresignOptions& options) const
{
    const auto prepared = preparedUrl(operation, std::move(params), options, credentials.accountId);
    if (!prepared)
        return prepared.error();
    return presignRequest(m_parts->signer, *prepared, credentials, options.expires);
}

Result<PresignedPost> Presigner::postWith(const Credentials& credentials, const std::string& bucket,
                                          std::string_view key, const PostOptions& options) const
{
    const auto prepared = preparedPost(bucket, credentials.accountId);
    if (!prepared)
        return prepared.error();
    return presignPost(m_parts->signer, *prepared, credentials, bucket, key, options);
}

template <typename Prepare, typename Finish>
void Presigner::withKeys(QObject* context, Prepare prepare, Finish finish) const
{
    const auto prepared = [context, parts = m_parts, prepare = std::move(prepare),
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
        parts->expressSessions.resolve(parts, request->sessionBucket, context,
                                       [request, finish](const Result<Credentials>& session) {
                                           if (session)
                                               finish(request, *session);
                                           else
                                               finish(session.error(), {});
                                       });
    };
    if (m_parts->credentials)
        m_parts->credentials->resolve(context, prepared);
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
        [parts = m_parts, expires = options.expires, callback = std::move(callback)](
            const Result<PreparedRequest>& prepared, const Credentials& credentials) {
            if (prepared)
                callback(presignRequest(parts->signer, *prepared, credentials, expires));
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
        [parts = m_parts, bucket, key = std::move(key), options = std::move(options),
         callback = std::move(callback)](const Result<PreparedRequest>& prepared,
                                         const Credentials& credentials) {
            if (prepared)
                callback(presignPost(parts->signer, *prepared, credentials, bucket, key, options));
            else
                callback(prepared.error());
        });
}

} // namespace inia
