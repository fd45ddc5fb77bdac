#pragma once

#include "core/client/quirks.h"

namespace inia {

/// Where S3 differs from its model.
[[nodiscard]] std::span<const Quirk> s3Quirks();

} // namespace inia
