// The part of ObjectTableModel that answers a view.
#include "ui/models/objecttablemodel.h"

#include "core/s3/s3listing.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"
#include "ui/models/listingtablemodel.h"
#include "ui/models/roles.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

namespace {

using NamePair = std::pair<std::string_view, std::string_view>;

constexpr std::array<NamePair, 38> extensionIcons{{
    {"gz", "file-zip"},      {"zip", "file-zip"},   {"bz2", "file-zip"},   {"xz", "file-zip"},
    {"zst", "file-zip"},     {"tar", "file-zip"},   {"tgz", "file-zip"},   {"7z", "file-zip"},
    {"rar", "file-zip"},     {"jar", "file-zip"},   {"txt", "file-text"},  {"md", "file-text"},
    {"log", "file-text"},    {"html", "file-text"}, {"htm", "file-text"},  {"xml", "file-text"},
    {"css", "file-text"},    {"py", "file-text"},   {"js", "file-text"},   {"yaml", "file-text"},
    {"yml", "file-text"},    {"pdf", "file-text"},  {"json", "file-data"}, {"jsonl", "file-data"},
    {"ndjson", "file-data"}, {"csv", "file-data"},  {"tsv", "file-data"},  {"parquet", "file-data"},
    {"avro", "file-data"},   {"orc", "file-data"},  {"db", "file-data"},   {"sqlite", "file-data"},
    {"png", "image"},        {"jpg", "image"},      {"jpeg", "image"},     {"gif", "image"},
    {"svg", "image"},        {"webp", "image"},
}};

/// Behind the last dot, in lower case; empty for names without one and for long tails.
std::string extension(std::string_view name)
{
    constexpr std::size_t longest = 8;
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || name.size() - dot > longest)
        return {};
    return ascii::lowered(name.substr(dot + 1));
}

} // namespace

QString objectLabel(const ObjectStore& store, std::size_t row)
{
    const auto name = store.rows().name(row);
    if (name.empty())
        return toOneLine(S3Location{{}, store.prefix()}.lastPart());
    return toOneLine(name);
}

QString objectIconName(const ObjectRows& rows, std::size_t row)
{
    if (rows[row].kind == ObjectKind::Prefix)
        return QStringLiteral("folder");
    if (rows[row].kind == ObjectKind::Marker)
        return QStringLiteral("trash");
    const auto tail = extension(rows.name(row));
    const auto found = std::find_if(extensionIcons.begin(), extensionIcons.end(),
                                    [&tail](const NamePair& icon) { return icon.first == tail; });
    return found != extensionIcons.end() ? toQString(found->second) : QStringLiteral("file");
}

QString sizeTooltip(std::int64_t bytes)
{
    if (bytes < 0)
        return {};
    return QCoreApplication::translate("inia::ui::ObjectTableModel", "%1 bytes").arg(groupedNumber(bytes));
}

QString timeTooltip(std::int64_t milliseconds)
{
    if (milliseconds == ObjectRows::noTime)
        return {};
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODateWithMs);
}

