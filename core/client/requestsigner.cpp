#include "core/client/requestsigner.h"

#include "core/client/clientparts.h"
#include "core/client/quirks/crossregionurl.h"

namespace inia {

namespace {

Error noToken(const ClientParts& parts)
{
    return makeError(ErrorKind::Credentials, "NoAuthToken",
                     parts.model->name() + " takes a bearer token and there is none; set " +
                         bearerTokenVariable(parts.model->signingName()));
}

Result<SignedRequest> withToken(const Result<BearerToken>& token, const PreparedRequest& prepared)
{
    if (!token)
        return token.error();
    if (!prepared.request.url.starts_with("https:"))
        return makeError(ErrorKind::Configuration, "InvalidEndpointConfiguration",
                         "A bearer token is only sent over https, and the endpoint is " +
                             prepared.endpoint.url);
    SignedRequest result{prepared.request, {}, {}};
    result.request.headers.set("Authorization", "Bearer " + token->text);
    result.credentials.sessionToken = token->text;
    result.credentials.source = token->source;
    return result;
}

Result<SignedRequest> signedWith(const Result<Credentials>& credentials, ClientParts& parts,
                                 PreparedRequest prepared)
{
    if (!credentials)
        return credentials.error();
    // A retry is signed for the time it is sent at.
    prepared.signing.time = parts.clock->now() + parts.clockOffset;
    if (prepared.crossRegionUrl) {
        auto added = addCrossRegionUrl(prepared.request, *prepared.crossRegionUrl, *credentials,
                                       prepared.signing, parts.signer);
        if (!added)
            return added.error();
    }
    auto record = parts.signer.signHeaders(prepared.request, *credentials, prepared.signing);
    if (!record)
        return record.error();
    return SignedRequest{std::move(prepared.request), std::move(record).value(), *credentials};
}

} // namespace

RequestSigner::RequestSigner(std::shared_ptr<ClientParts> parts, bool isDryRun)
    : m_parts(std::move(parts)), m_isDryRun(isDryRun)
{
}

void RequestSigner::sign(QObject* context, const PreparedRequest& prepared, Callback callback)
{
    if (prepared.signing.scheme == SigningScheme::None) {
        callback(SignedRequest{prepared.request, {}, {}});
        return;
    }
    if (prepared.signing.scheme == SigningScheme::Bearer) {
        if (!m_parts->token) {
            callback(noToken(*m_parts));
            return;
        }
        m_parts->token->resolve(context,
                                [prepared, callback = std::move(callback)](const Result<BearerToken>& token) {
                                    callback(withToken(token, prepared));
                                });
        return;
    }
    auto withKeys = [parts = m_parts, prepared,
                     callback = std::move(callback)](const Result<Credentials>& credentials) {
        callback(signedWith(credentials, *parts, prepared));
    };
    if (prepared.sessionBucket.empty() || m_isDryRun)
        m_parts->credentials->resolve(context, std::move(withKeys));
    else
        m_parts->expressSessions.resolve(m_parts, prepared.sessionBucket, context, std::move(withKeys));
}

} // namespace inia
