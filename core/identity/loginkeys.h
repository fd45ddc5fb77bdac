#pragma once

#include "core/identity/sourcecontext.h"
#include "core/signing/ecdsakey.h"

#include <functional>
#include <string>

namespace inia {

// What the first sign-in of `aws login` and its renewals have in common: the cache file and the way to the
// keys, which AWS Sign-In gives to who proves (DPoP) to hold the key of that sign-in.

/// The cache file of a session, which is an ARN: in AWS_LOGIN_CACHE_DIRECTORY, else ~/.aws/login/cache.
[[nodiscard]] std::string loginCachePath(const Environment& environment, const std::string& session);

/// The keys in a cache file. Fails with kind Credentials, code BadKeyDocument.
[[nodiscard]] Result<Credentials> keysFromLogin(const Value& document, const std::string& path);
/// Puts what AWS Sign-In has given into the document of a cache file; the account stays.
void putLoginKeys(Value& document, const Value& given, std::chrono::system_clock::time_point now);

/// Has the request for keys built (signin:CreateOAuth2Token), which tells where AWS Sign-In is. `input` names
/// grant and client. Calls back once; never if `context` died.
void buildLoginRequest(const SourceContextPtr& tools, const std::string& region, const Value& input,
                       QObject* context, std::function<void(const Result<HttpRequest>&)> callback);

/// What AWS Sign-In answers to a request for keys. A secret, but for `status` and `error`.
struct LoginAnswer {
    int status = 0;
    Value body; ///< null when it was none that can be read
    [[nodiscard]] bool hasKeys() const { return status == 200 && !body["accessToken"].isNull(); }
    [[nodiscard]] const std::string& error() const { return body["error"].text(); }
};
/// Asks for keys, with a proof that we hold `key`. Calls back once; never if `context` died. A refusal is an
/// answer; errors are those of the way there.
void askForLoginKeys(const SourceContextPtr& tools, const std::string& region, const Value& input,
                     const EcdsaKey& key, QObject* context,
                     const std::function<void(const Result<LoginAnswer>&)>& callback);

} // namespace inia
