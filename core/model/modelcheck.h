#pragma once

#include "core/common/result.h"
#include "core/model/document.h"

#include <string_view>

namespace inia {

/// Whether a service-2 document that somebody wrote by hand holds together: metadata with a protocol we
/// speak, operations whose shapes exist, shapes of known types whose members exist. Built-in models are
/// not checked. Fails with kind Model, naming `place` and the path inside the document.
[[nodiscard]] Result<void> checkServiceModel(const Document& document, std::string_view place);

} // namespace inia
