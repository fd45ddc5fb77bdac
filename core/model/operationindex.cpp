#include "core/model/operationindex.h"

#include "core/model/names.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <tuple>

namespace inia {

namespace {

/// FNV-1a of the name without underscores and capitals: the same for "ListObjectsV2" and "list_objects_v2".
std::uint64_t hashOfLetters(std::string_view name)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) {
        if (c == '_')
            continue;
        const char lower = ascii::toLower(c);
        hash = (hash ^ static_cast<unsigned char>(lower)) * 0x100000001b3U;
    }
    return hash;
}

} // namespace

OperationIndex::OperationIndex(Node operations) : m_operations(operations)
{
    m_entries.reserve(operations.size());
    for (std::uint32_t i = 0; i < operations.size(); ++i)
        m_entries.push_back({hashOfLetters(operations.nameAt(i)), i});
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.letters, a.position) < std::tie(b.letters, b.position);
    });
}

std::optional<std::size_t> OperationIndex::find(std::string_view snakeCaseName) const
{
    const auto hash = hashOfLetters(snakeCaseName);
    auto entry =
        std::lower_bound(m_entries.begin(), m_entries.end(), hash,
                         [](const Entry& one, std::uint64_t wanted) { return one.letters < wanted; });
    for (; entry != m_entries.end() && entry->letters == hash; ++entry) {
        if (snakeCase(m_operations.nameAt(entry->position)) == snakeCaseName)
            return entry->position;
    }
    return std::nullopt;
}

} // namespace inia
