#include "ui/models/pairsmodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace inia::ui {

void PairsModel::setPairs(ComparedPairs pairs, QString copying)
{
    m_pairs = std::move(pairs);
    m_copying = std::move(copying);
    m_turned.clear();
    m_ended.clear();
    arrange();
}

void PairsModel::show(Shown shown)
{
    m_shown = shown;
    arrange();
}

void PairsModel::setDeletes(bool deletes)
{
    m_deletes = deletes;
    if (!m_rows.empty())
        emit dataChanged(index(0, ActionColumn), index(rowCount() - 1, ActionColumn));
}

void PairsModel::toggle(const std::vector<int>& rows)
{
    for (const int row : rows) {
        const std::size_t pair = m_rows[static_cast<std::size_t>(row)];
        if (m_turned.erase(pair) == 0)
            m_turned.insert(pair);
        emit dataChanged(index(row, ActionColumn), index(row, ActionColumn));
    }
}

void PairsModel::setItem(const SyncItem& item)
{
    m_ended.insert_or_assign(item.pair.path, item);
    const auto row = std::lower_bound(
        m_rows.begin(), m_rows.end(), item.pair.path,
        [this](std::size_t pair, const std::string& path) { return m_pairs.pairs[pair].path < path; });
    const int place = static_cast<int>(row - m_rows.begin());
    if (row != m_rows.end())
        emit dataChanged(index(place, ActionColumn), index(place, ReasonColumn));
}

const ComparedPair* PairsModel::at(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return row >= 0 && place < m_rows.size() ? &m_pairs.pairs[m_rows[place]] : nullptr;
}

// Conflicts only by hand; what is in the target only with the rest of its kind.
bool PairsModel::isDone(std::size_t pair) const
{
    const PairState state = m_pairs.pairs[pair].state;
    const bool isByItself = state == PairState::New || state == PairState::Changed ||
                            (state == PairState::OnlyInTarget && m_deletes);
    const bool isPossible =
        isByItself || (state == PairState::Conflict && (m_pairs.pairs[pair].isInSource || m_deletes));
    return isPossible && isByItself != m_turned.contains(pair) &&
           (m_pairs.pairs[pair].isInSource || m_pairs.mayDelete());
}

std::vector<SyncItem> PairsModel::items() const
{
    std::vector<SyncItem> items;
    for (std::size_t i = 0; i < m_pairs.pairs.size(); ++i) {
        const ComparedPair& pair = m_pairs.pairs[i];
        if (isDone(i) && !m_ended.contains(pair.path))
            items.push_back({pair, pair.isInSource ? SyncItem::Action::Copy : SyncItem::Action::Delete});
    }
    return items;
}

bool PairsModel::isShown(const ComparedPair& pair) const
{
    switch (m_shown) {
    case Shown::Differing:
        return pair.state != PairState::Same;
    case Shown::Copied:
        return pair.state == PairState::New || pair.state == PairState::Changed;
    case Shown::OnlyInTarget:
        return pair.state == PairState::OnlyInTarget;
    case Shown::Left:
        return pair.state == PairState::Conflict || pair.state == PairState::Unreadable ||
               pair.state == PairState::Refused || pair.state == PairState::Unknown;
    case Shown::All:
        break;
    }
    return true;
}

void PairsModel::arrange()
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t i = 0; i < m_pairs.pairs.size(); ++i) {
        if (isShown(m_pairs.pairs[i]))
            m_rows.push_back(i);
    }
    endResetModel();
}

int PairsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PairsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PairsModel::actionText(std::size_t pair) const
{
    const auto ended = m_ended.find(m_pairs.pairs[pair].path);
    if (ended != m_ended.end()) {
        switch (ended->second.state) {
        case SyncItem::State::Waiting:
        case SyncItem::State::Running:
            return tr("Under way");
        case SyncItem::State::Done:
            return tr("Done");
        case SyncItem::State::Failed:
            return tr("Failed");
        case SyncItem::State::Skipped:
            return tr("Not begun");
        }
    }
    if (isDone(pair))
        return m_pairs.pairs[pair].isInSource ? m_copying : tr("Delete");
    return QStringLiteral("\u2013");
}

QString PairsModel::reasonText(const ComparedPair& pair) const
{
    const auto ended = m_ended.find(pair.path);
    if (ended != m_ended.end() && ended->second.error)
        return toOneLine(ended->second.error->message);
    if (!pair.note.empty())
        return toOneLine(pair.note);
    switch (pair.state) {
    case PairState::Same:
        return pair.isMaybe ? tr("Same size, other times: may differ") : tr("The same");
    case PairState::New:
        return tr("New");
    case PairState::OnlyInTarget:
        return tr("Only in the target");
    case PairState::Unreadable:
        return tr("Cannot be read");
    case PairState::Unknown:
        return tr("Not known: the other side was not read so far");
    case PairState::Conflict:
        return pair.isInSource ? tr("Both have changed") : tr("Gone from the source, changed in the target");
    default:
        break;
    }
    switch (pair.reason) {
    case PairReason::Size:
        return tr("Other size");
    case PairReason::Newer:
        return tr("Newer in the source");
    case PairReason::SourceChanged:
        return tr("Source has changed");
    case PairReason::TargetChanged:
        return tr("Target has changed");
    case PairReason::Content:
        return tr("Other content");
    case PairReason::NotProven:
        return tr("Nothing proves that it is the same");
    default:
        return {};
    }
}

QVariant PairsModel::data(const QModelIndex& index, int role) const
{
    const ComparedPair* pair = at(index.row());
    if (!pair)
        return {};
    if (index.column() == PathColumn && role == IconNameRole)
        return QStringLiteral("file");
    if (role != Qt::DisplayRole && role != CopyRole)
        return {};
    constexpr std::int64_t nsInMs = 1'000'000;
    const auto time = [](std::int64_t ns) {
        return ns == SideRows::noTime ? QVariant() : QVariant(static_cast<qlonglong>(ns / nsInMs));
    };
    switch (index.column()) {
    case PathColumn:
        return toOneLine(pair->path);
    case ActionColumn:
        return actionText(m_rows[static_cast<std::size_t>(index.row())]);
    case SourceSizeColumn:
        return pair->isInSource ? QVariant(static_cast<qlonglong>(pair->sourceSize)) : QVariant();
    case TargetSizeColumn:
        return pair->isInTarget ? QVariant(static_cast<qlonglong>(pair->targetSize)) : QVariant();
    case SourceTimeColumn:
        return pair->isInSource ? time(pair->sourceTime) : QVariant();
    case TargetTimeColumn:
        return pair->isInTarget ? time(pair->targetTime) : QVariant();
    default:
        return reasonText(*pair);
    }
}

QVariant PairsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    constexpr std::array kinds{ColumnKind::Name, ColumnKind::Text, ColumnKind::Size,     ColumnKind::Size,
                               ColumnKind::Date, ColumnKind::Date, ColumnKind::Secondary};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[static_cast<std::size_t>(section)]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PathColumn:
        return tr("Name");
    case ActionColumn:
        return tr("What is done");
    case SourceSizeColumn:
        return tr("Source");
    case TargetSizeColumn:
        return tr("Target");
    case SourceTimeColumn:
        return tr("Source changed");
    case TargetTimeColumn:
        return tr("Target changed");
    default:
        return tr("Why");
    }
}

} // namespace inia::ui
