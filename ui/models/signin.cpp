#include "ui/models/signin.h"

#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QMetaObject>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

using std::chrono::minutes;

/// Less than this, and a person has to hurry.
constexpr minutes soon{5};

class SignInNeedTexts {
    Q_DECLARE_TR_FUNCTIONS(SignInNeedTexts)
};

QString clockText(std::chrono::system_clock::time_point at)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
    return momentText(QDateTime::fromMSecsSinceEpoch(ms.count()));
}

KeyLife failedLife(const Error& error)
{
    KeyLife life;
    life.need = signInNeed(error);
    if (life.need == SignInNeed::None)
        return life;
    life.state = KeyLife::State::Over;
    life.text =
        life.need == SignInNeed::SignIn ? SignInNeedTexts::tr("Sign in") : SignInNeedTexts::tr("Enter code");
    life.tip = signInReason(error);
    return life;
}

} // namespace

SignInNeed signInNeed(const Error& error)
{
    for (const Error* at = &error; at != nullptr; at = at->cause.get()) {
        if (at->kind == ErrorKind::Credentials && at->code == "SignInRequired")
            return SignInNeed::SignIn;
        if (at->kind == ErrorKind::Credentials && at->code == "MfaRequired")
            return SignInNeed::Code;
    }
    return SignInNeed::None;
}

QString signInReason(const Error& error)
{
    const std::string& text = error.message;
    return sentenceText(text.substr(0, text.find(" Sign in with: inia-cli")));
}

QString lifeText(minutes left)
{
    const auto count = left.count();
    if (count < 60)
        return SignInNeedTexts::tr("%1 min").arg(qMax<qint64>(0, count));
    if (count < 48 * 60)
        return SignInNeedTexts::tr("%1 h %2 min").arg(count / 60).arg(count % 60, 2, 10, QLatin1Char('0'));
    return SignInNeedTexts::tr("%1 days").arg(count / (24 * 60));
}

KeyLife keyLife(const IdentityStatus& status, std::chrono::system_clock::time_point now)
{
    if (status.error && status.state == IdentityStatus::State::Failed)
        return failedLife(*status.error);
    KeyLife life;
    if (!status.expiry)
        return life;
    const auto left = std::chrono::duration_cast<minutes>(*status.expiry - now);
    const bool isOver = *status.expiry <= now;
    const bool needsPerson = status.renewal != Renewal::Silent;
    life.text = isOver ? SignInNeedTexts::tr("Expired") : SignInNeedTexts::tr("%1 left").arg(lifeText(left));
    if (!needsPerson) {
        // What is over is renewed by the next request.
        life.state = isOver ? KeyLife::State::None : KeyLife::State::Quiet;
        if (isOver)
            life.text.clear();
        life.tip = SignInNeedTexts::tr("The keys end at %1 and are renewed by themselves before.")
                       .arg(clockText(*status.expiry));
        return life;
    }
    life.state = isOver ? KeyLife::State::Over : left < soon ? KeyLife::State::Soon : KeyLife::State::Quiet;
    const bool asksForCode = status.renewal == Renewal::Person;
    if (isOver && asksForCode) {
        life.need = SignInNeed::Code;
        life.text = SignInNeedTexts::tr("Enter code");
    }
    life.tip = asksForCode ? SignInNeedTexts::tr("The keys end at %1. New ones take a code of your device.")
                           : SignInNeedTexts::tr("The keys end at %1. Their source has to give new ones.");
    life.tip = life.tip.arg(clockText(*status.expiry));
    return life;
}

AccountsModel::AccountsModel(SourceContextPtr context, SsoSettings settings, QObject* parent)
    : QAbstractItemModel(parent), m_context(std::move(context)), m_settings(std::move(settings))
{
}

AccountsModel::~AccountsModel() = default;

// ---- asking -----------------------------------------------------------------------------------------------

