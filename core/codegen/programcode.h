#pragma once

#include "core/codegen/codecall.h"
#include "core/common/result.h"

#include <string>

namespace inia::codegen {

/// A program in Python that makes the call by boto3 and prints what it brings.
[[nodiscard]] Result<std::string> boto3Code(const CodeCall& call);

/// The same in C++ by core/inia.h, as in core/README.md.
[[nodiscard]] Result<std::string> cppCode(const CodeCall& call);

} // namespace inia::codegen
