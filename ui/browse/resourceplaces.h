#pragma once

#include "core/resource/resource.h"
#include "ui/models/place.h"

#include <optional>

namespace inia::ui {

// Where to go for a resource that a reference or an action has led to; nothing for what no collection lists.
[[nodiscard]] std::optional<Place> placeOf(const Resource& resource);

// Where to go for a collection of a resource.
[[nodiscard]] std::optional<Place> placeOfCollection(const Resource& owner, const std::string& name);

} // namespace inia::ui
