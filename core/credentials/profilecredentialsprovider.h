#pragma once

#include "core/config/profilefile.h"
#include "core/credentials/credentialsprovider.h"

#include <string>

namespace inia {

/// Keys that stand in one of the two files: aws_access_key_id, aws_secret_access_key, aws_security_token
/// before aws_session_token, aws_account_id, and when they expire if some tool has noted it
/// (keyExpiryNote()). Blank ones count as absent, quoted ones are an error. The files are not mixed: a key
/// pair comes from one of them (botocore has two providers for them, with others in between).
class ProfileCredentialsProvider final : public CredentialsProvider {
public:
    enum class File { Credentials, Config };
    ProfileCredentialsProvider(const ConfigFiles& files, const std::string& profile, File file);
    void resolve(QObject* context, Callback callback) override;

private:
    const Result<Credentials> m_credentials;
};

} // namespace inia
