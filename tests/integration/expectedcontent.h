#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>

#include <map>
#include <string>
#include <vector>

namespace inia::tests {

/// What the seeding has put into one bucket.
struct ExpectedBucket {
    std::vector<std::string> keys; ///< current objects, in the order of their bytes
    int versions = 0;              ///< every object version; as many as keys when it is not versioned
    int deleteMarkers = 0;
    std::map<std::string, QByteArray> bodies; ///< of "acme-odd-keys" only
};

/// What a page of a listing with a delimiter holds, computed from the keys.
struct ExpectedFolder {
    std::vector<std::string> keys;
    std::vector<std::string> prefixes;
};
[[nodiscard]] ExpectedFolder folderOf(const ExpectedBucket& bucket, const std::string& prefix,
                                      const std::string& delimiter);

/// The seeded buckets, as resources/sandbox defines them.
struct ExpectedContent {
    std::map<std::string, ExpectedBucket> buckets;

    /// Asks expected_content.py, run by INIA_TEST_PYTHON, for "sandbox" or "minio".
    [[nodiscard]] static Result<ExpectedContent> of(const char* server);
};

} // namespace inia::tests
