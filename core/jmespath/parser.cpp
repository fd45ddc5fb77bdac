#include "core/jmespath/parser.h"

#include "core/jmespath/evaluator.h"
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

namespace {

/// Levels of an expression tree and of brackets within brackets. Both are walked recursively.
constexpr int maxDepth = 400;

Comparison comparisonOf(TokenKind kind)
{
    return static_cast<Comparison>(static_cast<int>(kind) - static_cast<int>(TokenKind::Equal));
}

} // namespace

int bindingPower(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Pipe:
        return 1;
    case TokenKind::Or:
        return 2;
    case TokenKind::And:
        return 3;
    case TokenKind::Equal:
    case TokenKind::NotEqual:
    case TokenKind::Less:
    case TokenKind::LessOrEqual:
    case TokenKind::Greater:
    case TokenKind::GreaterOrEqual:
        return 5;
    case TokenKind::Flatten:
        return 9;
    case TokenKind::Star:
        return 20;
    case TokenKind::Filter:
        return 21;
    case TokenKind::Dot:
        return 40;
    case TokenKind::Not:
        return 45;
    case TokenKind::LeftBracket:
        return 55;
    case TokenKind::LeftParen:
        return 60;
    default:
        return 0;
    }
}

Result<ExpressionPtr> Parser::run()
{
    auto root = expression(0);
    if (root && !at(TokenKind::End))
        fail("the expression should have ended before this");
    if (m_error)
        return *m_error;
    return root;
}

bool Parser::accept(TokenKind kind)
{
    if (!at(kind))
        return false;
    ++m_at;
    return true;
}

bool Parser::expect(TokenKind kind, std::string_view what)
{
    if (!m_error && !accept(kind))
        fail(std::string(what) + " is missing here");
    return !m_error;
}

ExpressionPtr Parser::fail(std::size_t position, std::string_view problem)
{
    if (!m_error)
        m_error = syntaxError(m_text, position, problem);
    return {};
}

ExpressionPtr Parser::finish(ExpressionNode node)
{
    for (const auto& child : node.children) {
        if (!child)
            return {};
        node.depth = std::max(node.depth, child->depth + 1);
    }
    if (node.depth > maxDepth)
        return fail("the expression is too deeply nested");
    return std::make_unique<const ExpressionNode>(std::move(node));
}

ExpressionPtr Parser::node(Kind kind, ExpressionPtr first, ExpressionPtr second, ExpressionPtr third)
{
    if (m_error)
        return {};
    ExpressionNode result;
    result.kind = kind;
    for (auto* child : {&first, &second, &third}) {
        if (*child)
            result.children.push_back(std::move(*child));
    }
    return finish(std::move(result));
}

ExpressionPtr Parser::field(std::string name)
{
    ExpressionNode result;
    result.kind = Kind::Field;
    result.name = std::move(name);
    return finish(std::move(result));
}

ExpressionPtr Parser::expression(int power)
{
    if (++m_depth > maxDepth)
        fail("the expression is too deeply nested");
    auto left = m_error ? ExpressionPtr() : prefix();
    while (left && power < bindingPower(current().kind))
        left = infix(std::move(left));
    --m_depth;
    return left;
}

ExpressionPtr Parser::prefix()
{
    switch (current().kind) {
    case TokenKind::Literal: {
        ExpressionNode result;
        result.kind = Kind::Literal;
        result.literal = take().value;
        return finish(std::move(result));
    }
    case TokenKind::Identifier:
    case TokenKind::QuotedIdentifier:
        return name();
    case TokenKind::Star:
        return starProjection(Kind::ValueProjection, node(Kind::Current), bindingPower(TokenKind::Star));
    case TokenKind::Filter:
        return filter(node(Kind::Current));
    case TokenKind::Flatten:
        return infix(node(Kind::Current));
    case TokenKind::LeftBrace:
        return multiMap();
    case TokenKind::LeftBracket:
        return prefixBracket();
    case TokenKind::LeftParen: {
        take();
        auto inner = expression(0);
        return expect(TokenKind::RightParen, "\")\"") ? std::move(inner) : ExpressionPtr();
    }
    case TokenKind::Not:
        take();
        return node(Kind::Not, expression(bindingPower(TokenKind::Not)));
    case TokenKind::Current:
        take();
        return node(Kind::Current);
    case TokenKind::Reference:
        return fail("\"&\" only makes sense before an argument of a function");
    case TokenKind::End:
        return fail("something is missing at the end");
    default:
        return fail("a name, a literal or an opening bracket is expected here");
    }
}

