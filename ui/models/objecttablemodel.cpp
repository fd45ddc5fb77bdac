#include "ui/models/objecttablemodel.h"

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

bool ObjectTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && state() == State::More && m_order.contains.empty();
}

void ObjectTableModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        loadMore("Scroll");
}

} // namespace inia::ui
