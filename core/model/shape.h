#pragma once

#include "core/model/document.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace inia {

class ServiceModel;

enum class ShapeType { Structure, List, Map, Text, Blob, Bool, Int, Long, Float, Double, Time, Unknown };

/// A shape as a member refers to it: the target shape with the member's own traits laid over it, as
/// botocore's ShapeResolver does. Cheap to copy; valid as long as its ServiceModel.
class Shape final {
public:
    struct Member;

    Shape() = default;
    /// `reference` is the node that names the target ({"shape": "Name", traits ...}).
    Shape(const ServiceModel* model, Node reference);
    /// A shape by its name, with no traits but its own.
    Shape(const ServiceModel* model, std::string_view shapeName);

    [[nodiscard]] bool valid() const { return m_model != nullptr && m_type != ShapeType::Unknown; }
    [[nodiscard]] ShapeType type() const { return m_type; }
    /// The model's word for the type: "structure", "long", ...
    [[nodiscard]] std::string_view typeName() const;
    /// Name of the target shape ("BucketName"), not of the member.
    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] const ServiceModel& model() const { return *m_model; }

    /// A trait: the member's own, else the target shape's. Null when neither has it.
    [[nodiscard]] Node trait(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const { return trait(key).toBool(); }
    /// `locationName`, of the reference or of the target; empty when there is none.
    [[nodiscard]] std::string_view locationName() const { return trait("locationName").text(); }
    /// "header", "headers", "uri", "querystring", "statusCode" or empty for the body.
    [[nodiscard]] std::string_view location() const { return trait("location").text(); }

    // Structures
    [[nodiscard]] std::uint32_t memberCount() const { return m_target["members"].size(); }
    [[nodiscard]] Member memberAt(std::uint32_t index) const;
    /// An invalid shape when there is no such member.
    [[nodiscard]] Shape member(std::string_view memberName) const;
    [[nodiscard]] bool hasMember(std::string_view memberName) const
    {
        return m_target["members"].contains(memberName);
    }
    [[nodiscard]] Node required() const { return m_target["required"]; }
    [[nodiscard]] bool isUnion() const { return m_target["union"].toBool(); }
    [[nodiscard]] bool isDocument() const { return m_target["document"].toBool(); }
    [[nodiscard]] bool isEventStream() const { return m_target["eventstream"].toBool(); }
    /// Name of the member that is the HTTP payload; empty when there is none.
    [[nodiscard]] std::string_view payloadMember() const { return trait("payload").text(); }

    // Lists and maps
    [[nodiscard]] Shape element() const;
    [[nodiscard]] Shape key() const;
    [[nodiscard]] Shape value() const;
    [[nodiscard]] bool isFlattened() const { return flag("flattened"); }

    /// The target shape's own node and the member's node.
    [[nodiscard]] Node target() const { return m_target; }
    [[nodiscard]] Node reference() const { return m_reference; }

private:
    const ServiceModel* m_model = nullptr;
    Node m_reference;
    Node m_target;
    std::string_view m_name;
    ShapeType m_type = ShapeType::Unknown;
};

struct Shape::Member {
    std::string_view name;
    Shape shape;
};

} // namespace inia
