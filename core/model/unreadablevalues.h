#pragma once

#include <string>
#include <utility>

namespace inia {

/// The scalars of an answer that could not be read as what its model calls them. Each of them is null there;
/// this keeps the note of it. Names only: the texts themselves may be secrets.
struct UnreadableValues {
    int count = 0;
    std::string first; ///< what the first of them is: "LastModified, which is no timestamp"

    void add(std::string what)
    {
        if (count++ == 0)
            first = std::move(what);
    }
    void add(const UnreadableValues& others)
    {
        if (count == 0)
            first = others.first;
        count += others.count;
    }
    /// "1 value could not be read: LastModified, which is no timestamp"; empty when there are none.
    [[nodiscard]] std::string text() const
    {
        if (count == 0)
            return {};
        return count == 1 ? "1 value could not be read: " + first
                          : std::to_string(count) + " values could not be read, the first of them " + first;
    }

    friend bool operator==(const UnreadableValues&, const UnreadableValues&) = default;
};

} // namespace inia
