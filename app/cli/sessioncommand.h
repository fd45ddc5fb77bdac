#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/session/session.h"

#include <optional>

namespace inia::cli {

/// Runs one `inia-cli session`: prints profile, settings with their origin, and whose keys are used or why
/// there are none, as JSON. Asks the sources of keys as a call would. No secret is printed.
class SessionCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionCommand)
public:
    SessionCommand(Runtime runtime, SessionArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    void printAll(const std::optional<Error>& error);

    Runtime m_runtime;
    SessionArguments m_arguments;
    std::optional<Session> m_session;
};

} // namespace inia::cli
