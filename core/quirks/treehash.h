#pragma once

#include "core/checksum/checksum.h"
#include "core/signing/hashing.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// The hash over SHA-256 hashes of whole mebibytes that Glacier asks for: pairs are hashed until one is
/// left. Takes the bytes in any pieces.
class TreeHash final {
public:
    void update(std::string_view bytes);
    /// In small hexadecimal digits.
    [[nodiscard]] std::string hex() const;

private:
    std::vector<Sha256Digest> m_leaves;
    Checksum m_leaf{ChecksumAlgorithm::Sha256}; ///< the mebibyte under way
    std::size_t m_leafSize = 0;
};

} // namespace inia
