#include "ui/models/serviceresources.h"

#include "core/model/catalog.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

#include <algorithm>

namespace inia::ui {

ServiceResources::ServiceResources(Session session) : m_session(std::move(session))
{
    for (const auto& name : m_session.catalog()->services()) {
        if (m_session.catalog()->resources(name))
            m_services.push_back(name);
    }
    std::stable_sort(m_services.begin(), m_services.end(),
                     [](const auto& a, const auto& b) { return serviceRank(a) < serviceRank(b); });
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
    return m_known.emplace(name, m_session.resource(name)).first->second;
}

} // namespace inia::ui
