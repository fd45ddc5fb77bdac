#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QStringList>

#include <chrono>
#include <optional>
#include <string>

namespace inia::cli {

/// What `inia-cli call` was asked to do.
struct CallArguments {
    std::string service;
    std::string operation;
    Value params; ///< as JSON has them; see valuesFromJson()
    std::optional<std::string> profile;
    std::optional<std::string> region;
    std::optional<std::string> endpointUrl;
    bool signRequest = true;
    bool paginate = false;
    bool dryRun = false;
    std::optional<std::chrono::system_clock::time_point> at; ///< signs for this time instead of now
};

/// What `inia-cli batch` was asked to do.
struct BatchArguments {
    int parallel = 1; ///< calls at the same time
};

/// Either something to do, or text to print and be done with (help, version).
struct CommandLine {
    std::optional<CallArguments> call;
    std::optional<BatchArguments> batch;
    QString text;
};

/// Fails with kind Parameter and one sentence that says what to write instead. Reads the file named by
/// "@file", or standard input for "-".
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace inia::cli
