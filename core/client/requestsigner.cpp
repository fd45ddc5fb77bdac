#include "core/client/requestsigner.h"

#include "core/client/clientparts.h"

namespace inia {

namespace {

Result<SignedRequest> signedWith(const Result<Credentials>& credentials, ClientParts& parts,
                                 PreparedRequest prepared)
{
    if (!credentials)
        return credentials.error();
    // A retry is signed for the time it is sent at.
    prepared.signing.time = parts.clock->now() + parts.clockOffset;
    auto record = parts.signer.signHeaders(prepared.request, *credentials, prepared.signing);
    if (!record)
        return record.error();
    return SignedRequest{std::move(prepared.request), std::move(record).value(), *credentials};
}

} // namespace

RequestSigner::RequestSigner(std::shared_ptr<ClientParts> parts) : m_parts(std::move(parts)) {}

void RequestSigner::sign(QObject* context, const PreparedRequest& prepared, Callback callback)
{
    if (prepared.signing.scheme == SigningScheme::None) {
        callback(SignedRequest{prepared.request, {}, {}});
        return;
    }
    m_parts->credentials->resolve(context, [parts = m_parts, prepared, callback = std::move(callback)](
                                               const Result<Credentials>& credentials) {
        callback(signedWith(credentials, *parts, prepared));
    });
}

} // namespace inia
