#include "core/call/requestsigner.h"

#include "core/call/clientcontext.h"
#include "core/credentials/tokenprovider.h"
#include "core/learned/clientmemory.h"
#include "core/model/servicemodel.h"
#include "core/quirks/crossregionurl.h"

namespace inia {

namespace {

Error noToken(const ClientContext& context)
{
    return makeError(ErrorKind::Credentials, "NoAuthToken",
                     context.model->name() + " takes a bearer token and there is none; set " +
                         bearerTokenVariable(context.model->signingName()));
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

Result<SignedRequest> signedWith(const Result<Credentials>& credentials, ClientMemory& memory,
                                 PreparedRequest prepared)
{
    if (!credentials)
        return credentials.error();
    // A retry is signed for the time it is sent at.
    prepared.signing.time = memory.now();
    if (prepared.crossRegionUrl) {
        auto added = addCrossRegionUrl(prepared.request, *prepared.crossRegionUrl, *credentials,
                                       prepared.signing, memory.signatures);
        if (!added)
            return added.error();
    }
    auto record = memory.signatures.signHeaders(prepared.request, *credentials, prepared.signing);
    if (!record)
        return record.error();
    return SignedRequest{std::move(prepared.request), std::move(record).value(), *credentials};
}

} // namespace

void RequestSigner::sign(QObject* owner, const PreparedRequest& prepared, const Ask& ask,
                         Callback callback) const
{
    if (prepared.signing.scheme == SigningScheme::None) {
        callback(SignedRequest{prepared.request, {}, {}});
        return;
    }
    if (prepared.signing.scheme == SigningScheme::Bearer) {
        if (!m_context.token) {
            callback(noToken(m_context));
            return;
        }
        m_context.token->resolve(
            owner, [prepared, callback = std::move(callback)](const Result<BearerToken>& token) {
                callback(withToken(token, prepared));
            });
        return;
    }
    auto withKeys = [&memory = m_memory, prepared,
                     callback = std::move(callback)](const Result<Credentials>& credentials) {
        callback(signedWith(credentials, memory, prepared));
    };
    if (prepared.sessionBucket.empty() || m_isDryRun)
        m_context.credentials->resolve(owner, std::move(withKeys));
    else
        m_memory.expressSessions.resolve(*m_context.clock, ask, prepared.sessionBucket, owner,
                                         std::move(withKeys));
}

} // namespace inia
