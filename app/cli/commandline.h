#pragma once

#include "app/cli/arguments.h"
#include "core/common/result.h"

#include <QtCore/QStringList>

#include <variant>

namespace inia::cli {

using CommandLine = std::variant<TextArguments, CallArguments, WaitArguments, PresignArguments, CodeArguments,
                                 TransferArguments, ObjectsArguments, BatchArguments, SessionArguments,
                                 LoginArguments, KeychainArguments, ServicesArguments, OperationsArguments,
                                 DescribeArguments, RedactionArguments>;

/// Fails with kind Parameter and one sentence that says what to write instead. Reads the file named by
/// "@file", or standard input for "-".
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace inia::cli
