#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/session/session.h"

namespace inia::cli {

/// Runs one `inia-cli presign`: prints the URL. Headers that have to be sent along go to standard error,
/// since a URL alone would not work then.
class PresignCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PresignCommand)
public:
    PresignCommand(Runtime runtime, PresignArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;

    Runtime m_runtime;
    PresignArguments m_arguments;
};

} // namespace inia::cli
