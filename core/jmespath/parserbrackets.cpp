#include "core/jmespath/parser.h"

// The part of the parser for what begins with a bracket, a star or a dot: indices, slices, projections, lists
// and maps.

namespace inia::jmespath {

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
