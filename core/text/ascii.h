#pragma once

#include <string>
#include <string_view>

/// Characters of protocols and file formats: what AWS compares, trims and counts is ASCII, whatever the
/// locale says. Bytes from 0x80 on are left as they are, so that UTF-8 text passes whole.
namespace inia::ascii {

[[nodiscard]] constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool isLetterOrDigit(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
}

/// The white space of C's isspace() in its own locale.
inline constexpr std::string_view whiteSpace = " \t\n\v\f\r";
[[nodiscard]] constexpr bool isSpace(char c) noexcept
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Without these characters at both ends; a view into the same text.
[[nodiscard]] std::string_view trimmed(std::string_view text,
                                       std::string_view characters = whiteSpace) noexcept;

/// A to Z in lower case.
[[nodiscard]] constexpr char toLower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string lowered(std::string_view text);

} // namespace inia::ascii
