// The part of ListingTableModel that keeps the shown rows in the order asked for.
#include "ui/models/listingtablemodel.h"

#include <algorithm>
#include <numeric>

namespace inia::ui {

namespace {

RowOrder serverOrder(std::size_t rows)
{
    RowOrder order(rows);
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

/// Which store rows an order holds.
std::vector<bool> membership(const RowOrder& order, std::size_t rows)
{
    std::vector<bool> members(rows);
    for (const auto row : order)
        members[row] = true;
    return members;
}

RowOrder select(const RowOrder& order, const std::vector<bool>& members, bool wanted)
{
    RowOrder result;
    std::copy_if(order.begin(), order.end(), std::back_inserter(result),
                 [&members, wanted](std::uint32_t row) { return members[row] == wanted; });
    return result;
}

} // namespace

std::size_t ListingTableModel::storeRow(int row) const
{
    const auto position = static_cast<std::size_t>(row);
    return m_arranged ? m_shown[position] : position;
}

void ListingTableModel::reorder()
{
    m_arranger.cancel();
    if (!isServerOrder()) {
        m_arranger.start(arrangeJob(), {});
        return;
    }
    showRows(serverOrder(storedCount()));
    m_shown = {};
    m_arranged = false;
    m_covered = storedCount();
    emit orderApplied();
}

void ListingTableModel::startArranging()
{
    // One job at a time: applyArrangement() sees to what comes meanwhile.
    if (!m_arranger.isRunning())
        m_arranger.start(arrangeJob(), {m_shown, m_covered});
}

void ListingTableModel::applyArrangement()
{
    auto result = m_arranger.takeResult();
    showRows(std::move(result.order));
    m_covered = result.rows;
    emit orderApplied();
    if (storedCount() > m_covered)
        considerFlush();
}

/// Goes from the rows shown to the rows wanted in steps that keep persistent indexes: those that leave are
/// moved behind the others and removed, those that are new are added at the end, and all are put in order.
void ListingTableModel::showRows(RowOrder next)
{
    if (!m_arranged) {
        m_shown = serverOrder(m_covered);
        m_arranged = true;
    }
    const auto wanted = membership(next, storedCount());
    const auto present = membership(m_shown, storedCount());
    RowOrder kept = select(next, present, true);
    const RowOrder dropped = select(m_shown, wanted, false);
    const RowOrder added = select(next, present, false);
    const int keptCount = static_cast<int>(kept.size());
    if (!dropped.empty()) {
        kept.insert(kept.end(), dropped.begin(), dropped.end());
        changeLayout(std::move(kept));
        beginRemoveRows({}, keptCount, static_cast<int>(m_shown.size()) - 1);
        m_shown.resize(static_cast<std::size_t>(keptCount));
        endRemoveRows();
    }
    if (!added.empty()) {
        beginInsertRows({}, keptCount, keptCount + static_cast<int>(added.size()) - 1);
        m_shown.insert(m_shown.end(), added.begin(), added.end());
        endInsertRows();
    }
    changeLayout(std::move(next));
}

void ListingTableModel::changeLayout(RowOrder next)
{
    if (next == m_shown)
        return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const auto before = persistentIndexList();
    if (!before.isEmpty()) {
        std::vector<int> viewRows(storedCount(), -1);
        for (std::size_t row = 0; row < next.size(); ++row)
            viewRows[next[row]] = static_cast<int>(row);
        QModelIndexList after;
        after.reserve(before.size());
        for (const auto& index : before)
            after.append(this->index(viewRows[storeRow(index.row())], index.column()));
        changePersistentIndexList(before, after);
    }
    m_shown = std::move(next);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace inia::ui
