#pragma once

#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/model/value.h"
#include "core/signing/signingcontext.h"

#include <QtCore/QString>

namespace inia::conformance {

/// The file's bytes; empty when it is not there.
[[nodiscard]] std::string fileText(const QString& path);

/// A request as the signing suites write it: request line (whose target may hold spaces), headers (which may
/// be folded), an empty line, body.
[[nodiscard]] HttpRequest parseRequest(std::string text);

/// Header lines and the target in forms in which order does not count.
[[nodiscard]] std::string sortedHeaders(const HttpRequest& request);
[[nodiscard]] std::string sortedTarget(const std::string& url);

/// A context.json of the aws-c-auth suites.
struct AuthCase {
    Credentials credentials;
    SigningContext context;
    std::chrono::seconds expires{0};
};
[[nodiscard]] AuthCase authCase(const Value& given);

[[nodiscard]] std::chrono::system_clock::time_point parseTime(const std::string& iso);

} // namespace inia::conformance
