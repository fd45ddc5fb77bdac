#pragma once

#include "core/identity/assumerole.h"

#include <optional>
#include <string>

namespace inia {

/// The AWS CLI's cache of the keys of roles, ~/.aws/cli/cache, in its form: what one of the two programs got
/// the other uses. Keys with less than a quarter of an hour left, and files that are not as they should be,
/// count as absent. In a home that cannot be written to they serve this program alone.
class RoleCache final {
public:
    explicit RoleCache(SourceContextPtr context) : m_context(std::move(context)) {}

    [[nodiscard]] std::optional<Credentials> find(const std::string& fileName) const;
    void store(const std::string& fileName, const Credentials& keys) const;
    /// See TokenStore::notice().
    [[nodiscard]] std::string notice(const std::string& fileName) const;

private:
    [[nodiscard]] std::string path(const std::string& fileName) const;

    SourceContextPtr m_context;
};

/// The name of the file for a role that AssumeRole gives.
[[nodiscard]] std::string roleCacheKey(const RoleSettings& role);
/// The name of the file for a role of Identity Center; without a session's name it goes by the start URL.
[[nodiscard]] std::string ssoRoleCacheKey(const std::string& accountId, const std::string& roleName,
                                          const std::string& sessionName, const std::string& startUrl);

} // namespace inia
