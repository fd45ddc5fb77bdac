#pragma once

#include <string>

namespace inia {

/// User-Agent in the form AWS SDKs agreed on (version 2.1): product, operating system, language, Qt, the
/// retry mode, and the application id when one is set. ASCII, at most 1,024 bytes.
[[nodiscard]] std::string userAgent(const std::string& retryMode, const std::string& appId);

} // namespace inia
