#pragma once

#include "core/call/preparedrequest.h"
#include "core/credentials/credentials.h"
#include "core/learned/sharedcalls.h"
#include "core/signing/signingrecord.h"

#include <functional>

class QObject;

namespace inia {

class ClientMemory;
struct ClientContext;

/// A request as it is sent.
struct SignedRequest {
    HttpRequest request;
    SigningRecord record; ///< empty for schemes without a signature
    /// What it was signed with; a bearer token stands in sessionToken. Empty when it was not.
    Credentials credentials;
};

/// Fetches what a scheme signs with and signs. Lives no longer than what it is made with, which the context
/// of sign() holds. A dry run asks no service for anything: requests that a session of S3 Express would sign
/// are signed with the client's own keys then.
class RequestSigner final {
public:
    RequestSigner(const ClientContext& context, ClientMemory& memory, bool isDryRun)
        : m_context(context), m_memory(memory), m_isDryRun(isDryRun)
    {
    }

    using Callback = std::function<void(Result<SignedRequest>)>;
    /// Calls back once, possibly before it returns; never if `owner` died. Fails with what the source of
    /// credentials or the signer says. `ask` opens sessions of S3 Express.
    void sign(QObject* owner, const PreparedRequest& prepared, const Ask& ask, Callback callback) const;

private:
    const ClientContext& m_context;
    ClientMemory& m_memory;
    bool m_isDryRun;
};

} // namespace inia
