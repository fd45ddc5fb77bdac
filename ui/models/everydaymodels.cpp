#include "ui/models/everydaymodels.h"

#include "core/jmespath/jsontext.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcetablemodel.h"
#include "ui/models/roles.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

constexpr std::size_t longestCell = 1'000; // bytes of a message that a row shows

// Without the escapes by which programs colour what they write to terminals.
QString withoutColours(QString text)
{
    qsizetype at = 0;
    while ((at = text.indexOf(QLatin1String("\x1b["), at)) >= 0) {
        qsizetype end = at + 2;
        while (end < text.size() && (text[end].isDigit() || text[end] == u';'))
            ++end;
        text.remove(at, end - at + 1);
    }
    return text;
}

QString lineOf(std::string_view message)
{
    while (message.ends_with('\n') || message.ends_with('\r'))
        message.remove_suffix(1);
    return toOneLine(withoutColours(toQString(message.substr(0, longestCell))));
}

QString memberText(const Value& value)
{
    if (value.isNull())
        return {};
    return value.isText() ? toOneLine(value.text()) : toOneLine(jmespath::spacedJsonText(value));
}

} // namespace

QString logTimeText(logs::LogTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count())
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

LogEventsModel::LogEventsModel(QObject* parent) : QAbstractTableModel(parent) {}

void LogEventsModel::clear()
{
    m_parsedOf = nullptr;
    beginResetModel();
    m_events.clear();
    m_members.clear();
    m_rows.clear();
    m_fields.clear();
    m_bytes = 0;
    m_dropped = 0;
    endResetModel();
}

// The first members that messages have, in their order; those that hold more than one value have no column.
void LogEventsModel::addMembers(const std::vector<logs::LogEvent>& events)
{
    constexpr std::size_t looked = 200;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(events.size(), looked) && m_members.size() < mostMembers; ++i) {
        const Value said = logs::membersOf(events[i].message);
        for (const auto& [name, value] : said.members()) {
            const auto isKnown = [&name](const std::vector<std::string>& all) {
                return std::find(all.begin(), all.end(), name) != all.end();
            };
            if (!value.isMap() && !value.isList() && !isKnown(m_members) && !isKnown(names) &&
                m_members.size() + names.size() < mostMembers)
                names.push_back(name);
        }
    }
    if (names.empty())
        return;
    const int first = 2 + static_cast<int>(m_members.size());
    beginInsertColumns({}, first, first + static_cast<int>(names.size()) - 1);
    m_members.insert(m_members.end(), names.begin(), names.end());
    endInsertColumns();
}

void LogEventsModel::append(const std::vector<logs::LogEvent>& events)
{
    m_parsedOf = nullptr;
    if (events.empty())
        return;
    addMembers(events);
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(events.size()) - 1);
    m_events.insert(m_events.end(), events.begin(), events.end());
    endInsertRows();
    for (const auto& event : events)
        m_bytes += static_cast<qint64>(event.message.size());
}

void LogEventsModel::insert(const std::vector<logs::LogEvent>& events)
{
    m_parsedOf = nullptr;
    if (events.empty())
        return;
    if (m_events.empty() || !(events.front().time < m_events.back().time)) {
        append(events);
    } else {
        addMembers(events);
        for (const auto& event : events) {
            const auto place = std::upper_bound(m_events.begin(), m_events.end(), event,
                                                [](const auto& a, const auto& b) { return a.time < b.time; });
            const int row = static_cast<int>(place - m_events.begin());
            beginInsertRows({}, row, row);
            m_events.insert(place, event);
            endInsertRows();
            m_bytes += static_cast<qint64>(event.message.size());
        }
    }
    dropOldest();
}

void LogEventsModel::dropOldest()
{
    m_parsedOf = nullptr;
    std::size_t count = 0;
    qint64 bytes = m_bytes;
    while (count < m_events.size() && (m_events.size() - count > mostEvents || bytes > mostBytes))
        bytes -= static_cast<qint64>(m_events[count++].message.size());
    if (count == 0)
        return;
    beginRemoveRows({}, 0, static_cast<int>(count) - 1);
    m_events.erase(m_events.begin(), m_events.begin() + static_cast<std::ptrdiff_t>(count));
    endRemoveRows();
    m_bytes = bytes;
    m_dropped += static_cast<qint64>(count);
}

