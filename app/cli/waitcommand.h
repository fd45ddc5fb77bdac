#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/session/session.h"
#include "core/waiting/waiter.h"

#include <memory>

namespace inia::cli {

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
