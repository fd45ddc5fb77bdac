#include "core/endpoint/partitions.h"

#include "core/model/document.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include <algorithm>

namespace inia {

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Names that stand for a whole partition, such as "aws-global"; no region begins like that.
bool isPseudoRegion(std::string_view name)
{
    return name.starts_with("aws-");
}

Error broken()
{
    return makeError(ErrorKind::Model, "BrokenPartitions",
                     "the list of AWS partitions (partitions.json) is damaged or empty; rebuild or reinstall "
                     "the model pack");
}

} // namespace

Result<std::shared_ptr<const Partitions>> Partitions::fromDocument(const Document& document)
{
    const std::shared_ptr<Partitions> partitions(new Partitions);
    for (const auto partition : document.root()["partitions"].items()) {
        if (!partitions->add(partition))
            return broken();
    }
    if (partitions->m_partitions.empty())
        return broken();
    return std::shared_ptr<const Partitions>(partitions);
}

bool Partitions::add(Node partition)
{
    const auto outputs = partition["outputs"];
    if (!outputs.isMap() || !partition["id"].isText() || !partition["regionRegex"].isText())
        return false;
    const auto index = m_partitions.size();
    m_partitions.push_back({std::string(partition["id"].text()), std::string(outputs["dnsSuffix"].text()),
                            std::string(outputs["dualStackDnsSuffix"].text()),
                            std::string(outputs["implicitGlobalRegion"].text()),
                            outputs["supportsFIPS"].toBool(), outputs["supportsDualStack"].toBool()});
    auto map = outputs.toValue();
    map.insert("name", m_partitions.back().name);
    m_outputs.push_back(std::move(map));

    std::vector<Region> regions;
    for (const auto& [name, node] : partition["regions"].members()) {
        m_partitionOf.try_emplace(std::string(name), index);
        if (!isPseudoRegion(name))
            regions.push_back({std::string(name), std::string(node["description"].text())});
    }
    std::sort(regions.begin(), regions.end(),
              [](const Region& a, const Region& b) { return a.name < b.name; });
    m_regions.push_back(std::move(regions));
    // Compiled when a region is asked for that no partition lists, which is rare; compiling takes longer than
    // all else here.
    m_patterns.emplace_back(toQString(partition["regionRegex"].text()));
    return true;
}

std::size_t Partitions::indexFor(std::string_view region) const
{
    if (const auto known = m_partitionOf.find(region); known != m_partitionOf.end())
        return known->second;
    const auto name = toQString(region);
    const auto fits = [&name](const QRegularExpression& pattern) { return pattern.match(name).hasMatch(); };
    const auto found = std::find_if(m_patterns.begin(), m_patterns.end(), fits);
    return found == m_patterns.end() ? 0 : static_cast<std::size_t>(found - m_patterns.begin());
}

const Partition& Partitions::forRegion(std::string_view region) const
{
    return m_partitions[indexFor(region)];
}

const Value& Partitions::outputsForRegion(std::string_view region) const
{
    return m_outputs[indexFor(region)];
}

const std::vector<Region>& Partitions::regions(std::string_view partitionName) const
{
    static const std::vector<Region> none;
    const auto found = std::find_if(m_partitions.begin(), m_partitions.end(),
                                    [&](const Partition& entry) { return entry.name == partitionName; });
    return found == m_partitions.end() ? none
                                       : m_regions[static_cast<std::size_t>(found - m_partitions.begin())];
}

std::string_view Partitions::description(std::string_view region) const
{
    const auto known = m_partitionOf.find(region);
    if (known == m_partitionOf.end())
        return {};
    const auto& regions = m_regions[known->second];
    const auto found =
        std::lower_bound(regions.begin(), regions.end(), region,
                         [](const Region& entry, std::string_view name) { return entry.name < name; });
    return found != regions.end() && found->name == region ? std::string_view(found->description)
                                                           : std::string_view();
}

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
