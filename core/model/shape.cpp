#include "core/model/shape.h"

#include "core/model/servicemodel.h"

#include <array>
#include <utility>

namespace inia {

namespace {

ShapeType typeFromName(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, ShapeType>, 14> types{{
        {"structure", ShapeType::Structure},
        {"string", ShapeType::Text},
        {"list", ShapeType::List},
        {"map", ShapeType::Map},
        {"integer", ShapeType::Int},
        {"long", ShapeType::Long},
        {"boolean", ShapeType::Bool},
        {"timestamp", ShapeType::Time},
        {"blob", ShapeType::Blob},
        {"double", ShapeType::Double},
        {"float", ShapeType::Float},
        {"character", ShapeType::Text},
        {"short", ShapeType::Int},
        {"byte", ShapeType::Int},
    }};
    for (const auto& [key, type] : types) {
        if (key == name)
            return type;
    }
    return ShapeType::Unknown;
}

} // namespace

Shape::Shape(const ServiceModel* model, Node reference) : Shape(model, reference["shape"].text())
{
    m_reference = reference;
}

Shape::Shape(const ServiceModel* model, std::string_view shapeName)
    : m_model(model), m_target(model->shapes()[shapeName]), m_name(shapeName)
{
    m_type = typeFromName(m_target["type"].text());
}

std::string_view Shape::typeName() const
{
    return m_target["type"].text();
}

Node Shape::trait(std::string_view key) const
{
    const auto own = m_reference[key];
    return own ? own : m_target[key];
}

Shape::Member Shape::memberAt(std::uint32_t index) const
{
    const auto members = m_target["members"];
    return {members.nameAt(index), Shape(m_model, members.at(index))};
}

Shape Shape::member(std::string_view memberName) const
{
    const auto node = m_target["members"][memberName];
    return node ? Shape(m_model, node) : Shape();
}

Shape Shape::element() const
{
    return {m_model, m_target["member"]};
}
Shape Shape::key() const
{
    return {m_model, m_target["key"]};
}
Shape Shape::value() const
{
    return {m_model, m_target["value"]};
}

} // namespace inia
