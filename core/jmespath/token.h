#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <cstddef>
#include <string>
#include <string_view>
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

} // namespace inia::jmespath
