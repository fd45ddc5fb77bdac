#pragma once

#include "core/resource/resource.h"
#include "core/session/session.h"
#include "ui/models/place.h"

#include <optional>

namespace inia::ui {

// Where to go for a resource that a reference or an action has led to; nothing for what no collection lists.
[[nodiscard]] std::optional<Place> placeOf(const Resource& resource);

// Where to go for a collection of a resource.
[[nodiscard]] std::optional<Place> placeOfCollection(const Resource& owner, const std::string& name);

// The same place for a session that takes the place of another: the innermost that can exist there. Names
// that people give may exist anywhere; what names the region or was numbered by AWS exists in one place
// alone.
[[nodiscard]] Place placeFor(const Place& place, const Session& before, const Session& after);

// The innermost place to be written down: nothing that looks like a secret, no filter, no query.
[[nodiscard]] Place placeToKeep(const Place& place);

} // namespace inia::ui
