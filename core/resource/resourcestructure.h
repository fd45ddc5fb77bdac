#pragma once

#include "core/model/value.h"
#include "core/resource/resourcedefinition.h"

#include <string>
#include <vector>

namespace inia {

/// The names a resource offers, as a person sees them on boto3's object; sorted.
struct ResourceStructure {
    std::vector<std::string> identifiers;
    std::vector<std::string> attributes;
    std::vector<std::string> actions; ///< load, reload and what boto3 injects included
    std::vector<std::string> batchActions;
    std::vector<std::string> subResources;
    std::vector<std::string> references;
    std::vector<std::string> collections;
    std::vector<std::string> waiters; ///< "wait_until_exists"

    [[nodiscard]] static ResourceStructure of(const ResourceDefinition& definition);
    /// {"identifiers": [...], ..., "waiters": [...]}, without the batch actions, which collections offer.
    [[nodiscard]] Value toValue() const;
};

} // namespace inia