namespace {

/// A position for each storage class in alphabetical order, so that rows compare by number.
std::vector<int> storageClassRanks(const std::vector<std::string>& names)
{
    std::vector<int> ranks;
    ranks.reserve(names.size());
    for (const auto& name : names) {
        ranks.push_back(static_cast<int>(
            std::count_if(names.begin(), names.end(), [&name](const auto& other) { return other < name; })));
    }
    return ranks;
}

template <typename Number>
int compareNumbers(Number a, Number b)
{
    return a < b ? -1 : (b < a ? 1 : 0);
}

template <typename Comparison>
void sortAndMerge(RowOrder& order, std::size_t sorted, Qt::SortOrder direction, const Comparison& compare)
{
    // Rows came in the order of their numbers, which decides between equal ones in both directions.
    const auto before = [&compare, direction](std::uint32_t a, std::uint32_t b) {
        const int result = direction == Qt::AscendingOrder ? compare(a, b) : compare(b, a);
        return result != 0 ? result < 0 : a < b;
    };
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(sorted);
    if (!std::is_sorted(middle, order.end(), before))
        std::sort(middle, order.end(), before);
    std::inplace_merge(order.begin(), middle, order.end(), before);
}

void sortRows(RowOrder& order, std::size_t sorted, const ObjectRows& rows, const ObjectOrder& wanted,
              const std::vector<std::uint16_t>& rowRanks)
{
    switch (wanted.key) {
    case ObjectOrder::Key::Server:
        return;
    case ObjectOrder::Key::Name:
        return sortAndMerge(order, sorted, wanted.direction, [&rows](std::uint32_t a, std::uint32_t b) {
            return rows.name(a).compare(rows.name(b));
        });
    case ObjectOrder::Key::Size:
        return sortAndMerge(order, sorted, wanted.direction, [&rows](std::uint32_t a, std::uint32_t b) {
            return compareNumbers(rows[a].size, rows[b].size);
        });
    case ObjectOrder::Key::Modified:
        return sortAndMerge(order, sorted, wanted.direction, [&rows](std::uint32_t a, std::uint32_t b) {
            return compareNumbers(rows[a].modified, rows[b].modified);
        });
    case ObjectOrder::Key::Rank:
        return sortAndMerge(order, sorted, wanted.direction, [&rowRanks](std::uint32_t a, std::uint32_t b) {
            return compareNumbers(rowRanks[a], rowRanks[b]);
        });
    case ObjectOrder::Key::StorageClass:
        const auto ranks = storageClassRanks(rows.storageClasses());
        return sortAndMerge(order, sorted, wanted.direction, [&](std::uint32_t a, std::uint32_t b) {
            return compareNumbers(ranks[rows[a].storageClass], ranks[rows[b].storageClass]);
        });
    }
}

} // namespace

Arrangement arrange(const ObjectRows& rows, const ObjectOrder& order, Arrangement done,
                    const std::function<bool()>& cancelled, const std::vector<std::uint16_t>& ranks)
{
    constexpr std::size_t cancelStride = 4096;
    const auto sorted = done.order.size();
    const TextFilter filter(order.contains);
    for (std::size_t row = done.rows; row < rows.size(); ++row) {
        if (row % cancelStride == 0 && cancelled())
            return {};
        if (order.contains.empty() || filter.matches(rows.name(row)))
            done.order.push_back(static_cast<std::uint32_t>(row));
    }
    sortRows(done.order, sorted, rows, order, ranks);
    done.rows = rows.size();
    return done;
}

namespace {

/// By ObjectTableModel's columns.
QVariant cellOf(const ObjectStore& store, std::size_t row, int column)
{
    const auto& record = store.rows()[row];
    switch (column) {
    case ObjectTableModel::NameColumn:
        return objectLabel(store, row);
    case ObjectTableModel::SizeColumn:
        return record.size == ObjectRows::noSize ? QVariant() : static_cast<qlonglong>(record.size);
    case ObjectTableModel::ModifiedColumn:
        return record.modified == ObjectRows::noTime ? QVariant() : static_cast<qlonglong>(record.modified);
    default:
        return record.storageClass == 0
                   ? QVariant()
                   : storageClassText(store.rows().storageClasses()[record.storageClass]);
    }
}

QString exactCell(const ObjectStore& store, std::size_t row, int column)
{
    const auto& record = store.rows()[row];
    switch (column) {
    case ObjectTableModel::NameColumn:
        return toOneLine(store.key(row));
    case ObjectTableModel::SizeColumn:
        return sizeTooltip(record.size);
    case ObjectTableModel::ModifiedColumn:
        return timeTooltip(record.modified);
    default:
        return toQString(store.rows().storageClasses()[record.storageClass]);
    }
}

} // namespace

ObjectTableModel::ObjectTableModel(QObject* parent) : ListingTableModel(parent) {}

ObjectTableModel::~ObjectTableModel() = default;

void ObjectTableModel::open(const Collection& listing, S3Location location, bool areVersions)
{
    reset(std::move(location), areVersions);
    openCursor(listing, "Open " + m_location.lastPart());
}

void ObjectTableModel::openFailed(S3Location location, Error error)
{
    reset(std::move(location));
    failToOpen(std::move(error));
}

void ObjectTableModel::clear()
{
    reset({});
    emit listingChanged();
}

