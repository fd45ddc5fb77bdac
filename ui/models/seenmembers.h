#pragma once

#include "core/model/shape.h"
#include "ui/models/resourcerows.h"

#include <map>
#include <set>

namespace inia::ui {

/// What the rows of a table of resources have been seen to have: scalar members, also those one structure
/// deep, tags, and how they repeat the identifiers.
class SeenMembers final {
public:
    using Counts = std::map<std::string, std::size_t, std::less<>>;

    /// Members of `shape` are known from the start; it may be invalid.
    explicit SeenMembers(const Shape& shape);

    /// Looks at rows that have come, from `first` on. Of very many it looks at the tags alone.
    void look(const ResourceRows& rows, std::size_t first);

    /// No row has been looked at.
    [[nodiscard]] bool isNothing() const { return m_rows == 0; }
    /// Of scalar members: in the order of the shape, then as they came.
    [[nodiscard]] const std::vector<std::string>& paths() const { return m_paths; }
    /// A value of the member, not blank if there is one; an empty text when it was never seen.
    [[nodiscard]] Value sample(std::string_view path) const;
    /// No row had more than an empty text.
    [[nodiscard]] bool isBlank(std::string_view path) const;
    /// How often each tag was seen.
    [[nodiscard]] const Counts& tags() const { return m_tags; }
    /// The identifier that a member repeats; empty for none.
    [[nodiscard]] std::string identifierIn(std::string_view member) const;
    /// The member that repeats an identifier; empty for none.
    [[nodiscard]] std::string memberOf(std::string_view identifier) const;
    /// An identifier with a readable end, as URLs and ARNs have.
    [[nodiscard]] bool hasTitle(std::string_view identifier) const { return m_titled.contains(identifier); }

private:
    struct Seen {
        std::size_t count = 0; ///< without blanks
        Value sample;
    };

    void addShape(const Shape& shape, const std::string& before);
    void lookAt(const Value& data, const std::string& before);
    void lookAtIdentifiers(const ResourceFacts& facts);

    std::vector<std::string> m_paths;
    std::map<std::string, Seen, std::less<>> m_seen;
    Counts m_tags;
    std::map<std::string, std::string, std::less<>> m_same; ///< identifiers by the members that repeat them
    std::set<std::string, std::less<>> m_titled;
    std::size_t m_rows = 0;
};

} // namespace inia::ui
