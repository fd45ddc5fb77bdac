#include "app/cli/keychaincommand.h"

#include "app/cli/command.h"
#include "app/cli/output.h"
#include "core/identity/defaultchain.h"

#include <utility>

namespace inia::cli {

KeychainCommand::KeychainCommand(std::shared_ptr<KeyStore> store, KeychainArguments arguments)
    : m_store(std::move(store)), m_arguments(std::move(arguments))
{
}

Result<void> KeychainCommand::begin()
{
    switch (m_arguments.action) {
    case KeychainArguments::Action::Set:
        ask();
        break;
    case KeychainArguments::Action::Get:
        m_store->get(m_arguments.name, this, [this](const Result<std::string>& text) { printKeys(text); });
        break;
    case KeychainArguments::Action::Delete:
        m_store->remove(m_arguments.name, this, [this](const Result<void>& result) { finish(result); });
        break;
    }
    return {};
}

void KeychainCommand::ask()
{
    askForLine("Access key ID: ", Echo::On, this, [this](const std::string& id) {
        m_keys.accessKey = id;
        askForLine("Secret access key (it is not shown): ", Echo::Off, this,
                   [this](const std::string& secret) {
                       m_keys.secretKey = secret;
                       keep();
                   });
    });
}

void KeychainCommand::keep()
{
    const auto text = storedKeys(m_keys);
    if (!text) {
        finish(text.error());
        return;
    }
    m_store->set(m_arguments.name, *text, this, [this](const Result<void>& result) {
        if (result)
            print(stderr, "Kept. A profile has these keys by:\n\n    credential_process = " +
                              printable(storedKeysCommand("inia-cli", m_arguments.name)) + "\n\n");
        finish(result);
    });
}

/// Another program may have written there.
void KeychainCommand::printKeys(const Result<std::string>& text)
{
    if (!text) {
        finish(text.error());
        return;
    }
    const auto keys = keysFromProcess(*text, {}, "What the keychain has by that name");
    if (!keys) {
        finish(keys.error());
        return;
    }
    print(stdout, *text + "\n");
    finish({});
}

} // namespace inia::cli
