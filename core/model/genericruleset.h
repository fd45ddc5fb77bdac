#pragma once

#include "core/common/result.h"
#include "core/model/document.h"

#include <memory>
#include <string_view>

namespace inia {

/// Endpoint rules for a model that brings none: the configured endpoint, else
/// https://PREFIX.REGION.SUFFIX of the region's partition, with the usual FIPS and dual stack names.
/// botocore falls back to endpoints.json then, whose patterns are these.
[[nodiscard]] Result<std::shared_ptr<const Document>> genericRuleSet(std::string_view endpointPrefix);

} // namespace inia
