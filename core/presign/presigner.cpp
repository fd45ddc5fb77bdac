#include "core/presign/presigner.h"

#include "core/call/clientcontext.h"
#include "core/call/endpointsettings.h"
#include "core/call/payload.h"
#include "core/call/requestbuilder.h"
#include "core/credentials/credentialsprovider.h"
#include "core/endpoint/endpointresolver.h"
#include "core/learned/clientmemory.h"
#include "core/model/operationerrors.h"
#include "core/policy/changepolicy.h"
#include "core/presign/s3presigning.h"

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

/// A method of the caller's own makes another call of the same address.
Result<void> checkPolicy(const ClientContext& context, const OperationModel& operation, const Value& params,
                         const std::string& method)
{
    auto allowed = context.policy->check(operation, params);
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

} // namespace inia
