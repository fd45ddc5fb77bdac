#include "ui/models/everydaymodels.h"

#include "core/jmespath/jsontext.h"
#include "ui/models/displaytext.h"
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
