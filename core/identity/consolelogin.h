#pragma once

#include "core/async/task.h"
#include "core/identity/sourcecontext.h"

#include <QtCore/QObject>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace inia {

class CodeGrant;
class EcdsaKey;
struct LoginAnswer;

/// Whom a sign-in as at the AWS Management Console is for.
struct ConsoleLoginSettings {
    std::string profile;
    std::string session; ///< its login_session, the ARN of who signs in; empty: whoever does
    std::string place;   ///< where that stands
};
/// Of a profile with a login_session, or of a role whose keys come from one. Fails with kind Configuration.
[[nodiscard]] Result<ConsoleLoginSettings> consoleLoginSettings(const SourceContext& context,
                                                                const std::string& profile);
/// The same for a profile that says nothing yet of how it signs in, and which is to get the login_session of
/// who does. Fails where it has keys of another kind, which would go before those.
[[nodiscard]] Result<ConsoleLoginSettings> firstConsoleLogin(const SourceContext& context,
                                                             const std::string& profile);

enum class ConsoleLoginWay {
    Browser,    ///< in a browser on this machine, which comes back by itself
    PastedCode, ///< in a browser on any machine, which shows a code that is brought here
};

/// Who has signed in.
struct ConsoleSignIn {
    std::string session; ///< for login_session
    std::string accountId;
    std::chrono::system_clock::time_point expiry; ///< of the first keys, which are renewed by themselves
    std::string notice;                           ///< see TokenStore::notice()
};

/// The first sign-in of what `aws login` does: with the name and password of the AWS Management Console in a
/// browser. What it brings is kept as the AWS CLI keeps it, so that both programs are signed in.
/// A Task.
class ConsoleLogin final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConsoleLogin)
public:
    ConsoleLogin(SourceContextPtr context, ConsoleLoginSettings settings, ConsoleLoginWay way);
    ~ConsoleLogin() override;

    void start();
    /// What the page shows, when the way is PastedCode. Fails, and goes on waiting for it, when that is no
    /// code or that of another sign-in (kind Parameter, code BadLoginCode).
    [[nodiscard]] Result<void> enterCode(const std::string& text);
    void cancel() override;
    /// Valid after finished(). Errors of kind Credentials: SignInDenied, SignInExpired, SignInFailed,
    /// SignedInAsAnother; Cancelled; those of the way there.
    [[nodiscard]] const Result<ConsoleSignIn>& result() const;

signals:
    /// Once, before finished(): what to open.
    void addressReady(const std::string& address);

private:
    void giveUp() override;
    void takeRequest(const Result<HttpRequest>& request);
    void redeem(const std::string& code);
    void take(const Result<LoginAnswer>& answer);
    [[nodiscard]] Result<ConsoleSignIn> keep(const LoginAnswer& answer) const;
    [[nodiscard]] const char* clientId() const;
    void finish(Result<ConsoleSignIn> result);

    SourceContextPtr m_context;
    ConsoleLoginSettings m_settings;
    ConsoleLoginWay m_way;
    std::unique_ptr<CodeGrant> m_grant;
    std::unique_ptr<QObject> m_asker; ///< what is asked for comes to it, as long as it is wanted
    std::string m_redirect;
    std::unique_ptr<const EcdsaKey> m_key; ///< whose owner alone gets keys for this sign-in
    std::chrono::system_clock::time_point m_patienceEnd;
    bool m_isRedeeming = false;
    std::optional<Result<ConsoleSignIn>> m_result;
};

} // namespace inia
