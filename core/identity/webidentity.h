#pragma once

#include "core/identity/stskeys.h"

namespace inia {

/// A role by the token of an identity provider (EKS, GitHub Actions): AWS_WEB_IDENTITY_TOKEN_FILE,
/// AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME, each unless `ignoresVariables`, else the profile's keys of these
/// names. The file is read anew every time.
class WebIdentity final : public CredentialsProvider {
public:
    WebIdentity(SourceContextPtr context, std::string profile, bool ignoresVariables);
    void resolve(QObject* context, Callback callback) override;

private:
    struct Setting {
        std::string text;
        std::string place;
        bool isVariable = false;
    };
    [[nodiscard]] Setting find(const char* variable, const char* key) const;

    SourceContextPtr m_context;
    std::string m_profile;
    bool m_ignoresVariables;
    StsKeys m_sts;
};

} // namespace inia