void ObjectTableModel::reset(S3Location location, bool areVersions)
{
    beginListing();
    m_location = std::move(location);
    m_areVersions = areVersions;
    m_store = emptyStore();
    m_order = {};
    endResetModel();
}

void ObjectTableModel::forgetRows()
{
    m_store = emptyStore();
    endResetModel();
}

// A version that is made current again is copied on condition of its ETag.
ObjectStore ObjectTableModel::emptyStore() const
{
    return ObjectStore(m_location.prefix,
                       m_areVersions ? ObjectStore::Etags::Keep : ObjectStore::Etags::Drop);
}

void ObjectTableModel::storePage(const CollectionPage& page, std::size_t)
{
    m_store.append(page.response);
}

std::string ObjectTableModel::placeName() const
{
    return m_location.lastPart();
}

ArrangeJob ObjectTableModel::arrangeJob() const
{
    return
        [rows = m_store.rows(), order = m_order](Arrangement done, const std::function<bool()>& cancelled) {
            return arrange(rows, order, std::move(done), cancelled);
        };
}

void ObjectTableModel::sortBy(ObjectOrder::Key key, Qt::SortOrder direction)
{
    setOrder({key, direction, m_order.contains});
}

void ObjectTableModel::setContains(const QString& text)
{
    setOrder({m_order.key, m_order.direction, text.toStdString()});
}

QString ObjectTableModel::contains() const
{
    return QString::fromStdString(m_order.contains);
}

void ObjectTableModel::sort(int column, Qt::SortOrder direction)
{
    static constexpr ObjectOrder::Key keys[] = {ObjectOrder::Key::Name, ObjectOrder::Key::Size,
                                                ObjectOrder::Key::Modified, ObjectOrder::Key::StorageClass};
    sortBy(column < 0 || column >= VersionColumn ? ObjectOrder::Key::Server : keys[column], direction);
}

void ObjectTableModel::setOrder(ObjectOrder order)
{
    if (order == m_order)
        return;
    m_order = std::move(order);
    reorder();
}

bool ObjectTableModel::isPrefix(int row) const
{
    return record(row).kind == ObjectKind::Prefix;
}

std::string ObjectTableModel::keyAt(int row) const
{
    return m_store.key(storeRow(row));
}

int ObjectTableModel::rowOf(std::string_view key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (key.ends_with(m_store.rows().name(storeRow(row))) && keyAt(row) == key)
            return row;
    }
    return -1;
}

int ObjectTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : (m_areVersions ? ColumnCount : VersionColumn);
}

QVariant ObjectTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = storeRow(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayData(row, index.column());
    case Qt::ToolTipRole:
    case ExactTextRole: {
        const auto exact = exactText(row, index.column());
        return exact.isEmpty() ? QVariant() : exact;
    }
    case FolderRole:
        return m_store.rows()[row].kind == ObjectKind::Prefix;
    default:
        return index.column() == NameColumn ? nameData(row, role) : QVariant();
    }
}

QVariant ObjectTableModel::nameData(std::size_t row, int role) const
{
    switch (role) {
    case IconNameRole:
        return objectIconName(m_store.rows(), row);
    case DimRole:
        return m_store.rows().name(row).empty() || m_store.rows()[row].isOlder;
    case CopyRole:
        return toQString(S3Location{m_location.bucket, m_store.key(row)}.uri());
    default:
        return {};
    }
}

QVariant ObjectTableModel::displayData(std::size_t row, int column) const
{
    if (column == VersionColumn)
        return versionText(row);
    return cellOf(m_store, row, column);
}

// Empty for prefixes.
QString ObjectTableModel::versionText(std::size_t row) const
{
    const auto& record = m_store.rows()[row];
    const QString id = toOneLine(m_store.rows().version(row));
    if (record.kind == ObjectKind::Prefix)
        return {};
    if (record.kind == ObjectKind::Marker)
        return record.isOlder ? tr("Delete marker, %1").arg(id) : tr("Deleted, %1").arg(id);
    return record.isOlder ? id : tr("Current, %1").arg(id);
}

