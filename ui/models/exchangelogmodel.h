#pragma once

#include "core/common/clock.h"
#include "core/observe/exchangelog.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QTimer>

#include <deque>
#include <optional>
#include <set>

namespace inia::ui {

/// The inspector's rows: one call each, and below it its attempts once there is more than one. Follows the
/// log; changes of a call are gathered and told at most once a frame. Times in roles are microseconds since
/// the first call that the model has seen since the last clear().
class ExchangeLogModel final : public QAbstractItemModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExchangeLogModel)
public:
    enum Column {
        ServiceColumn,
        OperationColumn,
        CauseColumn,
        StatusColumn,
        SizeColumn,
        TimeColumn,
        WaterfallColumn,
        ColumnCount
    };

    /// `clock` says how far calls under way have come.
    ExchangeLogModel(std::shared_ptr<ExchangeLog> log, std::shared_ptr<const Clock> clock,
                     QObject* parent = nullptr);
    ~ExchangeLogModel() override;

    /// The call of a row or of an attempt's parent; null for an invalid index.
    [[nodiscard]] std::shared_ptr<const ExchangeCall> call(const QModelIndex& index) const;
    /// Index into the call's attempts; -1 for a call's own row.
    [[nodiscard]] int attempt(const QModelIndex& index) const;
    /// The row of a call; invalid when it has left the log.
    [[nodiscard]] QModelIndex indexOf(quint64 callId, int column = 0) const;

    /// What the waterfall shows: all of the log unless setTimeRange() chose a part.
    [[nodiscard]] TimeRange timeRange() const { return m_chosenRange.value_or(m_range); }
    /// From the first call to the end of the last.
    [[nodiscard]] TimeRange fullTimeRange() const { return m_range; }
    void setTimeRange(std::optional<TimeRange> range);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void timeRangeChanged();

private:
    /// A call as the view knows it. The record itself is shared with the log and changes under the model's
    /// hands, which is why the number of attempt rows is kept apart.
    struct Row {
        std::shared_ptr<const ExchangeCall> call;
        int attemptRows = 0;
    };

    void add(quint64 id);
    void removeOldest(int count);
    void reload();
    void scheduleUpdate(quint64 id);
    void applyUpdates();
    void refreshRow(int row);
    void refreshRunning();
    void growRange(const ExchangeCall& call);
    [[nodiscard]] int rowOf(quint64 id) const;
    [[nodiscard]] QVariant callData(const ExchangeCall& call, int column, int role) const;
    [[nodiscard]] QVariant attemptData(const ExchangeCall& call, const ExchangeAttempt& attempt, int column,
                                       int role) const;

    std::shared_ptr<ExchangeLog> m_log;
    std::shared_ptr<const Clock> m_clock;
    std::deque<Row> m_rows;
    std::set<quint64> m_running;
    std::set<quint64> m_changed;
    QTimer m_updateTimer;
    QTimer m_runningTimer;
    std::optional<std::chrono::system_clock::time_point> m_origin;
    TimeRange m_range;
    std::optional<TimeRange> m_chosenRange;
};

} // namespace inia::ui
