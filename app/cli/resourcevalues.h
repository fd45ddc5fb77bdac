#pragma once

#include "core/resource/resourceanswer.h"

namespace inia::cli {

/// {"$resource": type, "identifiers": {...}}, with "data" when it has been loaded.
[[nodiscard]] Value resourceValue(const Resource& resource);

/// Data as it is, resources as above.
[[nodiscard]] Value answerValue(const ResourceAnswer& answer);

} // namespace inia::cli
