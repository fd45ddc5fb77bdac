#include "ui/models/itemsmodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/nativetext.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace inia::ui {

using dynamodb::NativeValue;

namespace {

constexpr qsizetype longestTooltip = 1500;

} // namespace

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
    m_columns.addKeys(schema.keys(query.index));
    m_columns.addKeys(schema.table);
    endResetModel();
    m_cursor.reset(new dynamodb::ItemCursor(client, query.operation(), params));
    connect(m_cursor.get(), &dynamodb::ItemCursor::pageReady, this, &ItemsModel::acceptPage);
    connect(m_cursor.get(), &dynamodb::ItemCursor::stateChanged, this, &ItemsModel::followState);
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
    m_columns = {};
    m_items.clear();
    m_added.clear();
    m_loadAll = false;
    m_wantedPages = 0;
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
    if (!m_cursor || (!goesOn() && state() != State::Loading))
        return;
    m_loadAll = false;
    m_wantedPages = 0;
    m_cursor->cancel();
    emit progressChanged();
}

void ItemsModel::followState()
{
    if (state() == State::Complete || state() == State::Failed)
        m_loadAll = false;
    if (state() == State::More && goesOn()) {
        m_cursor->fetchNextPage(m_loadAll ? "Load all" : "Reload " + m_query.table);
        return;
    }
    if (state() != State::Loading)
        m_wantedPages = 0;
    emit progressChanged();
}

void ItemsModel::acceptPage(const dynamodb::ItemPage& page)
{
    const NativeValue::List items = m_added.empty() ? page.items : withoutAdded(page.items);
    takeColumns(items);
    const auto first = static_cast<int>(m_items.size());
    if (items.empty())
        return;
    beginInsertRows({}, first, first + static_cast<int>(items.size()) - 1);
    m_items.insert(m_items.end(), items.begin(), items.end());
    endInsertRows();
}

// Those that are new, and what the values say about all of them.
void ItemsModel::takeColumns(const NativeValue::List& items)
{
    const int first = columnCount();
    auto added = m_columns.findNew(items, static_cast<std::size_t>(std::max(0, maxColumns - first)));
    if (!added.empty()) {
        beginInsertColumns({}, first, first + static_cast<int>(added.size()) - 1);
        m_columns.append(std::move(added));
        endInsertColumns();
    }
    for (const int column : m_columns.judge(items))
        emit headerDataChanged(Qt::Horizontal, column, column);
}

const NativeValue& ItemsModel::itemAt(int row) const
{
    return m_items[static_cast<std::size_t>(row)];
}

const std::string& ItemsModel::attributeAt(int column) const
{
    return m_columns.at(column).attribute;
}

std::vector<dynamodb::KeyAttribute> ItemsModel::attributes() const
{
    return m_columns.attributes(m_items);
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
    return parent.isValid() ? 0 : m_columns.size();
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
    const auto& column = m_columns.at(section);
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
