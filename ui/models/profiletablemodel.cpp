#include "ui/models/profiletablemodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/roles.h"

namespace inia::ui {

namespace {

QString credentialsText(const Profile& profile, bool& isWrong)
{
    const auto has = [&profile](std::string_view key) { return !profile.text(key).empty(); };
    if (has("role_arn"))
        return has("source_profile")
                   ? ProfileTableModel::tr("Role, by %1").arg(toOneLine(profile.text("source_profile")))
                   : ProfileTableModel::tr("Role");
    if (has("sso_session") || has("sso_start_url"))
        return ProfileTableModel::tr("Identity Center");
    if (has("login_session"))
        return ProfileTableModel::tr("Browser sign-in");
    const bool hasId = has("aws_access_key_id");
    if (hasId != has("aws_secret_access_key")) {
        isWrong = true;
        return hasId ? ProfileTableModel::tr("No secret key") : ProfileTableModel::tr("No access key id");
    }
    if (hasId)
        return ProfileTableModel::tr("Access key");
    return has("credential_process") ? ProfileTableModel::tr("Process") : QString();
}

} // namespace

std::vector<ProfileRow> profileRows(const ConfigFiles& files)
{
    std::vector<ProfileRow> rows;
    for (const auto& name : files.profileNames()) {
        const Profile& profile = *files.profile(name);
        const QString arn = toOneLine(profile.text("role_arn"));
        ProfileRow row;
        row.name = toQString(name);
        row.account = toOneLine(profile.text("sso_account_id"));
        if (row.account.isEmpty())
            row.account = toOneLine(profile.text("aws_account_id"));
        if (row.account.isEmpty())
            row.account = arn.section(u':', 4, 4);
        row.account = accountText(row.account);
        row.role = toOneLine(profile.text("sso_role_name"));
        if (row.role.isEmpty())
            row.role = arn.section(u'/', -1);
        row.region = toOneLine(profile.text("region"));
        row.credentials = credentialsText(profile, row.isWrong);
        row.production = profile.isProduction();
        rows.push_back(std::move(row));
    }
    return rows;
}

ProfileTableModel::ProfileTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void ProfileTableModel::setRows(std::vector<ProfileRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ProfileTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProfileTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfileTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProfileRow& row = at(index.row());
    if (role == ProductionRole)
        return row.production;
    if (role == IconNameRole && index.column() == Name)
        return QStringLiteral("user");
    if (role == HealthRole && index.column() == Credentials)
        return QVariant::fromValue(row.isWrong ? Health::Bad : Health::Unknown);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return toOneLine(row.name);
    case Account:
        return row.account;
    case Role:
        return row.role;
    case Region:
        return row.region;
    default:
        return row.credentials;
    }
}

QVariant ProfileTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == ColumnKindRole) {
        return QVariant::fromValue(section == Name          ? ColumnKind::Name
                                   : section == Credentials ? ColumnKind::State
                                                            : ColumnKind::Text);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Profile");
    case Account:
        return tr("Account");
    case Role:
        return tr("Role");
    case Region:
        return tr("Region");
    default:
        return tr("Credentials");
    }
}

} // namespace inia::ui
