#pragma once

#include "core/config/configresolver.h"
#include "core/credentials/tokenprovider.h"
#include "core/session/session.h"

#include <memory>
#include <string>
#include <string_view>

namespace inia {

/// What every client of a session is made of, and those that get the session its keys; it knows no keys
/// itself, so that an identity may hold it.
struct ClientFactory {
    Runtime runtime; ///< without its identities
    SessionOptions options;
    ConfigResolver resolver;
    std::shared_ptr<const Catalog> catalog; ///< with the models this profile names
    std::shared_ptr<const Partitions> partitions;

    /// Without credentials requests go unsigned; without a policy everything is allowed.
    [[nodiscard]] Result<Client> make(std::string_view service, const ClientOptions& clientOptions,
                                      std::shared_ptr<CredentialsProvider> credentials,
                                      std::shared_ptr<TokenProvider> token,
                                      std::shared_ptr<ChangePolicy> policy) const;
};

/// Locked as the settings say; the hint names the one that has to change.
[[nodiscard]] std::shared_ptr<ChangePolicy> makePolicy(const std::string& profile,
                                                       const ClientConfig& config);

} // namespace inia