void LogEventsModel::setQueryRows(const std::vector<logs::LogQuery::Row>& rows)
{
    m_parsedOf = nullptr;
    beginResetModel();
    m_events.clear();
    m_members.clear();
    m_fields.clear();
    m_rows = rows;
    for (const auto& row : m_rows) {
        for (const auto& [field, value] : row.fields) {
            if (std::find(m_fields.begin(), m_fields.end(), field) == m_fields.end())
                m_fields.push_back(field);
        }
    }
    endResetModel();
}

const logs::LogEvent* LogEventsModel::eventAt(int row) const
{
    const auto index = static_cast<std::size_t>(row);
    return row >= 0 && index < m_events.size() ? &m_events[index] : nullptr;
}

QByteArray LogEventsModel::textAt(int row) const
{
    if (const auto* event = eventAt(row))
        return withoutColours(toQString(event->message)).toUtf8();
    Value fields = Value::emptyMap();
    if (row >= 0 && static_cast<std::size_t>(row) < m_rows.size()) {
        for (const auto& [field, value] : m_rows[static_cast<std::size_t>(row)].fields)
            fields.insert(field, value);
    }
    return QByteArray::fromStdString(jmespath::spacedJsonText(fields));
}

int LogEventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.empty() ? m_events.size() : m_rows.size());
}

int LogEventsModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    return static_cast<int>(m_fields.empty() ? 3 + m_members.size() : m_fields.size());
}

const Value& LogEventsModel::membersOf(const logs::LogEvent& event) const
{
    if (m_parsedOf != &event) {
        m_parsed = logs::membersOf(event.message);
        m_parsedOf = &event;
    }
    return m_parsed;
}

QString LogEventsModel::cell(const logs::LogEvent& event, int column) const
{
    if (column == 0)
        return logTimeText(event.time);
    if (column == 1)
        return toOneLine(event.stream);
    const auto member = static_cast<std::size_t>(column - 2);
    return member < m_members.size() ? memberText(membersOf(event)[m_members[member]])
                                     : lineOf(event.message);
}

QVariant LogEventsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != CopyRole))
        return {};
    if (const auto* event = eventAt(index.row()))
        return role == CopyRole && index.column() == columnCount() - 1 ? toQString(event->message)
                                                                       : cell(*event, index.column());
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto& field = m_fields[static_cast<std::size_t>(index.column())];
    const auto found = std::find_if(row.fields.begin(), row.fields.end(),
                                    [&field](const auto& cell) { return cell.first == field; });
    if (found == row.fields.end())
        return {};
    return role == CopyRole ? toQString(found->second) : lineOf(found->second);
}

QVariant LogEventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const bool isStream = m_fields.empty() && section == 1;
    if (role == ColumnKindRole)
        return QVariant::fromValue(isStream ? ColumnKind::Mono : ColumnKind::Text);
    if (role != Qt::DisplayRole)
        return {};
    if (!m_fields.empty())
        return toOneLine(m_fields[static_cast<std::size_t>(section)]);
    if (section == 0)
        return tr("Time");
    if (isStream)
        return tr("Stream");
    const auto member = static_cast<std::size_t>(section - 2);
    return member < m_members.size() ? toOneLine(m_members[member]) : tr("Message");
}

QueueMessagesModel::QueueMessagesModel(QObject* parent) : QAbstractTableModel(parent) {}

void QueueMessagesModel::setMessages(const std::vector<sqs::QueueMessage>& messages)
{
    std::size_t same = 0;
    while (same < m_messages.size() && same < messages.size() && m_messages[same].id == messages[same].id)
        ++same;
    if (same < m_messages.size()) {
        beginResetModel();
        m_messages = messages;
        endResetModel();
        return;
    }
    if (same < messages.size()) {
        beginInsertRows({}, static_cast<int>(same), static_cast<int>(messages.size()) - 1);
        m_messages = messages;
        endInsertRows();
    } else {
        m_messages = messages;
    }
    if (same > 0)
        emit dataChanged(index(0, ReceivesColumn), index(static_cast<int>(same) - 1, ReceivesColumn));
}

const sqs::QueueMessage* QueueMessagesModel::at(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return row >= 0 && place < m_messages.size() ? &m_messages[place] : nullptr;
}

int QueueMessagesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_messages.size());
}

int QueueMessagesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueMessagesModel::data(const QModelIndex& index, int role) const
{
    const auto* message = at(index.row());
    if (!message || (role != Qt::DisplayRole && role != CopyRole))
        return {};
    switch (index.column()) {
    case SentColumn:
        return static_cast<qlonglong>(message->sent.time_since_epoch().count());
    case ReceivesColumn:
        return static_cast<qlonglong>(message->receives);
    case GroupColumn:
        return toOneLine(message->group);
    case IdColumn:
        return toOneLine(message->id);
    default:
        break;
    }
    if (role == CopyRole)
        return toQString(message->body);
    return toOneLine(toQString(std::string_view(message->body).substr(0, longestCell)));
}

QVariant QueueMessagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    constexpr std::array kinds{ColumnKind::Date, ColumnKind::Number, ColumnKind::Text, ColumnKind::Mono,
                               ColumnKind::Text};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[static_cast<std::size_t>(section)]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SentColumn:
        return tr("Sent");
    case ReceivesColumn:
        return tr("Receives");
    case GroupColumn:
        return tr("Group");
    case IdColumn:
        return tr("Message id");
    default:
        return tr("Body");
    }
}

ValueRowsModel::ValueRowsModel(QObject* parent) : QAbstractTableModel(parent) {}

void ValueRowsModel::setRows(ResourceColumns columns, std::deque<Value> rows)
{
    beginResetModel();
    m_columns = std::move(columns);
    m_rows = std::move(rows);
    refilter();
    endResetModel();
}

void ValueRowsModel::insert(int first, const std::vector<Value>& rows)
{
    if (rows.empty())
        return;
    if (!m_filter.isEmpty()) {
        beginResetModel();
        m_rows.insert(m_rows.begin() + first, rows.begin(), rows.end());
        refilter();
        endResetModel();
        return;
    }
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin() + first, rows.begin(), rows.end());
    endInsertRows();
}

void ValueRowsModel::change(int row, const Value& value)
{
    m_rows[static_cast<std::size_t>(row)] = value;
    const auto shown = std::find(m_shown.begin(), m_shown.end(), row);
    const int at = m_filter.isEmpty()       ? row
                   : shown != m_shown.end() ? static_cast<int>(shown - m_shown.begin())
                                            : -1;
    if (at >= 0)
        emit dataChanged(index(at, 0), index(at, columnCount() - 1));
}

void ValueRowsModel::setFilter(const QString& text)
{
    if (m_filter == text)
        return;
    beginResetModel();
    m_filter = text;
    refilter();
    endResetModel();
}

void ValueRowsModel::refilter()
{
    m_shown.clear();
    for (int row = 0; !m_filter.isEmpty() && row < allRows(); ++row) {
        if (fits(m_rows[static_cast<std::size_t>(row)]))
            m_shown.push_back(row);
    }
}

bool ValueRowsModel::fits(const Value& row) const
{
    return std::any_of(m_columns.begin(), m_columns.end(), [&](const ResourceColumn& column) {
        return toQString(plainCell(cellValue(column, {row, {}, {}, {}})))
            .contains(m_filter, Qt::CaseInsensitive);
    });
}

const Value& ValueRowsModel::at(int row) const
{
    static const Value none;
    if (row < 0 || row >= rowCount())
        return none;
    const auto shown = static_cast<std::size_t>(row);
    return m_rows[m_filter.isEmpty() ? shown : static_cast<std::size_t>(m_shown[shown])];
}

int ValueRowsModel::rowOf(const Value& value) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row) == value)
            return row;
    }
    return -1;
}

int ValueRowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_filter.isEmpty() ? m_rows.size() : m_shown.size());
}

int ValueRowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ValueRowsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ResourceColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const Value cell = cellValue(column, {at(index.row()), {}, {}, {}});
    switch (role) {
    case Qt::DisplayRole:
        return ResourceTableModel::displayData(column, cell);
    case Qt::ToolTipRole:
    case ExactTextRole:
        return ResourceTableModel::exactText(column, cell);
    case CopyRole:
        return toQString(plainCell(cell));
    case HealthRole:
        return column.kind == ColumnKind::State ? QVariant::fromValue(m_layouts.health(cell.text()))
                                                : QVariant();
    default:
        return {};
    }
}

QVariant ValueRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ResourceColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == ColumnKindRole)
        return QVariant::fromValue(column.kind);
    return role == Qt::DisplayRole ? toQString(column.label) : QVariant();
}

} // namespace inia::ui
