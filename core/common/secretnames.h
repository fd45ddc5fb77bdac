#pragma once

#include <string_view>

namespace inia {

/// What a name says about the text it stands for.
enum class NameVerdict {
    Plain,       ///< nothing speaks for a secret
    LooksSecret, ///< a word of a secret, but what it names is none: NextToken, SecretArn, PasswordPolicy
    Secret,      ///< MasterUserPassword, authToken, DB_PASSWORD, x-api-key
};

/// Judges the name of a member, a map's key, an environment variable, a header or a query parameter by its
/// words, however it is spelled: "masterUserPassword", "MASTER_USER_PASSWORD", "master-user-password",
/// "masteruserpassword". Models mark only some of their secrets as sensitive, and maps have no model.
///
/// The rule, in one table each (secretnames.cpp): phrases of secrets ("private key", "token"); words that,
/// behind such a phrase, say that the value is something about the secret and not the secret itself ("arn",
/// "id", "policy", "expiration"); words in front of "token" that make it a place in a list or a request's
/// number ("next", "client"); and reviewed names that only look like secrets. What is in none of them but
/// holds a phrase is a secret, so that a mistake hides once too often.
///
/// It is about texts and bytes only: no number and no truth value is a secret by its name.
[[nodiscard]] NameVerdict judgeName(std::string_view name);

[[nodiscard]] inline bool isSecretName(std::string_view name)
{
    return judgeName(name) == NameVerdict::Secret;
}

} // namespace inia
