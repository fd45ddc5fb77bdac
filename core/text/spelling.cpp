#include "core/text/spelling.h"

#include <array>
#include <cstring>
#include <numeric>
#include <utility>

namespace inia {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// The number of `count` hexadecimal digits at `at`; -1 when there are none.
int hexNumber(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return -1;
    int number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

std::string utf8(std::uint32_t code)
{
    std::string bytes;
    const auto add = [&bytes](std::uint32_t byte) { bytes += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | (code >> 6));
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | (code >> 12));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    } else if (code < 0x110000) {
        add(0xF0 | (code >> 18));
        add(0x80 | ((code >> 12) & 0x3F));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    }
    return bytes;
}

/// What an escape stands for and how long it is; of length 0 when it is none.
struct Escape {
    std::string bytes;
    std::size_t length = 0;
};

Escape unicodeEscape(std::string_view text, std::size_t at)
{
    const int first = hexNumber(text, at + 2, 4);
    if (first < 0)
        return {};
    const bool isHigh = first >= 0xD800 && first < 0xDC00;
    if (isHigh && text.substr(at + 6, 2) == "\\u") {
        const int second = hexNumber(text, at + 8, 4);
        if (second >= 0xDC00 && second < 0xE000)
            return {utf8(0x10000U + ((static_cast<std::uint32_t>(first) - 0xD800U) << 10U) +
                         (static_cast<std::uint32_t>(second) - 0xDC00U)),
                    12};
    }
    return {utf8(static_cast<std::uint32_t>(first)), 6};
}

Escape backslashEscape(std::string_view text, std::size_t at)
{
    constexpr std::string_view letters = "\"\\/'bfnrt";
    constexpr std::string_view meanings = "\"\\/'\b\f\n\r\t";
    const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
    if (kind == 'u')
        return unicodeEscape(text, at);
    if (const int byte = kind == 'x' ? hexNumber(text, at + 2, 2) : -1; byte >= 0)
        return {std::string(1, static_cast<char>(byte)), 4};
    const auto index = letters.find(kind);
    return index == std::string_view::npos ? Escape() : Escape{std::string(1, meanings[index]), 2};
}

Escape entity(std::string_view text, std::size_t at)
{
    static constexpr std::array<std::pair<std::string_view, char>, 5> names{
        {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}}};
    const std::string_view rest = text.substr(at + 1, 10);
    for (const auto& [name, character] : names) {
        if (rest.substr(0, name.size()) == name)
            return {std::string(1, character), name.size() + 1};
    }
    const auto end = rest.find(';');
    if (end == std::string_view::npos || end < 2 || rest[0] != '#')
        return {};
    const bool isHex = rest[1] == 'x' || rest[1] == 'X';
    std::uint32_t code = 0;
    for (const char c : rest.substr(isHex ? 2 : 1, end - (isHex ? 2 : 1))) {
        const int digit = hexDigit(c);
        if (digit < 0 || (!isHex && digit > 9))
            return {};
        code = code * (isHex ? 16U : 10U) + static_cast<std::uint32_t>(digit);
    }
    return {utf8(code), end + 2};
}

Escape escapeAt(std::string_view text, std::size_t at)
{
    switch (text[at]) {
    case '\\':
        return backslashEscape(text, at);
    case '&':
        return entity(text, at);
    case '%':
        if (const int byte = hexNumber(text, at + 1, 2); byte >= 0)
            return {std::string(1, static_cast<char>(byte)), 3};
        return {};
    default:
        return {};
    }
}

/// Bytes that are compared at once: bodies have hundreds of kilobytes.
using Bytes [[gnu::vector_size(16)]] = signed char;

Bytes bytesAt(std::string_view text, std::size_t at)
{
    Bytes bytes;
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    return bytes;
}
Bytes are(Bytes bytes, char c)
{
    return bytes == Bytes{} + static_cast<signed char>(c);
}
bool isAny(Bytes matches)
{
    std::array<std::uint64_t, sizeof(Bytes) / sizeof(std::uint64_t)> halves;
    std::memcpy(&halves, &matches, sizeof matches);
    return (halves[0] | halves[1]) != 0;
}

/// The first place from `from` on of which `isThere` is true, or the size. Places of which `mayBe` is false
/// for their byte and the one behind it are passed over, many at once.
std::size_t findPlace(std::string_view text, std::size_t from, const auto& mayBe, const auto& isThere)
{
    constexpr std::size_t step = sizeof(Bytes);
    std::size_t at = from;
    const auto searchTo = [&](std::size_t end) {
        while (at < end && !isThere(at))
            ++at;
        return at < end;
    };
    while (at + 2 * step + 1 <= text.size()) {
        const Bytes first = mayBe(bytesAt(text, at), bytesAt(text, at + 1));
        const Bytes second = mayBe(bytesAt(text, at + step), bytesAt(text, at + step + 1));
        if (!isAny(first | second))
            at += 2 * step;
        else if (searchTo(at + 2 * step))
            return at;
    }
    return searchTo(text.size()) ? at : text.size();
}

