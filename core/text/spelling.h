#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// A part of a text, in bytes: from `begin` to before `end`.
struct TextSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

/// How many levels of texts in texts are looked into.
inline constexpr int deepestEscapes = 4;

/// A text with its escapes replaced by what they stand for, and the way back to where each byte came from.
/// It knows the escapes of JSON (`\/`, `\u002f`), of URLs and forms (`%2f`) and of XML (`&#x2F;`, `&amp;`)
/// at once, since texts travel in one another: a URL in JSON in an error's XML. What is no escape stays.
class DecodedText final {
public:
    /// One level of escapes taken off; nothing when there is none.
    [[nodiscard]] static std::optional<DecodedText> of(std::string_view text);
    /// The next level; nothing when there is none.
    [[nodiscard]] std::optional<DecodedText> again() const;

    [[nodiscard]] const std::string& text() const { return m_text; }
    /// Where in the first text the span is spelled.
    [[nodiscard]] TextSpan origin(TextSpan span) const;

private:
    std::string m_text;
    std::vector<std::uint32_t> m_starts; ///< of each byte, and of the end
};

/// A text that several searches go through: what one finds out about its escapes is there for the next. The
/// text has to live as long.
class SearchedText final {
public:
    explicit SearchedText(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::string_view text() const { return m_text; }
    /// As inia::hasUnusualEscapes().
    [[nodiscard]] bool hasUnusualEscapes();
    /// With `number` levels of escapes taken off, from 1 to deepestEscapes; null when there are not so many.
    [[nodiscard]] const DecodedText* level(int number);
    /// With as many taken off as there are; null when there are none.
    [[nodiscard]] const DecodedText* deepest();

private:
    std::string_view m_text;
    std::optional<bool> m_hasUnusual;
    std::vector<DecodedText> m_levels;
    bool m_hasAllLevels = false;
};

/// The text without any escape, however deep; at most a few levels.
[[nodiscard]] std::string fullyDecoded(std::string_view text);

/// Whether there are escapes for what needs none in its place: letters, digits, the marks of URLs. Only then
/// may a word be there that a search of the text itself does not find. `\"`, `\n` or `&quot;` do not count.
[[nodiscard]] bool hasUnusualEscapes(std::string_view text);

} // namespace inia
