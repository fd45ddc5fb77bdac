#pragma once

#include "core/model/document.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace inia {

/// Finds the operations of a service by the snake case of their names, of which EC2 has 700 to compare with.
class OperationIndex final {
public:
    /// `operations` as in the model, by name.
    explicit OperationIndex(Node operations);

    /// Position among the operations; nothing when none has this name. The first of several.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view snakeCaseName) const;

private:
    struct Entry {
        std::uint64_t letters; ///< hash of what both spellings of a name have in common
        std::uint32_t position;
    };

    Node m_operations;
    std::vector<Entry> m_entries; // by hash, then position
};

} // namespace inia
