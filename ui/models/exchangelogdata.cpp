// The part of ExchangeLogModel that answers a view.
#include "ui/models/displaytext.h"
#include "ui/models/exchangelogmodel.h"
#include "ui/models/exchangepresentation.h"

#include <algorithm>

namespace inia::ui {

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
        return toOneLine(call.target);
    case StatusBadgeRole:
        return retryBadge(call);
    case TimelineRole:
        return QVariant::fromValue(callTimeline(call, m_origin.value_or(call.started), m_clock->now()));
    case ErrorTextRole:
        return call.error ? errorText(*call.error) : QVariant();
    case Qt::ToolTipRole:
        if (column == StatusColumn)
            return call.error ? errorText(*call.error) : QVariant();
        return column == OperationColumn ? QVariant(toOneLine(call.target)) : QVariant();
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
        return toOneLine(call.cause);
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
