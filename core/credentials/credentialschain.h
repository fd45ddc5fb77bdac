#pragma once

#include "core/credentials/credentialsprovider.h"

#include <memory>
#include <vector>

namespace inia {

/// Providers in order; the first that does not decline decides, with keys or with an error. When all have
/// declined, the error (kind Credentials, code NoCredentials, or PartialCredentials if a lone half of a key
/// pair was seen) tells what each of them said.
class CredentialsChain final : public CredentialsProvider {
public:
    using Links = std::vector<std::shared_ptr<CredentialsProvider>>;
    explicit CredentialsChain(Links links);
    /// The chain may be destroyed while a link is still at work: the walk keeps the links.
    void resolve(QObject* context, Callback callback) override;

private:
    const std::shared_ptr<const Links> m_links;
};

} // namespace inia
