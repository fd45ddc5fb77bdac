#pragma once

#include "app/cli/arguments.h"
#include "core/common/result.h"
#include "core/session/session.h"

#include <string>

namespace inia::cli {

/// What `inia-cli code` prints. Asks nobody: neither for keys nor a service.
[[nodiscard]] Result<std::string> codeText(const Runtime& runtime, const CodeArguments& arguments);

} // namespace inia::cli
