#pragma once

#include "core/common/result.h"
#include "core/identity/identity.h"
#include "core/identity/ssologin.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QString>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace inia::ui {

/// What a person has to do before requests get keys again.
enum class SignInNeed : quint8 { None, SignIn, Code };

[[nodiscard]] SignInNeed signInNeed(const Error& error);
/// Why, without the words for a terminal.
[[nodiscard]] QString signInReason(const Error& error);

/// How long the keys of a session last, for the session bar.
struct KeyLife {
    enum class State : quint8 {
        None,  ///< they do not end, or nobody has needed any yet
        Quiet, ///< there is time, or they are renewed without a person
        Soon,  ///< a person is needed within minutes
        Over,
    };
    State state = State::None;
    SignInNeed need = SignInNeed::None;
    QString text; ///< "42 min left", "Sign in"; empty for State::None
    QString tip;

    bool operator==(const KeyLife&) const = default;
};
[[nodiscard]] KeyLife keyLife(const IdentityStatus& status, std::chrono::system_clock::time_point now);

/// "42 min", "3 h 05 min", "2 days": whole minutes, rounded down.
[[nodiscard]] QString lifeText(std::chrono::minutes left);

/// What one may enter after a sign-in at Identity Center: accounts, and below each its roles, which are asked
/// for when the account is opened. Lists that are on their way, have failed or are empty say so in a state
/// row.
class AccountsModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountsModel)
public:
    AccountsModel(SourceContextPtr context, SsoSettings settings, QObject* parent = nullptr);
    ~AccountsModel() override;

    /// Asks for the accounts, once more if they are there.
    void load();
    /// Asks again for what a state row says has failed.
    void retry(const QModelIndex& stateRow);
    /// The role of a row, ready to be opened; nothing for other rows.
    [[nodiscard]] std::optional<SsoRole> role(const QModelIndex& index) const;
    /// The name of the account that a row is of; its number where it has none.
    [[nodiscard]] QString accountName(const QModelIndex& index) const;
    /// Why the accounts are not there.
    [[nodiscard]] const Error* error() const { return m_error ? &*m_error : nullptr; }
    [[nodiscard]] bool isLoading() const { return m_list != nullptr; }
    [[nodiscard]] int accounts() const { return static_cast<int>(m_accounts.size()); }
    [[nodiscard]] const SsoSettings& settings() const { return m_settings; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

signals:
    /// The accounts: some have come, all have, or they have failed.
    void changed();

private:
    struct Account {
        SsoAccount facts;
        std::vector<std::string> roles;
        Owned<SsoList> list; ///< under way
        std::optional<Error> error;
        bool isAsked = false;
        bool isEmpty = false; ///< known to have no roles
    };
    void takeAccounts();
    void askForRoles(const std::string& accountId);
    void takeRoles(Account* account, bool isEnd);
    [[nodiscard]] RowState stateOf(const Account& account) const;
    [[nodiscard]] int rowsOf(const Account& account) const;
    [[nodiscard]] const Account* accountAt(const QModelIndex& index) const;
    [[nodiscard]] QVariant accountData(const Account& account, int role) const;
    [[nodiscard]] QVariant stateData(const Account& account, int role) const;

    SourceContextPtr m_context;
    SsoSettings m_settings;
    std::vector<std::unique_ptr<Account>> m_accounts;
    Owned<SsoList> m_list;
    std::optional<Error> m_error;
};

} // namespace inia::ui
