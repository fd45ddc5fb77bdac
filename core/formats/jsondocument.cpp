#include "core/formats/jsondocument.h"

#include "core/text/ascii.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace inia {

namespace {

class JsonText final {
public:
    JsonText(std::string_view text, const JsonLimits& limits, JsonDocument& document)
        : m_text(text), m_limits(limits), m_document(document)
    {
    }

    void read()
    {
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        m_at = m_text.starts_with(mark) ? mark.size() : 0;
        skipSpace();
        const bool isWhole = value(m_document.value, 1);
        skipSpace();
        if (isWhole && m_at < m_text.size())
            fail("There is more behind the document.");
        m_document.isComplete = isWhole && m_document.problem.empty();
    }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    void skipSpace()
    {
        while (!isAtEnd() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }

    /// Always false: what is being read does not go on.
    bool fail(const char* problem)
    {
        if (m_document.problem.empty()) {
            m_document.problem = problem;
            m_document.problemAt = m_at;
        }
        return false;
    }

    /// Each of these gives what there is of it to `out`, and false when the text ends or goes wrong inside.
    bool value(Value& out, int depth)
    {
        if (isAtEnd())
            return false;
        if (depth > m_limits.depth)
            return fail("It goes deeper than can be shown.");
        if (++m_values > m_limits.values)
            return fail("It has more values than can be shown.");
        switch (m_text[m_at]) {
        case '{':
            return map(out, depth);
        case '[':
            return list(out, depth);
        case '"': {
            std::string text;
            const bool isWhole = string(text);
            out = Value(std::move(text));
            return isWhole;
        }
        case 't':
            return word("true", true, out);
        case 'f':
            return word("false", false, out);
        case 'n':
            return word("null", nullptr, out);
        default:
            return number(out);
        }
    }

    bool word(std::string_view word, Value meaning, Value& out)
    {
        const std::string_view rest = m_text.substr(m_at, word.size());
        if (rest != word)
            return word.starts_with(rest) ? false : fail("Here should be a value.");
        m_at += word.size();
        out = std::move(meaning);
        return true;
    }

    bool number(Value& out)
    {
        const std::size_t begin = m_at;
        while (!isAtEnd() && (ascii::isDigit(m_text[m_at]) ||
                              std::string_view("+-.eE").find(m_text[m_at]) != std::string_view::npos))
            ++m_at;
        const std::string_view digits = m_text.substr(begin, m_at - begin);
        if (!isNumber(digits)) {
            const bool isCut = isAtEnd() && !digits.empty();
            m_at = begin;
            return isCut ? false : fail("Here should be a value.");
        }
        out = exactly(digits);
        return true;
    }

    static bool isNumber(std::string_view text)
    {
        const auto digits = [&text] {
            std::size_t count = 0;
            while (count < text.size() && ascii::isDigit(text[count]))
                ++count;
            text.remove_prefix(count);
            return count;
        };
        if (text.starts_with('-'))
            text.remove_prefix(1);
        const bool hasZero = text.starts_with('0');
        const std::size_t whole = digits();
        if (whole == 0 || (hasZero && whole > 1))
            return false;
        if (text.starts_with('.')) {
            text.remove_prefix(1);
            if (digits() == 0)
                return false;
        }
        if (text.starts_with('e') || text.starts_with('E')) {
            text.remove_prefix(1);
            if (text.starts_with('+') || text.starts_with('-'))
                text.remove_prefix(1);
            if (digits() == 0)
                return false;
        }
        return text.empty();
    }

    /// A double gives back fifteen digits, whichever they are.
    Value exactly(std::string_view digits)
    {
        constexpr std::size_t safeDigits = 15;
        std::int64_t whole = 0;
        const char* end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, whole);
        if (read.ec == std::errc() && read.ptr == end && digits != "-0")
            return whole;
        const std::string_view mantissa = digits.substr(0, digits.find_first_of("eE"));
        std::size_t count = 0;
        for (const char c : mantissa)
            count += ascii::isDigit(c) ? 1 : 0;
        double number = 0;
        const auto parsed = std::from_chars(digits.data(), end, number);
        if (parsed.ec == std::errc() && (count <= safeDigits || isShortest(number, digits)))
            return number;
        ++m_document.longNumbers;
        return std::string(digits);
    }

    static bool isShortest(double number, std::string_view digits)
    {
        char text[32];
        const auto written = std::to_chars(text, text + sizeof text, number);
        return std::string_view(text, static_cast<std::size_t>(written.ptr - text)) == digits;
    }

