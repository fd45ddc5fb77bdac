#pragma once

#include "core/session/session.h"

#include <map>
#include <string>
#include <vector>

namespace inia::ui {

/// The service resources of one session, each made when first asked for: reading the models of a service
/// takes a while.
class ServiceResources final {
    Q_DISABLE_COPY_MOVE(ServiceResources)
public:
    explicit ServiceResources(Session session);

    /// Services that boto3 has resources for, the ones that people use most first.
    [[nodiscard]] const std::vector<std::string>& services() const { return m_services; }
    /// "EC2", "DynamoDB".
    [[nodiscard]] QString displayName(const std::string& service) const;
    /// session.resource(service), or why there is none. Stays where it is.
    [[nodiscard]] const Result<Resource>& service(const std::string& name) const;

private:
    Session m_session;
    std::vector<std::string> m_services;
    mutable std::map<std::string, Result<Resource>> m_known;
};

} // namespace inia::ui
