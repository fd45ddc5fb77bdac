#include "app/desktop/opentabs.h"

#include "ui/browse/resourceplaces.h"
#include "ui/browse/sessionbar.h"
#include "ui/mainwindow.h"

#include <QtCore/QSignalBlocker>

#include <algorithm>

namespace inia::desktop {

namespace {

bool environmentNamesProfile()
{
    return qEnvironmentVariableIsSet("AWS_PROFILE") || qEnvironmentVariableIsSet("AWS_DEFAULT_PROFILE");
}

bool isAskedFor(const KeptTab& tab, const std::string& profile, const std::optional<std::string>& region)
{
    return !tab.role && tab.profile == profile && (!region || tab.region == region);
}

} // namespace

void OpenTabs::open(const KeptTabs& kept, const Arguments& arguments)
{
    const auto usual = m_sessions.factory().create({arguments.profile, arguments.region});
    const auto known = m_sessions.factory().profiles();
    const auto isThere = [&](const std::string& profile) {
        const QString name = QString::fromStdString(profile);
        const auto isMeant = [&](const ui::ProfileEntry& entry) { return entry.name == name; };
        return (usual && usual->profileName() == profile) ||
               (known && std::any_of(known->begin(), known->end(), isMeant));
    };
    const bool asks =
        arguments.profile || arguments.region || arguments.endpointUrl || environmentNamesProfile();
    int current = -1;
    // The first tab there is would be looked at, whichever was the current one.
    QSignalBlocker blocker(m_window.sessionBar());
    for (std::size_t i = 0; i < kept.tabs.size(); ++i) {
        const KeptTab& tab = kept.tabs[i];
        const bool needsNone = tab.role && tab.profile.empty();
        if (arguments.endpointUrl || (!needsNone && !isThere(tab.profile))) {
            m_absent.push_back(tab);
            continue;
        }
        const auto place = ui::Place::parse(tab.place);
        const ui::SessionChoice choice{needsNone ? std::nullopt : std::optional(tab.profile), tab.region,
                                       tab.role};
        const int index = m_sessions.openLater(choice, place ? *place : ui::Place());
        const bool isWanted =
            asks ? current < 0 && usual && isAskedFor(tab, usual->profileName(), arguments.region)
                 : static_cast<int>(i) == kept.current;
        if (isWanted)
            current = index;
    }
    // On a first start nothing is asked of anybody before somebody has said of whom.
    const bool hasKeys = qEnvironmentVariableIsSet("AWS_ACCESS_KEY_ID");
    const bool isFirst = usual && known && known->empty() && !asks && !hasKeys;
    if (current < 0 && (asks || m_sessions.count() == 0) && !isFirst)
        current = m_sessions.open({arguments.profile, arguments.region});
    blocker.unblock();
    if (m_sessions.count() > 0)
        m_window.showTab(qMax(0, current));
    if (isFirst)
        m_window.showProfiles();
}

KeptTabs OpenTabs::tabs() const
{
    KeptTabs kept;
    for (int index = 0; index < m_sessions.count(); ++index) {
        const ui::OpenSession& open = m_sessions.at(index);
        const auto& role = open.choice.role;
        const std::string profile =
            open.session && !role ? open.session->profileName() : open.choice.profile.value_or(std::string());
        if (profile.empty() && !role)
            continue;
        if (index == m_window.sessionBar()->currentIndex())
            kept.current = static_cast<int>(kept.tabs.size());
        kept.tabs.push_back(
            {profile, open.choice.region, ui::placeToKeep(m_window.workArea()->placeOf(index)).uri(), role});
    }
    kept.tabs.insert(kept.tabs.end(), m_absent.begin(), m_absent.end());
    return kept;
}

} // namespace inia::desktop
