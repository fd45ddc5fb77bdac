#pragma once

#include "core/common/result.h"
#include "core/config/profile.h"

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Reads the ini dialect of the AWS config files as botocore does (Python's RawConfigParser): keys in lower
/// case; "=" or ":" between key and value; comments ("#", ";") only on lines of their own; deeper indented
/// lines continue a value, and a value that starts on the line below its key is a map of "key = value" lines;
/// a section or key that occurs twice is an error; a [DEFAULT] section is inherited by all others.
///
/// Sections come in file order. Errors (kind Configuration, code ConfigParseError) name `fileName` and the
/// line and never quote a value, since it may be a secret.
[[nodiscard]] Result<std::vector<ConfigSection>> parseIni(std::string_view text, const std::string& fileName);

} // namespace inia
