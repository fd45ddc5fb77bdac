#pragma once

#include "core/resource/resource.h"
#include "core/transfer/transfer.h"

#include <memory>
#include <string_view>

class QIODevice;

namespace inia {

/// What stands behind upload_file, upload_fileobj, download_file, download_fileobj and copy of buckets and
/// objects, for those who want to see it proceed or pause it: a transfer that has not started. Bucket and Key
/// are the resource's; the other parameters and `device` are those of transferFor().
[[nodiscard]] Result<Owned<Transfer>> resourceTransfer(const Resource& resource, std::string_view action,
                                                       const Value& params, CallOptions options = {},
                                                       QIODevice* device = nullptr);

/// What begins these as actions of resources.
[[nodiscard]] std::shared_ptr<const ResourceExtension> transferExtension();

} // namespace inia
