// The part of ExchangeLogModel that answers a view.
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
    m_running.clear();
    m_changed.clear();
    m_origin.reset();
    m_range = {};
    m_chosenRange.reset();
    fill();
    endResetModel();
    emit timeRangeChanged();
}

void ExchangeLogModel::setGrouping(bool isGrouping)
{
    if (isGrouping == m_isGrouping)
        return;
    beginResetModel();
    m_isGrouping = isGrouping;
    fill();
    endResetModel();
}

void ExchangeLogModel::fill()
{
    m_rows.clear();
    m_order.clear();
    m_groups.clear();
    m_grouped.clear();
    for (std::size_t i = 0; i < m_log->size(); ++i) {
        auto call = m_log->find(m_log->at(i).id);
        growRange(*call);
        m_order.push_back(call->id);
        const int attempts = attemptRowsOf(*call);
        const int row = rowToJoin(*call);
        const quint64 key = row < 0 ? call->id : m_rows[static_cast<std::size_t>(row)].key;
        remember(key, *call);
        if (row < 0) {
            m_rows.push_back({key, false, {{std::move(call), attempts}}});
        } else {
            m_rows[static_cast<std::size_t>(row)].isGroup = true;
            m_rows[static_cast<std::size_t>(row)].calls.push_back({std::move(call), attempts});
        }
    }
}

/// The row of the walk or transfer that the call goes on with; -1 when it has one of its own.
int ExchangeLogModel::rowToJoin(const ExchangeCall& call) const
{
    if (!m_isGrouping || call.group == 0)
        return -1;
    const auto known = m_groups.find(call.group);
    return rowOf(known == m_groups.end() ? call.group : known->second);
}

void ExchangeLogModel::remember(quint64 key, const ExchangeCall& call)
{
    if (call.group != 0)
        m_groups[call.group] = key;
    if (key != call.id)
        m_grouped[call.id] = key;
}

void ExchangeLogModel::add(quint64 id)
{
    auto call = m_log->find(id);
    if (!call)
        return;
    m_order.push_back(id);
    growRange(*call);
    const int joined = rowToJoin(*call);
    const int attempts = attemptRowsOf(*call);
    remember(joined < 0 ? id : m_rows[static_cast<std::size_t>(joined)].key, *call);
    if (joined >= 0) {
        join(joined, {std::move(call), attempts});
    } else {
        const int row = static_cast<int>(m_rows.size());
        beginInsertRows({}, row, row);
        m_rows.push_back({id, false, {{std::move(call), attempts}}});
        endInsertRows();
    }
    scheduleUpdate(id);
}

/// The first call of a group becomes one of its children; the row stays what it was for selection and scroll
/// position.
void ExchangeLogModel::join(int row, CallRow call)
{
    auto& joined = m_rows[static_cast<std::size_t>(row)];
    const auto parent = index(row, 0);
    if (joined.isGroup) {
        const int last = static_cast<int>(joined.calls.size());
        beginInsertRows(parent, last, last);
        joined.calls.push_back(std::move(call));
        endInsertRows();
    } else {
        auto& first = joined.calls.front();
        if (const int attempts = first.attemptRows; attempts > 0) {
            beginRemoveRows(parent, 0, attempts - 1);
            first.attemptRows = 0;
            endRemoveRows();
        }
        beginInsertRows(parent, 0, 1);
        first.attemptRows = attemptRowsOf(*first.call);
        joined.isGroup = true;
        joined.calls.push_back(std::move(call));
        endInsertRows();
    }
    emit dataChanged(parent, index(row, ColumnCount - 1));
}

void ExchangeLogModel::removeOldest(int count)
{
    const int gone = std::min(count, static_cast<int>(m_order.size()));
    for (int i = 0; i < gone; ++i) {
        const quint64 id = m_order.front();
        m_order.pop_front();
        removeCall(id);
    }
    if (!m_rows.empty() && m_origin) {
        const auto& first = *m_rows.front().calls.front().call;
        m_range.fromUs =
            std::chrono::duration_cast<std::chrono::microseconds>(first.started - *m_origin).count();
    }
}

