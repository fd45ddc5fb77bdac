#pragma once

#include "core/model/value.h"

#include <string>

namespace inia::jmespath {

/// Compact JSON as to_string() gives it: the bytes of Python's json.dumps with separators "," and ":", so
/// that results equal jmespath.py's. Blobs become base64, timestamps ISO 8601 texts.
[[nodiscard]] std::string jsonText(const Value& value);
/// The same with a space after each separator: json.dumps as it is by default.
[[nodiscard]] std::string spacedJsonText(const Value& value);

} // namespace inia::jmespath
