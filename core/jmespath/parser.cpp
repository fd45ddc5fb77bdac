#include "core/jmespath/parser.h"

#include "core/jmespath/functions.h"

#include <algorithm>

namespace inia::jmespath {

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

} // namespace inia::jmespath
