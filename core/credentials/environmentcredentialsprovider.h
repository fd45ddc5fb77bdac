#pragma once

#include "core/config/environment.h"
#include "core/credentials/credentialsprovider.h"

#include <utility>

namespace inia {

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SECURITY_TOKEN before AWS_SESSION_TOKEN, AWS_ACCOUNT_ID,
/// AWS_CREDENTIAL_EXPIRATION (see parseKeyExpiry()). Blank ones count as unset, quoted keys are an error. The
/// access key decides: without it the provider declines, without its secret it fails.
class EnvironmentCredentialsProvider final : public CredentialsProvider {
public:
    explicit EnvironmentCredentialsProvider(Environment environment) : m_environment(std::move(environment))
    {
    }
    void resolve(QObject* context, Callback callback) override;

private:
    [[nodiscard]] Result<Credentials> read() const;

    Environment m_environment;
};

} // namespace inia
