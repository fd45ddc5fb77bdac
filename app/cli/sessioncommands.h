#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/common/result.h"
#include "core/model/value.h"
#include "core/session/session.h"

#include <optional>

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
