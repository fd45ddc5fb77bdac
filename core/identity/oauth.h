#pragma once

#include "core/http/networklistener.h"
#include "core/signing/cryptography.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace inia {

/// The DPoP header (RFC 9449) of a POST to `url`: a token that proves that its sender holds the key, for the
/// requests of `aws login`. `id` has to be another each time.
[[nodiscard]] std::string dpopProof(const EcdsaKey& key, std::string_view url,
                                    std::chrono::system_clock::time_point now, const std::string& id);

/// Base64 for URLs, without padding.
[[nodiscard]] std::string urlBase64(std::string_view bytes);

/// What every sign-in in a browser has (authorization code with PKCE, RFC 7636): a text that tells the
/// browser which was sent from any other, one that proves that who asked for the code redeems it, and where
/// the browser comes back to.
class CodeGrant final {
public:
    CodeGrant();
    Q_DISABLE_COPY_MOVE(CodeGrant)

    using Take = std::function<void(const Result<std::string>& code)>;
    /// Opens a port of this machine. `take` gets the code, or an error of kind Credentials (SignInDenied,
    /// SignInFailed), once; whatever else comes there is sent away. `who` is for the message.
    [[nodiscard]] Result<void> listen(std::string who, Take take);
    /// Takes nothing any more.
    void close() { m_state.clear(); }

    /// Where the browser comes back to.
    [[nodiscard]] std::string url() const { return m_listener->url(); }
    [[nodiscard]] const std::string& state() const { return m_state; }
    [[nodiscard]] const std::string& verifier() const { return m_verifier; }
    /// What shows that one has the verifier.
    [[nodiscard]] std::string challenge() const;

    /// The path that a browser comes back to, behind any port.
    static constexpr const char* path = "/oauth/callback";

private:
    [[nodiscard]] std::string comeBack(const LoopbackListener::Query& query);

    std::string m_state; ///< empty when it has served: a code serves once
    std::string m_verifier;
    std::string m_who;
    Take m_take;
    std::unique_ptr<LoopbackListener> m_listener;
};

} // namespace inia