void ExchangeLogModel::removeCall(quint64 id)
{
    const Place place = placeOf(id);
    if (place.row < 0)
        return;
    auto& row = m_rows[static_cast<std::size_t>(place.row)];
    if (row.isGroup && row.calls.size() > 1) {
        beginRemoveRows(index(place.row, 0), place.inner, place.inner);
        row.calls.erase(row.calls.begin() + place.inner);
        m_grouped.erase(id);
        endRemoveRows();
        return;
    }
    beginRemoveRows({}, place.row, place.row);
    std::erase_if(m_groups, [key = row.key](const auto& group) { return group.second == key; });
    m_grouped.erase(id);
    m_rows.erase(m_rows.begin() + place.row);
    endRemoveRows();
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
        if (const Place place = placeOf(id); place.row >= 0)
            refreshCall(place);
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

void ExchangeLogModel::refreshCall(Place place)
{
    auto& row = m_rows[static_cast<std::size_t>(place.row)];
    auto& known = row.calls[static_cast<std::size_t>(place.inner)];
    const auto& call = *known.call;
    growRange(call);
    if (call.state == ExchangeCall::State::Running)
        m_running.insert(call.id);
    else
        m_running.erase(call.id);
    const auto parent = indexAt(place, 0);
    if (const int wanted = attemptRowsOf(call); wanted > known.attemptRows) {
        beginInsertRows(parent, known.attemptRows, wanted - 1);
        known.attemptRows = wanted;
        endInsertRows();
    }
    emit dataChanged(parent, parent.siblingAtColumn(ColumnCount - 1));
    if (known.attemptRows > 0)
        emit dataChanged(index(0, 0, parent), index(known.attemptRows - 1, ColumnCount - 1, parent));
    if (row.isGroup)
        emit dataChanged(index(place.row, 0), index(place.row, ColumnCount - 1));
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

int ExchangeLogModel::rowOf(quint64 key) const
{
    // Keys grow along the rows.
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), key,
                                        [](const Row& row, quint64 wanted) { return row.key < wanted; });
    return found != m_rows.end() && found->key == key ? static_cast<int>(found - m_rows.begin()) : -1;
}

ExchangeLogModel::Place ExchangeLogModel::placeOf(quint64 callId) const
{
    const auto grouped = m_grouped.find(callId);
    const int row = rowOf(grouped == m_grouped.end() ? callId : grouped->second);
    if (row < 0)
        return {};
    const auto& calls = m_rows[static_cast<std::size_t>(row)].calls;
    const auto found =
        std::lower_bound(calls.begin(), calls.end(), callId,
                         [](const CallRow& call, quint64 wanted) { return call.call->id < wanted; });
    return found != calls.end() && found->call->id == callId
               ? Place{row, static_cast<int>(found - calls.begin())}
               : Place{};
}

const ExchangeLogModel::CallRow& ExchangeLogModel::at(Place place) const
{
    return m_rows[static_cast<std::size_t>(place.row)].calls[static_cast<std::size_t>(place.inner)];
}

QModelIndex ExchangeLogModel::indexAt(Place place, int column) const
{
    if (place.row < 0)
        return {};
    const auto row = index(place.row, column);
    return m_rows[static_cast<std::size_t>(place.row)].isGroup
               ? index(place.inner, column, row.siblingAtColumn(0))
               : row;
}

QModelIndex ExchangeLogModel::indexOf(quint64 callId, int column) const
{
    return indexAt(placeOf(callId), column);
}

// The internal id of an index is 0 for a row that stands below no other, whose number changes when older
// ones go; twice the key of its row and one for a call in a group; twice the id of its call for an attempt.

