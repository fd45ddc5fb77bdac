#pragma once

#include "core/identity/sourcecontext.h"

namespace inia {

/// `login_session` of a profile: the keys that `aws login` got, in its own cache (AWS_LOGIN_CACHE_DIRECTORY,
/// else ~/.aws/login/cache). With less than five minutes left they are renewed, once for all programs of
/// ours, with a proof (DPoP) that we hold the key of that sign-in, and written back with everything else the
/// file holds. See ConsoleLogin for the first sign-in.
class LoginCredentials final : public CredentialsProvider {
public:
    LoginCredentials(SourceContextPtr context, std::string profile)
        : m_context(std::move(context)), m_profile(std::move(profile))
    {
    }
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
    std::string m_profile;
};

} // namespace inia
