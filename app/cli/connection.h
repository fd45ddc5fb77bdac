#pragma once

#include "app/cli/arguments.h"
#include "core/session/session.h"

namespace inia::cli {

/// A client of one service by the options of the command line. Prints the session's warnings.
[[nodiscard]] Result<Client> openClient(Runtime runtime, const ConnectionArguments& connection,
                                        const std::string& service);

} // namespace inia::cli
