#pragma once

#include "core/common/result.h"
#include "core/model/shape.h"
#include "core/model/value.h"

#include <string>

namespace inia {

/// `value` as an XML document with the shape's locationName as root, members in the order given.
[[nodiscard]] Result<std::string> writeXmlBody(const Shape& shape, const Value& value);

} // namespace inia
