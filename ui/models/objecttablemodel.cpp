#include "ui/models/objecttablemodel.h"

#include "ui/models/displaytext.h"
#include "ui/models/objectpresentation.h"
#include "ui/models/roles.h"

#include <algorithm>

namespace inia::ui {

namespace {

/// Rows go into the view at most once a frame, ...
constexpr int frameMs = 16;
/// ... not before there are enough of them to be worth its bookkeeping, ...
constexpr std::size_t batchRows = 1000;
constexpr std::size_t batchFraction = 50;
/// ... but always after this long.
constexpr int patienceMs = 250;

std::string pageTarget(const S3Location& location, int page)
{
    return location.lastPart() + " \u00B7 page " + std::to_string(page);
}

} // namespace

ObjectTableModel::ObjectTableModel(QObject* parent) : QAbstractTableModel(parent)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &ObjectTableModel::flush);
    connect(&m_arranger, &ObjectArranger::arranged, this, &ObjectTableModel::applyArrangement);
}

ObjectTableModel::~ObjectTableModel() = default;

void ObjectTableModel::open(const Collection& listing, S3Location location)
{
    reset(std::move(location));
    m_cursor = CursorPtr(listing.open().release());
    connect(m_cursor.get(), &CollectionCursor::pageReady, this, &ObjectTableModel::acceptPage);
    connect(m_cursor.get(), &CollectionCursor::stateChanged, this, &ObjectTableModel::followState);
    fetchPage("Open " + m_location.lastPart());
}

void ObjectTableModel::openFailed(S3Location location, Error error)
{
    reset(std::move(location));
    m_openError = std::move(error);
    emit listingChanged();
}

void ObjectTableModel::clear()
{
    reset({});
    emit listingChanged();
}

void ObjectTableModel::reset(S3Location location)
{
    beginResetModel();
    m_cursor.reset();
    m_openError.reset();
    m_flushTimer.stop();
    m_arranger.cancel();
    m_store = ObjectStore(location.prefix);
    m_location = std::move(location);
    m_order = {};
    m_shown = {};
    m_arranged = false;
    m_covered = 0;
    m_loadAll = false;
    endResetModel();
}

void ObjectTableModel::loadMore(const std::string& cause)
{
    if (state() == State::More || state() == State::Pristine)
        fetchPage(cause);
}

void ObjectTableModel::loadAll()
{
    if (!m_cursor || state() == State::Complete)
        return;
    m_loadAll = true;
    if (state() == State::Loading)
        emit listingChanged();
    else
        fetchPage("Load all");
}

void ObjectTableModel::retry()
{
    if (state() == State::Failed)
        fetchPage("Retry");
}

void ObjectTableModel::cancel()
{
    if (!m_cursor || (!m_loadAll && state() != State::Loading))
        return;
    m_loadAll = false;
    m_cursor->cancel();
    flush();
    emit listingChanged();
}

void ObjectTableModel::fetchPage(const std::string& cause)
{
    if (!m_cursor)
        return;
    CallOptions options;
    options.cause = cause;
    options.target = pageTarget(m_location, m_cursor->pages() + 1);
    m_cursor->fetchNextPage(std::move(options));
}

void ObjectTableModel::acceptPage(const CollectionPage& page)
{
    m_store.append(page.response);
    if (m_loadAll)
        considerFlush();
    else
        flush();
}

void ObjectTableModel::followState()
{
    if (state() == State::Complete || state() == State::Failed) {
        m_loadAll = false;
        flush();
    }
    if (state() == State::More && m_loadAll)
        fetchPage("Load all");
    else
        emit listingChanged();
}

CollectionCursor::State ObjectTableModel::state() const
{
    if (m_openError)
        return State::Failed;
    return m_cursor ? m_cursor->state() : State::Pristine;
}

std::chrono::milliseconds ObjectTableModel::elapsed() const
{
    return m_cursor ? m_cursor->elapsed() : std::chrono::milliseconds(0);
}

const std::optional<Error>& ObjectTableModel::error() const
{
    return m_cursor ? m_cursor->error() : m_openError;
}

void ObjectTableModel::considerFlush()
{
    const auto pending = m_store.size() - m_covered;
    const bool worthIt = pending >= std::max(batchRows, m_covered / batchFraction);
    const auto since = m_sinceFlush.isValid() ? m_sinceFlush.elapsed() : patienceMs;
    const int wait = std::max(0, (worthIt ? frameMs : patienceMs) - static_cast<int>(since));
    if (!m_flushTimer.isActive() || wait < m_flushTimer.remainingTime())
        m_flushTimer.start(wait);
}

void ObjectTableModel::flush()
{
    m_flushTimer.stop();
    m_sinceFlush.start();
    if (m_store.size() == m_covered)
        return;
    if (!m_order.isServerOrder()) {
        startArranging();
        return;
    }
    beginInsertRows({}, static_cast<int>(m_covered), static_cast<int>(m_store.size()) - 1);
    m_covered = m_store.size();
    endInsertRows();
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

int ObjectTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(shownCount());
}

int ObjectTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags ObjectTableModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

bool ObjectTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && state() == State::More && m_order.contains.empty();
}

void ObjectTableModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        loadMore("Scroll");
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
        return m_store.rows().name(row).empty();
    case CopyRole:
        return toQString(S3Location{m_location.bucket, m_store.key(row)}.uri());
    default:
        return {};
    }
}

QVariant ObjectTableModel::displayData(std::size_t row, int column) const
{
    const auto& record = m_store.rows()[row];
    switch (column) {
    case NameColumn:
        return objectLabel(m_store, row);
    case SizeColumn:
        return record.size == ObjectRows::noSize ? QVariant() : static_cast<qlonglong>(record.size);
    case ModifiedColumn:
        return record.modified == ObjectRows::noTime ? QVariant() : static_cast<qlonglong>(record.modified);
    case StorageClassColumn:
        return record.storageClass == 0
                   ? QVariant()
                   : storageClassText(m_store.rows().storageClasses()[record.storageClass]);
    default:
        return {};
    }
}

QString ObjectTableModel::exactText(std::size_t row, int column) const
{
    const auto& record = m_store.rows()[row];
    switch (column) {
    case NameColumn:
        return toOneLine(m_store.key(row));
    case SizeColumn:
        return sizeTooltip(record.size);
    case ModifiedColumn:
        return timeTooltip(record.modified);
    default:
        return toQString(m_store.rows().storageClasses()[record.storageClass]);
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kinds[] = {ColumnKind::Name, ColumnKind::Size, ColumnKind::Date,
                                           ColumnKind::Text};
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
    default:
        return tr("Storage class");
    }
}

} // namespace inia::ui
