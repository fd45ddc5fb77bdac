#pragma once

#include "core/common/clock.h"
#include "core/observe/exchangelog.h"
#include "ui/models/roles.h"

#include <QtCore/QAbstractItemModel>
#include <QtCore/QTimer>

#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace inia::ui {

/// The inspector's rows: one call each, and below it its attempts once there is more than one. Grouped, the
/// pages of a walk and the parts of an object stand below a row of their own, once there are two of them.
/// Follows the log; changes of a call are gathered and told at most once a frame. Times in roles are
/// microseconds since the first call that the model has seen since the last clear().
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

    /// The call of a row or of an attempt's parent, of a group its last one; null for an invalid index.
    [[nodiscard]] std::shared_ptr<const ExchangeCall> call(const QModelIndex& index) const;
    /// Index into the call's attempts; -1 for the row of a call or a group.
    [[nodiscard]] int attempt(const QModelIndex& index) const;
    [[nodiscard]] bool isGroup(const QModelIndex& index) const;
    /// The row of a call; invalid when it has left the log.
    [[nodiscard]] QModelIndex indexOf(quint64 callId, int column = 0) const;

    [[nodiscard]] bool isGrouping() const { return m_isGrouping; }
    /// Makes all rows anew.
    void setGrouping(bool isGrouping);

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
    struct CallRow {
        std::shared_ptr<const ExchangeCall> call;
        int attemptRows = 0;
    };
    /// A row that stands below no other: a call, or a group of them.
    struct Row {
        quint64 key = 0; ///< id of the first call it was made for; grows from row to row
        bool isGroup = false;
        std::vector<CallRow> calls;
    };
    /// Where a call stands.
    struct Place {
        int row = -1;
        int inner = 0; ///< of the row's calls
    };

    void add(quint64 id);
    void join(int row, CallRow call);
    void removeOldest(int count);
    void removeCall(quint64 id);
    void reload();
    void fill();
    [[nodiscard]] int rowToJoin(const ExchangeCall& call) const;
    void remember(quint64 key, const ExchangeCall& call);
    void scheduleUpdate(quint64 id);
    void applyUpdates();
    void refreshCall(Place place);
    void refreshRunning();
    void growRange(const ExchangeCall& call);
    [[nodiscard]] int rowOf(quint64 key) const;
    [[nodiscard]] Place placeOf(quint64 callId) const;
    [[nodiscard]] QModelIndex indexAt(Place place, int column) const;
    [[nodiscard]] const CallRow& at(Place place) const;
    [[nodiscard]] QVariant callData(const ExchangeCall& call, int column, int role) const;
    [[nodiscard]] QVariant attemptData(const ExchangeCall& call, std::size_t number, int column,
                                       int role) const;
    [[nodiscard]] QVariant groupData(const Row& row, int column, int role) const;

    std::shared_ptr<ExchangeLog> m_log;
    std::shared_ptr<const Clock> m_clock;
    std::deque<Row> m_rows;
    std::deque<quint64> m_order;                    ///< ids of all calls, as in the log
    std::unordered_map<quint64, quint64> m_groups;  ///< keys of rows by what their calls say they go on with
    std::unordered_map<quint64, quint64> m_grouped; ///< keys of rows by calls that joined them
    bool m_isGrouping = false;
    std::set<quint64> m_running;
    std::set<quint64> m_changed;
    QTimer m_updateTimer;
    QTimer m_runningTimer;
    std::optional<std::chrono::system_clock::time_point> m_origin;
    TimeRange m_range;
    std::optional<TimeRange> m_chosenRange;
};

} // namespace inia::ui
