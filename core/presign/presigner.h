#pragma once

#include "core/call/caller.h"
#include "core/common/result.h"
#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

class QObject;

namespace inia {

class RequestSignatures;
struct Credentials;
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

} // namespace inia
