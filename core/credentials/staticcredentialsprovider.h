#pragma once

#include "core/credentials/credentialsprovider.h"

#include <utility>

namespace inia {

/// Keys the caller gave.
class StaticCredentialsProvider final : public CredentialsProvider {
public:
    explicit StaticCredentialsProvider(Credentials credentials) : m_credentials(std::move(credentials)) {}
    void resolve(QObject* context, Callback callback) override;

private:
    const Result<Credentials> m_credentials;
};

} // namespace inia
