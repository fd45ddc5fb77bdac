#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/session/session.h"

#include <memory>
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

namespace inia {

class ConsoleLogin;
class SsoLogin;
struct ConsoleLoginSettings;
struct SsoSettings;

} // namespace inia

namespace inia::cli {

/// Runs one `inia-cli login`: prints address and code, and waits until somebody has confirmed it there.
class LoginCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LoginCommand)
public:
    LoginCommand(Runtime runtime, LoginArguments arguments);
    ~LoginCommand() override;

private:
    [[nodiscard]] Result<void> begin() override;
    /// With the profile as it is, or as a first sign-in at the console would make it.
    [[nodiscard]] Result<Session> open() const;
    void signInAtIdentityCenter(SsoSettings settings);
    void signInAtConsole(ConsoleLoginSettings settings);
    void askForCode();
    void endAtIdentityCenter();
    void endAtConsole(bool isFirst);
    /// What was got is lost with this program, which was all it had to do.
    [[nodiscard]] Result<void> notKept(const std::string& notice) const;

    Runtime m_runtime;
    LoginArguments m_arguments;
    std::optional<Session> m_session;
    Owned<SsoLogin> m_login;
    Owned<ConsoleLogin> m_consoleLogin;
};

} // namespace inia::cli
