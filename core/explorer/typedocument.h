#pragma once

#include "core/explorer/inference.h"
#include "core/explorer/servicefacts.h"

namespace inia::explorer {

/// {parameter path: source}.
[[nodiscard]] Value fillsValue(const std::vector<Fill>& fills);
/// "cluster", or "ecs:cluster" of a borrowed type.
[[nodiscard]] std::string typeName(const ItemType& type);
/// What a type's part of the document says: identity, loads, columns, links, details, tags.
[[nodiscard]] Value typeValue(const Inference& inference, const EffectTable& effects, const ItemType& type);

/// {member: type}: members of an item that name an item of another type, of this service by the noun, of
/// others by a short list.
[[nodiscard]] Value memberLinks(const Inference& inference, const ItemType& type, const Shape& element);

} // namespace inia::explorer