void AccountsModel::load()
{
    beginResetModel();
    m_accounts.clear();
    m_error.reset();
    endResetModel();
    m_list = makeOwned<SsoList>(m_context, m_settings);
    connect(m_list.get(), &SsoList::pageReady, this, &AccountsModel::takeAccounts);
    connect(m_list.get(), &SsoList::finished, this, [this] {
        if (!m_list->result())
            m_error = m_list->result().error();
        m_list.reset();
        emit changed();
    });
    m_list->start();
    emit changed();
}

void AccountsModel::takeAccounts()
{
    const auto& listed = m_list->accounts();
    const auto before = m_accounts.size();
    if (listed.size() == before)
        return;
    beginInsertRows({}, static_cast<int>(before), static_cast<int>(listed.size()) - 1);
    for (auto i = before; i < listed.size(); ++i) {
        m_accounts.push_back(std::make_unique<Account>());
        m_accounts.back()->facts = listed[i];
    }
    endInsertRows();
    emit changed();
}

bool AccountsModel::canFetchMore(const QModelIndex& parent) const
{
    const Account* account = parent.isValid() && parent.internalPointer() == nullptr
                                 ? m_accounts.at(static_cast<std::size_t>(parent.row())).get()
                                 : nullptr;
    return account != nullptr && !account->isAsked;
}

// The rows come later: a view asks within a change that it is being told of.
void AccountsModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    Account& account = *m_accounts.at(static_cast<std::size_t>(parent.row()));
    account.isAsked = true;
    QMetaObject::invokeMethod(
        this, [this, id = account.facts.id] { askForRoles(id); }, Qt::QueuedConnection);
}

void AccountsModel::askForRoles(const std::string& accountId)
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(), [&](const auto& each) {
        return each->facts.id == accountId && each->isAsked && !each->list && each->roles.empty();
    });
    if (found == m_accounts.end())
        return;
    Account* account = found->get();
    auto list = makeOwned<SsoList>(m_context, m_settings, accountId);
    connect(list.get(), &SsoList::pageReady, this, [this, account] { takeRoles(account, false); });
    connect(list.get(), &SsoList::finished, this, [this, account] { takeRoles(account, true); });
    list->start();
    beginInsertRows(index(static_cast<int>(found - m_accounts.begin()), 0), 0, 0); // the state row
    account->list = std::move(list);
    endInsertRows();
}

void AccountsModel::takeRoles(Account* account, bool isEnd)
{
    int row = 0;
    while (m_accounts.at(static_cast<std::size_t>(row)).get() != account)
        ++row;
    const QModelIndex parent = index(row, 0);
    const auto& listed = account->list->roles();
    const auto before = account->roles.size();
    if (listed.size() > before) {
        beginInsertRows(parent, static_cast<int>(before), static_cast<int>(listed.size()) - 1);
        account->roles = listed;
        endInsertRows();
    }
    if (!isEnd)
        return;
    const int stateRow = static_cast<int>(account->roles.size());
    const auto& result = account->list->result();
    if (!result || account->roles.empty()) {
        if (!result)
            account->error = result.error();
        account->isEmpty = result.ok();
        account->list.reset();
        const QModelIndex state = index(stateRow, 0, parent);
        emit dataChanged(state, state);
        return;
    }
    beginRemoveRows(parent, stateRow, stateRow);
    account->list.reset();
    endRemoveRows();
}

void AccountsModel::retry(const QModelIndex& stateRow)
{
    const QModelIndex parent = stateRow.parent();
    if (!parent.isValid() || data(stateRow, StateRole).value<RowState>() != RowState::Failed)
        return;
    Account* account = m_accounts.at(static_cast<std::size_t>(parent.row())).get();
    beginRemoveRows(parent, 0, rowsOf(*account) - 1);
    account->roles.clear();
    account->error.reset();
    account->isAsked = false;
    endRemoveRows();
    fetchMore(parent);
}

