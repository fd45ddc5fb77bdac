#pragma once

#include "core/common/error.h"

#include <QtNetwork/QNetworkReply>

#include <chrono>
#include <string>

namespace inia {

/// An error of the way to the host and back; Transport and Timeout may be gone the next time.
[[nodiscard]] Error transportError(ErrorKind kind, const char* code, std::string message);

/// What went wrong below HTTP, in words. `detail` is Qt's own text.
[[nodiscard]] Error connectionError(QNetworkReply::NetworkError code, const std::string& host,
                                    const std::string& detail);

/// Whether Qt says so only of requests that have not left: it had no connection for them.
[[nodiscard]] bool isBeforeSending(QNetworkReply::NetworkError code);

/// "0.05 s".
[[nodiscard]] std::string inSeconds(std::chrono::milliseconds duration);

} // namespace inia
