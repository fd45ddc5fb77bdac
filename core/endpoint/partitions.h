#pragma once

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/value.h"

#include <QtCore/QRegularExpression>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Document;
class Node;

/// What the rules may ask about a partition, a group of regions with its own domain names and accounts.
struct Partition {
    std::string name; ///< "aws", "aws-cn", "aws-us-gov" ...
    std::string dnsSuffix;
    std::string dualStackDnsSuffix;
    std::string implicitGlobalRegion; ///< region that signs requests of global services
    bool supportsFips = false;
    bool supportsDualStack = false;
};

struct Region {
    std::string name;        ///< "us-west-2"
    std::string description; ///< "US West (Oregon)"
};

/// The partitions and regions of AWS, from botocore's partitions.json. Immutable and safe to share between
/// threads.
class Partitions final {
public:
    /// Fails when the document lists no partition or one of them lacks its parts.
    [[nodiscard]] static Result<std::shared_ptr<const Partitions>> fromDocument(const Document& document);

    /// The partition that lists the region, else the first whose pattern fits its name, else the first of
    /// all (commercial AWS): a region newer than the data still works.
    [[nodiscard]] const Partition& forRegion(std::string_view region) const;
    /// The same as a map of dnsSuffix, dualStackDnsSuffix, supportsFIPS, supportsDualStack,
    /// implicitGlobalRegion and name: the result of aws.partition in rule sets.
    [[nodiscard]] const Value& outputsForRegion(std::string_view region) const;

    /// In the order of the data; commercial AWS is first.
    [[nodiscard]] const std::vector<Partition>& all() const { return m_partitions; }
    /// The regions of a partition by name order, without pseudo-regions such as "aws-global". Empty when
    /// there is no such partition.
    [[nodiscard]] const std::vector<Region>& regions(std::string_view partitionName) const;
    /// "US West (Oregon)"; empty for a region the data does not know.
    [[nodiscard]] std::string_view description(std::string_view region) const;

private:
    Partitions() = default;
    [[nodiscard]] bool add(Node partition);
    [[nodiscard]] std::size_t indexFor(std::string_view region) const;

    // One entry per partition, side by side.
    std::vector<Partition> m_partitions;
    std::vector<Value> m_outputs;
    std::vector<QRegularExpression> m_patterns;
    std::vector<std::vector<Region>> m_regions;
    std::map<std::string, std::size_t, std::less<>> m_partitionOf; ///< by region, pseudo-regions too
};

/// What botocore's endpoints.json says of a service in a region. The rule sets decide where requests go; this
/// older list still gives the region of those who name none, and signing names and regions that a rule set
/// leaves open.
struct LegacyEndpoint {
    std::string partition;                      ///< "aws"
    std::string name;                           ///< a region, or "aws-global" for services without regions
    std::string signingRegion;                  ///< the name, unless the list has another one
    std::string signingName;                    ///< empty: by the service model
    std::vector<std::string> signatureVersions; ///< "s3v4", "s3" ...; may be empty
};

class LegacyEndpoints final {
public:
    /// `document` has endpoints.json as its root.
    explicit LegacyEndpoints(std::shared_ptr<const Document> document) : m_document(std::move(document)) {}

    /// `endpointPrefix` is the service's, `region` may be empty. A region that no partition knows is taken
    /// as one of commercial AWS. Nothing when no region is given and the service asks for one.
    [[nodiscard]] std::optional<LegacyEndpoint> find(std::string_view endpointPrefix,
                                                     std::string_view region) const;
    /// Whether the list has the region for the service in that partition.
    [[nodiscard]] bool lists(std::string_view endpointPrefix, std::string_view partition,
                             std::string_view region) const;

private:
    [[nodiscard]] Node partitionFor(std::string_view endpointPrefix, std::string_view region) const;

    std::shared_ptr<const Document> m_document;
};

} // namespace inia
