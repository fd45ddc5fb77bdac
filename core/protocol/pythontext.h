#pragma once

#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia {

// Values and their types in Python's words, for messages that read like botocore's: people search for them.

/// "<class 'str'>".
[[nodiscard]] std::string_view pythonTypeName(const Value& value);
/// What Python's str() gives, cut when it is long.
[[nodiscard]] std::string pythonText(const Value& value);

/// What Python's repr() gives, whole. Numbers that are none are as AWS spells them.
[[nodiscard]] std::string pythonRepresentation(const Value& value);

/// What str() gives, whole: as Python's str() of the value stands in a URL that botocore signs.
[[nodiscard]] std::string pythonString(const Value& value);

} // namespace inia
