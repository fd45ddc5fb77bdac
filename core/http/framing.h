#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <QtCore/QByteArray>
#include <QtCore/QUrl>

#include <string_view>

namespace inia {

/// Where a request goes, in the form that Qt takes without changing it.
struct RequestTarget {
    QUrl url;
    /// What has to stand in the request line when Qt would not write the URL as it was given; `url` is then
    /// its scheme and host alone. Mostly empty.
    QByteArray exact;
};

/// Certain that Qt will put exactly these path and query bytes on the wire, one way or the other.
///
/// Qt's HTTP layer rewrites some targets after everything an application can see, and a rewritten target
/// names another S3 object (or the bucket itself), for which the signature may even be right:
///  - "." and ".." segments are resolved, also when written as %2E (found with Qt 6.4.2);
///  - a path that begins with "//", which is an S3 key with a leading "/" in virtual-hosted style, loses
///    one slash. In path style the bucket comes first and the path is left alone.
/// Those have to go by `exact`, as has every URL that QUrl spells otherwise than it was given.
/// Errors: Unsupported (BadUrl; UnsendablePath for bytes that cannot stand in a request line).
[[nodiscard]] Result<RequestTarget> requestTarget(std::string_view url);

/// Says how long the body is, where botocore says so: with every method that may have one, unless the
/// request is said to be sent in chunks.
void setContentLength(HttpRequest& request);

/// What cannot be sent becomes what is sent instead: our transport knows every body's length and says it
/// (no Transfer-Encoding: chunked, no HTTP trailers), and it does not wait for "100 Continue". No signature
/// covers these headers. A checksum behind an aws-chunked body is part of that body and stays.
void setFraming(HttpRequest& request);

} // namespace inia
