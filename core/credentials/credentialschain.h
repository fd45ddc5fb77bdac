#pragma once

#include "core/credentials/credentialsprovider.h"

#include <concepts>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace inia {

/// What one link of a chain said when it was asked.
struct ChainNote {
    std::string link;   ///< "env", "sso", ...
    std::string answer; ///< why it declined or failed; empty for the one that gave keys
};

/// Providers in order; the first that does not decline decides, with keys or with an error. When all have
/// declined, the error (kind Credentials, code NoCredentials, or PartialCredentials if a lone half of a key
/// pair was seen) tells what each of them said.
class CredentialsChain final : public CredentialsProvider {
public:
    struct Link {
        template <std::derived_from<CredentialsProvider> Provider>
        Link(std::shared_ptr<Provider> linked, std::string linkName = {})
            : provider(std::move(linked)), name(std::move(linkName))
        {
        }
        std::shared_ptr<CredentialsProvider> provider;
        std::string name;
    };
    using Links = std::vector<Link>;
    explicit CredentialsChain(Links links);
    /// The chain may be destroyed while a link is still at work: the walk keeps the links.
    void resolve(QObject* context, Callback callback) override;
    /// Of the last walk as far as it has come: those that were asked, in order.
    [[nodiscard]] const std::vector<ChainNote>& notes() const { return *m_notes; }

private:
    const std::shared_ptr<const Links> m_links;
    std::shared_ptr<std::vector<ChainNote>> m_notes;
};

} // namespace inia
