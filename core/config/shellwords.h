#pragma once

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

} // namespace inia
