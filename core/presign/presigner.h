#pragma once

#include "core/call/caller.h"
#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/signing/cryptography.h"
#include "core/signing/requestsignatures.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

class QObject;

namespace inia {

struct PreparedRequest;

/// A URL that carries its signature. It is a secret until it expires: whoever has it can use it.
struct PresignedUrl {
    std::string url;
    std::string method;  ///< what the signature covers: another method is refused
    HttpHeaders headers; ///< have to be sent along, exactly so
    SigningRecord signing;
    /// When the keys that signed it are known to end before it would: it is of no use from then on.
    std::optional<std::chrono::system_clock::time_point> endsWithKeys;
};

/// Turns an addressed request into a URL, with the keys given: what only a body could carry goes into the
/// query as botocore puts it there, then the query is signed. Nothing is fetched or remembered but
/// derived keys. The signing time is the context's.
///
/// Errors: those of RequestSignatures::presign(); Unsupported when the body is neither form nor JSON object.
[[nodiscard]] Result<PresignedUrl> presignRequest(RequestSignatures& signatures,
                                                  const PreparedRequest& prepared,
                                                  const Credentials& credentials,
                                                  std::chrono::seconds expires);

struct PostOptions {
    Value fields = Value::emptyMap(); ///< form fields the uploader sends as they are ("acl", "Content-Type")
    /// What the form may hold: maps ({"acl": "public-read"}) and lists (["content-length-range", 1, 1024]).
    /// A field needs a condition of its own; bucket and key have theirs.
    Value conditions = Value::emptyList();
    std::chrono::seconds expires{3600};
};

/// A form of method POST, enctype multipart/form-data, whose last field is the file.
struct PresignedPost {
    std::string url;
    Value fields; ///< names and texts, in botocore's order
};

/// Signs the policy of a form with the keys given. `prepared` is an addressed request on the bucket; its
/// scheme decides among the three kinds of forms (version 4, S3 Express, HMAC-SHA1).
///
/// Errors: Unsupported for schemes without forms, Credentials when a key is missing.
[[nodiscard]] Result<PresignedPost> presignPost(RequestSignatures& signatures,
                                                const PreparedRequest& prepared,
                                                const Credentials& credentials, std::string_view bucket,
                                                std::string_view key, const PostOptions& options);

struct PresignOptions {
    std::chrono::seconds expires{3600};
    std::string httpMethod; ///< instead of the operation's own; empty to keep it
};

/// Makes URLs and forms that others can use without keys of their own: boto3's generate_presigned_url and
/// generate_presigned_post. Nothing is sent but what fetching credentials takes (for S3 Express a session).
/// Cheap to make; what is under way does not need it any more.
class Presigner final {
public:
    explicit Presigner(Caller caller) : m_caller(std::move(caller)) {}

    using UrlCallback = std::function<void(Result<PresignedUrl>)>;
    /// Parameters go through the same checks and changes as those of a call, without default checksums.
    /// Calls back once, possibly before it returns; never if `context` died. Errors: UnknownName, Parameter,
    /// Endpoint, Credentials, those of presignRequest(), and ReadOnly in a locked session for what changes
    /// something, by its operation or by the method that the URL is for: a URL is a call that others make.
    void url(QObject* context, std::string_view operation, Value params, const PresignOptions& options,
             UrlCallback callback) const;

    using PostCallback = std::function<void(Result<PresignedPost>)>;
    /// A form by which a browser uploads to a bucket of S3, for clients of S3 only. `key` may end in
    /// "${filename}". Calls back as url() does; ReadOnly in a locked session.
    void post(QObject* context, const std::string& bucket, std::string key, PostOptions options,
              PostCallback callback) const;

    /// The same as url(), at once, with keys that are at hand (for S3 Express those of a session).
    [[nodiscard]] Result<PresignedUrl> urlWith(const Credentials& credentials, std::string_view operation,
                                               Value params, const PresignOptions& options = {}) const;
    /// The same as post(), at once, with keys that are at hand.
    [[nodiscard]] Result<PresignedPost> postWith(const Credentials& credentials, const std::string& bucket,
                                                 std::string_view key, const PostOptions& options = {}) const;

private:
    [[nodiscard]] Result<PreparedRequest> preparedUrl(std::string_view operation, Value params,
                                                      const PresignOptions& options,
                                                      const std::string& accountId) const;
    [[nodiscard]] Result<PreparedRequest> preparedPost(const std::string& bucket,
                                                       const std::string& accountId) const;
    /// Fetches the client's keys, calls prepare(accountId), and finish(request, keys) with the keys that
    /// sign the request: S3 Express has others.
    template <typename Prepare, typename Finish>
    void withKeys(QObject* context, Prepare prepare, Finish finish) const;

    Caller m_caller;
};

// Passwords for databases that know IAM: presigned URLs without their scheme. They open a session within
// their lifetime and are secrets as long. boto3's generate_db_auth_token and its kin of DSQL. Errors: those
// of SigV4Signer::presign().

struct RdsTokenRequest {
    std::string host;
    int port = 0;
    std::string user;
    std::string region; ///< of the database
};
/// Valid for fifteen minutes, as RDS allows no more.
[[nodiscard]] Result<std::string> rdsAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                               const RdsTokenRequest& request,
                                               std::chrono::system_clock::time_point now);

enum class DsqlRole { User, Admin };

struct DsqlTokenRequest {
    std::string host;
    std::string region; ///< of the cluster
    DsqlRole role = DsqlRole::User;
    std::chrono::seconds expires{900};
};
[[nodiscard]] Result<std::string> dsqlAuthToken(RequestSignatures& signatures, const Credentials& credentials,
                                                const DsqlTokenRequest& request,
                                                std::chrono::system_clock::time_point now);

/// Who may fetch what until when, in CloudFront's words: "Creating a policy statement" in its Developer
/// Guide.
struct CloudFrontPolicy {
    std::string resource; ///< URL, in which "*" and "?" stand for anything
    std::chrono::system_clock::time_point expires;
    std::optional<std::chrono::system_clock::time_point> starts;
    std::string ipAddress; ///< "192.0.2.1" or "192.0.2.0/24"; empty: from anywhere

    /// Compact JSON; the order of its members matters to CloudFront.
    [[nodiscard]] std::string text() const;
};

/// URLs for private content of CloudFront, which trusts RSA keys of its own instead of IAM's: botocore's
/// CloudFrontSigner.
class CloudFrontSigner final {
public:
    /// `keyPairId` is CloudFront's id of the public key.
    CloudFrontSigner(std::string keyPairId, RsaKey key)
        : m_keyPairId(std::move(keyPairId)), m_key(std::move(key))
    {
    }

    /// The canned policy: this very URL until `expires`.
    [[nodiscard]] Result<std::string> url(std::string_view url,
                                          std::chrono::system_clock::time_point expires) const;
    /// `policy` is what CloudFrontPolicy::text() gives, or the caller's own.
    [[nodiscard]] Result<std::string> urlWithPolicy(std::string_view url, std::string_view policy) const;

private:
    [[nodiscard]] Result<std::string> join(std::string_view url, const std::string& parameter,
                                           std::string_view policy) const;

    std::string m_keyPairId;
    RsaKey m_key;
};

} // namespace inia
