#pragma once

#include "core/model/shape.h"

#include <string_view>

namespace inia::dynamodb {

/// The shape that is passed as it is, without a look at what is inside.
constexpr std::string_view attributeValueShape = "AttributeValue";

/// The shape of a member of a structure or a map, by its type; invalid when the model has none.
[[nodiscard]] inline Shape memberShape(const Shape& shape, std::string_view name)
{
    if (shape.type() == ShapeType::Map)
        return shape.value();
    return shape.type() == ShapeType::Structure ? shape.member(name) : Shape();
}

[[nodiscard]] inline Shape itemShape(const Shape& shape)
{
    return shape.type() == ShapeType::List ? shape.element() : Shape();
}

} // namespace inia::dynamodb
