#pragma once

#include "core/call/preparedrequest.h"
#include "core/config/clientconfig.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/learned/sharedcalls.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/signing/signingcontext.h"

#include <QtCore/QByteArray>

#include <functional>

class QObject;

namespace inia {

class ClientMemory;
struct ClientContext;

/// RFC 1952, without a file name or a time, so that the same bytes give the same result.
[[nodiscard]] QByteArray gzip(const QByteArray& bytes);

/// Compresses the body of an operation with the `requestcompression` trait and says so in Content-Encoding,
/// behind what is there. Streaming bodies are always compressed unless their length is required; others
/// from `requestMinCompressionSizeBytes` on. Never with signature version 2, whose signature is over the
/// form's fields, and not of bodies outside of memory, which no compressible operation has. Runs before
/// checksums and signatures; true when the body was changed.
bool compressRequest(const OperationModel& operation, const ClientConfig& config, HttpRequest& request);

/// Decides whether the signature covers the body, once URL and checksum headers are known. botocore's table:
/// a checksum behind the body makes the hash STREAMING-UNSIGNED-PAYLOAD-TRAILER, said in a header even
/// where nothing is signed. S3 then does as payload_signing_enabled says; unset, it leaves a body
/// unsigned that is a stream, goes over TLS and has a checksum. Elsewhere the model decides.
void choosePayloadHash(PreparedRequest& prepared, const OperationModel& operation,
                       const ClientConfig& config);

/// What is done once to a whole request when its URL is known and before it is signed, in botocore's order:
/// the quirks' say, compression, checksums. `params` are the parameters as they are sent.
[[nodiscard]] Result<void> finishRequest(const ClientContext& context, QuirkContext& quirks,
                                         const Value& params, PreparedRequest& prepared);

/// Whether a whole answer is what was sent: its checksum, DynamoDB's CRC32. Kind Checksum if not.
[[nodiscard]] Result<void> checkPayload(const OperationModel& operation, const Value& params,
                                        const HttpResponse& response);

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
