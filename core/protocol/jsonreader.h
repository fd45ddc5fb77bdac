#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace inia {

/// Most values that are made of one answer. A byte on the wire may become a hundred in memory (an empty map
/// of CBOR does), so the length of a body is no bound on what it takes. Pages of 16 MiB, the largest AWS
/// documents, stay below unless their values have two bytes each; at the limit an answer takes about half a
/// gigabyte.
inline constexpr std::size_t mostValues = 4'000'000;

/// Counts down what a reader may still make.
class ValueBudget final {
public:
    explicit ValueBudget(std::size_t most = mostValues) : m_left(most) {}

    /// False when it is spent, and from then on.
    [[nodiscard]] bool spend(std::size_t count = 1)
    {
        m_isExceeded = m_isExceeded || count > m_left;
        m_left -= m_isExceeded ? 0 : count;
        return !m_isExceeded;
    }
    [[nodiscard]] std::size_t left() const { return m_isExceeded ? 0 : m_left; }
    [[nodiscard]] bool isExceeded() const { return m_isExceeded; }

    [[nodiscard]] static std::string problem()
    {
        return "it holds more than " + std::to_string(mostValues) + " values, which is more than fits";
    }

private:
    std::size_t m_left;
    bool m_isExceeded = false;
};

} // namespace inia

namespace simdjson::dom {

class element;
class parser;

} // namespace simdjson::dom

namespace inia {

/// Deepest nesting any reader of this folder follows; more is an error, not a crash.
inline constexpr int maxNesting = 256;

/// JSON text as a Value. Of equal names the last one wins. Integers too big for 64 bits become doubles; NaN,
/// Infinity and -Infinity, which Python writes, become texts of these names.
/// Fails (kind Parse) with what is wrong; the caller says where the text came from.
[[nodiscard]] Result<Value> parseJson(std::string_view text);

// The two halves of parseJson(), for readers that walk the document themselves.

/// Parses into `root`, which is valid as long as the parser. Empty when that went well, else what is wrong.
[[nodiscard]] std::string parseJsonDocument(simdjson::dom::parser& parser, std::string_view text,
                                            simdjson::dom::element& root);
/// What comes after the budget is spent reads as null; whoever gave it has to look.
[[nodiscard]] Value valueFromJson(const simdjson::dom::element& element, ValueBudget& budget);

} // namespace inia