ExpressionPtr Parser::infix(ExpressionPtr left)
{
    const auto kind = current().kind;
    const auto power = bindingPower(kind);
    switch (kind) {
    case TokenKind::Dot:
        take();
        if (at(TokenKind::Star))
            return starProjection(Kind::ValueProjection, std::move(left), power);
        return node(Kind::Chain, std::move(left), afterDot(power));
    case TokenKind::Pipe:
        take();
        return node(Kind::Chain, std::move(left), expression(power));
    case TokenKind::Or:
        take();
        return node(Kind::Or, std::move(left), expression(power));
    case TokenKind::And:
        take();
        return node(Kind::And, std::move(left), expression(power));
    case TokenKind::Flatten: {
        take();
        auto flat = node(Kind::Flatten, std::move(left));
        return node(Kind::ListProjection, std::move(flat), projected(power));
    }
    case TokenKind::Filter:
        return filter(std::move(left));
    case TokenKind::LeftBracket:
        return bracket(std::move(left));
    case TokenKind::Star:
    case TokenKind::Not:
    case TokenKind::LeftParen:
        return fail("an operator is missing before this");
    default: {
        take();
        ExpressionNode result;
        result.kind = Kind::Compare;
        result.comparison = comparisonOf(kind);
        result.children.push_back(std::move(left));
        result.children.push_back(expression(power));
        return finish(std::move(result));
    }
    }
}

ExpressionPtr Parser::name()
{
    auto token = take();
    if (!at(TokenKind::LeftParen))
        return field(std::move(token.text));
    if (token.kind == TokenKind::QuotedIdentifier)
        return fail(token.position, "names of functions are not quoted");
    return call(token);
}

ExpressionPtr Parser::call(const Token& name)
{
    take();
    ExpressionNode result;
    result.kind = Kind::Call;
    if (!at(TokenKind::RightParen)) {
        do {
            result.children.push_back(argument());
        } while (!m_error && accept(TokenKind::Comma));
    }
    if (!expect(TokenKind::RightParen, "\",\" or \")\""))
        return {};
    auto function = functionFor(name.text, result.children.size());
    if (!function) {
        m_error = syntaxError(m_text, name.position, function.error().message);
        m_error->code = function.error().code;
        return {};
    }
    result.function = *function;
    return finish(std::move(result));
}

ExpressionPtr Parser::argument()
{
    return accept(TokenKind::Reference) ? node(Kind::Reference, expression(0)) : expression(0);
}

Result<ExpressionPtr> parseExpression(std::string_view text)
{
    auto tokens = tokenize(text);
    if (!tokens)
        return tokens.error();
    return Parser(text, std::move(tokens).value()).run();
}

// The part of the parser for what begins with a bracket, a star or a dot: indices, slices, projections, lists
// and maps.

namespace {

/// A projection goes on over everything that binds at least as tightly as this.
constexpr int projectionStop = 10;

} // namespace

ExpressionPtr Parser::bracket(ExpressionPtr left)
{
    take();
    if (at(TokenKind::Number) || at(TokenKind::Colon))
        return indexOrSlice(std::move(left));
    if (at(TokenKind::Star) && nextIs(TokenKind::RightBracket)) {
        auto result = starProjection(Kind::ListProjection, std::move(left), bindingPower(TokenKind::Star));
        return result;
    }
    return fail("an index, a slice, \"*\", \"?\" or \"]\" is expected after \"[\"");
}

ExpressionPtr Parser::prefixBracket()
{
    if (nextIs(TokenKind::Number) || nextIs(TokenKind::Colon))
        return bracket(node(Kind::Current));
    const bool star = nextIs(TokenKind::Star) && m_at + 2 < m_tokens.size() &&
                      m_tokens[m_at + 2].kind == TokenKind::RightBracket;
    return star ? bracket(node(Kind::Current)) : multiList();
}

