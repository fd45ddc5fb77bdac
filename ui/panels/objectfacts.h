#pragma once

#include "core/model/value.h"
#include "ui/models/keyvaluemodel.h"

namespace inia::ui {

// What the answer of HeadObject says, as sections of the details panel: the object itself, how it is served,
// and its own metadata. Members that are absent make no row.
[[nodiscard]] std::vector<KeyValueSection> objectSections(const Value& head);

} // namespace inia::ui
