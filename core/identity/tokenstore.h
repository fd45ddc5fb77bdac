#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia {

// The files below ~/.aws in which the AWS CLI and this program keep what a sign-in gave. Secrets: never log
// or show what is in them.

/// The JSON object in the file. Fails with kind Credentials: code NoCacheFile when there is none,
/// BadCacheFile when it cannot be read, is half written or is no JSON object. Messages name the file and
/// quote nothing.
[[nodiscard]] Result<Value> readCacheFile(const std::string& path);

/// Puts the object into the file at once and as a whole, readable by its owner alone; the folders above it
/// are made. Another program sees the file as it was or as it is, never in between. Fails with kind
/// Credentials, code CacheNotWritten.
[[nodiscard]] Result<void> writeCacheFile(const std::string& path, const Value& document);

/// The name of a cache file: the hexadecimal SHA-1 of what it is about, and ".json".
[[nodiscard]] std::string cacheFileName(std::string_view subject);

} // namespace inia
