#pragma once

#include "core/config/clientconfig.h"
#include "core/config/environment.h"

#include <chrono>
#include <string_view>

namespace inia {

/// What Auto stands for: in-region or cross-region for a program that runs in AWS (AWS_EXECUTION_ENV) and
/// knows its region, else standard. botocore would also ask the instance metadata service; a desktop does not
/// wait for one. Every other mode is itself.
[[nodiscard]] DefaultsMode effectiveDefaultsMode(DefaultsMode mode, std::string_view region,
                                                 const Environment& environment);

/// The connect timeouts of the AWS-wide modes; legacy is botocore's own.
[[nodiscard]] std::chrono::milliseconds defaultConnectTimeout(DefaultsMode mode);

} // namespace inia
