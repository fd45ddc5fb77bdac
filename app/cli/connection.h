#pragma once

#include "app/cli/commandline.h"
#include "core/common/result.h"
#include "core/model/value.h"
#include "core/session/session.h"

namespace inia::cli {

/// Reads the members of botocore's Config, spelled and nested as there ("s3": {"addressing_style": "path"},
/// "retries": {"total_max_attempts": 2}), into `options`. Null members count as absent. Unknown names and
/// values that make no sense are errors of kind Configuration that name the nearest known ones.
/// signature_version "unsigned" is botocore.UNSIGNED.
[[nodiscard]] Result<void> applyConfig(const Value& config, SessionOptions& options);

/// A session by the options of the command line. Prints nothing.
[[nodiscard]] Result<Session> openSession(Runtime runtime, const ConnectionArguments& connection);

/// A client of one service by the options of the command line. Prints the session's warnings.
[[nodiscard]] Result<Client> openClient(Runtime runtime, const ConnectionArguments& connection,
                                        const std::string& service);

/// An operation that is ready to be called.
struct PreparedCall {
    Client client;
    OperationModel operation; ///< invalid when the service has none of this name; the call then says so
    Value params;
};
/// Opens a client and reads the parameters by the operation's input.
[[nodiscard]] Result<PreparedCall> prepareCall(const Runtime& runtime, const ConnectionArguments& connection,
                                               const TargetArguments& target);

} // namespace inia::cli
