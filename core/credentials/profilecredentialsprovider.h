#pragma once

#include "core/config/profilefile.h"
#include "core/credentials/credentialsprovider.h"

#include <string>
#include <vector>

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

/// Stands in a chain where this version has no provider yet: a profile with one of `keys` fails with kind
/// Unsupported and a message that names the key, instead of being passed over for somebody else's keys.
class UnsupportedProfileProvider final : public CredentialsProvider {
public:
    UnsupportedProfileProvider(const Profile& profile, const std::vector<std::string>& keys);
    void resolve(QObject* context, Callback callback) override;

private:
    const Error m_error;
};

} // namespace inia
