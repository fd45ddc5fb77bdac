#include "ui/models/listingtablemodel.h"

#include <algorithm>

namespace inia::ui {

namespace {

/// Rows go into the view at most this often, ...
constexpr int frameMs = 100;
/// ... not before there are enough of them to be worth its bookkeeping, ...
constexpr std::size_t batchRows = 1000;
constexpr std::size_t batchFraction = 50;
/// ... but always after this long.
constexpr int patienceMs = 250;

CallOptions optionsOf(const std::string& cause, const std::string& place, int page)
{
    CallOptions options;
    options.cause = cause;
    options.target = place + " \u00B7 page " + std::to_string(page);
    return options;
}

} // namespace

ListingTableModel::ListingTableModel(QObject* parent) : QAbstractTableModel(parent)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &ListingTableModel::flush);
    connect(&m_arranger, &RowArranger::arranged, this, &ListingTableModel::applyArrangement);
}

ListingTableModel::~ListingTableModel() = default;

void ListingTableModel::beginListing()
{
    beginResetModel();
    m_otherRequests = 0;
    m_cursor.reset();
    m_openError.reset();
    m_flushTimer.stop();
    m_arranger.cancel();
    m_shown = {};
    m_arranged = false;
    m_covered = 0;
    m_loadAll = false;
    m_wantedPages = 0;
}

void ListingTableModel::openCursor(const Collection& listing, const std::string& cause)
{
    m_cursor = listing.open();
    connect(m_cursor.get(), &CollectionCursor::pageReady, this, &ListingTableModel::acceptPage);
    connect(m_cursor.get(), &CollectionCursor::stateChanged, this, &ListingTableModel::followState);
    fetchPage(cause);
}

void ListingTableModel::failToOpen(Error error)
{
    m_openError = std::move(error);
    emit listingChanged();
}

void ListingTableModel::loadMore(const std::string& cause)
{
    if (state() == State::More || state() == State::Pristine)
        fetchPage(cause);
}

void ListingTableModel::loadAll()
{
    if (!m_cursor || state() == State::Complete)
        return;
    m_loadAll = true;
    m_cursor->setReadAhead([this](int page) { return optionsOf("Load all", placeName(), page); });
    if (state() == State::Loading)
        emit listingChanged();
    else
        fetchPage("Load all");
}

void ListingTableModel::retry()
{
    if (state() == State::Failed)
        fetchPage("Retry");
}

bool ListingTableModel::reload()
{
    if (!m_cursor)
        return false;
    const Collection listing = m_cursor->collection();
    const int before = pages();
    beginListing();
    forgetRows();
    m_wantedPages = before;
    openCursor(listing, "Reload " + placeName());
    m_cursor->setReadAhead([this](int page) { return optionsOf("Reload " + placeName(), placeName(), page); },
                           before);
    return true;
}

void ListingTableModel::cancel()
{
    if (!m_cursor || (!goesOn() && state() != State::Loading))
        return;
    m_loadAll = false;
    m_wantedPages = 0;
    m_cursor->setReadAhead({});
    m_cursor->cancel();
    flush();
    emit listingChanged();
}

void ListingTableModel::fetchPage(const std::string& cause)
{
    if (!m_cursor)
        return;
    m_cursor->fetchNextPage(optionsOf(cause, placeName(), m_cursor->pages() + 1));
}

void ListingTableModel::acceptPage(const CollectionPage& page)
{
    storePage(page);
    if (goesOn())
        considerFlush();
    else
        flush();
}

void ListingTableModel::followState()
{
    if (state() == State::Complete || state() == State::Failed) {
        m_loadAll = false;
        m_wantedPages = 0;
        if (m_cursor)
            m_cursor->setReadAhead({});
        flush();
    }
    if (state() == State::More && goesOn()) {
        QTimer::singleShot(0, this, &ListingTableModel::goOn);
    } else {
        if (state() == State::More)
            m_wantedPages = 0;
        emit listingChanged();
    }
}

/// With the next page by a timer the event loop gets a turn: else, when pages come faster than they are
/// taken, the data of one would follow the other's in one go, and the window could not be used meanwhile.
void ListingTableModel::goOn()
{
    if (state() == State::More && goesOn())
        fetchPage(m_loadAll ? "Load all" : "Reload " + placeName());
}

CollectionCursor::State ListingTableModel::state() const
{
    if (m_openError)
        return State::Failed;
    return m_cursor ? m_cursor->state() : State::Pristine;
}

std::chrono::milliseconds ListingTableModel::elapsed() const
{
    return m_cursor ? m_cursor->elapsed() : std::chrono::milliseconds(0);
}

const std::optional<Error>& ListingTableModel::error() const
{
    return m_cursor ? m_cursor->error() : m_openError;
}

void ListingTableModel::considerFlush()
{
    const auto pending = storedCount() - m_covered;
    const bool worthIt = pending >= std::max(batchRows, m_covered / batchFraction);
    const auto since = m_sinceFlush.isValid() ? m_sinceFlush.elapsed() : patienceMs;
    const int wait = std::max(0, (worthIt ? frameMs : patienceMs) - static_cast<int>(since));
    if (!m_flushTimer.isActive() || wait < m_flushTimer.remainingTime())
        m_flushTimer.start(wait);
}

void ListingTableModel::flush()
{
    m_flushTimer.stop();
    m_sinceFlush.start();
    if (storedCount() == m_covered)
        return;
    if (!isServerOrder()) {
        startArranging();
        return;
    }
    beginInsertRows({}, static_cast<int>(m_covered), static_cast<int>(storedCount()) - 1);
    m_covered = storedCount();
    endInsertRows();
}

int ListingTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(shownCount());
}

Qt::ItemFlags ListingTableModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren
                           : Qt::NoItemFlags;
}

bool ListingTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && state() == State::More && contains().isEmpty();
}

void ListingTableModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        loadMore("Scroll");
}

} // namespace inia::ui
