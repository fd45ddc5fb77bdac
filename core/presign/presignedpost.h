#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <chrono>
#include <string>
#include <string_view>

namespace inia {

class RequestSignatures;
struct Credentials;
struct PreparedRequest;

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

} // namespace inia
