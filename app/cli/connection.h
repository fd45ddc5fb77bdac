#pragma once

#include "app/cli/arguments.h"
#include "core/session/session.h"

namespace inia::cli {

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