std::shared_ptr<const ExchangeCall> ExchangeLogModel::call(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const auto id = index.internalId();
    Place place;
    if (id == 0)
        place = {index.row(),
                 static_cast<int>(m_rows[static_cast<std::size_t>(index.row())].calls.size()) - 1};
    else if (id % 2 == 1)
        place = {rowOf(id / 2), index.row()};
    else
        place = placeOf(id / 2);
    return place.row >= 0 ? at(place).call : nullptr;
}

int ExchangeLogModel::attempt(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != 0 && index.internalId() % 2 == 0 ? index.row() : -1;
}

bool ExchangeLogModel::isGroup(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() == 0 &&
           m_rows[static_cast<std::size_t>(index.row())].isGroup;
}

QModelIndex ExchangeLogModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(0));
    if (isGroup(parent))
        return createIndex(row, column, quintptr(m_rows[static_cast<std::size_t>(parent.row())].key * 2 + 1));
    return createIndex(row, column, quintptr(call(parent)->id * 2));
}

QModelIndex ExchangeLogModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    const auto id = index.internalId();
    if (id % 2 == 0)
        return indexOf(id / 2);
    const int row = rowOf(id / 2);
    return row >= 0 ? createIndex(row, 0, quintptr(0)) : QModelIndex();
}

int ExchangeLogModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    const auto id = parent.internalId();
    if (parent.column() > 0 || (id != 0 && id % 2 == 0))
        return 0;
    const int top = id == 0 ? parent.row() : rowOf(id / 2);
    if (top < 0)
        return 0;
    const auto& row = m_rows[static_cast<std::size_t>(top)];
    if (id == 0 && row.isGroup)
        return static_cast<int>(row.calls.size());
    const auto inner = id == 0 ? std::size_t{0} : static_cast<std::size_t>(parent.row());
    return inner < row.calls.size() ? row.calls[inner].attemptRows : 0;
}

int ExchangeLogModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ExchangeLogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto shown = call(index);
    if (!shown)
        return {};
    if (isGroup(index))
        return groupData(m_rows[static_cast<std::size_t>(index.row())], index.column(), role);
    const int number = attempt(index);
    if (number < 0)
        return callData(*shown, index.column(), role);
    const auto position = static_cast<std::size_t>(number);
    if (position >= shown->attempts.size())
        return {};
    return attemptData(*shown, position, index.column(), role);
}

QVariant ExchangeLogModel::groupData(const Row& row, int column, int role) const
{
    const auto now = m_clock->now();
    const ExchangeCall& first = *row.calls.front().call;
    // What is worst among them stands for all.
    const auto rank = [](const CallRow& each) {
        const Outcome outcome = callOutcome(*each.call);
        return outcome == Outcome::Failed    ? 3
               : outcome == Outcome::Running ? 2
                                             : outcome == Outcome::Cancelled;
    };
    const ExchangeCall& worst =
        *std::max_element(row.calls.begin(), row.calls.end(), [&rank](const CallRow& a, const CallRow& b) {
             return rank(a) < rank(b);
         })->call;
    switch (role) {
    case NodeKindRole:
        return QVariant::fromValue(NodeKind::Call);
    case OutcomeRole:
        return QVariant::fromValue(callOutcome(worst));
    case BackgroundRole:
        return first.background;
    case TargetRole:
        return groupTarget(first, static_cast<int>(row.calls.size()));
    case TimelineRole: {
        Timeline timeline;
        for (const auto& each : row.calls)
            timeline.attempts += callTimeline(*each.call, m_origin.value_or(first.started), now).attempts;
        return QVariant::fromValue(timeline);
    }
    case ErrorTextRole:
        return worst.error ? errorText(*worst.error) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case SizeColumn: {
        qint64 bytes = 0;
        for (const auto& each : row.calls)
            bytes += each.call->receivedBytes();
        return bytes;
    }
    case TimeColumn: {
        auto end = first.started;
        for (const auto& each : row.calls)
            end = std::max(end,
                           each.call->started + std::chrono::microseconds(callMicroseconds(*each.call, now)));
        return static_cast<qlonglong>(
            std::chrono::duration_cast<std::chrono::microseconds>(end - first.started).count());
    }
    default:
        return callData(column == StatusColumn ? worst : first, column, role);
    }
}

