#pragma once

#include "core/async/task.h"
#include "core/identity/ssotokens.h"
#include "core/paging/pagereader.h"

#include <QtCore/QObject>

#include <memory>
#include <string>
#include <vector>

namespace inia {

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
