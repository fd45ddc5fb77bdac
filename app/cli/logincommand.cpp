#include "app/cli/logincommand.h"

#include "app/cli/connection.h"
#include "app/cli/output.h"
#include "core/credentials/keyexpiry.h"
#include "core/identity/ssologin.h"

namespace inia::cli {

LoginCommand::LoginCommand(Runtime runtime, LoginArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

LoginCommand::~LoginCommand() = default;

Result<void> LoginCommand::begin()
{
    ConnectionArguments connection;
    connection.profile = m_arguments.profile;
    auto session = openSession(m_runtime, connection);
    if (!session)
        return session.error();
    m_session = std::move(session).value();
    const auto& sources = m_session->sources();
    auto settings = loginSettings(*sources, m_session->profileName());
    if (!settings)
        return settings.error();
    m_login =
        std::make_unique<SsoLogin>(sources, std::move(settings).value(),
                                   m_arguments.inBrowser ? SsoLoginWay::Browser : SsoLoginWay::DeviceCode);
    connect(m_login.get(), &SsoLogin::addressReady, this, [](const std::string& address) {
        print(stderr,
              "Open this address in a browser of this machine:\n\n    " + printable(address) + "\n\n");
    });
    connect(m_login.get(), &SsoLogin::codeReady, this, [](const DeviceCode& code) {
        print(stderr, "Open this address in a browser and confirm the code " + printable(code.userCode) +
                          ":\n\n    " +
                          printable(code.addressWithCode.empty() ? code.address : code.addressWithCode) +
                          "\n\n");
    });
    connect(m_login.get(), &SsoLogin::finished, this, &LoginCommand::end);
    m_login->start();
    return {};
}

void LoginCommand::end()
{
    const auto& token = m_login->result();
    if (!token) {
        finish(token.error());
        return;
    }
    print(stderr, "Signed in until " + keyExpiryText(token->expiry) +
                      (token->refreshToken.empty() ? ".\n" : "; it is renewed by itself.\n"));
    finish({});
}

} // namespace inia::cli
