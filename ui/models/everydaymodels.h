#pragma once

#include "core/compare/sides.h"
#include "core/compare/syncrun.h"
#include "core/logs/logevents.h"
#include "core/sqs/queue.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace inia::ui {

/// "2026-01-02 03:04:05.678", in local time.
[[nodiscard]] QString logTimeText(logs::LogTime time);

/// Events of a log as rows, or the rows of a query: time, stream, the members of messages that are JSON, and
/// the message. Holds a bounded number of them; of those that are followed the oldest leave.
class LogEventsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogEventsModel)

public:
    static constexpr std::size_t mostEvents = 1'000'000;
    static constexpr qint64 mostBytes = 256LL * 1024 * 1024;

    explicit LogEventsModel(QObject* parent = nullptr);

    void clear();
    /// Behind those there are, as a search finds them.
    void append(const std::vector<logs::LogEvent>& events);
    /// Where they belong by time, as they are followed.
    void insert(const std::vector<logs::LogEvent>& events);
    /// In place of all there is: what a query found.
    void setQueryRows(const std::vector<logs::LogQuery::Row>& rows);

    [[nodiscard]] bool isFull() const { return m_events.size() >= mostEvents || m_bytes >= mostBytes; }
    /// That had to leave.
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    /// Null for a row of a query.
    [[nodiscard]] const logs::LogEvent* eventAt(int row) const;
    /// The whole message; of a query its fields as JSON.
    [[nodiscard]] QByteArray textAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static constexpr std::size_t mostMembers = 6;

    void addMembers(const std::vector<logs::LogEvent>& events);
    void dropOldest();
    [[nodiscard]] QString cell(const logs::LogEvent& event, int column) const;
    [[nodiscard]] const Value& membersOf(const logs::LogEvent& event) const;

    std::deque<logs::LogEvent> m_events;
    // A row is painted cell by cell: its message is parsed once. Null when events have moved.
    mutable const logs::LogEvent* m_parsedOf = nullptr;
    mutable Value m_parsed;
    std::vector<std::string> m_members; // of JSON messages, that have columns
    std::vector<logs::LogQuery::Row> m_rows;
    std::vector<std::string> m_fields; // of m_rows; empty: the rows are events
    qint64 m_bytes = 0;
    qint64 m_dropped = 0;
};

/// Messages of a queue that were seen: when they were sent, how often they were received, and what they say.
class QueueMessagesModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueueMessagesModel)

public:
    enum Column { SentColumn, ReceivesColumn, GroupColumn, IdColumn, BodyColumn, ColumnCount };

    explicit QueueMessagesModel(QObject* parent = nullptr);

    /// Those at the end are new; others may be gone or changed.
    void setMessages(const std::vector<sqs::QueueMessage>& messages);
    [[nodiscard]] const sqs::QueueMessage* at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<sqs::QueueMessage> m_messages;
};

/// The pairs of two places, those of some states. What would be done with each can be left out or taken in by
/// hand.
class PairsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PairsModel)

public:
    enum Column {
        PathColumn,
        ActionColumn,
        SourceSizeColumn,
        TargetSizeColumn,
        SourceTimeColumn,
        TargetTimeColumn,
        ReasonColumn,
        ColumnCount
    };
    enum class Shown { Differing, Copied, OnlyInTarget, Left, All };

    explicit PairsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// `copying` is what copying is called from one to the other.
    void setPairs(ComparedPairs pairs, QString copying);
    void clear() { setPairs({}, {}); }
    void show(Shown shown);
    void setDeletes(bool deletes);
    /// Takes in what is left out, and the other way round.
    void toggle(const std::vector<int>& rows);
    /// How an item of the run stands, by its path.
    void setItem(const SyncItem& item);

    [[nodiscard]] const ComparedPairs& compared() const { return m_pairs; }
    [[nodiscard]] const ComparedPair* at(int row) const;
    /// What would be done.
    [[nodiscard]] std::vector<SyncItem> items() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool isDone(std::size_t pair) const;
    [[nodiscard]] QString actionText(std::size_t pair) const;
    [[nodiscard]] QString reasonText(const ComparedPair& pair) const;
    [[nodiscard]] bool isShown(const ComparedPair& pair) const;
    void arrange();

    ComparedPairs m_pairs;
    QString m_copying;
    std::vector<std::size_t> m_rows;
    std::set<std::size_t> m_turned; // by hand
    std::map<std::string, SyncItem> m_ended;
    Shown m_shown = Shown::Differing;
    bool m_deletes = false;
};

} // namespace inia::ui
