#pragma once

#include "core/common/result.h"
#include "core/transfer/localname.h"

namespace inia {

/// Where `name` is below `folder`, after the folders on the way have been made. Fails (kind Parameter, code
/// OutsideTarget) when a symbolic link on the way leads out of `folder`, and (BadTarget) when something that
/// is no folder stands in the way.
[[nodiscard]] Result<QString> pathBelow(const QString& folder, const LocalName& name);

} // namespace inia
