#include "ui/models/profilemodels.h"

#include "core/config/profilefile.h"
#include "core/identity/keystore.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

namespace inia::ui {

ProfileListModel::ProfileListModel(QObject* parent) : QAbstractListModel(parent) {}

void ProfileListModel::setProfiles(std::vector<ProfileEntry> profiles)
{
    beginResetModel();
    m_profiles = std::move(profiles);
    endResetModel();
}

int ProfileListModel::rowOf(const QString& name) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&name](const ProfileEntry& profile) { return profile.name == name; });
    return found != m_profiles.end() ? static_cast<int>(found - m_profiles.begin()) : -1;
}

int ProfileListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_profiles.size());
}

QVariant ProfileListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& profile = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return profile.name;
    case SuffixRole:
        return profile.region;
    case ProductionRole:
        return profile.production;
    case IconNameRole:
        return QStringLiteral("user");
    default:
        return {};
    }
}

QString RegionEntry::place() const
{
    const auto open = description.lastIndexOf(QLatin1Char('('));
    const auto close = description.lastIndexOf(QLatin1Char(')'));
    return open >= 0 && close > open + 1 ? description.mid(open + 1, close - open - 1) : description;
}

RegionListModel::RegionListModel(QObject* parent) : QAbstractListModel(parent) {}

void RegionListModel::setRegions(std::vector<RegionEntry> regions)
{
    beginResetModel();
    m_regions = std::move(regions);
    endResetModel();
}

int RegionListModel::rowOf(const QString& id) const
{
    const auto found = std::find_if(m_regions.begin(), m_regions.end(),
                                    [&id](const RegionEntry& region) { return region.id == id; });
    return found != m_regions.end() ? static_cast<int>(found - m_regions.begin()) : -1;
}

int RegionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_regions.size());
}

QVariant RegionListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& region = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return region.id;
    case SuffixRole:
        return region.place();
    case Qt::ToolTipRole:
        return region.description;
    case IconNameRole:
        return QStringLiteral("globe");
    default:
        return {};
    }
}

namespace {

using KeyState = KeyOutlook::State;

QString wayText(KeyOutlook::Way way, const Profile& profile)
{
    const auto source = toOneLine(profile.text("source_profile"));
    switch (way) {
    case KeyOutlook::Way::Keys:
        return ProfileTableModel::tr("Access key");
    case KeyOutlook::Way::Role:
        return source.isEmpty() ? ProfileTableModel::tr("Role")
                                : ProfileTableModel::tr("Role, by %1").arg(source);
    case KeyOutlook::Way::WebIdentity:
        return ProfileTableModel::tr("Web identity");
    case KeyOutlook::Way::IdentityCenter:
        return ProfileTableModel::tr("Identity Center");
    case KeyOutlook::Way::Login:
        return ProfileTableModel::tr("Browser sign-in");
    case KeyOutlook::Way::Process:
        return storedKeysName(profile.text("credential_process")).empty() ? ProfileTableModel::tr("Process")
                                                                          : ProfileTableModel::tr("Keychain");
    default:
        return {};
    }
}

QString firstOf(const Profile& profile, std::initializer_list<const char*> keys)
{
    for (const char* key : keys) {
        if (const auto text = profile.text(key); !text.empty())
            return toOneLine(text);
    }
    return {};
}

ProfileRow profileRow(const SourceContextPtr& context, const std::string& name)
{
    const Profile& profile = *context->files->profile(name);
    const QString arn = toOneLine(profile.text("role_arn"));
    const KeyOutlook outlook = keyOutlook(context, name);
    ProfileRow row;
    row.name = toQString(name);
    row.account = firstOf(profile, {"sso_account_id", "aws_account_id"});
    if (row.account.isEmpty())
        row.account = arn.section(u':', 4, 4);
    row.role = firstOf(profile, {"sso_role_name"});
    if (row.role.isEmpty())
        row.role = arn.section(u'/', -1);
    row.region = toOneLine(profile.text("region"));
    row.folder = toOneLine(profile.text("inia_folder"));
    row.notes = toOneLine(profile.text("inia_notes"));
    row.storedName = storedKeysName(profile.text("credential_process"));
    row.way = wayText(outlook.way, profile);
    row.state = outlook.state;
    row.expiry = outlook.expiry;
    if (outlook.error)
        row.problem = sentenceText(outlook.error->message);
    row.production = profile.isProduction();
    row.readOnly = row.production || !isExplicitNo(profile.text("inia_read_only"));
    return row;
}

/// "14" of a message that names a file and a line; empty where it names none.
QString lineIn(const QString& problem)
{
    static const QRegularExpression line(QStringLiteral(", line (\\d+)"));
    return line.match(problem).captured(1);
}

} // namespace

std::optional<int> sessionColorOf(const Profile& profile)
{
    const auto found =
        std::find(sessionColorNames.begin(), sessionColorNames.end(), profile.text("inia_color"));
    return found == sessionColorNames.end() ? std::nullopt
                                            : std::optional(int(found - sessionColorNames.begin()));
}

std::vector<ProfileRow> profileRows(const SourceContextPtr& context, const QStringList& readOnlyProfiles)
{
    std::vector<ProfileRow> rows;
    const auto& names = context->files->profileNames();
    rows.reserve(names.size());
    for (const auto& name : names) {
        rows.push_back(profileRow(context, name));
        rows.back().color =
            sessionColorOf(*context->files->profile(name)).value_or(static_cast<int>(rows.size()) - 1);
        rows.back().readOnly = rows.back().readOnly || readOnlyProfiles.contains(rows.back().name);
    }
    return rows;
}

// ---- table ------------------------------------------------------------------------------------------------

