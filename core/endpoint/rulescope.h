#pragma once

#include "core/common/error.h"
#include "core/model/document.h"
#include "core/model/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Partitions;

/// The names a rule sees and the evaluation of expressions over them. Stops at the first error and keeps it:
/// from then on results mean nothing. Names point into the rule set's document.
class RuleScope final {
public:
    explicit RuleScope(const Partitions& partitions) : m_partitions(partitions) {}

    /// Gives a name its value. A name that is already there is an error.
    void assign(std::string_view name, Value value);
    /// What a rule assigned goes away when it is left: rewind() to the mark() taken before.
    [[nodiscard]] std::size_t mark() const { return m_entries.size(); }
    void rewind(std::size_t mark);

    /// A literal, {"ref": name}, a template text or a function call. Null for a name without value.
    [[nodiscard]] Value resolve(Node expression, int depth);
    /// {"fn": name, "argv": [...]}; `assign` is left to the caller.
    [[nodiscard]] Value call(Node function, int depth);
    /// "https://{Region}.{partition#dnsSuffix}" with the values put in. "{{" and "}}" stand for braces.
    [[nodiscard]] std::string expand(std::string_view text);

    void failRule(std::string text);
    void failBroken(std::string_view what);
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    struct Entry {
        std::string_view name;
        Value value;
    };
    /// Null when there is no such name.
    [[nodiscard]] const Value* find(std::string_view name) const;
    [[nodiscard]] std::string placeholder(std::string_view reference);
    void fail(ErrorKind kind, std::string_view code, std::string message);

    const Partitions& m_partitions;
    std::vector<Entry> m_entries;
    std::optional<Error> m_error;
};

} // namespace inia
