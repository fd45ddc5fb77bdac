#pragma once

#include "core/identity/sourcecontext.h"

namespace inia {

/// Where a container asks for its keys: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI at 169.254.170.2, else
/// AWS_CONTAINER_CREDENTIALS_FULL_URI, which may be any host over https, but over http only this machine or
/// the addresses of ECS and EKS, since the token is sent along. Declines when neither is set.
[[nodiscard]] Result<std::string> containerUrl(const Environment& environment);

/// The keys of an ECS task or an EKS pod. The token comes from AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, which
/// is read anew every time, else from AWS_CONTAINER_AUTHORIZATION_TOKEN.
class ContainerCredentials final : public CredentialsProvider {
public:
    explicit ContainerCredentials(SourceContextPtr context) : m_context(std::move(context)) {}
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
};

} // namespace inia
