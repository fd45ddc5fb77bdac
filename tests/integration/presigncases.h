#pragma once

#include "core/config/clientconfig.h"
#include "core/model/value.h"

#include <vector>

namespace inia::tests {

/// Something to presign, in the words of presign_peer.py, and what its `config` means here.
struct PresignCase {
    Value given;
    void (*apply)(ClientOptions&);
};

/// URLs and forms of S3 over regions, settings, operations and buckets; URLs of other services.
[[nodiscard]] std::vector<PresignCase> presignCases();

} // namespace inia::tests
