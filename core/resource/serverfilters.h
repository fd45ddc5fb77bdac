#pragma once

#include "core/resource/resource.h"

#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// One thing the server is asked to look for: "vpc-id" = "vpc-1", "tag:env" = "sandbox", "PathPrefix" =
/// "/a/".
struct ServerFilter {
    std::string name;
    std::string value;

    friend bool operator==(const ServerFilter&, const ServerFilter&) = default;
};

/// What the operation behind a collection can filter by: named filters (its `Filters` member, as in EC2) and
/// members of its input such as PathPrefix or QueueNamePrefix. Members that page, and those the collection
/// fills in itself, are no filters.
class ServerFilters final {
public:
    ServerFilters() = default;
    explicit ServerFilters(const Collection& collection);

    [[nodiscard]] bool isEmpty() const { return !m_named && m_members.empty(); }
    /// Whether any name may be filtered by.
    [[nodiscard]] bool takesNames() const { return m_named; }
    /// The member that text without a name goes to; empty for none.
    [[nodiscard]] const std::string& prefixMember() const { return m_prefix; }
    [[nodiscard]] std::vector<std::string> memberNames() const;

    /// "name=value", or a prefix alone where there is one. Fails (kind Parameter) with what to type instead.
    [[nodiscard]] Result<ServerFilter> parse(std::string_view text) const;
    /// For Collection::filter(). Values of one named filter, and items of lists, are separated by ",".
    [[nodiscard]] Value params(const std::vector<ServerFilter>& filters) const;

private:
    struct Member {
        std::string name;
        ShapeType type = ShapeType::Text;
    };

    void addMember(const Shape::Member& member);
    [[nodiscard]] const Member* find(std::string_view name) const;

    bool m_named = false;
    std::vector<Member> m_members;
    std::string m_prefix;
};

} // namespace inia
