#pragma once

#include "core/protocol/protocol.h"

#include <string_view>

namespace inia {

/// Null for a name no protocol has.
[[nodiscard]] const Protocol* protocolByName(std::string_view name);

} // namespace inia
