#pragma once

#include "core/client/preparedrequest.h"
#include "core/credentials/credentials.h"
#include "core/signing/signingrecord.h"

#include <functional>
#include <memory>

class QObject;

namespace inia {

/// A request as it is sent.
struct SignedRequest {
    HttpRequest request;
    SigningRecord record; ///< empty for schemes without a signature
    /// What it was signed with; a bearer token stands in sessionToken. Empty when it was not.
    Credentials credentials;
};

/// Fetches what a scheme signs with and signs. A dry run asks no service for anything: requests that a
/// session of S3 Express would sign are signed with the client's own keys then.
class RequestSigner final {
public:
    RequestSigner(std::shared_ptr<ClientParts> parts, bool isDryRun);

    using Callback = std::function<void(Result<SignedRequest>)>;
    /// Calls back once, possibly before it returns; never if `context` died. Fails with what the source of
    /// credentials or the signer says.
    void sign(QObject* context, const PreparedRequest& prepared, Callback callback);

private:
    std::shared_ptr<ClientParts> m_parts;
    bool m_isDryRun;
};

} // namespace inia
