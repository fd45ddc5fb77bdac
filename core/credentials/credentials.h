#pragma once

#include "core/common/result.h"
#include "core/config/environment.h"

#include <QtCore/QtGlobal>

#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class QObject;

namespace inia {

/// What it takes to get other keys in the place of these.
enum class Renewal {
    None,   ///< they are what they are until somebody changes a file or variable
    Silent, ///< their source gives new ones without a person
    Person, ///< somebody has to enter a code
};

/// Keys that sign requests. `secretKey` and `sessionToken` are secrets: never log, show or export them.
struct Credentials {
    std::string accessKey;
    std::string secretKey;
    std::string sessionToken; ///< empty for long-lived keys
    std::string accountId;    ///< empty when the source does not say
    std::optional<std::chrono::system_clock::time_point> expiry;
    std::string source; ///< which provider they come from ("env", "shared-credentials-file", ...)
    Renewal renewal = Renewal::None;
    std::string notice; ///< what a person should know of them, such as that a sign-in could not be kept
};

/// A source of credentials. Asked before every attempt, so that keys renewed in between are used at once.
class CredentialsProvider {
public:
    CredentialsProvider() = default;
    virtual ~CredentialsProvider() = default;
    Q_DISABLE_COPY_MOVE(CredentialsProvider)

    using Callback = std::function<void(const Result<Credentials>&)>;
    /// Calls back once, possibly before it returns when the keys are at hand; never if `context` died.
    /// A source that is simply not set up answers with declined(); every other error ends a chain.
    virtual void resolve(QObject* context, Callback callback) = 0;
    /// A service takes the keys with this id no longer, whatever their end says. True when resolve() will
    /// give others, so that it is worth another attempt.
    virtual bool refuse(const std::string& accessKey)
    {
        static_cast<void>(accessKey);
        return false;
    }
};

/// The answer of a source that has nothing to offer, and why (empty if that is not worth telling): kind
/// Credentials, code NoCredentials.
/// `isHalf` marks a source in which one of two keys stands alone, to be named should nobody else have any.
[[nodiscard]] Error declined(std::string why, bool isHalf = false);
[[nodiscard]] bool isDeclined(const Error& error);

/// Fails (kind Credentials, code QuotedKey) for a key in quotes: no AWS tool takes them off, so that they
/// become part of a key that nobody has. `place` says where `name` stands.
[[nodiscard]] Result<void> checkUnquoted(std::string_view name, std::string_view key,
                                         const std::string& place);

/// Half a key pair: kind Credentials, code PartialCredentials. `missing` names the key, `place` the source.
[[nodiscard]] Error partialCredentials(const std::string& place, const std::string& missing);

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

/// What bearer authorization sends. The text is a secret: never log, show or export it.
struct BearerToken {
    std::string text;
    std::string source; ///< which provider it comes from ("explicit", "env")
};

/// A source of bearer tokens. Asked before every attempt.
class TokenProvider {
public:
    TokenProvider() = default;
    virtual ~TokenProvider() = default;
    Q_DISABLE_COPY_MOVE(TokenProvider)

    using Callback = std::function<void(const Result<BearerToken>&)>;
    /// Calls back once, possibly before it returns; never if `context` died. Errors are of kind Credentials,
    /// code NoAuthToken when there is none.
    virtual void resolve(QObject* context, Callback callback) = 0;
    /// Whether somebody has set a token for the service, so that it is meant to be used where keys would do.
    [[nodiscard]] virtual bool isSetForService() const { return true; }
};

/// A token that is known already.
class StaticTokenProvider final : public TokenProvider {
public:
    explicit StaticTokenProvider(BearerToken token) : m_token(std::move(token)) {}
    void resolve(QObject* context, Callback callback) override;

private:
    const Result<BearerToken> m_token;
};

/// The variable that holds the token of one service: AWS_BEARER_TOKEN_ and the signing name in capitals.
[[nodiscard]] std::string bearerTokenVariable(std::string_view signingName);

/// The token given by hand, else that of the environment; null when there is neither.
[[nodiscard]] std::shared_ptr<TokenProvider> makeTokenProvider(const std::string& explicitToken,
                                                               const Environment& environment,
                                                               std::string_view signingName);

} // namespace inia
