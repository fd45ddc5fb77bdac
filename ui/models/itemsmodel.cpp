#include "ui/models/itemsmodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/nativetext.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <unordered_map>

namespace inia::ui {

using dynamodb::NativeValue;

namespace {

constexpr qsizetype longestTooltip = 1500;
constexpr std::size_t judgedItems = 200;

/// Members of sets and lists are asked for as texts, for want of a better guess.
dynamodb::TypedKind typedKind(const NativeValue& value)
{
    using enum NativeValue::Kind;
    switch (value.kind()) {
    case Number:
        return dynamodb::TypedKind::Number;
    case Binary:
        return dynamodb::TypedKind::Binary;
    case Bool:
        return dynamodb::TypedKind::Bool;
    default:
        return dynamodb::TypedKind::Text;
    }
}

} // namespace

void ItemsModel::ItemCursorDeleter::operator()(ItemCursor* cursor) const
{
    cursor->disconnect();
    cursor->cancel();
    cursor->deleteLater();
}

ItemsModel::ItemsModel(QObject* parent) : QAbstractTableModel(parent) {}

ItemsModel::~ItemsModel() = default;

std::vector<dynamodb::QueryProblem> ItemsModel::run(const dynamodb::NativeClient& client,
                                                    const dynamodb::ItemQuery& query,
                                                    const dynamodb::TableSchema& schema)
{
    std::vector<dynamodb::QueryProblem> problems;
    const auto params = query.params(problems);
    if (!problems.empty())
        return problems;
    beginResetModel();
    reset();
    m_query = query;
    m_schema = schema;
    addKeys(schema.keys(query.index));
    addKeys(schema.table);
    endResetModel();
    m_cursor.reset(new ItemCursor(client, query.operation(), params));
    connect(m_cursor.get(), &ItemCursor::pageReady, this, &ItemsModel::acceptPage);
    connect(m_cursor.get(), &ItemCursor::stateChanged, this, &ItemsModel::followState);
    m_cursor->fetchNextPage(std::string(query.operation()) + ' ' + query.table);
    return problems;
}

void ItemsModel::clear()
{
    beginResetModel();
    reset();
    m_query = {};
    m_schema = {};
    endResetModel();
    emit progressChanged();
}

void ItemsModel::reset()
{
    m_cursor.reset();
    m_columns.clear();
    m_known.clear();
    m_items.clear();
    m_hiddenAttributes = 0;
    m_loadAll = false;
}

void ItemsModel::addKeys(const dynamodb::KeySchema& keys)
{
    const auto add = [this, &keys](const dynamodb::KeyAttribute& attribute, const QString& role) {
        if (!m_known.insert(attribute.name).second)
            return;
        const QString kind = toQString(dynamodb::typedKindName(attribute.kind));
        const QString owner = keys.index.empty() ? tr("table") : toOneLine(keys.index);
        m_columns.push_back({attribute.name, tr("%1 of %2, %3").arg(role, owner, kind),
                             attribute.kind == dynamodb::TypedKind::Number, true});
    };
    for (const auto& attribute : keys.partition)
        add(attribute, tr("Partition key"));
    for (const auto& attribute : keys.sort)
        add(attribute, tr("Sort key"));
}

void ItemsModel::loadMore(const std::string& cause)
{
    if (m_cursor && (state() == State::More || state() == State::Pristine))
        m_cursor->fetchNextPage(cause);
}

void ItemsModel::loadAll()
{
    if (!m_cursor || state() == State::Complete)
        return;
    m_loadAll = true;
    if (state() == State::Loading)
        emit progressChanged();
    else
        m_cursor->fetchNextPage("Load all");
}

void ItemsModel::retry()
{
    if (state() == State::Failed)
        m_cursor->fetchNextPage("Retry");
}

void ItemsModel::cancel()
{
    if (!m_cursor || (!m_loadAll && state() != State::Loading))
        return;
    m_loadAll = false;
    m_cursor->cancel();
    emit progressChanged();
}

void ItemsModel::followState()
{
    if (state() == State::Complete || state() == State::Failed)
        m_loadAll = false;
    if (state() == State::More && m_loadAll)
        m_cursor->fetchNextPage("Load all");
    else
        emit progressChanged();
}

void ItemsModel::acceptPage(const ItemPage& page)
{
    addColumns(page.items);
    classify(page.items);
    const auto first = static_cast<int>(m_items.size());
    beginInsertRows({}, first, first + static_cast<int>(page.items.size()) - 1);
    m_items.insert(m_items.end(), page.items.begin(), page.items.end());
    endInsertRows();
}

void ItemsModel::addColumns(const NativeValue::List& items)
{
    // By how many items have the attribute, and among equals by where it came first.
    std::vector<std::pair<std::string, int>> found;
    std::unordered_map<std::string_view, std::size_t> places; // views into `items`
    for (const auto& item : items) {
        for (const auto& [name, value] : item.members()) {
            if (m_known.contains(name))
                continue;
            const auto [place, isNew] = places.emplace(name, found.size());
            if (isNew)
                found.emplace_back(name, 0);
            ++found[place->second].second;
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    const auto room = static_cast<std::size_t>(std::max(0, maxColumns - columnCount()));
    const auto added = std::min(room, found.size());
    for (const auto& [name, count] : found)
        m_known.insert(name);
    m_hiddenAttributes += static_cast<int>(found.size() - added);
    if (added == 0)
        return;
    const int first = columnCount();
    beginInsertColumns({}, first, first + static_cast<int>(added) - 1);
    for (std::size_t i = 0; i < added; ++i)
        m_columns.push_back({std::move(found[i].first), {}, true, false});
    endInsertColumns();
}

// Numbers stand in columns, unless something else stands among them.
void ItemsModel::classify(const NativeValue::List& items)
{
    for (int column = 0; column < columnCount(); ++column) {
        auto& known = m_columns[static_cast<std::size_t>(column)];
        const auto isOther = [&known](const NativeValue& item) {
            const auto* value = item.find(known.attribute);
            return value && !value->isNumber() && !value->isNull();
        };
        if (known.isDescribed || !known.isNumeric || std::none_of(items.begin(), items.end(), isOther))
            continue;
        known.isNumeric = false;
        emit headerDataChanged(Qt::Horizontal, column, column);
    }
}

const NativeValue& ItemsModel::itemAt(int row) const
{
    return m_items[static_cast<std::size_t>(row)];
}

const std::string& ItemsModel::attributeAt(int column) const
{
    return m_columns[static_cast<std::size_t>(column)].attribute;
}

std::vector<dynamodb::KeyAttribute> ItemsModel::attributes() const
{
    std::vector<dynamodb::KeyAttribute> result;
    const auto end = m_items.begin() + static_cast<std::ptrdiff_t>(std::min(judgedItems, m_items.size()));
    for (const auto& column : m_columns) {
        const auto known = std::find_if(m_items.begin(), end, [&column](const NativeValue& item) {
            const auto* value = item.find(column.attribute);
            return value && !value->isNull();
        });
        const auto unseen =
            column.isDescribed && column.isNumeric ? dynamodb::TypedKind::Number : dynamodb::TypedKind::Text;
        const auto kind = known == end ? unseen : typedKind((*known)[column.attribute]);
        result.push_back({column.attribute, kind});
    }
    return result;
}

std::vector<std::string> ItemsModel::tableKeys() const
{
    std::vector<std::string> names;
    for (const auto* part : {&m_schema.table.partition, &m_schema.table.sort}) {
        for (const auto& attribute : *part)
            names.push_back(attribute.name);
    }
    return names;
}

QString ItemsModel::keyText(int row) const
{
    QStringList parts;
    for (const auto& name : tableKeys())
        parts.append(nativeCellText(itemAt(row)[name]));
    return parts.join(QStringLiteral(" / "));
}

NativeValue ItemsModel::orderedItem(int row) const
{
    NativeValue::Members members;
    const auto keys = tableKeys();
    for (const auto& name : keys) {
        if (const auto* value = itemAt(row).find(name))
            members.emplace_back(name, *value);
    }
    for (const auto& member : itemAt(row).members()) {
        if (std::find(keys.begin(), keys.end(), member.first) == keys.end())
            members.push_back(member);
    }
    return NativeValue::map(std::move(members));
}

int ItemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ItemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ItemsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto* value = itemAt(index.row()).find(attributeAt(index.column()));
    return value ? cellData(*value, role) : QVariant();
}

QVariant ItemsModel::cellData(const NativeValue& value, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return nativeCellText(value);
    case ValueTypeRole:
        return QVariant::fromValue(nativeValueType(value));
    case TypeMarkRole: {
        const auto type = nativeValueType(value);
        const bool isPlain =
            type == ValueType::String || type == ValueType::Number || type == ValueType::Boolean;
        return isPlain ? QVariant() : QVariant(nativeTypeName(value));
    }
    case Qt::ToolTipRole:
    case ExactTextRole:
        return nativeTypeWords(value) + u'\n' + nativePlainText(value).left(longestTooltip);
    case CopyRole:
        return nativePlainText(value);
    default:
        return {};
    }
}

QVariant ItemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return toOneLine(column.attribute);
    case Qt::ToolTipRole:
        return column.key.isEmpty() ? toOneLine(column.attribute)
                                    : toOneLine(column.attribute) + u'\n' + column.key;
    case ColumnKindRole:
        return QVariant::fromValue(column.isNumeric ? ColumnKind::Number : ColumnKind::Text);
    default:
        return {};
    }
}

Qt::ItemFlags ItemsModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

bool ItemsModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && state() == State::More && m_query.filters.empty();
}

void ItemsModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        loadMore("Scroll");
}

} // namespace inia::ui
