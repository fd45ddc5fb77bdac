#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia::dynamodb {

/// What is wrong with a text, for the person who wrote it. `offset` counts bytes.
struct TextProblem {
    std::string message;
    std::size_t offset = 0;
};

/// Counted from 1, columns in characters.
struct TextPosition {
    int line = 1;
    int column = 1;
    friend bool operator==(const TextPosition&, const TextPosition&) = default;
};
[[nodiscard]] TextPosition positionAt(std::string_view text, std::size_t offset);

/// A value of a JSON text that knows where it stands; numbers keep all their digits.
struct JsonNode {
    enum class Kind { Null, Bool, Number, Text, List, Map };

    Kind kind = Kind::Null;
    bool isTrue = false;
    std::string text;            ///< of texts; a number as it is written
    std::vector<JsonNode> items; ///< of a list; of a map the members' values
    std::vector<std::string> names;
    std::size_t offset = 0;
};

/// JSON by RFC 8259 that somebody typed: says of a mistake where it is and what was expected there. Names
/// may not come twice, and nesting ends at 64 levels. A reader of our own: simdjson and Qt's, which read what
/// services send, say neither what was expected nor that a name comes twice.
[[nodiscard]] std::optional<JsonNode> readJsonText(std::string_view text, TextProblem& problem);

} // namespace inia::dynamodb
