#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/identity/keystore.h"

#include <memory>

namespace inia::cli {

/// Runs one `inia-cli keychain`: keeps keys that are entered, prints them as a credential_process does, or
/// removes them.
class KeychainCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeychainCommand)
public:
    KeychainCommand(std::shared_ptr<KeyStore> store, KeychainArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    void ask();
    void keep();
    void printKeys(const Result<std::string>& text);

    std::shared_ptr<KeyStore> m_store;
    KeychainArguments m_arguments;
    Credentials m_keys; ///< as far as they have been entered
};

} // namespace inia::cli
