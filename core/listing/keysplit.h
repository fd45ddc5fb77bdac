#pragma once

#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Where to divide a range of keys that nobody has seen yet. Learns from keys which bytes there are at each
/// place; where digits were seen all ten are taken for possible, and so with letters and hexadecimal digits.
class KeySplit final {
public:
    /// Keys begin with `prefix`, of which nothing needs to be learnt.
    explicit KeySplit(std::size_t prefix) : m_prefix(prefix) {}

    /// Keys in ascending order, mostly: what one has in common with the one before is passed over.
    void learn(std::string_view key);

    /// Whether there was anything behind a guess at that place: of places where there is not, no more are
    /// made.
    void judge(std::size_t place, bool isThere);

    struct Middle {
        std::string key;
        std::size_t place = 0; ///< of the byte at which the range is divided: the smaller, the more is meant
        /// No key was seen that differs from `from` there: whether there is anything behind is a guess.
        bool isGuess = false;
        /// Right behind `from`, since nothing may be left up to the end of the range.
        bool isNear = false;
    };
    /// A text between both that is whole UTF-8, and divides about what is between them: `from` < key < `to`.
    /// No `to` is the end of all keys. `seen`: keys that were seen anywhere. What they have in common with
    /// `from` tells at which places keys around there differ; behind a `to` beyond which none was seen there
    /// may be nothing. Nothing where no place is left to divide at.
    [[nodiscard]] std::optional<Middle> between(std::string_view from, const std::optional<std::string>& to,
                                                const std::vector<std::string_view>& seen) const;

    /// How much of what lies between the keys `first` and `to` lies behind `from`, from 0 to 1, as if keys
    /// were spread evenly over the bytes that are possible at each place.
    [[nodiscard]] double partBehind(std::string_view first, std::string_view from,
                                    const std::optional<std::string>& to) const;

private:
    using Bytes = std::bitset<256>;
    [[nodiscard]] Bytes seenAt(std::size_t place) const;
    [[nodiscard]] Bytes possibleAt(std::size_t place, std::string_view key) const;
    [[nodiscard]] double positionOf(std::string_view key, std::size_t place) const;
    [[nodiscard]] bool isHexadecimal(std::size_t place, std::string_view key) const;
    [[nodiscard]] std::optional<std::string> dividedAt(std::size_t place, std::string_view from,
                                                       const std::optional<std::string>& to,
                                                       bool isNear) const;

    std::size_t m_prefix;
    std::vector<Bytes> m_seen;         ///< by the place behind the prefix
    std::map<std::size_t, int> m_luck; ///< with guesses, by place
    std::string m_last;
};

} // namespace inia
