#include "core/jmespath/token.h"
#include "core/model/document.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace inia::jmespath {

namespace {

bool startsIdentifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
struct Symbol {
    std::string_view text;
    TokenKind kind;
};

/// Longer ones first, so that "[?" wins over "[".
constexpr std::array symbols{
    Symbol{"[?", TokenKind::Filter},      Symbol{"[]", TokenKind::Flatten},
    Symbol{"||", TokenKind::Or},          Symbol{"&&", TokenKind::And},
    Symbol{"==", TokenKind::Equal},       Symbol{"!=", TokenKind::NotEqual},
    Symbol{"<=", TokenKind::LessOrEqual}, Symbol{">=", TokenKind::GreaterOrEqual},
    Symbol{".", TokenKind::Dot},          Symbol{"*", TokenKind::Star},
    Symbol{",", TokenKind::Comma},        Symbol{":", TokenKind::Colon},
    Symbol{"|", TokenKind::Pipe},         Symbol{"!", TokenKind::Not},
    Symbol{"<", TokenKind::Less},         Symbol{">", TokenKind::Greater},
    Symbol{"[", TokenKind::LeftBracket},  Symbol{"]", TokenKind::RightBracket},
    Symbol{"(", TokenKind::LeftParen},    Symbol{")", TokenKind::RightParen},
    Symbol{"{", TokenKind::LeftBrace},    Symbol{"}", TokenKind::RightBrace},
    Symbol{"@", TokenKind::Current},      Symbol{"&", TokenKind::Reference},
};

class Lexer {
public:
    explicit Lexer(std::string_view expression) : m_text(expression) {}
    [[nodiscard]] Result<std::vector<Token>> run();

private:
    [[nodiscard]] Result<Token> next();
    [[nodiscard]] Token identifier();
    [[nodiscard]] Result<Token> number();
    [[nodiscard]] Result<Token> symbol();
    [[nodiscard]] Result<Token> quotedIdentifier();
    [[nodiscard]] Result<Token> rawText();
    [[nodiscard]] Result<Token> literal();
    /// What stands between two delimiters, escapes untouched; null data when the second is missing.
    [[nodiscard]] std::string_view delimited(char delimiter);
    [[nodiscard]] Error error(std::string_view problem) const
    {
        return syntaxError(m_text, m_start, problem);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_start = 0; ///< of the current token
};

Result<std::vector<Token>> Lexer::run()
{
    std::vector<Token> tokens;
    while (true) {
        m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size());
        m_start = m_at;
        if (m_at == m_text.size())
            break;
        auto token = next();
        if (!token)
            return token.error();
        token->position = m_start;
        tokens.push_back(std::move(token).value());
    }
    tokens.push_back({TokenKind::End, m_text.size(), {}, {}});
    return tokens;
}

Result<Token> Lexer::next()
{
    const char c = m_text[m_at];
    if (startsIdentifier(c))
        return identifier();
    if (ascii::isDigit(c) || c == '-')
        return number();
    switch (c) {
    case '"':
        return quotedIdentifier();
    case '\'':
        return rawText();
    case '`':
        return literal();
    default:
        return symbol();
    }
}

Token Lexer::identifier()
{
    while (m_at < m_text.size() && (startsIdentifier(m_text[m_at]) || ascii::isDigit(m_text[m_at])))
        ++m_at;
    return {TokenKind::Identifier, 0, std::string(m_text.substr(m_start, m_at - m_start)), {}};
}

Result<Token> Lexer::number()
{
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), value);
    if (failure != std::errc())
        return error("this is not a whole number");
    m_at = static_cast<std::size_t>(end - m_text.data());
    return Token{TokenKind::Number, 0, std::string(m_text.substr(m_start, m_at - m_start)), value};
}

Result<Token> Lexer::symbol()
{
    const auto rest = m_text.substr(m_at);
    const auto* found = std::find_if(symbols.begin(), symbols.end(),
                                     [rest](const Symbol& entry) { return rest.starts_with(entry.text); });
    if (found == symbols.end())
        return error(rest.front() == '=' ? "use \"==\" to compare" : "this character has no meaning here");
    m_at += found->text.size();
    return Token{found->kind, 0, std::string(found->text), {}};
}

std::string_view Lexer::delimited(char delimiter)
{
    const auto start = ++m_at;
    while (m_at < m_text.size() && m_text[m_at] != delimiter)
        m_at += m_text[m_at] == '\\' ? 2 : 1;
    if (m_at >= m_text.size()) {
        m_at = m_text.size();
        return {};
    }
    return m_text.substr(start, m_at++ - start);
}

/// Every escaped delimiter without its backslash; other escapes stay as they are.
std::string withoutEscapes(std::string_view text, char delimiter)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == delimiter)
            ++i;
        result += text[i];
    }
    return result;
}

Result<Token> Lexer::quotedIdentifier()
{
    const auto content = delimited('"');
    if (!content.data())
        return error("the closing \" is missing");
    const auto name = Document::fromJson(m_text.substr(m_start, m_at - m_start), "the quoted name");
    if (!name || !(*name)->root().isText())
        return error("the quoted name is not a JSON text");
    return Token{TokenKind::QuotedIdentifier, 0, std::string((*name)->root().text()), {}};
}

Result<Token> Lexer::rawText()
{
    const auto content = delimited('\'');
    if (!content.data())
        return error("the closing ' is missing");
    return Token{TokenKind::Literal, 0, std::string(m_text.substr(m_start, m_at - m_start)),
                 withoutEscapes(content, '\'')};
}

Result<Token> Lexer::literal()
{
    const auto content = delimited('`');
    if (!content.data())
        return error("the closing ` is missing");
    auto json = withoutEscapes(content, '`');
    json.erase(0, json.find_first_not_of(" \t\r\n"));
    auto value = Document::fromJson(json, "the literal");
    // `text` without quotes was allowed once; people and jmespath.py still go by it. What begins like JSON
    // but is none is a slip.
    if (!value && json.find_first_of("[{\"") != 0)
        value = Document::fromJson('"' + json + '"', "the literal");
    if (!value)
        return error("the literal between ` and ` is not JSON");
    return Token{TokenKind::Literal, 0, std::string(m_text.substr(m_start, m_at - m_start)),
                 (*value)->root().toValue()};
}

} // namespace

Result<std::vector<Token>> tokenize(std::string_view expression)
{
    return Lexer(expression).run();
}

Error syntaxError(std::string_view expression, std::size_t position, std::string_view problem)
{
    constexpr std::size_t shown = 100;
    const std::string_view dots = expression.size() > shown ? "..." : "";
    std::string message = "the JMESPath expression \"" + std::string(expression.substr(0, shown)) +
                          std::string(dots) + "\" is wrong at character " + std::to_string(position + 1);
    if (position < expression.size())
        message += " (\"" + std::string(expression.substr(position, 20)) + "\")";
    return makeError(ErrorKind::Parameter, "JmesPathSyntax", message + ": " + std::string(problem));
}

} // namespace inia::jmespath
