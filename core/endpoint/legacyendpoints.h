#pragma once

#include "core/model/document.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

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
