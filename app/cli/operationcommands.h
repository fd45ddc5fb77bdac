#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/common/result.h"
#include "core/session/session.h"
#include "core/waiting/waiter.h"

#include <memory>
#include <string>

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

/// What `inia-cli code` prints. Asks nobody: neither for keys nor a service.
[[nodiscard]] Result<std::string> codeText(const Runtime& runtime, const CodeArguments& arguments);

/// Runs one `inia-cli wait`: silent when what it waits for comes true. Gives up with OtherError like the AWS
/// CLI, also when the service's answer shows that it never will.
class WaitCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WaitCommand)
public:
    WaitCommand(Runtime runtime, WaitArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;

    Runtime m_runtime;
    WaitArguments m_arguments;
    Owned<Waiter> m_waiter;
};

} // namespace inia::cli
