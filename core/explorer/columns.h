#pragma once

#include "core/explorer/item.h"
#include "core/explorer/rules.h"

namespace inia::explorer {

/// The class a state's word stands for: "good", "coming", "changing", "off", "gone", "bad"; empty when
/// nothing is known of it. UPDATE_ROLLBACK_COMPLETE is bad, CREATE_COMPLETE good.
[[nodiscard]] std::string_view healthOf(const Rules& rules, std::string_view state);

/// Unit of a number, by its member's name first and its documentation second; empty when nothing says it.
[[nodiscard]] std::string_view unitOf(const Rules& rules, std::string_view name, std::string_view type,
                                      const QString& documentation);

struct Column {
    std::string path;
    std::string kind; ///< name, id, arn, state, time, number, bool, text, tags
    std::string unit; ///< empty when there is none
};

/// What is shown of an item, and which of its members mean what.
struct Layout {
    std::vector<std::pair<std::string, std::string>> roles; ///< name, tags, id, arn, state, created, modified
    std::vector<Column> columns;
    /// Values of the state and the class they stand for.
    std::vector<std::pair<std::string, std::string>> health;
    [[nodiscard]] std::string role(std::string_view name) const;
};

/// `element`: the shape that rows are filled with; `key`: path of what identifies one, empty when none does.
[[nodiscard]] Layout layOut(const Rules& rules, const Library& library, const ItemType& type,
                            const Shape& element, const std::string& key);

/// A scalar of an item, or of a structure in it that says one thing (State.Name, Placement.Zone).
struct Member {
    std::string path;
    std::string_view name;
    std::string flat;
    std::string attribute;
    std::string noun;
    std::string_view type;
    Shape shape;
    const Prose* docs = nullptr;
    int order = 0;
    int depth = 0;
    std::string_view owner; ///< the structure it stands in
    std::string ownerFlat;
    std::string ownerNoun;

    [[nodiscard]] bool isText() const { return type == "string"; }
    [[nodiscard]] bool isNumber() const
    {
        return type == "integer" || type == "long" || type == "double" || type == "float";
    }
    [[nodiscard]] bool isEnum() const { return shape.target()["enum"].size() > 0; }
};

[[nodiscard]] std::vector<Member> membersOf(const Rules& rules, const Library& library, const Shape& element);
/// Which members of an item mean what: name, tags, id, ARN, state, when it was made and changed.
struct Roles {
    const Member* name = nullptr;
    const Member* id = nullptr;
    const Member* arn = nullptr;
    const Member* state = nullptr;
    const Member* created = nullptr;
    const Member* modified = nullptr;
    std::string tags;
    [[nodiscard]] bool holds(const Member& member) const;
};
[[nodiscard]] Roles rolesOf(const Rules& rules, const ItemType& type, const Shape& element,
                            const std::vector<Member>& members, const std::string& key);
/// Whether a member holds a time.
[[nodiscard]] bool isTime(const Member& member);

} // namespace inia::explorer
