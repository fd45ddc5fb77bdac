#pragma once

#include "core/client/reply.h"
#include "core/common/error.h"

#include <string>

namespace inia::cli {

/// Exit codes of the AWS CLI.
enum ExitCode {
    Success = 0,
    UsageError = 252,         ///< command line or parameters
    ConfigurationError = 253, ///< config files, credentials, region
    ServiceError = 254,       ///< the service refused
    OtherError = 255,
};
[[nodiscard]] ExitCode exitCode(const Error& error);

/// The answer as the AWS CLI prints it: indented JSON without ResponseMetadata; nothing for an empty one.
[[nodiscard]] std::string answerText(const Value& answer);

/// The signed request of a dry run as JSON.
[[nodiscard]] std::string dryRunText(const Reply& reply);

/// One line for stderr, in the AWS CLI's words for errors of a service.
[[nodiscard]] std::string errorText(const Error& error);

} // namespace inia::cli