ExpressionPtr Parser::starProjection(Kind kind, ExpressionPtr left, int power)
{
    take();
    if (kind == Kind::ListProjection)
        take(); // "]", which the caller has seen
    return node(kind, std::move(left), projected(power));
}

ExpressionPtr Parser::indexOrSlice(ExpressionPtr left)
{
    if (at(TokenKind::Colon) || nextIs(TokenKind::Colon))
        return slice(std::move(left));
    ExpressionNode index;
    index.kind = Kind::Index;
    index.index = take().value.toInt();
    if (!expect(TokenKind::RightBracket, "\"]\""))
        return {};
    return node(Kind::Chain, std::move(left), finish(std::move(index)));
}

ExpressionPtr Parser::slice(ExpressionPtr left)
{
    std::optional<std::int64_t> bounds[3];
    const auto start = current().position;
    for (std::size_t i = 0; i < 3; ++i) {
        if (at(TokenKind::Number))
            bounds[i] = take().value.toInt();
        if (i == 2 || !accept(TokenKind::Colon))
            break;
    }
    if (!expect(TokenKind::RightBracket, "\"]\""))
        return {};
    if (bounds[2] == 0) {
        m_error = syntaxError(m_text, start, "the step of a slice cannot be 0");
        m_error->code = "JmesPathValue";
        return {};
    }
    ExpressionNode result;
    result.kind = Kind::Slice;
    result.slice = {bounds[0], bounds[1], bounds[2].value_or(1)};
    auto sliced = node(Kind::Chain, std::move(left), finish(std::move(result)));
    return node(Kind::ListProjection, std::move(sliced), projected(bindingPower(TokenKind::Star)));
}

ExpressionPtr Parser::filter(ExpressionPtr left)
{
    take();
    auto condition = expression(0);
    if (!expect(TokenKind::RightBracket, "\"]\""))
        return {};
    auto right = at(TokenKind::Flatten) ? node(Kind::Current) : projected(bindingPower(TokenKind::Filter));
    return node(Kind::FilterProjection, std::move(left), std::move(right), std::move(condition));
}

ExpressionPtr Parser::afterDot(int power)
{
    switch (current().kind) {
    case TokenKind::Identifier:
    case TokenKind::QuotedIdentifier:
    case TokenKind::Star:
        return expression(power);
    case TokenKind::LeftBracket:
        return multiList();
    case TokenKind::LeftBrace:
        return multiMap();
    default:
        return fail("a name, \"*\", \"[\" or \"{\" is expected after \".\"");
    }
}

ExpressionPtr Parser::projected(int power)
{
    if (m_error || bindingPower(current().kind) < projectionStop)
        return node(Kind::Current);
    if (at(TokenKind::LeftBracket) || at(TokenKind::Filter))
        return expression(power);
    if (accept(TokenKind::Dot))
        return afterDot(power);
    return fail("this cannot follow a projection");
}

ExpressionPtr Parser::multiList()
{
    take();
    ExpressionNode result;
    result.kind = Kind::List;
    do {
        result.children.push_back(expression(0));
    } while (!m_error && accept(TokenKind::Comma));
    return expect(TokenKind::RightBracket, "\",\" or \"]\"") ? finish(std::move(result)) : ExpressionPtr();
}

ExpressionPtr Parser::multiMap()
{
    take();
    ExpressionNode result;
    result.kind = Kind::Map;
    do {
        if (!at(TokenKind::Identifier) && !at(TokenKind::QuotedIdentifier))
            return fail("a name is expected here");
        result.keys.push_back(take().text);
        if (!expect(TokenKind::Colon, "\":\""))
            return {};
        result.children.push_back(expression(0));
    } while (!m_error && accept(TokenKind::Comma));
    return expect(TokenKind::RightBrace, "\",\" or \"}\"") ? finish(std::move(result)) : ExpressionPtr();
}

} // namespace inia::jmespath
