#pragma once

#include "core/resource/collection.h"
#include "core/resource/resource.h"

#include <string>

namespace inia::ui {

/// The collection that lists what is directly below a prefix of a bucket: objects and, as CommonPrefixes,
/// the prefixes up to the next "/". Asks by ListObjectsV2, as AWS recommends. `startsWith` narrows the
/// listing to names that begin with it; the service does the filtering.
[[nodiscard]] Result<Collection> objectsBelow(const Resource& bucket, const std::string& prefix,
                                              const std::string& startsWith = {});

} // namespace inia::ui
