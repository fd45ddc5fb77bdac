#pragma once

#include "core/resource/resource.h"

#include <QtCore/QString>

namespace inia::ui {

// What of a resource is put on the clipboard.

// Its last identifier, exactly; empty for a resource without one.
[[nodiscard]] QString identifierText(const Resource& resource);

// The resource's own ARN where the data or its identifiers say it; empty otherwise.
[[nodiscard]] std::string arnOf(const Resource& resource);

// Identifiers and data as one value, for the JSON page and the clipboard.
[[nodiscard]] Value wholeValue(const Resource& resource);

// The same as indented JSON.
[[nodiscard]] QString resourceJson(const Resource& resource);

} // namespace inia::ui
