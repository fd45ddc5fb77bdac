#pragma once

#include "core/common/result.h"

#include <QtCore/QUrl>

#include <string_view>

namespace inia {

/// The URL for Qt, once it is certain that Qt will put exactly these path and query bytes on the wire.
///
/// Qt's HTTP layer rewrites some targets after everything an application can see, and a rewritten target
/// names another S3 object (or the bucket itself), for which the signature may even be right:
///  - "." and ".." segments are resolved, also when written as %2E (found with Qt 6.4.2);
///  - a path that begins with "//", which is an S3 key with a leading "/" in virtual-hosted style, loses
///    one slash. In path style the bucket comes first and the path is left alone.
/// Those are refused, as is every URL that QUrl spells otherwise than it was given.
/// Errors: Unsupported, with a message for the person who asked for the key.
[[nodiscard]] Result<QUrl> sendableUrl(std::string_view url);

} // namespace inia
