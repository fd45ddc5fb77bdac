#pragma once

#include "core/model/value.h"

#include <iosfwd>

namespace inia {

/// For people: texts as they are, times in ISO 8601, null as "null", bytes of blobs, all else as JSON.
std::ostream& operator<<(std::ostream& out, const Value& value);

} // namespace inia