std::size_t nextIntroducer(std::string_view text, std::size_t from)
{
    return findPlace(
        text, from, [](Bytes bytes, Bytes) { return are(bytes, '\\') | are(bytes, '%') | are(bytes, '&'); },
        [text](std::size_t at) { return text[at] == '\\' || text[at] == '%' || text[at] == '&'; });
}

bool isUnusualEscape(std::string_view text, std::size_t at)
{
    const auto rest = text.substr(at + 1, 5);
    switch (text[at]) {
    case '\\':
        return rest.starts_with('u') || rest.starts_with('x') || rest.starts_with('/');
    case '%':
        return hexNumber(text, at + 1, 2) >= 0;
    case '&':
        return rest.starts_with('#') || rest == "amp;#" || rest == "amp;a"; // "&amp;#x2F;" is one in one
    default:
        return false;
    }
}

} // namespace

std::optional<DecodedText> DecodedText::of(std::string_view text)
{
    DecodedText result;
    std::size_t copied = 0;
    const auto copyTo = [&](std::size_t end) {
        result.m_text.append(text.substr(copied, end - copied));
        const std::size_t known = result.m_starts.size();
        result.m_starts.resize(known + end - copied);
        std::iota(result.m_starts.begin() + static_cast<std::ptrdiff_t>(known), result.m_starts.end(),
                  static_cast<std::uint32_t>(copied));
        copied = end;
    };
    bool changed = false;
    for (std::size_t at = nextIntroducer(text, 0); at < text.size(); at = nextIntroducer(text, at)) {
        const Escape escape = escapeAt(text, at);
        if (escape.length == 0 || escape.bytes.empty()) {
            ++at;
            continue;
        }
        if (!changed) {
            changed = true;
            result.m_text.reserve(text.size());
            result.m_starts.reserve(text.size() + 1);
        }
        copyTo(at);
        result.m_text += escape.bytes;
        result.m_starts.insert(result.m_starts.end(), escape.bytes.size(), static_cast<std::uint32_t>(at));
        at += escape.length;
        copied = at;
    }
    if (!changed)
        return std::nullopt;
    copyTo(text.size());
    result.m_starts.push_back(static_cast<std::uint32_t>(text.size()));
    return result;
}

std::optional<DecodedText> DecodedText::again() const
{
    auto next = of(m_text);
    if (next) {
        for (auto& start : next->m_starts)
            start = m_starts[start];
    }
    return next;
}

TextSpan DecodedText::origin(TextSpan span) const
{
    if (span.begin >= span.end || span.end > m_text.size())
        return {};
    std::size_t end = span.end;
    while (end < m_text.size() && m_starts[end] == m_starts[span.end - 1])
        ++end; // the rest of a character that one escape stands for
    return {m_starts[span.begin], m_starts[end]};
}

bool SearchedText::hasUnusualEscapes()
{
    if (!m_hasUnusual)
        m_hasUnusual = inia::hasUnusualEscapes(m_text);
    return *m_hasUnusual;
}

const DecodedText* SearchedText::level(int number)
{
    const auto wanted = static_cast<std::size_t>(number);
    m_levels.reserve(deepestEscapes); // what was given out stays where it is
    while (m_levels.size() < wanted && !m_hasAllLevels) {
        auto next = m_levels.empty() ? DecodedText::of(m_text) : m_levels.back().again();
        if (next)
            m_levels.push_back(std::move(*next));
        else
            m_hasAllLevels = true;
    }
    return wanted <= m_levels.size() ? &m_levels[wanted - 1] : nullptr;
}

const DecodedText* SearchedText::deepest()
{
    static_cast<void>(level(deepestEscapes));
    return m_levels.empty() ? nullptr : &m_levels.back();
}

std::string fullyDecoded(std::string_view text)
{
    SearchedText searched(text);
    const DecodedText* decoded = searched.deepest();
    return decoded ? decoded->text() : std::string(text);
}

bool hasUnusualEscapes(std::string_view text)
{
    const auto mayBe = [](Bytes bytes, Bytes next) {
        return are(bytes, '%') | (are(bytes, '\\') & (are(next, 'u') | are(next, 'x') | are(next, '/'))) |
               (are(bytes, '&') & (are(next, '#') | are(next, 'a')));
    };
    const auto isThere = [text](std::size_t at) { return isUnusualEscape(text, at); };
    return findPlace(text, 0, mayBe, isThere) < text.size();
}

} // namespace inia
