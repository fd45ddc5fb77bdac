#pragma once

#include "core/common/result.h"
#include "core/config/profile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Words as a POSIX shell splits them (Python's shlex.split): single quotes, double quotes, backslash; no
/// variables, no comments. Nothing if a quote is left open or the text ends in a backslash.
[[nodiscard]] std::optional<std::vector<std::string>> splitShellWords(std::string_view text);

/// A text as one such word: in double quotes where it would not be one as it stands.
[[nodiscard]] std::string quotedWord(std::string_view text);

/// Where something of such a file stands: a heading, or a key with its value. Lines count from 1.
struct IniItem {
    enum class Kind { Heading, Key };
    Kind kind = Kind::Heading;
    std::string name; ///< of the section as it stands, [DEFAULT] as well; or the key in lower case
    int line = 0;
    int lastLine = 0; ///< of the value's last line that is not blank
};

/// Reads the ini dialect of the AWS config files as botocore does (Python's RawConfigParser): keys in lower
/// case; "=" or ":" between key and value; comments ("#", ";") only on lines of their own; deeper indented
/// lines continue a value, and a value that starts on the line below its key is a map of "key = value" lines;
/// a section or key that occurs twice is an error; a [DEFAULT] section is inherited by all others.
///
/// Sections come in file order. Errors (kind Configuration, code ConfigParseError) name `fileName` and the
/// line and never quote a value, since it may be a secret.
///
/// `layout`, for who changes a file without rewriting it, is told what stands where, in file order.
[[nodiscard]] Result<std::vector<ConfigSection>> parseIni(std::string_view text, const std::string& fileName,
                                                          std::vector<IniItem>* layout = nullptr);

/// Without the white space that the reader takes away around names, keys and values.
[[nodiscard]] std::string_view iniTrimmed(std::string_view text);

} // namespace inia