    bool list(Value& out, int depth)
    {
        Value::List items;
        ++m_at;
        const bool isWhole = each(']', [&] {
            items.emplace_back();
            const std::size_t begin = m_at;
            const bool isGood = value(items.back(), depth + 1);
            if (!isGood && m_at == begin && items.back().isNull())
                items.pop_back(); // there is nothing of it
            return isGood;
        });
        out = Value(std::move(items));
        return isWhole;
    }

    bool map(Value& out, int depth)
    {
        ValueMap members;
        ++m_at;
        const bool isWhole = each('}', [&] {
            if (isAtEnd() || m_text[m_at] != '"')
                return isAtEnd() ? false : fail("Here should be a name in quotation marks.");
            std::string name;
            if (!string(name))
                return false;
            skipSpace();
            if (isAtEnd() || m_text[m_at] != ':')
                return isAtEnd() ? false : fail("Here should be a colon.");
            ++m_at;
            skipSpace();
            Value member;
            const bool isGood = value(member, depth + 1);
            members.appendUnchecked(std::move(name), std::move(member));
            return isGood;
        });
        out = Value(std::move(members));
        return isWhole;
    }

    template <typename Item>
    bool each(char close, Item item)
    {
        skipSpace();
        if (!isAtEnd() && m_text[m_at] == close) {
            ++m_at;
            return true;
        }
        while (!isAtEnd()) {
            if (!item())
                return false;
            skipSpace();
            if (isAtEnd())
                return false;
            const char c = m_text[m_at];
            if (c != ',' && c != close)
                return fail("Here should be a comma, or the end of the list or map.");
            ++m_at;
            if (c == close)
                return true;
            skipSpace();
        }
        return false;
    }

    bool string(std::string& out)
    {
        for (++m_at; !isAtEnd(); ++m_at) {
            const auto end = m_text.find_first_of("\"\\", m_at);
            out.append(m_text.substr(m_at, end == m_text.npos ? m_text.npos : end - m_at));
            m_at = end == m_text.npos ? m_text.size() : end;
            if (isAtEnd())
                return false;
            if (m_text[m_at] == '"') {
                ++m_at;
                return true;
            }
            ++m_at;
            if (isAtEnd())
                return false;
            if (!escape(out))
                return false;
        }
        return false;
    }

    bool escape(std::string& out)
    {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        const char c = m_text[m_at];
        if (const auto at = letters.find(c); at != letters.npos) {
            out += meanings[at];
            return true;
        }
        if (c != 'u')
            return fail("There is no such escape.");
        auto unit = codeUnit(m_at + 1);
        if (!unit)
            return m_at + 5 > m_text.size() ? false : fail("There is no such escape.");
        m_at += 4;
        char32_t character = *unit;
        const bool isHigh = character >= 0xD800 && character < 0xDC00;
        if (isHigh && m_text.substr(m_at + 1, 2) == "\\u") {
            if (const auto low = codeUnit(m_at + 3); low && *low >= 0xDC00 && *low < 0xE000) {
                character = 0x10000 + ((character - 0xD800) << 10) + (*low - 0xDC00);
                m_at += 6;
            }
        }
        append(character >= 0xD800 && character < 0xE000 ? U'\uFFFD' : character, out);
        return true;
    }

    [[nodiscard]] std::optional<std::uint16_t> codeUnit(std::size_t at) const
    {
        if (at + 4 > m_text.size())
            return std::nullopt;
        std::uint16_t unit = 0;
        const char* begin = m_text.data() + at;
        const auto read = std::from_chars(begin, begin + 4, unit, 16);
        return read.ptr == begin + 4 ? std::optional(unit) : std::nullopt;
    }

    static void append(char32_t character, std::string& out)
    {
        const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
        const auto rest = [&put, character](int shift) { put(0x80 | ((character >> shift) & 0x3F)); };
        if (character < 0x80) {
            put(character);
        } else if (character < 0x800) {
            put(0xC0 | character >> 6);
            rest(0);
        } else if (character < 0x10000) {
            put(0xE0 | character >> 12);
            rest(6);
            rest(0);
        } else {
            put(0xF0 | character >> 18);
            rest(12);
            rest(6);
            rest(0);
        }
    }

    std::string_view m_text;
    const JsonLimits& m_limits;
    JsonDocument& m_document;
    std::size_t m_at = 0;
    std::size_t m_values = 0;
};

} // namespace

JsonDocument readJson(std::string_view text, const JsonLimits& limits)
{
    JsonDocument document;
    JsonText(text, limits, document).read();
    return document;
}

} // namespace inia