QVariant ExchangeLogModel::callData(const ExchangeCall& call, int column, int role) const
{
    switch (role) {
    case NodeKindRole:
        return QVariant::fromValue(NodeKind::Call);
    case OutcomeRole:
        return QVariant::fromValue(callOutcome(call));
    case BackgroundRole:
        return call.background;
    case TargetRole:
        return targetText(call);
    case StatusBadgeRole:
        return retryBadge(call);
    case TimelineRole:
        return QVariant::fromValue(callTimeline(call, m_origin.value_or(call.started), m_clock->now()));
    case ErrorTextRole:
        return call.error ? errorText(*call.error) : QVariant();
    case Qt::ToolTipRole:
        if (column == StatusColumn)
            return call.error ? errorText(*call.error) : QVariant();
        return column == OperationColumn ? QVariant(targetText(call)) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case ServiceColumn:
        return toOneLine(call.serviceId.empty() ? call.service : call.serviceId);
    case OperationColumn:
        return toOneLine(call.operation);
    case CauseColumn:
        return causeText(call);
    case StatusColumn:
        return callStatus(call);
    case SizeColumn:
        return call.status() > 0 ? QVariant(call.receivedBytes()) : QVariant();
    case TimeColumn:
        return callMicroseconds(call, m_clock->now());
    default:
        return {};
    }
}

QVariant ExchangeLogModel::attemptData(const ExchangeCall& call, std::size_t number, int column,
                                       int role) const
{
    const ExchangeAttempt& attempt = call.attempts[number];
    // An answer that sends somewhere else is what led to the next attempt.
    const ExchangeAttempt* next = number + 1 < call.attempts.size() ? &call.attempts[number + 1] : nullptr;
    const bool isRedirect = next && next->kind == AttemptKind::Redirect;
    switch (role) {
    case NodeKindRole:
        return QVariant::fromValue(NodeKind::Attempt);
    case OutcomeRole:
        return QVariant::fromValue(attemptOutcome(attempt));
    case BackgroundRole:
        return call.background;
    case TargetRole:
        return isRedirect ? redirectTarget(*next) : attemptReason(attempt);
    case TimelineRole: {
        const auto origin = m_origin.value_or(call.started);
        return QVariant::fromValue(Timeline{{attemptTimeline(attempt, origin, m_clock->now())}});
    }
    case ErrorTextRole:
        return attempt.error ? errorText(*attempt.error) : QVariant();
    case Qt::ToolTipRole:
        return column == OperationColumn ? QVariant(toOneLine(attempt.reason)) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case OperationColumn:
        return isRedirect ? tr("Redirect") : tr("Attempt %1").arg(attempt.number);
    case StatusColumn:
        return attemptStatus(attempt);
    case SizeColumn:
        return attempt.response.status > 0 ? QVariant(static_cast<qlonglong>(attempt.response.body.size()))
                                           : QVariant();
    case TimeColumn:
        return attemptMicroseconds(attempt, m_clock->now());
    default:
        return {};
    }
}

QVariant ExchangeLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    struct Column {
        ColumnKind kind;
        QString title;
    };
    const Column columns[] = {
        {ColumnKind::Service, tr("Service")}, {ColumnKind::Operation, tr("Operation")},
        {ColumnKind::Cause, tr("Caused by")}, {ColumnKind::Status, tr("Status")},
        {ColumnKind::Size, tr("Size")},       {ColumnKind::Duration, tr("Time")},
        {ColumnKind::Waterfall, QString()},
    };
    if (role == ColumnKindRole)
        return QVariant::fromValue(columns[section].kind);
    if (role == TimeRangeRole && section == WaterfallColumn)
        return QVariant::fromValue(timeRange());
    return role == Qt::DisplayRole ? QVariant(columns[section].title) : QVariant();
}

} // namespace inia::ui
