#include "app/desktop/settings.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace inia::desktop {

namespace {

/// QSettings writes a file with the permissions it has, and a new one for everybody to read.
QString keptForOwner(const QString& path)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    constexpr auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (file.exists() || file.open(QIODevice::WriteOnly, owner))
        file.setPermissions(owner);
    return path;
}

constexpr QLatin1StringView geometryKey("window/geometry");
constexpr QLatin1StringView columnsKey("window/columns");
constexpr QLatin1StringView rowsKey("window/rows");
constexpr QLatin1StringView contentKey("window/content");
constexpr QLatin1StringView treeKey("window/tree");
constexpr QLatin1StringView dockKey("window/dock");
constexpr QLatin1StringView detailsKey("window/details");
constexpr QLatin1StringView crampedTreeKey("window/crampedTree");
constexpr QLatin1StringView crampedDockKey("window/crampedDock");
constexpr QLatin1StringView crampedDetailsKey("window/crampedDetails");
constexpr QLatin1StringView dockPagesKey("window/dockPages");
constexpr QLatin1StringView dockPageKey("window/dockPage");
constexpr QLatin1StringView tabsKey("sessions/tabs");
constexpr QLatin1StringView currentTabKey("sessions/current");
constexpr QLatin1StringView themeKey("appearance/theme");
constexpr QLatin1StringView bandwidthKey("transfers/bandwidth");
constexpr QLatin1StringView columnChoicesKey("tables/columns");
constexpr QLatin1StringView knownPlacesKey("places/known");
constexpr QLatin1StringView readOnlyKey("sessions/readOnly");

// Of a tab.
constexpr QLatin1StringView profileName("profile");
constexpr QLatin1StringView regionName("region");
constexpr QLatin1StringView placeName("place");
constexpr QLatin1StringView roleKey("role");

// Of a role of Identity Center.
constexpr std::pair<QLatin1StringView, std::string SsoRole::*> roleMembers[]{
    {QLatin1StringView("session"), &SsoRole::sessionName},
    {QLatin1StringView("startUrl"), &SsoRole::startUrl},
    {QLatin1StringView("region"), &SsoRole::region},
    {QLatin1StringView("account"), &SsoRole::accountId},
    {QLatin1StringView("name"), &SsoRole::roleName},
    {QLatin1StringView("scopes"), &SsoRole::scopes}};

QJsonObject toJson(const SsoRole& role)
{
    QJsonObject object;
    for (const auto& [key, member] : roleMembers)
        object.insert(key, QString::fromStdString(role.*member));
    return object;
}

std::optional<SsoRole> roleFrom(const QJsonValue& value)
{
    SsoRole role;
    for (const auto& [key, member] : roleMembers)
        role.*member = value[key].toString().toStdString();
    const bool isWhole = !role.accountId.empty() && !role.roleName.empty() && !role.startUrl.empty();
    return isWhole ? std::optional(role) : std::nullopt;
}

} // namespace

Settings::Settings(const QString& file)
    : m_store(keptForOwner(file.isEmpty() ? QSettings(QSettings::IniFormat, QSettings::UserScope,
                                                      QStringLiteral("inia"), QStringLiteral("inia"))
                                                .fileName()
                                          : file),
              QSettings::IniFormat)
{
}

QByteArray Settings::windowGeometry() const
{
    return m_store.value(geometryKey).toByteArray();
}

ui::WorkAreaLayout Settings::layout() const
{
    ui::WorkAreaLayout layout;
    layout.columns = m_store.value(columnsKey).toByteArray();
    layout.rows = m_store.value(rowsKey).toByteArray();
    layout.content = m_store.value(contentKey).toByteArray();
    layout.tree = m_store.value(treeKey, true).toBool();
    layout.dock = m_store.value(dockKey, true).toBool();
    layout.details = m_store.value(detailsKey, true).toBool();
    layout.crampedTree = m_store.value(crampedTreeKey).toBool();
    layout.crampedDock = m_store.value(crampedDockKey).toBool();
    layout.crampedDetails = m_store.value(crampedDetailsKey).toBool();
    for (const QVariant& page : m_store.value(dockPagesKey).toList())
        layout.dockPages.append(page.toByteArray());
    layout.dockPage = m_store.value(dockPageKey).toInt();
    return layout;
}

