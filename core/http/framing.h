#pragma once

#include "core/http/httpmessage.h"

namespace inia {

/// Says how long the body is, where botocore says so: with every method that may have one, unless the
/// request is said to be sent in chunks.
void setContentLength(HttpRequest& request);

/// What cannot be sent becomes what is sent instead: our transport knows every body's length and says it
/// (no Transfer-Encoding: chunked, no HTTP trailers), and it does not wait for "100 Continue". No signature
/// covers these headers. A checksum behind an aws-chunked body is part of that body and stays.
void setFraming(HttpRequest& request);

} // namespace inia
