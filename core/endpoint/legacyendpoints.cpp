#include "core/endpoint/legacyendpoints.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QString>

namespace inia {

namespace {

bool isOf(Node partition, std::string_view region)
{
    if (partition["regions"].contains(region))
        return true;
    const auto pattern = partition["regionRegex"].text();
    if (pattern.empty())
        return false;
    const QRegularExpression expression(
        QString::fromUtf8(pattern.data(), static_cast<qsizetype>(pattern.size())));
    return expression.match(QString::fromUtf8(region.data(), static_cast<qsizetype>(region.size())))
        .hasMatch();
}

/// The first of endpoint, service and partition that has the member.
Node nearest(Node partition, Node service, std::string_view endpointName, std::string_view member)
{
    if (const auto own = service["endpoints"][endpointName][member])
        return own;
    if (const auto shared = service["defaults"][member])
        return shared;
    return partition["defaults"][member];
}

} // namespace

Node LegacyEndpoints::partitionFor(std::string_view endpointPrefix, std::string_view region) const
{
    const auto partitions = m_document->root()["partitions"];
    for (const auto partition : partitions.items()) {
        if (region.empty() || partition["services"][endpointPrefix]["endpoints"].contains(region) ||
            isOf(partition, region))
            return partition;
    }
    return partitions.at(0);
}

std::optional<LegacyEndpoint> LegacyEndpoints::find(std::string_view endpointPrefix,
                                                    std::string_view region) const
{
    const auto partition = partitionFor(endpointPrefix, region);
    const auto service = partition["services"][endpointPrefix];
    const auto shared = service["partitionEndpoint"].text();
    LegacyEndpoint endpoint;
    endpoint.partition = partition["partition"].text();
    endpoint.name = region;
    const bool known = service["endpoints"].contains(region);
    if (region.empty() || (!known && !shared.empty() && !service["isRegionalized"].toBool(true)))
        endpoint.name = shared;
    if (endpoint.name.empty())
        return std::nullopt;
    const auto scope = nearest(partition, service, endpoint.name, "credentialScope");
    endpoint.signingRegion = scope["region"].text(endpoint.name);
    endpoint.signingName = scope["service"].text();
    for (const auto version : nearest(partition, service, endpoint.name, "signatureVersions").items())
        endpoint.signatureVersions.emplace_back(version.text());
    return endpoint;
}

bool LegacyEndpoints::lists(std::string_view endpointPrefix, std::string_view partition,
                            std::string_view region) const
{
    for (const auto candidate : m_document->root()["partitions"].items()) {
        if (candidate["partition"].text() == partition)
            return candidate["regions"].contains(region) &&
                   candidate["services"][endpointPrefix]["endpoints"].contains(region);
    }
    return false;
}

} // namespace inia
