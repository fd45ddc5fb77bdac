#include "core/quirks/treehash.h"

#include <algorithm>
#include <cstring>

namespace inia {

namespace {

constexpr std::size_t leafSize = std::size_t(1024) * 1024;

Sha256Digest digestOf(const Checksum& checksum)
{
    const QByteArray bytes = checksum.digest();
    Sha256Digest digest;
    std::memcpy(digest.data(), bytes.constData(), digest.size());
    return digest;
}

} // namespace

void TreeHash::update(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto piece = bytes.substr(0, leafSize - m_leafSize);
        m_leaf.update(piece);
        m_leafSize += piece.size();
        bytes.remove_prefix(piece.size());
        if (m_leafSize == leafSize) {
            m_leaves.push_back(digestOf(m_leaf));
            m_leaf = Checksum(ChecksumAlgorithm::Sha256);
            m_leafSize = 0;
        }
    }
}

std::string TreeHash::hex() const
{
    std::vector<Sha256Digest> level = m_leaves;
    if (m_leafSize > 0 || level.empty())
        level.push_back(digestOf(m_leaf));
    while (level.size() > 1) {
        std::vector<Sha256Digest> next;
        for (std::size_t i = 0; i + 1 < level.size(); i += 2)
            next.push_back(sha256(std::string(asBytes(level[i])).append(asBytes(level[i + 1]))));
        if (level.size() % 2 == 1)
            next.push_back(level.back());
        level = std::move(next);
    }
    return toHex(level.front());
}

} // namespace inia
