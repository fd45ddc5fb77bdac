#pragma once

#include "core/credentials/credentials.h"
#include "core/http/httpmessage.h"
#include "core/signing/signingcontext.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QString>

#include <chrono>
#include <string>
#include <string_view>

namespace inia::tests {

// How the signing suites of the conformance data write requests and contexts.

/// Empty when there is no such file.
[[nodiscard]] QByteArray readFile(const QString& path);

/// A request as the suites write it: request line (whose target may hold spaces), headers (which may be
/// folded), an empty line, body.
[[nodiscard]] HttpRequest parseRequest(QByteArray text);

[[nodiscard]] std::chrono::system_clock::time_point parseTime(const QString& text);

[[nodiscard]] QByteArray bytes(std::string_view text);

/// Header lines in a form in which order does not count.
[[nodiscard]] QByteArrayList sortedHeaders(const HttpRequest& request);

/// The path, then the query's parts in alphabetical order.
[[nodiscard]] QByteArrayList sortedTarget(const std::string& url);

/// `context.json` of a case in the form of aws-c-auth.
struct SigningCase {
    Credentials credentials;
    SigningContext context;
    HttpRequest request;
    std::chrono::seconds expires{0};
};
/// `folder` ends with a slash.
[[nodiscard]] SigningCase readSigningCase(const QString& folder);

} // namespace inia::tests