std::optional<SsoRole> AccountsModel::role(const QModelIndex& index) const
{
    const Account* account = accountAt(index.parent());
    const auto row = static_cast<std::size_t>(index.row());
    if (account == nullptr || row >= account->roles.size())
        return std::nullopt;
    return SsoRole{m_settings.sessionName, m_settings.startUrl, m_settings.region,
                   account->facts.id,      account->roles[row], m_settings.scopes};
}

QString AccountsModel::accountName(const QModelIndex& index) const
{
    const Account* account = accountAt(index.parent().isValid() ? index.parent() : index);
    if (account == nullptr)
        return {};
    return toOneLine(account->facts.name.empty() ? account->facts.id : account->facts.name);
}

// ---- structure --------------------------------------------------------------------------------------------

// A row below an account points to it; an account points to nothing.
QModelIndex AccountsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? accountAt(parent) : nullptr);
}

QModelIndex AccountsModel::parent(const QModelIndex& index) const
{
    const auto* account = static_cast<const Account*>(index.internalPointer());
    for (std::size_t row = 0; account != nullptr && row < m_accounts.size(); ++row) {
        if (m_accounts[row].get() == account)
            return createIndex(static_cast<int>(row), 0, nullptr);
    }
    return {};
}

const AccountsModel::Account* AccountsModel::accountAt(const QModelIndex& index) const
{
    return index.isValid() && index.internalPointer() == nullptr
               ? m_accounts.at(static_cast<std::size_t>(index.row())).get()
               : nullptr;
}

int AccountsModel::rowsOf(const Account& account) const
{
    return static_cast<int>(account.roles.size()) + (stateOf(account) == RowState::Ready ? 0 : 1);
}

RowState AccountsModel::stateOf(const Account& account) const
{
    if (account.list)
        return RowState::Loading;
    if (account.error)
        return RowState::Failed;
    return account.isEmpty ? RowState::Empty : RowState::Ready;
}

int AccountsModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return accounts();
    const Account* account = accountAt(parent);
    return account != nullptr ? rowsOf(*account) : 0;
}

int AccountsModel::columnCount(const QModelIndex&) const
{
    return 1;
}

bool AccountsModel::hasChildren(const QModelIndex& parent) const
{
    return !parent.isValid() || accountAt(parent) != nullptr;
}

// ---- what rows say ----------------------------------------------------------------------------------------

QVariant AccountsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (const Account* account = accountAt(index))
        return accountData(*account, role);
    const auto* account = static_cast<const Account*>(index.internalPointer());
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= account->roles.size())
        return stateData(*account, role);
    switch (role) {
    case Qt::DisplayRole:
        return toOneLine(account->roles[row]);
    case IconNameRole:
        return QStringLiteral("user");
    case LeafRole:
        return true;
    default:
        return {};
    }
}

QVariant AccountsModel::accountData(const Account& account, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return account.facts.name.empty() ? accountText(toOneLine(account.facts.id))
                                          : toOneLine(account.facts.name);
    case Qt::ToolTipRole:
        return toOneLine(account.facts.email);
    case SuffixRole:
        return accountText(toOneLine(account.facts.id));
    case IconNameRole:
        return QStringLiteral("folder");
    case OpenIconNameRole:
        return QStringLiteral("folder-open");
    default:
        return {};
    }
}

QVariant AccountsModel::stateData(const Account& account, int role) const
{
    const RowState state = stateOf(account);
    switch (role) {
    case StateRole:
        return QVariant::fromValue(state);
    case ErrorTextRole:
        return account.error ? QVariant(errorText(*account.error)) : QVariant();
    case RetryableRole:
        return state == RowState::Failed;
    case LeafRole:
        return true;
    case Qt::DisplayRole:
        if (state == RowState::Loading)
            return tr("Loading\u2026");
        return state == RowState::Empty ? tr("No roles") : errorText(*account.error);
    default:
        return {};
    }
}

} // namespace inia::ui
