#pragma once

#include "core/call/requestdraft.h"
#include "core/common/result.h"

#include <string>

namespace inia::codegen {

/// A command of curl that sends the request and signs it with the keys of AWS_ACCESS_KEY_ID and
/// AWS_SECRET_ACCESS_KEY; `hasSessionToken`: and of AWS_SESSION_TOKEN. For POSIX shells. Fails where curl
/// would sign otherwise than AWS, or not at all.
[[nodiscard]] Result<std::string> curlCode(const RequestDraft& draft, bool hasSessionToken);

} // namespace inia::codegen
