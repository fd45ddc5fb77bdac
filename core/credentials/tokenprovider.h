#pragma once

#include "core/common/result.h"
#include "core/config/environment.h"

#include <QtCore/QtGlobal>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

class QObject;

namespace inia {

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