ObjectVersion ObjectTableModel::versionAt(int row) const
{
    const std::size_t at = storeRow(row);
    const ObjectRows& rows = m_store.rows();
    const ObjectRecord& record = rows[at];
    constexpr std::int64_t msPerSecond = 1000;
    constexpr std::int64_t nsPerMs = 1'000'000;
    ObjectVersion version;
    version.key = m_store.key(at);
    version.id = rows.version(at);
    version.etag = rows.etag(at);
    version.storageClass = rows.storageClasses()[record.storageClass];
    version.size = std::max<std::int64_t>(0, record.size);
    if (record.modified != ObjectRows::noTime)
        version.modified = {record.modified / msPerSecond,
                            static_cast<std::int32_t>(record.modified % msPerSecond * nsPerMs)};
    version.isMarker = record.kind == ObjectKind::Marker;
    version.isCurrent = !record.isOlder;
    return version;
}

QString ObjectTableModel::exactText(std::size_t row, int column) const
{
    if (column == VersionColumn)
        return toOneLine(m_store.rows().version(row));
    return exactCell(m_store, row, column);
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kinds[] = {ColumnKind::Name, ColumnKind::Size, ColumnKind::Date,
                                           ColumnKind::Text, ColumnKind::Text};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[section]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case SizeColumn:
        return tr("Size");
    case ModifiedColumn:
        return tr("Modified");
    case VersionColumn:
        return tr("Version");
    default:
        return tr("Storage class");
    }
}

// ---- what was found ---------------------------------------------------------------------------------------

namespace {

/// The column of a folder's table that is the same; -1 for none.
int folderColumn(int column)
{
    static constexpr std::array<int, FoundObjectsModel::ColumnCount> columns{
        ObjectTableModel::NameColumn,         -1,
        ObjectTableModel::SizeColumn,         ObjectTableModel::ModifiedColumn,
        ObjectTableModel::StorageClassColumn, -1};
    return columns[static_cast<std::size_t>(column)];
}

QString changeText(FoundObjectsModel::Change change)
{
    switch (change) {
    case FoundObjectsModel::Change::New:
        return FoundObjectsModel::tr("New");
    case FoundObjectsModel::Change::Changed:
        return FoundObjectsModel::tr("Changed");
    case FoundObjectsModel::Change::Gone:
        return FoundObjectsModel::tr("Gone");
    case FoundObjectsModel::Change::None:
        break;
    }
    return {};
}

} // namespace

FoundObjectsModel::FoundObjectsModel(QObject* parent) : ArrangedTableModel(parent) {}

FoundObjectsModel::~FoundObjectsModel() = default;

void FoundObjectsModel::begin(const std::string& prefix, bool hasChanges)
{
    beginResetModel();
    forgetArrangement();
    m_store = ObjectStore(prefix);
    m_buckets.clear();
    m_marks.clear();
    m_counts = {};
    m_bytes = 0;
    m_hasChanges = hasChanges;
    m_order = {};
    m_sortColumn = -1;
    endResetModel();
}

void FoundObjectsModel::append(const std::string& bucket, const ListedRows& rows, Change change)
{
    auto place = std::find(m_buckets.begin(), m_buckets.end(), bucket);
    if (place == m_buckets.end())
        place = m_buckets.insert(m_buckets.end(), bucket);
    const RowMarks marks{static_cast<std::uint16_t>(place - m_buckets.begin()),
                         static_cast<std::uint16_t>(change)};
    ListedRows::Cursor cursor(rows, 0, ListedRows::Etags::Skip);
    while (cursor.next()) {
        const ListedRow& row = cursor.row();
        m_store.append(row.key, row.size, row.modified, row.storageClass);
        m_marks.push_back(marks);
        m_bytes += row.size;
    }
    m_counts[static_cast<std::size_t>(change)] += rows.size();
    considerFlush();
}

S3Location FoundObjectsModel::locationAt(int row) const
{
    const std::size_t stored = storeRow(row);
    return {m_buckets[m_marks[stored].place], m_store.key(stored)};
}

qint64 FoundObjectsModel::sizeAt(int row) const
{
    return m_store.rows()[storeRow(row)].size;
}

std::string FoundObjectsModel::storageClassAt(int row) const
{
    return m_store.rows().storageClasses()[m_store.rows()[storeRow(row)].storageClass];
}