ProfileTableModel::ProfileTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void ProfileTableModel::setRows(std::vector<ProfileRow> rows)
{
    beginResetModel();
    m_rows.clear();
    std::vector<QString> folders;
    for (const auto& row : rows) {
        if (!row.folder.isEmpty() && std::find(folders.begin(), folders.end(), row.folder) == folders.end())
            folders.push_back(row.folder);
    }
    if (folders.empty()) {
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    std::sort(folders.begin(), folders.end(), [](const QString& a, const QString& b) {
        return QString::compare(a, b, Qt::CaseInsensitive) < 0;
    });
    folders.emplace_back(); // those in none
    for (const auto& folder : folders) {
        const std::size_t head = m_rows.size();
        m_rows.push_back({.folder = folder});
        for (const auto& row : rows) {
            if (row.folder == folder)
                m_rows.push_back(row);
        }
        m_rows[head].profiles = static_cast<int>(m_rows.size() - head) - 1;
        if (m_rows[head].profiles == 0)
            m_rows.pop_back();
    }
    endResetModel();
}

void ProfileTableModel::toggleFolder(int row)
{
    const QString& folder = at(row).folder;
    if (m_shut.erase(folder) == 0)
        m_shut.insert(folder);
    // The filter asks anew for what is below.
    emit dataChanged(index(row, 0), index(row + at(row).profiles, ColumnCount - 1));
}

Qt::ItemFlags ProfileTableModel::flags(const QModelIndex& index) const
{
    const bool isFolder = index.isValid() && at(index.row()).isFolder();
    return isFolder ? Qt::ItemIsEnabled : QAbstractTableModel::flags(index);
}

void ProfileTableModel::setNow(std::chrono::system_clock::time_point now)
{
    m_now = now;
    if (rowCount() > 0)
        emit dataChanged(index(0, Credentials), index(rowCount() - 1, Credentials));
}

int ProfileTableModel::rowOf(const QString& name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&name](const ProfileRow& row) { return row.name == name; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ProfileTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProfileTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProfileTableModel::stateText(const ProfileRow& row) const
{
    const auto left = row.expiry ? std::chrono::duration_cast<std::chrono::minutes>(*row.expiry - m_now)
                                 : std::chrono::minutes();
    const bool isOver = row.expiry && *row.expiry <= m_now;
    switch (row.state) {
    case KeyState::Wrong: {
        const QString line = lineIn(row.problem);
        return line.isEmpty() ? tr("Error") : tr("Error, line %1").arg(line);
    }
    case KeyState::Code:
        return tr("Code needed");
    case KeyState::SignIn:
        return isOver ? tr("Ended %1 ago").arg(lifeText(-left)) : tr("Sign in needed");
    case KeyState::Ready:
        return !row.expiry ? row.way : isOver ? tr("Sign in needed") : tr("%1 left").arg(lifeText(left));
    default:
        return row.way;
    }
}

Health ProfileTableModel::health(const ProfileRow& row) const
{
    const bool isOver = row.expiry && *row.expiry <= m_now;
    switch (row.state) {
    case KeyState::Wrong:
        return Health::Bad;
    case KeyState::Code:
        return Health::Off;
    case KeyState::SignIn:
        return isOver ? Health::Changing : Health::Off;
    case KeyState::Ready:
        return !row.expiry ? Health::Unknown : isOver ? Health::Changing : Health::Good;
    default:
        return Health::Unknown;
    }
}

QVariant ProfileTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProfileRow& row = at(index.row());
    if (row.isFolder()) {
        if (index.column() != Name)
            return {};
        if (role == FolderRole)
            return true;
        if (role == CountRole)
            return row.profiles;
        if (role == OpenIconNameRole)
            return isShut(row.folder) ? QString() : QStringLiteral("folder-open");
        if (role == Qt::DisplayRole)
            return row.folder.isEmpty() ? tr("Not in a folder") : row.folder;
        return {};
    }
    switch (role) {
    case DepthRole:
        return m_rows.front().isFolder() ? 1 : 0;
    case ProductionRole:
        return row.production;
    case LockedRole:
        return row.readOnly;
    case SessionColorRole:
        return row.color;
    case HealthRole:
        return QVariant::fromValue(index.column() == Credentials ? health(row) : Health::Unknown);
    case ExactTextRole:
        if (index.column() == Name)
            return row.notes;
        if (index.column() != Credentials)
            return {};
        return row.problem.isEmpty() ? row.way : row.problem;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Name:
        return toOneLine(row.name);
    case Account:
        return accountText(row.account);
    case Role:
        return row.role;
    case Region:
        return row.region;
    default:
        return stateText(row);
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

// ---- filter -----------------------------------------------------------------------------------------------

void ProfileFilter::setText(const QString& text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ProfileFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto& model = *static_cast<const ProfileTableModel*>(sourceModel());
    const ProfileRow& profile = model.at(row);
    if (m_words.isEmpty())
        return profile.isFolder() || !model.isShut(profile.folder);
    if (!profile.isFolder())
        return isFound(profile);
    for (int child = row + 1; child <= row + profile.profiles; ++child) {
        if (isFound(model.at(child)))
            return true;
    }
    return false;
}

bool ProfileFilter::isFound(const ProfileRow& profile) const
{
    const auto isIn = [&profile](const QString& word) {
        for (const QString* text : {&profile.name, &profile.account, &profile.role, &profile.region,
                                    &profile.way, &profile.folder, &profile.notes}) {
            if (text->contains(word, Qt::CaseInsensitive))
                return true;
        }
        return isInAccount(word, profile.account);
    };
    return std::all_of(m_words.begin(), m_words.end(), isIn);
}

} // namespace inia::ui
