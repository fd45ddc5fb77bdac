#pragma once

#include "core/model/shape.h"
#include "core/model/value.h"

#include <map>
#include <string>

namespace inia::cli {

/// The text of a node's "documentation", which is HTML.
[[nodiscard]] std::string proseOf(Node node);

/// Tells shapes as a tree of plain values: shape, type, documentation, traits, and members, member, key or
/// value. A shape with parts is told where it comes up first; later only its name stands there, with
/// `see` for the place, since shapes may hold themselves and are shared a thousand times in some services.
class ShapeDescription final {
public:
    /// `documentation` holds the prose of the service's shapes by their name; may be null.
    explicit ShapeDescription(Node documentation) : m_documentation(documentation) {}

    /// `place` is what to call this shape's place ("input.Filters[]").
    [[nodiscard]] Value describe(const Shape& shape, const std::string& place, Node memberProse = {});

private:
    void addMembers(Value& described, const Shape& shape, const std::string& place);

    Node m_documentation;
    std::map<std::string, std::string, std::less<>> m_places; ///< where a shape was told, by its name
};

} // namespace inia::cli