KeptTabs Settings::tabs() const
{
    KeptTabs kept;
    const QJsonDocument list = QJsonDocument::fromJson(m_store.value(tabsKey).toByteArray());
    for (const auto& entry : list.array()) {
        const QString profile = entry[profileName].toString();
        const auto role = roleFrom(entry[roleKey]);
        if (profile.isEmpty() && !role)
            continue;
        const QJsonValue region = entry[regionName];
        kept.tabs.push_back(
            {profile.toStdString(),
             region.isString() ? std::optional(region.toString().toStdString()) : std::nullopt,
             entry[placeName].toString().toStdString(), role});
    }
    kept.current = m_store.value(currentTabKey, -1).toInt();
    return kept;
}

void Settings::saveTabs(const KeptTabs& kept)
{
    QJsonArray list;
    for (const KeptTab& tab : kept.tabs) {
        QJsonObject entry{{profileName, QString::fromStdString(tab.profile)},
                          {placeName, QString::fromStdString(tab.place)}};
        if (tab.region)
            entry.insert(regionName, QString::fromStdString(*tab.region));
        if (tab.role)
            entry.insert(roleKey, toJson(*tab.role));
        list.append(entry);
    }
    m_store.setValue(tabsKey, QJsonDocument(list).toJson(QJsonDocument::Compact));
    m_store.setValue(currentTabKey, kept.current);
}

void Settings::saveWindow(const QByteArray& geometry, const ui::WorkAreaLayout& layout)
{
    m_store.setValue(geometryKey, geometry);
    m_store.setValue(columnsKey, layout.columns);
    m_store.setValue(rowsKey, layout.rows);
    m_store.setValue(contentKey, layout.content);
    m_store.setValue(treeKey, layout.tree);
    m_store.setValue(dockKey, layout.dock);
    m_store.setValue(detailsKey, layout.details);
    m_store.setValue(crampedTreeKey, layout.crampedTree);
    m_store.setValue(crampedDockKey, layout.crampedDock);
    m_store.setValue(crampedDetailsKey, layout.crampedDetails);
    m_store.setValue(dockPagesKey, QVariantList(layout.dockPages.begin(), layout.dockPages.end()));
    m_store.setValue(dockPageKey, layout.dockPage);
}

ui::Appearance::Setting Settings::appearance() const
{
    const QString theme = m_store.value(themeKey).toString();
    if (theme == QStringLiteral("light"))
        return ui::Appearance::Setting::Light;
    return theme == QStringLiteral("dark") ? ui::Appearance::Setting::Dark : ui::Appearance::Setting::System;
}

void Settings::saveAppearance(ui::Appearance::Setting setting)
{
    const QString theme = setting == ui::Appearance::Setting::Light  ? QStringLiteral("light")
                          : setting == ui::Appearance::Setting::Dark ? QStringLiteral("dark")
                                                                     : QStringLiteral("system");
    m_store.setValue(themeKey, theme);
}

qint64 Settings::bandwidth() const
{
    return qMax<qint64>(0, m_store.value(bandwidthKey).toLongLong());
}

QStringList Settings::readOnlyProfiles() const
{
    return m_store.value(readOnlyKey).toStringList();
}

QByteArray Settings::columnChoices() const
{
    return m_store.value(columnChoicesKey).toByteArray();
}

QByteArray Settings::knownPlaces() const
{
    return m_store.value(knownPlacesKey).toByteArray();
}

void Settings::saveKnownPlaces(const QByteArray& json)
{
    m_store.setValue(knownPlacesKey, json);
}

void Settings::saveColumnChoices(const QByteArray& json)
{
    m_store.setValue(columnChoicesKey, json);
}

void Settings::saveReadOnlyProfiles(const QStringList& profiles)
{
    m_store.setValue(readOnlyKey, profiles);
    m_store.sync(); // a lock must not be lost with a process that is killed
}

void Settings::saveBandwidth(qint64 bytesPerSecond)
{
    m_store.setValue(bandwidthKey, bytesPerSecond);
}

} // namespace inia::desktop