FoundObjectsModel::Change FoundObjectsModel::changeAt(int row) const
{
    return static_cast<Change>(m_marks[storeRow(row)].change);
}

FoundObjectsModel::Reader FoundObjectsModel::reader() const
{
    RowOrder order;
    order.reserve(shownCount());
    for (int row = 0; row < shownRows(); ++row)
        order.push_back(static_cast<std::uint32_t>(storeRow(row)));
    return [order = std::move(order), rows = m_store.rows(), prefix = m_store.prefix(), marks = m_marks,
            buckets = m_buckets, next = std::size_t(0)](Row& row) mutable {
        if (next == order.size())
            return false;
        const std::size_t stored = order[next++];
        const ObjectRecord& record = rows[stored];
        row = {buckets[marks[stored].place],
               (record.wholeKey ? std::string() : prefix) + std::string(rows.name(stored)),
               record.size,
               record.modified,
               rows.storageClasses()[record.storageClass],
               static_cast<Change>(marks[stored].change)};
        return true;
    };
}

int FoundObjectsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_hasChanges ? ColumnCount : ChangeColumn;
}

QVariant FoundObjectsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t row = storeRow(index.row());
    const auto change = static_cast<Change>(m_marks[row].change);
    const int same = folderColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return same >= 0                        ? cellOf(m_store, row, same)
               : index.column() == BucketColumn ? QVariant(toOneLine(m_buckets[m_marks[row].place]))
                                                : QVariant(changeText(change));
    case Qt::ToolTipRole:
    case ExactTextRole: {
        const QString exact = same >= 0 ? exactCell(m_store, row, same) : QString();
        return exact.isEmpty() ? QVariant() : exact;
    }
    case IconNameRole:
        return index.column() == NameColumn ? QVariant(objectIconName(m_store.rows(), row)) : QVariant();
    case CopyRole:
        return toQString(locationAt(index.row()).uri());
    case HealthRole:
        return QVariant::fromValue(change == Change::New    ? Health::Good
                                   : change == Change::Gone ? Health::Gone
                                                            : Health::Changing);
    default:
        return {};
    }
}

QVariant FoundObjectsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kinds[] = {ColumnKind::Name, ColumnKind::Text, ColumnKind::Size,
                                           ColumnKind::Date, ColumnKind::Text, ColumnKind::State};
    if (role == ColumnKindRole)
        return QVariant::fromValue(kinds[section]);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case BucketColumn:
        return tr("Bucket");
    case SizeColumn:
        return tr("Size");
    case ModifiedColumn:
        return tr("Modified");
    case StorageClassColumn:
        return tr("Storage class");
    default:
        return tr("Change");
    }
}

void FoundObjectsModel::sort(int column, Qt::SortOrder direction)
{
    using Key = ObjectOrder::Key;
    static constexpr std::array<Key, ColumnCount> keys{Key::Name,     Key::Rank,         Key::Size,
                                                       Key::Modified, Key::StorageClass, Key::Rank};
    const bool isNone = column < 0 || column >= ColumnCount;
    const ObjectOrder order{isNone ? Key::Server : keys[static_cast<std::size_t>(column)], direction, {}};
    if (order == m_order && column == m_sortColumn)
        return;
    m_order = order;
    m_sortColumn = column;
    reorder();
}

ArrangeJob FoundObjectsModel::arrangeJob() const
{
    std::vector<std::uint16_t> ranks;
    if (m_order.key == ObjectOrder::Key::Rank) {
        std::vector<std::uint16_t> ofBuckets(m_buckets.size());
        for (std::size_t i = 0; i < m_buckets.size(); ++i)
            ofBuckets[i] = static_cast<std::uint16_t>(
                std::count_if(m_buckets.begin(), m_buckets.end(),
                              [&](const std::string& other) { return other < m_buckets[i]; }));
        ranks.reserve(m_marks.size());
        for (const RowMarks& marks : m_marks)
            ranks.push_back(m_sortColumn == BucketColumn ? ofBuckets[marks.place] : marks.change);
    }
    return [rows = m_store.rows(), order = m_order,
            ranks = std::move(ranks)](Arrangement done, const std::function<bool()>& cancelled) {
        return arrange(rows, order, std::move(done), cancelled, ranks);
    };
}

} // namespace inia::ui
