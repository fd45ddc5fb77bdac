#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace inia::ui {

/// Rows of a store that are shown, in the order in which they are shown.
using RowOrder = std::vector<std::uint32_t>;

/// What has been arranged before by the same order: `order` covers the first `rows` rows.
struct Arrangement {
    RowOrder order;
    std::size_t rows = 0;
};

/// Filters and sorts in a worker thread what it has of the rows, beginning where `done` ends. Returns early
/// with a useless answer once `cancelled` says so.
using ArrangeJob = std::function<Arrangement(Arrangement done, const std::function<bool()>& cancelled)>;

} // namespace inia::ui
