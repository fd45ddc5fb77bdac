#pragma once

#include "core/call/caller.h"
#include "core/model/value.h"
#include "core/presign/presignedpost.h"
#include "core/presign/presignedrequest.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

class QObject;

namespace inia {

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
