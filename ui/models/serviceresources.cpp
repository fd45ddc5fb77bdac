#include "ui/models/serviceresources.h"

#include "core/model/catalog.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

#include <algorithm>

namespace inia::ui {

ServiceResources::ServiceResources(Session session) : m_session(std::move(session))
{
    std::vector<std::pair<QString, std::string>> others; // by what they are called
    for (const auto& name : m_session.catalog()->services()) {
        if (m_session.catalog()->hasResources(name))
            m_services.push_back(name);
        else if (m_session.catalog()->isExplored(name))
            others.emplace_back(displayName(name).toCaseFolded(), name);
    }
    std::stable_sort(m_services.begin(), m_services.end(),
                     [](const auto& a, const auto& b) { return serviceRank(a) < serviceRank(b); });
    m_foremost = m_services.size();
    std::sort(others.begin(), others.end());
    for (auto& [label, name] : others)
        m_services.push_back(std::move(name));
}

void ServiceResources::setAccount(const std::string& account)
{
    m_account = account;
    for (const auto& [name, resource] : m_known) {
        if (resource)
            resource->definitions()->setAccount(account);
    }
}

QString ServiceResources::displayName(const std::string& service) const
{
    const auto id = m_session.catalog()->summary(service)["serviceId"].text();
    return toQString(id.empty() ? std::string_view(service) : id);
}

const Result<Resource>& ServiceResources::service(const std::string& name) const
{
    const auto known = m_known.find(name);
    if (known != m_known.end())
        return known->second;
    auto resource =
        m_session.catalog()->isExplored(name) ? m_session.explore(name) : m_session.resource(name);
    if (resource)
        resource->definitions()->setAccount(m_account);
    return m_known.emplace(name, std::move(resource)).first->second;
}

} // namespace inia::ui
