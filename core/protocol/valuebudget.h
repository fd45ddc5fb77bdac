#pragma once

#include <cstddef>
#include <string>

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
