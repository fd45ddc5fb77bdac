// The part of ResourceTableModel that answers a view.
#include "ui/models/resourcetablemodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/valuepresentation.h"

#include <algorithm>
#include <map>

namespace inia::ui {

namespace {

ResourceColumn regionColumn()
{
    return {ResourceColumn::Source::Region, {}, "Region", ColumnKind::Secondary, {}, {}};
}

} // namespace

ResourceTableModel::ResourceTableModel(ResourceLayouts layouts, QObject* parent)
    : ListingTableModel(parent), m_layouts(std::move(layouts))
{
}

ResourceTableModel::~ResourceTableModel() = default;

void ResourceTableModel::forget()
{
    m_collection.reset();
    m_finder.reset();
    m_type.reset();
    m_columns.clear();
    m_rows = {};
    m_resources.clear();
    m_order = {};
    m_isMerged = false;
    m_keepsColumns = false;
    dropCompletions();
}

void ResourceTableModel::forgetRows()
{
    m_rows = {};
    m_resources.clear();
    dropCompletions();
    endResetModel();
}

void ResourceTableModel::open(const Collection& collection)
{
    beginListing();
    forget();
    begin(collection);
    if (m_type)
        openCursor(collection, "Open " + placeName());
}

void ResourceTableModel::open(std::vector<MergedCursor::Part> regions)
{
    const auto known = std::find_if(regions.begin(), regions.end(),
                                    [](const auto& region) { return region.collection.ok(); });
    if (known == regions.end()) {
        openFailed(regions.front().collection.error());
        return;
    }
    beginListing();
    forget();
    m_isMerged = regions.size() > 1;
    begin(*known->collection);
    if (m_type)
        openCursor(std::move(regions), "Open " + placeName() + " in several regions");
}

/// Ends the reset, with the columns that there are before the first row.
void ResourceTableModel::begin(std::optional<Collection> collection)
{
    m_collection = std::move(collection);
    const Resource& parent = m_collection->parent();
    const auto type =
        parent.definitions()->definition(m_collection->definition().resource.type, parent.client().model());
    if (type) {
        m_type = *type;
        const Shape shape = (*type)->shape.empty() ? Shape() : parent.client().model().shape((*type)->shape);
        m_finder.emplace(**m_type, shape, m_layouts);
        const ResourceColumns* chosen = choice();
        m_columns = chosen != nullptr ? *chosen : usualColumns();
    }
    endResetModel();
    emit columnsChosen();
    if (!type)
        failToOpen(type.error());
}

void ResourceTableModel::openFailed(Error error)
{
    beginListing();
    forget();
    endResetModel();
    emit columnsChosen();
    failToOpen(std::move(error));
}

void ResourceTableModel::clear()
{
    beginListing();
    forget();
    endResetModel();
    emit columnsChosen();
    emit listingChanged();
}

std::string ResourceTableModel::typeKey() const
{
    return m_type ? (*m_type)->service + "." + (*m_type)->name + (m_isMerged ? "@regions" : "")
                  : std::string();
}

const ResourceColumns* ResourceTableModel::choice() const
{
    return m_choices->find(typeKey());
}

ResourceColumns ResourceTableModel::usualColumns() const
{
    if (!m_finder)
        return m_columns;
    ResourceColumns columns = m_finder->preferred();
    if (m_isMerged)
        columns.insert(columns.begin(), regionColumn());
    return columns;
}

void ResourceTableModel::storePage(const CollectionPage& page, std::size_t part)
{
    auto resources = cursor()->resources(page, part);
    const std::size_t first = m_rows.size();
    const auto& listed = cursor()->parts()[part];
    m_rows.append(listed.collection->definition(), page, resources,
                  m_isMerged ? std::make_shared<const std::string>(listed.name) : nullptr);
    // What a later page brings does not move the columns under the user's eyes; it can be chosen.
    m_finder->look(m_rows, first);
    const bool firstRows = !m_keepsColumns && !resources.empty();
    m_keepsColumns = m_keepsColumns || firstRows;
    if (firstRows && choice() == nullptr) {
        beginResetModel();
        m_columns = usualColumns();
        endResetModel();
        emit columnsChosen();
    }
    m_resources.insert(m_resources.end(), std::make_move_iterator(resources.begin()),
                       std::make_move_iterator(resources.end()));
}

std::string ResourceTableModel::placeName() const
{
    return m_collection ? nounOf(m_collection->definition().name) : std::string();
}

ArrangeJob ResourceTableModel::arrangeJob() const
{
    return [rows = m_rows, order = m_order](Arrangement done, const std::function<bool()>& cancelled) {
        return arrange(rows, order, std::move(done), cancelled);
    };
}

ResourceColumns ResourceTableModel::otherColumns() const
{
    ResourceColumns others;
    if (!m_finder)
        return others;
    ResourceColumns all = m_finder->all();
    if (m_isMerged)
        all.insert(all.begin(), regionColumn());
    for (auto& column : all) {
        if (std::find(m_columns.begin(), m_columns.end(), column) == m_columns.end())
            others.push_back(std::move(column));
    }
    return others;
}

void ResourceTableModel::setColumnShown(const ResourceColumn& column, bool shown)
{
    const auto found = std::find(m_columns.begin(), m_columns.end(), column);
    const bool isShown = found != m_columns.end();
    if (!m_type || shown == isShown || (!shown && m_columns.size() == 1))
        return;
    if (shown) {
        const int section = static_cast<int>(m_columns.size());
        beginInsertColumns({}, section, section);
        m_columns.push_back(column);
        endInsertColumns();
    } else {
        removeColumn(static_cast<int>(found - m_columns.begin()));
    }
    m_choices->choose(typeKey(), m_columns);
    emit columnsChosen();
    if (!m_order.contains.empty()) {
        m_order.searched = m_columns;
        reorder();
    }
}

void ResourceTableModel::removeColumn(int section)
{
    const auto column = m_columns.begin() + section;
    const bool sorted = m_order.column && *m_order.column == *column;
    beginRemoveColumns({}, section, section);
    m_columns.erase(column);
    endRemoveColumns();
    if (sorted) {
        m_order.column.reset();
        reorder();
    }
}

void ResourceTableModel::resetColumns()
{
    if (!m_type || !m_choices->forget(typeKey()))
        return;
    replaceColumns(usualColumns());
}

void ResourceTableModel::chooseColumns(ResourceColumns columns)
{
    if (!m_type || columns.empty())
        return;
    replaceColumns(columns);
    m_choices->choose(typeKey(), std::move(columns));
}

/// The new ones come before the old ones go: a table without a column would lose its rows.
void ResourceTableModel::replaceColumns(const ResourceColumns& columns)
{
    const auto before = static_cast<std::ptrdiff_t>(m_columns.size());
    beginInsertColumns({}, static_cast<int>(m_columns.size()),
                       static_cast<int>(m_columns.size() + columns.size()) - 1);
    m_columns.insert(m_columns.end(), columns.begin(), columns.end());
    endInsertColumns();
    beginRemoveColumns({}, 0, static_cast<int>(before) - 1);
    m_columns.erase(m_columns.begin(), m_columns.begin() + before);
    endRemoveColumns();
    emit columnsChosen();
    if (m_order.column && sortedSection() < 0) {
        m_order.column.reset();
        reorder();
    }
    if (!m_order.contains.empty()) {
        m_order.searched = m_columns;
        reorder();
    }
}

int ResourceTableModel::sortedSection() const
{
    const auto found =
        m_order.column ? std::find(m_columns.begin(), m_columns.end(), *m_order.column) : m_columns.end();
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

bool ResourceTableModel::isAbsent(int section) const
{
    constexpr std::size_t mostLookedAt = 200;
    const ResourceColumn& column = m_columns[static_cast<std::size_t>(section)];
    const bool isPath = column.source == ResourceColumn::Source::Member ||
                        column.source == ResourceColumn::Source::Expression;
    if (!isPath || m_rows.size() == 0 || choice() == nullptr || m_finder->knows(column))
        return false;
    for (std::size_t row = 0; row < std::min(m_rows.size(), mostLookedAt); ++row) {
        if (!cellValue(column, m_rows[row]).isNull())
            return false;
    }
    return true;
}

int ResourceTableModel::chosenWidth(int section) const
{
    if (!m_type)
        return 0;
    return m_choices->width(typeKey(), ColumnChoices::nameOf(m_columns[static_cast<std::size_t>(section)]));
}

void ResourceTableModel::chooseWidth(int section, int width)
{
    if (m_type)
        m_choices->setWidth(typeKey(), ColumnChoices::nameOf(m_columns[static_cast<std::size_t>(section)]),
                            width);
}

void ResourceTableModel::dropCompletions()
{
    m_completions.clear();
    m_completed.clear();
    m_completes = true;
}

void ResourceTableModel::completeRows(int first, int last)
{
    const std::size_t most = m_type ? RowCompletion::mostAtOnce(**m_type) : 0;
    if (most == 0 || !m_completes)
        return;
    // By session and region, of which each is asked itself.
    std::map<std::pair<const ChangePolicy*, std::string>, std::vector<std::size_t>> wanted;
    for (int row = std::max(first, 0); row <= std::min(last, shownRows() - 1); ++row) {
        if (const std::size_t stored = storeRow(row); m_completed.insert(stored).second)
            wanted[{&m_resources[stored].client().policy(), m_resources[stored].client().region()}].push_back(
                stored);
    }
    for (const auto& [client, rows] : wanted) {
        for (std::size_t begin = 0; begin < rows.size(); begin += most) {
            const auto end = static_cast<std::ptrdiff_t>(std::min(begin + most, rows.size()));
            startCompletion({rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + end});
        }
    }
}

void ResourceTableModel::startCompletion(const std::vector<std::size_t>& rows)
{
    std::vector<Resource> resources;
    for (const auto row : rows)
        resources.push_back(m_resources[row]);
    CallOptions options;
    options.cause = "Complete rows of " + placeName();
    m_completions.push_back(makeOwned<RowCompletion>(std::move(resources), std::move(options)));
    RowCompletion* completion = m_completions.back().get();
    connect(completion, &Task::finished, this,
            [this, completion, rows] { takeCompletion(*completion, rows); });
    completion->start();
    countRequest();
}

void ResourceTableModel::takeCompletion(const RowCompletion& completion, const std::vector<std::size_t>& rows)
{
    const auto result = completion.result();
    std::erase_if(m_completions, [&completion](const auto& other) { return other.get() == &completion; });
    if (!result) {
        m_completes = false;
        emit completionFailed(result.error());
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!(*result)[i].isNull())
            m_rows.complete(rows[i], m_resources[rows[i]], (*result)[i]);
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    if (!m_order.isServerOrder())
        reorder();
    emit listingChanged();
}

void ResourceTableModel::setContains(const QString& text)
{
    const std::string wanted = text.toStdString();
    if (wanted == m_order.contains)
        return;
    m_order.contains = wanted;
    m_order.searched = m_columns;
    reorder();
}

QString ResourceTableModel::contains() const
{
    return QString::fromStdString(m_order.contains);
}

void ResourceTableModel::sort(int column, Qt::SortOrder direction)
{
    const bool known = column >= 0 && column < columnCount();
    if (!known && !m_order.column)
        return;
    m_order.column = known ? std::optional(m_columns[static_cast<std::size_t>(column)]) : std::nullopt;
    m_order.direction = direction;
    reorder();
}

std::string ResourceTableModel::idOf(int row) const
{
    std::string id;
    if (failedPart(row))
        return id;
    for (const auto& identifier : resourceAt(row).identifiers())
        id += (id.empty() ? "" : ",") + plainCell(identifier);
    return id;
}

std::string ResourceTableModel::keyOf(int row) const
{
    if (const auto failed = failedPart(row))
        return "!" + part(*failed).name;
    return m_isMerged ? *factsAt(row).region + '/' + idOf(row) : idOf(row);
}

int ResourceTableModel::rowOf(std::string_view id) const
{
    for (int row = 0; row < shownRows(); ++row) {
        // Without building a text for each row there is.
        const Value& last = resourceAt(row).identifiers().back();
        if (last.isText() && !id.ends_with(last.text()))
            continue;
        const std::string whole = idOf(row);
        const bool isEnd =
            whole.size() > id.size() && whole.ends_with(id) && whole[whole.size() - id.size() - 1] == ',';
        if (whole == id || isEnd)
            return row;
    }
    return -1;
}

namespace {

qint64 milliseconds(const Timestamp& time)
{
    constexpr qint64 msPerSecond = 1000;
    constexpr qint64 nsPerMs = 1'000'000;
    return time.seconds * msPerSecond + time.nanoseconds / nsPerMs;
}

} // namespace

int ResourceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant ResourceTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (const auto failed = failedPart(index.row()))
        return failureData(*failed, index.column(), role);
    const ResourceColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const std::size_t row = storeRow(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayData(column, cellValue(column, m_rows[row]));
    case Qt::ToolTipRole:
    case ExactTextRole:
        return exactText(column, cellValue(column, m_rows[row]));
    case HealthRole:
        return column.kind == ColumnKind::State
                   ? QVariant::fromValue(m_layouts.health(cellValue(column, m_rows[row]).text()))
                   : QVariant();
    case DimRole:
        return column.kind == ColumnKind::Name && isGone(row);
    case CopyRole:
        return toQString(plainCell(m_resources[row].identifiers().back()));
    default:
        return {};
    }
}

/// The region in its column, why it failed in the first of the others.
QVariant ResourceTableModel::failureData(std::size_t failed, int section, int role) const
{
    const auto& column = m_columns[static_cast<std::size_t>(section)];
    const bool isRegion = column.source == ResourceColumn::Source::Region;
    const auto first = std::find_if(m_columns.begin(), m_columns.end(), [](const auto& other) {
        return other.source != ResourceColumn::Source::Region;
    });
    const bool isReason = first != m_columns.end() && *first == column;
    const Error& error = failure(failed);
    const bool isDenied = isAccessDenied(error);
    const QString region = toQString(part(failed).name);
    const QString reason = isDenied ? tr("Denied: %1").arg(toOneLine(error.message))
                                    : tr("Failed: %1").arg(toOneLine(error.message));
    switch (role) {
    case Qt::DisplayRole:
        return isRegion ? region : isReason ? reason : QVariant();
    case Qt::ToolTipRole:
        return QStringLiteral("%1 \u00B7 %2").arg(region, reason);
    case ExactTextRole:
        return isReason ? reason : QVariant();
    case StateRole:
        return isReason ? QVariant::fromValue(isDenied ? RowState::Denied : RowState::Failed) : QVariant();
    case ErrorTextRole:
        return isReason ? toOneLine(error.message) : QVariant();
    case RetryableRole:
        return false; // by the menu, and by opening it
    case CopyRole:
        return QStringLiteral("%1\t%2").arg(region, reason);
    default:
        return {};
    }
}

QVariant ResourceTableModel::displayData(const ResourceColumn& column, const Value& cell)
{
    if (const QVariant value = measuredCell(column.kind, column.unit, cell); value.isValid())
        return value;
    switch (cell.kind()) {
    case Value::Kind::Null:
    case Value::Kind::Blob:
        return {};
    case Value::Kind::Bool:
        return cell.toBool() ? tr("Yes") : tr("No");
    case Value::Kind::Int:
        return static_cast<qlonglong>(cell.toInt());
    case Value::Kind::Double:
        return cell.toDouble();
    case Value::Kind::Time:
        return milliseconds(cell.time());
    case Value::Kind::Text:
        break;
    default:
        return valueLine(cell);
    }
    if (cell.text().empty())
        return {};
    if (column.kind == ColumnKind::State)
        return toOneLine(stateLabel(cell.text()));
    return toOneLine(cell.text());
}

QVariant ResourceTableModel::exactText(const ResourceColumn& column, const Value& cell)
{
    // Bytes and dates are the delegate's to spell out.
    const bool isBytes = column.kind == ColumnKind::Size && column.unit.empty();
    const bool isTime = column.kind == ColumnKind::Date &&
                        (cell.isTime() || measuredCell(column.kind, column.unit, cell).isValid());
    if (isBytes || isTime || cell.isNull())
        return {};
    QString text = toOneLine(valuePlainText(cell));
    if (cell.isNumber() && !column.unit.empty())
        text += u' ' + toOneLine(column.unit);
    return text.isEmpty() ? QVariant() : text;
}

bool ResourceTableModel::isGone(std::size_t row) const
{
    return std::any_of(m_columns.begin(), m_columns.end(), [&](const ResourceColumn& column) {
        return column.kind == ColumnKind::State &&
               m_layouts.health(cellValue(column, m_rows[row]).text()) == Health::Gone;
    });
}

QVariant ResourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ResourceColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        if (isAbsent(section))
            return tr("%1 (not in answers)").arg(toOneLine(column.label));
        // What is drawn with its unit needs none in the header.
        return toOneLine(column.kind == ColumnKind::Number ? columnTitle(column) : column.label);
    case ColumnKindRole:
        return QVariant::fromValue(column.kind);
    case IconNameRole:
        return column.source == ResourceColumn::Source::Tag && column.key != "Name"
                   ? QVariant(QStringLiteral("tag"))
                   : QVariant();
    case Qt::ToolTipRole:
        return isAbsent(section) ? tr("%1 is in no answer any more, so that the column stays empty")
                                       .arg(toOneLine(column.key))
                                 : toOneLine(column.key);
    default:
        return {};
    }
}

} // namespace inia::ui
