#include "ui/models/itemsmodel.h"

#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/itemtext.h"
#include "ui/models/displaytext.h"
#include "ui/models/roles.h"
#include "ui/models/valuepresentation.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace inia::ui {

using dynamodb::NativeValue;

namespace {

constexpr std::size_t judgedItems = 200;

class ItemColumnsTexts {
    Q_DECLARE_TR_FUNCTIONS(ItemColumns)
};

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

void ItemColumns::addKeys(const dynamodb::KeySchema& keys)
{
    const auto add = [this, &keys](const dynamodb::KeyAttribute& attribute, const QString& role) {
        if (!m_known.insert(attribute.name).second)
            return;
        const QString kind = toQString(dynamodb::typedKindName(attribute.kind));
        const QString owner = keys.index.empty() ? ItemColumnsTexts::tr("table") : toOneLine(keys.index);
        m_columns.push_back({attribute.name, ItemColumnsTexts::tr("%1 of %2, %3").arg(role, owner, kind),
                             attribute.kind == dynamodb::TypedKind::Number, true});
    };
    for (const auto& attribute : keys.partition)
        add(attribute, ItemColumnsTexts::tr("Partition key"));
    for (const auto& attribute : keys.sort)
        add(attribute, ItemColumnsTexts::tr("Sort key"));
}

std::vector<std::string> ItemColumns::findNew(const NativeValue::List& items, std::size_t most)
{
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
    std::vector<std::string> shown;
    for (auto& [name, count] : found) {
        m_known.insert(name);
        if (shown.size() < most)
            shown.push_back(std::move(name));
        else
            ++m_hidden;
    }
    return shown;
}

void ItemColumns::append(std::vector<std::string> attributes)
{
    for (auto& attribute : attributes)
        m_columns.push_back({std::move(attribute), {}, true, false});
}

// Numbers stand in columns, unless something else stands among them.
std::vector<int> ItemColumns::judge(const NativeValue::List& items)
{
    std::vector<int> changed;
    for (int column = 0; column < size(); ++column) {
        auto& known = m_columns[static_cast<std::size_t>(column)];
        const auto isOther = [&known](const NativeValue& item) {
            const auto* value = item.find(known.attribute);
            return value && !value->isNumber() && !value->isNull();
        };
        if (known.isDescribed || !known.isNumeric || std::none_of(items.begin(), items.end(), isOther))
            continue;
        known.isNumeric = false;
        changed.push_back(column);
    }
    return changed;
}

std::vector<dynamodb::KeyAttribute> ItemColumns::attributes(const std::vector<NativeValue>& items) const
{
    std::vector<dynamodb::KeyAttribute> result;
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(std::min(judgedItems, items.size()));
    for (const auto& column : m_columns) {
        const auto known = std::find_if(items.begin(), end, [&column](const NativeValue& item) {
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

namespace {

/// Equal for equal keys, however their numbers are written.
std::string keyName(const NativeValue& item, const dynamodb::KeySchema& keys)
{
    std::string name;
    const NativeValue key = dynamodb::keyOf(item, keys);
    for (const auto& [attribute, value] : key.members()) {
        const auto text = value.isNumber() ? value.number().canonicalText() : dynamodb::toPlainJson(value);
        name += std::to_string(text.size()) + ':' + text;
    }
    return name;
}

} // namespace

NativeValue ItemsModel::keyAt(int row) const
{
    return dynamodb::keyOf(itemAt(row), m_schema.table);
}

int ItemsModel::putItem(const NativeValue& item)
{
    const auto name = keyName(item, m_schema.table);
    const auto found = std::find_if(m_items.begin(), m_items.end(), [this, &name](const NativeValue& known) {
        return keyName(known, m_schema.table) == name;
    });
    const auto row = static_cast<int>(found - m_items.begin());
    takeColumns({item});
    if (found != m_items.end()) {
        *found = item;
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    } else {
        beginInsertRows({}, row, row);
        m_items.push_back(item);
        m_added.insert(name);
        endInsertRows();
    }
    emit progressChanged();
    return row;
}

NativeValue::List ItemsModel::withoutAdded(const NativeValue::List& items)
{
    NativeValue::List others;
    for (const auto& item : items) {
        if (m_added.erase(keyName(item, m_schema.table)) > 0)
            putItem(item);
        else
            others.push_back(item);
    }
    return others;
}

// From the end, whole stretches at a time: many rows next to each other go in one step.
void ItemsModel::removeItems(const std::vector<NativeValue>& keys)
{
    std::unordered_set<std::string> names;
    for (const auto& key : keys)
        m_added.erase(*names.insert(keyName(key, m_schema.table)).first);
    const auto goes = [&](int row) { return names.contains(keyName(itemAt(row), m_schema.table)); };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!goes(last))
            continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_items.erase(m_items.begin() + first, m_items.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    emit progressChanged();
}

} // namespace inia::ui
