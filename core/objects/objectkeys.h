#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace inia {

/// An object as a listing tells it.
struct ListedObject {
    std::string key;
    std::string etag; ///< with its quotation marks
    std::string storageClass;
    std::int64_t size = 0; ///< bytes
    std::string version;   ///< empty: the current one

    [[nodiscard]] bool isArchived() const;
};

/// Whether the bytes of objects of that class cannot be read before somebody restores them.
[[nodiscard]] bool isArchivedClass(std::string_view storageClass);

/// Whether an object can be written by that key: fails (kind Parameter, code BadKey) for what S3 refuses (an
/// empty one, more than 1,024 bytes, no UTF-8) and for what many programs and servers cannot address: dot
/// segments, a leading "/".
[[nodiscard]] Result<void> checkNewKey(std::string_view key);

/// Whether a bucket may be called so: fails with kind Parameter, BadBucketName. A name that belongs to an
/// account and a region ("NAME-ACCOUNT-REGION-an") is good where it ends in these.
[[nodiscard]] Result<void> checkBucketName(std::string_view name, std::string_view account = {},
                                           std::string_view region = {});

/// Whether XML 1.0 can hold the key: else it must not stand in the body of DeleteObjects.
[[nodiscard]] bool fitsInXml(std::string_view key);

/// "logs/2026/" of "logs/2026/07.gz", and of "logs/2026/07/".
[[nodiscard]] std::string folderOf(std::string_view key);
/// "07.gz" of "logs/2026/07.gz", "07/" of "logs/2026/07/".
[[nodiscard]] std::string nameOf(std::string_view key);

/// What both begin with: of the first and the last of ordered keys, what all of them begin with.
[[nodiscard]] std::string commonStart(std::string_view first, std::string_view last);

} // namespace inia
