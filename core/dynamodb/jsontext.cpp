#include "core/dynamodb/itemtext.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <cstdint>

namespace inia::dynamodb {

namespace {

constexpr int deepest = 64; // the service ends at 32

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto tail = [&add, code](unsigned shift) { add(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80U) {
        add(code);
    } else if (code < 0x800U) {
        add(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000U) {
        add(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        add(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

class Reader final {
public:
    Reader(std::string_view text, TextProblem& problem) : m_text(text), m_problem(problem) {}

    std::optional<JsonNode> readAll()
    {
        skipSpace();
        JsonNode node;
        if (!value(node))
            return std::nullopt;
        skipSpace();
        if (m_at < m_text.size()) {
            fail("The value has ended before this; there is " + found() + " too many");
            return std::nullopt;
        }
        return node;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

    /// What stands here, in words.
    [[nodiscard]] std::string found() const
    {
        if (atEnd())
            return "the end of the text";
        auto end = m_at + 1; // a character may be several bytes
        while (end < m_text.size() && (static_cast<unsigned char>(m_text[end]) & 0xC0U) == 0x80U)
            ++end;
        return '\'' + std::string(m_text.substr(m_at, end - m_at)) + '\'';
    }

    bool fail(std::string message) { return failAt(m_at, std::move(message)); }
    bool failAt(std::size_t offset, std::string message)
    {
        m_problem = {std::move(message), offset};
        return false;
    }

    void skipSpace()
    {
        while (!atEnd() && std::string_view(" \t\r\n").find(peek()) != std::string_view::npos)
            ++m_at;
    }

    bool value(JsonNode& node)
    {
        node.offset = m_at;
        switch (peek()) {
        case '{':
            return nested(node, JsonNode::Kind::Map);
        case '[':
            return nested(node, JsonNode::Kind::List);
        case '"':
            node.kind = JsonNode::Kind::Text;
            return string(node.text);
        case '\'':
            return fail("Texts stand in double quotes");
        default:
            return ascii::isDigit(peek()) || peek() == '-' ? number(node) : word(node);
        }
    }

    bool word(JsonNode& node)
    {
        auto end = m_at;
        while (end < m_text.size() && (std::isalnum(static_cast<unsigned char>(m_text[end])) != 0))
            ++end;
        const auto name = m_text.substr(m_at, end - m_at);
        if (name == "true" || name == "false") {
            node.kind = JsonNode::Kind::Bool;
            node.isTrue = name == "true";
        } else if (name != "null") {
            return fail(name.empty()
                            ? "A value is expected here; there is " + found()
                            : "'" + std::string(name) + "' is no value; texts stand in double quotes");
        }
        m_at = end;
        return true;
    }

    bool digits()
    {
        const auto first = m_at;
        while (ascii::isDigit(peek()))
            ++m_at;
        return m_at > first;
    }

    bool number(JsonNode& node)
    {
        const auto first = m_at;
        if (peek() == '-')
            ++m_at;
        const bool beginsWithZero = peek() == '0';
        const auto whole = m_at;
        if (!digits())
            return fail("A digit is expected after the sign; there is " + found());
        if (beginsWithZero && m_at > whole + 1)
            return failAt(first, "A number does not begin with 0; in double quotes it is a text");
        if (peek() == '.') {
            ++m_at;
            if (!digits())
                return fail("A digit is expected after the point; there is " + found());
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            if (peek() == '+' || peek() == '-')
                ++m_at;
            if (!digits())
                return fail("A digit is expected in the exponent; there is " + found());
        }
        node.kind = JsonNode::Kind::Number;
        node.text = m_text.substr(first, m_at - first);
        return true;
    }

    bool string(std::string& out)
    {
        const auto first = m_at++;
        while (peek() != '"' || atEnd()) {
            if (atEnd())
                return failAt(first, "The closing quote of this text is missing");
            const auto byte = static_cast<unsigned char>(peek());
            if (byte == '\n' || byte == '\r')
                return fail(
                    "The closing quote is missing in this line; a line break in a text is written \\n");
            if (byte < 0x20U)
                return fail("A control character in a text is written as an escape, such as \\t");
            if (byte == '\\') {
                if (!escape(out))
                    return false;
            } else {
                out += m_text[m_at++];
            }
        }
        ++m_at;
        return true;
    }

    bool escape(std::string& out)
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        ++m_at;
        if (peek() == 'u')
            return unicode(out);
        const auto which = atEnd() ? std::string_view::npos : letters.find(peek());
        if (which == std::string_view::npos)
            return fail("There is no escape \\" + (atEnd() ? std::string() : found()) +
                        "; a backslash itself is written \\\\");
        out += meanings[which];
        ++m_at;
        return true;
    }

    bool unit(std::uint32_t& code)
    {
        const auto begin = ++m_at; // behind the u
        code = 0;
        for (; m_at < begin + 4; ++m_at) {
            const int c = std::tolower(static_cast<unsigned char>(peek()));
            if (std::isxdigit(c) == 0)
                return fail("\\u is followed by four hexadecimal digits");
            code = code * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        return true;
    }

    bool unicode(std::string& out)
    {
        const auto begin = m_at - 1;
        std::uint32_t code = 0;
        if (!unit(code))
            return false;
        if (code >= 0xD800U && code < 0xDC00U && m_text.substr(m_at, 2) == "\\u") {
            std::uint32_t low = 0;
            ++m_at;
            if (!unit(low))
                return false;
            if (low < 0xDC00U || low > 0xDFFFU)
                return failAt(begin, "The second half of this pair of \\u escapes is missing");
            code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
        }
        if (code >= 0xD800U && code <= 0xDFFFU)
            return failAt(begin, "The second half of this pair of \\u escapes is missing");
        appendUtf8(out, code);
        return true;
    }

    bool name(JsonNode& map)
    {
        const auto first = m_at;
        if (peek() != '"')
            return fail(atEnd() ? "The text ends inside an object; } is missing"
                                : "A name in double quotes is expected here; there is " + found());
        std::string name;
        if (!string(name))
            return false;
        if (std::find(map.names.begin(), map.names.end(), name) != map.names.end())
            return failAt(first, '"' + name + "\" is given twice");
        map.names.push_back(std::move(name));
        skipSpace();
        if (peek() != ':')
            return fail("A colon is expected after the name; there is " + found());
        ++m_at;
        skipSpace();
        return true;
    }

    bool nested(JsonNode& node, JsonNode::Kind kind)
    {
        const bool isMap = kind == JsonNode::Kind::Map;
        const char closing = isMap ? '}' : ']';
        const std::string inside = isMap ? "an object" : "a list";
        node.kind = kind;
        if (++m_depth > deepest)
            return fail("Values are nested too deeply");
        ++m_at;
        skipSpace();
        while (peek() != closing || atEnd()) {
            node.items.emplace_back();
            if ((isMap && !name(node)) || !value(node.items.back()))
                return false;
            skipSpace();
            if (peek() == closing && !atEnd())
                break;
            const auto comma = m_at;
            if (peek() != ',')
                return fail(atEnd() ? "The text ends inside " + inside + "; " + closing + " is missing"
                                    : std::string("A comma or ") + closing + " is expected here; there is " +
                                          found());
            ++m_at;
            skipSpace();
            if (peek() == closing && !atEnd())
                return failAt(comma, std::string("The comma before ") + closing + " is one too many");
        }
        ++m_at;
        --m_depth;
        return true;
    }

    std::string_view m_text;
    TextProblem& m_problem;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace

TextPosition positionAt(std::string_view text, std::size_t offset)
{
    TextPosition position;
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
        if (text[i] == '\n')
            position = {position.line + 1, 1};
        else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U)
            ++position.column;
    }
    return position;
}

std::optional<JsonNode> readJsonText(std::string_view text, TextProblem& problem)
{
    return Reader(text, problem).readAll();
}

} // namespace inia::dynamodb
