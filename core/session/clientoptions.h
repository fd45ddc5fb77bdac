#pragma once

#include "core/config/clientconfig.h"

namespace inia {

/// `over` laid over `base`: what it leaves unset comes from `base`.
[[nodiscard]] ClientOptions mergedOptions(const ClientOptions& base, const ClientOptions& over);

} // namespace inia
