#pragma once

#include "core/async/task.h"
#include "core/call/caller.h"
#include "core/identity/ssotokens.h"
#include "core/paging/pagecursor.h"

#include <QtCore/QObject>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

class CodeGrant;

/// What a person has to do to let this program in: open the address and see that it shows this code.
struct DeviceCode {
    std::string userCode;
    std::string address;         ///< where the code is typed in
    std::string addressWithCode; ///< the same with the code in it; may be empty
    std::chrono::system_clock::time_point expiry;
};

/// How a person lets this program in.
enum class SsoLoginWay {
    DeviceCode, ///< by a code that is confirmed in a browser on any machine
    Browser,    ///< in a browser on this machine, which comes back by itself (PKCE, RFC 7636)
};

/// A sign-in at Identity Center. What it brings is kept as the AWS CLI keeps it, so that both programs are
/// signed in. A Task.
class SsoLogin final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SsoLogin)
public:
    SsoLogin(SourceContextPtr context, SsoSettings settings, SsoLoginWay way = SsoLoginWay::DeviceCode);
    ~SsoLogin() override;

    void start();
    void cancel() override;
    /// Valid after finished(). Errors of kind Credentials: SignInDenied, SignInExpired; Cancelled; those of
    /// the calls.
    [[nodiscard]] const Result<SsoToken>& result() const;
    /// After finished(): that the sign-in could not be kept and why; see TokenStore::notice().
    [[nodiscard]] std::string notice() const;

signals:
    /// Once, before finished(): what to show, or the address to open when a browser is to come back.
    void codeReady(const inia::DeviceCode& code);
    void addressReady(const std::string& address);

private:
    void giveUp() override;
    void ask(const char* operation, const Value& params, void (SsoLogin::*next)(const Result<Value>&));
    void takeClient(const Result<Value>& answer);
    void takeCode(const Result<Value>& answer);
    void poll();
    void openBrowser();
    void takeAddress(const std::string& tokenUrl);
    void comeBack(const Result<std::string>& code);
    void takeToken(const Result<Value>& answer);
    void finish(Result<SsoToken> result);

    SourceContextPtr m_context;
    SsoSettings m_settings;
    SsoLoginWay m_way;
    std::optional<Client> m_client;
    std::unique_ptr<CodeGrant> m_grant; ///< of a browser that is to come back
    ReplyPtr m_call;
    SsoToken m_token; ///< as far as it is known
    std::string m_deviceCode;
    std::chrono::system_clock::time_point m_expiry; ///< of the code, or of our patience
    std::chrono::seconds m_interval{5};
    std::optional<Result<SsoToken>> m_result;
};

/// How the profile signs in: with its account and role, or without them where it has an sso_session alone. Of
/// a role whose keys come from another profile: how that one does.
[[nodiscard]] Result<SsoSettings> loginSettings(const SourceContext& context, const std::string& profile);

/// An account that a person may enter.
struct SsoAccount {
    std::string id;
    std::string name;
    std::string email;
};

/// What a sign-in at Identity Center lets a person enter: the accounts or, of one account, the names of the
/// roles, page by page as they come. A Task.
class SsoList final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SsoList)
public:
    /// Without an account: the accounts.
    SsoList(SourceContextPtr context, SsoSettings settings, std::string accountId = {});
    ~SsoList() override;

    void start();
    void cancel() override;
    [[nodiscard]] const std::string& accountId() const { return m_accountId; }
    /// As far as they have come.
    [[nodiscard]] const std::vector<SsoAccount>& accounts() const { return m_accounts; }
    [[nodiscard]] const std::vector<std::string>& roles() const { return m_roles; }
    /// Valid after finished(). SignInRequired where the sign-in has ended or is taken no longer.
    [[nodiscard]] const Result<void>& result() const { return m_result; }

signals:
    void pageReady();

private:
    void giveUp() override { m_pages.reset(); }
    void ask(const SsoToken& token);
    void takePage(const Value& page);
    void finish(Result<void> result);

    SourceContextPtr m_context;
    SsoSettings m_settings;
    std::string m_accountId;
    std::vector<SsoAccount> m_accounts;
    std::vector<std::string> m_roles;
    Owned<PageReader> m_pages;
    Result<void> m_result;
};

/// The sign-ins that the profiles of the files name, each once, in the order of the profiles; those that
/// cannot be used are left out. `profile` of each is the first that names it.
[[nodiscard]] std::vector<SsoSettings> ssoSignIns(const SourceContext& context);

} // namespace inia
