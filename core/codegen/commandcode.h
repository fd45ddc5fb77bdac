#pragma once

#include "core/codegen/codecall.h"
#include "core/common/result.h"
#include "core/model/document.h"

#include <string>
#include <string_view>

namespace inia::codegen {

enum class Shell { Posix, PowerShell };

/// A word as the shell hands it on unchanged. Fails for what no argument can be: with a NUL in it, or longer
/// than Linux lets one be.
[[nodiscard]] Result<std::string> shellWord(Shell shell, std::string_view text);

/// A command of the AWS CLI, version 2. `differences` is what the catalog's index knows of the service's
/// commands ("commandLine"), null where they are as the model has them.
[[nodiscard]] Result<std::string> commandCode(Shell shell, const CodeCall& call, Node differences);

} // namespace inia::codegen
