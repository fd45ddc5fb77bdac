#pragma once

#include "core/session/session.h"

#include <cstddef>
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

    /// Services that have something to show, the ones that people use most first, the others by their names.
    [[nodiscard]] const std::vector<std::string>& services() const { return m_services; }
    /// How many of them boto3 has resources for; they stand before the others.
    [[nodiscard]] std::size_t foremost() const { return m_foremost; }
    /// The account's number, once it is known: some lists want it.
    void setAccount(const std::string& account);
    /// "EC2", "DynamoDB".
    [[nodiscard]] QString displayName(const std::string& service) const;
    /// session.resource(service), for others session.explore(service), or why there is none. Stays where it
    /// is.
    [[nodiscard]] const Result<Resource>& service(const std::string& name) const;

private:
    Session m_session;
    std::vector<std::string> m_services;
    std::size_t m_foremost = 0;
    std::string m_account;
    mutable std::map<std::string, Result<Resource>> m_known;
};

} // namespace inia::ui
