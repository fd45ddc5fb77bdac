#include "ui/models/objectorder.h"

#include "ui/models/textfilter.h"

#include <algorithm>

namespace inia::ui {

namespace {

/// A position for each storage class in alphabetical order, so that rows compare by number.
std::vector<int> storageClassRanks(const std::vector<std::string>& names)
{
    std::vector<int> ranks;
    ranks.reserve(names.size());
    for (const auto& name : names) {
        ranks.push_back(static_cast<int>(
            std::count_if(names.begin(), names.end(), [&name](const auto& other) { return other < name; })));
    }
    return ranks;
}

template <typename Number>
int compareNumbers(Number a, Number b)
{
    return a < b ? -1 : (b < a ? 1 : 0);
}

template <typename Comparison>
void sortAndMerge(RowOrder& order, std::size_t sorted, Qt::SortOrder direction, const Comparison& compare)
{
    // Rows came in the order of their numbers, which decides between equal ones in both directions.
    const auto before = [&compare, direction](std::uint32_t a, std::uint32_t b) {
        const int result = direction == Qt::AscendingOrder ? compare(a, b) : compare(b, a);
        return result != 0 ? result < 0 : a < b;
    };
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(sorted);
    if (!std::is_sorted(middle, order.end(), before))
        std::sort(middle, order.end(), before);
    std::inplace_merge(order.begin(), middle, order.end(), before);
}

void sortRows(RowOrder& order, std::size_t sorted, const ObjectRows& rows, const ObjectOrder& wanted)
{
    switch (wanted.key) {
    case ObjectOrder::Key::Server:
        return;
    case ObjectOrder::Key::Name:
        return sortAndMerge(order, sorted, wanted.direction, [&rows](std::uint32_t a, std::uint32_t b) {
            return rows.name(a).compare(rows.name(b));
        });
    case ObjectOrder::Key::Size:
        return sortAndMerge(order, sorted, wanted.direction, [&rows](std::uint32_t a, std::uint32_t b) {
            return compareNumbers(rows[a].size, rows[b].size);
        });
    case ObjectOrder::Key::Modified:
        return sortAndMerge(order, sorted, wanted.direction, [&rows](std::uint32_t a, std::uint32_t b) {
            return compareNumbers(rows[a].modified, rows[b].modified);
        });
    case ObjectOrder::Key::StorageClass:
        const auto ranks = storageClassRanks(rows.storageClasses());
        return sortAndMerge(order, sorted, wanted.direction, [&](std::uint32_t a, std::uint32_t b) {
            return compareNumbers(ranks[rows[a].storageClass], ranks[rows[b].storageClass]);
        });
    }
}

} // namespace

Arrangement arrange(const ObjectRows& rows, const ObjectOrder& order, Arrangement done,
                    const std::function<bool()>& cancelled)
{
    constexpr std::size_t cancelStride = 4096;
    const auto sorted = done.order.size();
    const TextFilter filter(order.contains);
    for (std::size_t row = done.rows; row < rows.size(); ++row) {
        if (row % cancelStride == 0 && cancelled())
            return {};
        if (order.contains.empty() || filter.matches(rows.name(row)))
            done.order.push_back(static_cast<std::uint32_t>(row));
    }
    sortRows(done.order, sorted, rows, order);
    done.rows = rows.size();
    return done;
}

} // namespace inia::ui
