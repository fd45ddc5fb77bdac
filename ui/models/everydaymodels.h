#pragma once

#include "core/logs/logevents.h"
#include "core/sqs/queue.h"
#include "ui/models/resourcelayouts.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <deque>
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

/// Rows of an answer as they came, by columns that say where their cells stand. Rows that fit the filter are
/// shown, those that come later among them.
class ValueRowsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueRowsModel)

public:
    explicit ValueRowsModel(QObject* parent = nullptr);

    /// In place of all there is.
    void setRows(ResourceColumns columns, std::deque<Value> rows);
    void insert(int first, const std::vector<Value>& rows);
    void change(int row, const Value& value);
    /// In any column, without regard to case; empty for all rows.
    void setFilter(const QString& text);

    /// Those that do not fit the filter among them.
    [[nodiscard]] int allRows() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] const QString& filter() const { return m_filter; }
    /// Of a row that is shown; null outside.
    [[nodiscard]] const Value& at(int row) const;
    /// Where a row stands that is this value; -1 when it is not shown.
    [[nodiscard]] int rowOf(const Value& value) const;
    [[nodiscard]] const ResourceColumns& columns() const { return m_columns; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool fits(const Value& row) const;
    void refilter();

    ResourceLayouts m_layouts = ResourceLayouts::builtIn();
    ResourceColumns m_columns;
    std::deque<Value> m_rows;
    std::vector<int> m_shown; ///< while there is a filter
    QString m_filter;
};

} // namespace inia::ui
