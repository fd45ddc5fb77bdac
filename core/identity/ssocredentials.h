#pragma once

#include "core/identity/ssotokens.h"

namespace inia {

/// A role in an account of Identity Center: sso_account_id and sso_role_name of a profile, with sso_session
/// or, in the old form, sso_start_url and sso_region beside them.
class SsoCredentials final : public CredentialsProvider {
public:
    SsoCredentials(SourceContextPtr context, std::string profile)
        : m_context(std::move(context)), m_profile(std::move(profile))
    {
    }
    void resolve(QObject* context, Callback callback) override;

private:
    void askPortal(const SsoSettings& settings, const SsoToken& token, QObject* context, Callback callback);

    SourceContextPtr m_context;
    std::string m_profile;
    SharedCalls m_calls;
};

} // namespace inia
