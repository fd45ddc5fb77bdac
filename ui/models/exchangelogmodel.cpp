#include "ui/models/exchangelogmodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"

#include <algorithm>

namespace inia::ui {

namespace {

constexpr int frameDelayMs = 16;
/// How often the time of calls under way moves on.
constexpr int runningMs = 100;

/// One attempt is the call itself; rows below it would only repeat it.
int attemptRowsOf(const ExchangeCall& call)
{
    return call.attempts.size() > 1 ? static_cast<int>(call.attempts.size()) : 0;
}

} // namespace

ExchangeLogModel::ExchangeLogModel(std::shared_ptr<ExchangeLog> log, std::shared_ptr<const Clock> clock,
                                   QObject* parent)
    : QAbstractItemModel(parent), m_log(std::move(log)), m_clock(std::move(clock))
{
    m_updateTimer.setSingleShot(true);
    m_updateTimer.setInterval(frameDelayMs);
    m_runningTimer.setInterval(runningMs);
    connect(&m_updateTimer, &QTimer::timeout, this, &ExchangeLogModel::applyUpdates);
    connect(&m_runningTimer, &QTimer::timeout, this, &ExchangeLogModel::refreshRunning);
    connect(m_log.get(), &ExchangeLog::added, this, &ExchangeLogModel::add);
    connect(m_log.get(), &ExchangeLog::updated, this, &ExchangeLogModel::scheduleUpdate);
    connect(m_log.get(), &ExchangeLog::removedOldest, this, &ExchangeLogModel::removeOldest);
    connect(m_log.get(), &ExchangeLog::cleared, this, &ExchangeLogModel::reload);
    reload();
}

ExchangeLogModel::~ExchangeLogModel() = default;

void ExchangeLogModel::reload()
{
    beginResetModel();
    m_rows.clear();
    m_running.clear();
    m_changed.clear();
    m_origin.reset();
    m_range = {};
    m_chosenRange.reset();
    for (std::size_t i = 0; i < m_log->size(); ++i) {
        auto call = m_log->find(m_log->at(i).id);
        growRange(*call);
        const int attempts = attemptRowsOf(*call);
        m_rows.push_back({std::move(call), attempts});
    }
    endResetModel();
    emit timeRangeChanged();
}

void ExchangeLogModel::add(quint64 id)
{
    auto call = m_log->find(id);
    if (!call)
        return;
    const int row = static_cast<int>(m_rows.size());
    beginInsertRows({}, row, row);
    const int attempts = attemptRowsOf(*call);
    growRange(*call);
    m_rows.push_back({std::move(call), attempts});
    endInsertRows();
    scheduleUpdate(id);
}

void ExchangeLogModel::removeOldest(int count)
{
    const int gone = std::min(count, static_cast<int>(m_rows.size()));
    if (gone <= 0)
        return;
    beginRemoveRows({}, 0, gone - 1);
    m_rows.erase(m_rows.begin(), m_rows.begin() + gone);
    endRemoveRows();
    if (!m_rows.empty() && m_origin) {
        const auto& first = *m_rows.front().call;
        m_range.fromUs =
            std::chrono::duration_cast<std::chrono::microseconds>(first.started - *m_origin).count();
    }
}

void ExchangeLogModel::scheduleUpdate(quint64 id)
{
    m_changed.insert(id);
    if (!m_updateTimer.isActive())
        m_updateTimer.start();
}

void ExchangeLogModel::applyUpdates()
{
    const auto changed = std::exchange(m_changed, {});
    const auto range = m_range;
    for (const auto id : changed) {
        const int row = rowOf(id);
        if (row >= 0)
            refreshRow(row);
        else
            m_running.erase(id);
    }
    if (m_running.empty())
        m_runningTimer.stop();
    else if (!m_runningTimer.isActive())
        m_runningTimer.start();
    if (range == m_range)
        return;
    emit headerDataChanged(Qt::Horizontal, WaterfallColumn, WaterfallColumn);
    emit timeRangeChanged();
}

void ExchangeLogModel::refreshRow(int row)
{
    auto& known = m_rows[static_cast<std::size_t>(row)];
    const auto& call = *known.call;
    growRange(call);
    if (call.state == ExchangeCall::State::Running)
        m_running.insert(call.id);
    else
        m_running.erase(call.id);
    const auto parent = index(row, 0);
    if (const int wanted = attemptRowsOf(call); wanted > known.attemptRows) {
        beginInsertRows(parent, known.attemptRows, wanted - 1);
        known.attemptRows = wanted;
        endInsertRows();
    }
    emit dataChanged(parent, index(row, ColumnCount - 1));
    if (known.attemptRows > 0)
        emit dataChanged(index(0, 0, parent), index(known.attemptRows - 1, ColumnCount - 1, parent));
}

void ExchangeLogModel::refreshRunning()
{
    m_changed.insert(m_running.begin(), m_running.end());
    applyUpdates();
}

void ExchangeLogModel::growRange(const ExchangeCall& call)
{
    using std::chrono::duration_cast, std::chrono::microseconds;
    if (!m_origin)
        m_origin = call.started;
    const auto start = duration_cast<microseconds>(call.started - *m_origin).count();
    const auto end = start + callMicroseconds(call, m_clock->now());
    m_range.fromUs = std::min<qint64>(m_range.fromUs, start);
    m_range.toUs = std::max<qint64>(m_range.toUs, end);
}

void ExchangeLogModel::setTimeRange(std::optional<TimeRange> range)
{
    if (range == m_chosenRange)
        return;
    m_chosenRange = range;
    emit headerDataChanged(Qt::Horizontal, WaterfallColumn, WaterfallColumn);
    emit timeRangeChanged();
}

int ExchangeLogModel::rowOf(quint64 id) const
{
    // Ids grow along the log.
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), id,
                                        [](const Row& row, quint64 wanted) { return row.call->id < wanted; });
    return found != m_rows.end() && found->call->id == id ? static_cast<int>(found - m_rows.begin()) : -1;
}

QModelIndex ExchangeLogModel::indexOf(quint64 callId, int column) const
{
    const int row = rowOf(callId);
    return row >= 0 ? index(row, column) : QModelIndex();
}

std::shared_ptr<const ExchangeCall> ExchangeLogModel::call(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const int row = index.internalId() == 0 ? index.row() : rowOf(index.internalId());
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].call : nullptr;
}

int ExchangeLogModel::attempt(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != 0 ? index.row() : -1;
}

// The internal id of an index is 0 for a call, whose row changes when older ones go, and the call's id for
// its attempts.
QModelIndex ExchangeLogModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    return createIndex(row, column, static_cast<quintptr>(call(parent)->id));
}

QModelIndex ExchangeLogModel::parent(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != 0 ? indexOf(index.internalId()) : QModelIndex();
}

int ExchangeLogModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.column() > 0 || parent.internalId() != 0)
        return 0;
    return m_rows[static_cast<std::size_t>(parent.row())].attemptRows;
}

int ExchangeLogModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

} // namespace inia::ui
