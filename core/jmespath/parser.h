#pragma once

#include "core/common/result.h"
#include "core/jmespath/evaluator.h"
#include "core/model/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia::jmespath {

enum class TokenKind {
    End,
    Identifier,
    QuotedIdentifier,
    Literal,
    Number,
    Dot,
    Star,
    Comma,
    Colon,
    Pipe,
    Or,
    And,
    Not,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    LeftBracket,
    RightBracket,
    Filter,  ///< "[?"
    Flatten, ///< "[]"
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    Current,   ///< "@"
    Reference, ///< "&"
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::size_t position = 0; ///< byte offset in the expression
    std::string text;         ///< name of an identifier with its escapes resolved, else as written
    Value value;              ///< of literals and numbers
};

/// Cuts an expression into tokens; the last one is End.
[[nodiscard]] Result<std::vector<Token>> tokenize(std::string_view expression);

/// A syntax error with the place where it is.
[[nodiscard]] Error syntaxError(std::string_view expression, std::size_t position, std::string_view problem);

/// How tightly an operator binds what stands to its left; 0 ends an expression.
[[nodiscard]] int bindingPower(TokenKind kind);

/// Top-down operator precedence parser, for one expression. Every function returns null once an error is
/// noted.
class Parser final {
public:
    Parser(std::string_view text, std::vector<Token> tokens) : m_text(text), m_tokens(std::move(tokens)) {}
    [[nodiscard]] Result<ExpressionPtr> run();

private:
    [[nodiscard]] const Token& current() const { return m_tokens[m_at]; }
    [[nodiscard]] bool at(TokenKind kind) const { return current().kind == kind; }
    [[nodiscard]] bool nextIs(TokenKind kind) const
    {
        return m_at + 1 < m_tokens.size() && m_tokens[m_at + 1].kind == kind;
    }
    Token take()
    {
        Token token = current();
        if (!at(TokenKind::End))
            ++m_at;
        return token;
    }
    /// Steps over the token if it is of that kind.
    bool accept(TokenKind kind);
    bool expect(TokenKind kind, std::string_view what);
    ExpressionPtr fail(std::string_view problem) { return fail(current().position, problem); }
    ExpressionPtr fail(std::size_t position, std::string_view problem);

    using Kind = ExpressionNode::Kind;
    [[nodiscard]] ExpressionPtr node(Kind kind, ExpressionPtr first = {}, ExpressionPtr second = {},
                                     ExpressionPtr third = {});
    [[nodiscard]] ExpressionPtr finish(ExpressionNode node);
    [[nodiscard]] ExpressionPtr field(std::string name);

    [[nodiscard]] ExpressionPtr expression(int power);
    [[nodiscard]] ExpressionPtr prefix();
    [[nodiscard]] ExpressionPtr infix(ExpressionPtr left);
    [[nodiscard]] ExpressionPtr name();
    [[nodiscard]] ExpressionPtr bracket(ExpressionPtr left);
    [[nodiscard]] ExpressionPtr prefixBracket();
    [[nodiscard]] ExpressionPtr indexOrSlice(ExpressionPtr left);
    [[nodiscard]] ExpressionPtr slice(ExpressionPtr left);
    [[nodiscard]] ExpressionPtr starProjection(Kind kind, ExpressionPtr left, int power);
    [[nodiscard]] ExpressionPtr filter(ExpressionPtr left);
    [[nodiscard]] ExpressionPtr afterDot(int power);
    [[nodiscard]] ExpressionPtr projected(int power);
    [[nodiscard]] ExpressionPtr multiList();
    [[nodiscard]] ExpressionPtr multiMap();
    [[nodiscard]] ExpressionPtr call(const Token& name);
    [[nodiscard]] ExpressionPtr argument();

    std::string_view m_text;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::optional<Error> m_error;
};

/// The tree of an expression; never null on success.
[[nodiscard]] Result<ExpressionPtr> parseExpression(std::string_view text);

} // namespace inia::jmespath
