#pragma once

#include "core/common/result.h"
#include "core/config/environment.h"
#include "core/config/profilefile.h"
#include "core/credentials/credentials.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace inia {

using KeyExpiry = std::chrono::system_clock::time_point;

/// A time as tools write the end of temporary keys: ISO 8601, with a blank for the "T" as well and in UTC
/// where no zone is named, or seconds since 1970. Nothing for all else.
[[nodiscard]] std::optional<KeyExpiry> parseKeyExpiry(const std::string& text);
/// "2026-01-02T03:04:05Z".
[[nodiscard]] std::string keyExpiryText(KeyExpiry expiry);

/// Where a profile notes the end of its keys.
struct KeyExpiryNote {
    KeyExpiry expiry;
    std::string place; ///< "x_security_token_expires, /home/me/.aws/credentials, line 5"
};

/// The note that a sign-in tool left beside the keys (saml2aws: x_security_token_expires, aws-mfa:
/// expiration, ...). AWS tools do not look at it; a tool that is no longer used may have left it beside newer
/// keys. Nothing when there is none that can be read.
[[nodiscard]] std::optional<KeyExpiryNote> keyExpiryNote(const ConfigSection& profile);

/// What looks wrong with the keys that this chain finds in environment and files: that they have expired at
/// `now`, as a variable or a tool's note beside them says. They are used all the same. Empty for nothing.
[[nodiscard]] std::string keysWarning(const Environment& environment, const ConfigFiles& files,
                                      const ProfileSelection& selection,
                                      std::chrono::system_clock::time_point now);

/// Keys the caller gave.
class StaticCredentialsProvider final : public CredentialsProvider {
public:
    explicit StaticCredentialsProvider(Credentials credentials) : m_credentials(std::move(credentials)) {}
    void resolve(QObject* context, Callback callback) override;

private:
    const Result<Credentials> m_credentials;
};

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SECURITY_TOKEN before AWS_SESSION_TOKEN, AWS_ACCOUNT_ID,
/// AWS_CREDENTIAL_EXPIRATION (see parseKeyExpiry()). Blank ones count as unset, quoted keys are an error. The
/// access key decides: without it the provider declines, without its secret it fails.
class EnvironmentCredentialsProvider final : public CredentialsProvider {
public:
    explicit EnvironmentCredentialsProvider(Environment environment) : m_environment(std::move(environment))
    {
    }
    void resolve(QObject* context, Callback callback) override;

private:
    [[nodiscard]] Result<Credentials> read() const;

    Environment m_environment;
};

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

/// Keys given to a session or client by hand; empty members are absent.
struct ExplicitKeys {
    std::string accessKey;
    std::string secretKey;
    std::string sessionToken;
    std::string accountId;
    std::string bearerToken; ///< stands by itself: access keys need not be given along with it
};

/// The keys given by hand, both or none; a token or account id alone counts for nothing. Null when there are
/// none. Half a pair is an error (kind Credentials, code PartialCredentials).
[[nodiscard]] Result<std::shared_ptr<CredentialsProvider>> explicitCredentials(const ExplicitKeys& keys);

} // namespace inia
