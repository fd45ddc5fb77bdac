#include "ui/models/listingtablemodel.h"

#include "core/async/background.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace inia::ui {

TextFilter::TextFilter(const std::string& wanted)
    : m_ascii(std::all_of(wanted.begin(), wanted.end(), [](char c) { return (c & 0x80) == 0; }))
{
    if (m_ascii)
        std::transform(wanted.begin(), wanted.end(), std::back_inserter(m_wanted), ascii::toLower);
    else
        m_wantedText = QString::fromStdString(wanted);
}

bool TextFilter::matches(std::string_view text) const
{
    if (!m_ascii) {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
            .contains(m_wantedText, Qt::CaseInsensitive);
    }
    return std::search(text.begin(), text.end(), m_wanted.begin(), m_wanted.end(),
                       [](char a, char b) { return ascii::toLower(a) == b; }) != text.end() ||
           m_wanted.empty();
}

RowArranger::RowArranger(QObject* parent) : QObject(parent) {}

RowArranger::~RowArranger()
{
    cancel();
}

void RowArranger::start(ArrangeJob job, Arrangement done)
{
    cancel();
    m_stop = std::make_shared<std::atomic<bool>>(false);
    runInBackground(
        *QThreadPool::globalInstance(),
        [stop = m_stop, job = std::move(job), done = std::move(done)]() mutable {
            return job(std::move(done), [&stop] { return stop->load(); });
        },
        [this, stop = m_stop](Arrangement result) {
            if (*stop)
                return;
            m_stop.reset();
            m_result = std::move(result);
            emit arranged();
        });
}

void RowArranger::cancel()
{
    if (m_stop)
        *m_stop = true;
    m_stop.reset();
}

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

ArrangedTableModel::ArrangedTableModel(QObject* parent) : QAbstractTableModel(parent)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &ArrangedTableModel::flush);
    connect(&m_arranger, &RowArranger::arranged, this, &ArrangedTableModel::applyArrangement);
}

ArrangedTableModel::~ArrangedTableModel() = default;

void ArrangedTableModel::forgetArrangement()
{
    m_flushTimer.stop();
    m_arranger.cancel();
    m_shown = {};
    m_arranged = false;
    m_covered = 0;
}

ListingTableModel::ListingTableModel(QObject* parent) : ArrangedTableModel(parent) {}

ListingTableModel::~ListingTableModel() = default;

void ListingTableModel::beginListing()
{
    beginResetModel();
    m_otherRequests = 0;
    m_cursor.reset();
    m_failedParts.clear();
    m_openError.reset();
    forgetArrangement();
    m_loadAll = false;
    m_wantedPages = 0;
}

void ListingTableModel::openCursor(const Collection& listing, const std::string& cause)
{
    openCursor({{{}, listing}}, cause);
}

void ListingTableModel::openCursor(std::vector<MergedCursor::Part> parts, const std::string& cause)
{
    m_cursor = makeOwned<MergedCursor>(std::move(parts));
    connect(m_cursor.get(), &MergedCursor::pageReady, this, &ListingTableModel::acceptPage);
    connect(m_cursor.get(), &MergedCursor::stateChanged, this, &ListingTableModel::followState);
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
    m_cursor->setReadAhead(optionsFor("Load all"));
    if (state() == State::Loading)
        emit listingChanged();
    else
        fetchPage("Load all");
}

void ListingTableModel::retry()
{
    if (state() == State::Failed)
        fetchPage("Retry");
    for (std::size_t part = 0; isMerged() && part < m_cursor->parts().size(); ++part)
        retryPart(part);
}

void ListingTableModel::retryPart(std::size_t part)
{
    m_cursor->retry(part, optionsFor("Retry"));
}

bool ListingTableModel::reload()
{
    if (!m_cursor)
        return false;
    auto listing = m_cursor->parts();
    const int before = pages();
    beginListing();
    forgetRows();
    m_wantedPages = before;
    openCursor(std::move(listing), "Reload " + placeName());
    m_cursor->setReadAhead(optionsFor("Reload " + placeName()), before);
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
    m_cursor->fetchNextPage(optionsFor(cause));
}

MergedCursor::OptionsOf ListingTableModel::optionsFor(const std::string& cause) const
{
    return [this, cause](const std::string& part, int page) {
        return optionsOf(cause, part.empty() ? placeName() : placeName() + " \u00B7 " + part, page);
    };
}

void ListingTableModel::acceptPage(const CollectionPage& page, std::size_t part)
{
    storePage(page, part);
    if (goesOn())
        considerFlush();
    else
        flush();
}

void ListingTableModel::followState()
{
    showFailures();
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

ListingTableModel::Parts ListingTableModel::parts() const
{
    Parts parts;
    if (!isMerged())
        return parts;
    parts.all = m_cursor->parts().size();
    for (std::size_t part = 0; part < parts.all; ++part) {
        const State each = m_cursor->state(part);
        if (each == State::Failed)
            ++(isAccessDenied(failure(part)) ? parts.denied : parts.failed);
        else if (each == State::More || each == State::Complete)
            ++parts.answered;
    }
    return parts;
}

std::optional<std::size_t> ListingTableModel::failedPart(int row) const
{
    const auto position = static_cast<std::size_t>(row) - shownCount();
    return row < shownRows() ? std::nullopt : std::optional(m_failedParts[position]);
}

/// Behind the rows that are shown, in the order of the collections.
void ListingTableModel::showFailures()
{
    for (std::size_t part = 0; isMerged() && part < m_cursor->parts().size(); ++part) {
        const auto place = std::lower_bound(m_failedParts.begin(), m_failedParts.end(), part);
        const bool isShown = place != m_failedParts.end() && *place == part;
        const bool isFailed = m_cursor->state(part) == State::Failed;
        const int row = shownRows() + static_cast<int>(place - m_failedParts.begin());
        if (isFailed && !isShown) {
            beginInsertRows({}, row, row);
            m_failedParts.insert(place, part);
            endInsertRows();
        } else if (isShown && !isFailed) {
            beginRemoveRows({}, row, row);
            m_failedParts.erase(place);
            endRemoveRows();
        }
    }
}

const std::optional<Error>& ListingTableModel::error() const
{
    return m_cursor ? m_cursor->error() : m_openError;
}

void ArrangedTableModel::considerFlush()
{
    const auto pending = storedCount() - m_covered;
    const bool worthIt = pending >= std::max(batchRows, m_covered / batchFraction);
    const auto since = m_sinceFlush.isValid() ? m_sinceFlush.elapsed() : patienceMs;
    const int wait = std::max(0, (worthIt ? frameMs : patienceMs) - static_cast<int>(since));
    if (!m_flushTimer.isActive() || wait < m_flushTimer.remainingTime())
        m_flushTimer.start(wait);
}

void ArrangedTableModel::flush()
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

int ArrangedTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : shownRows();
}

int ListingTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(shownCount() + m_failedParts.size());
}

Qt::ItemFlags ArrangedTableModel::flags(const QModelIndex& index) const
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

namespace {

RowOrder serverOrder(std::size_t rows)
{
    RowOrder order(rows);
    std::iota(order.begin(), order.end(), 0U);
    return order;
}

/// Which store rows an order holds.
std::vector<bool> membership(const RowOrder& order, std::size_t rows)
{
    std::vector<bool> members(rows);
    for (const auto row : order)
        members[row] = true;
    return members;
}

RowOrder select(const RowOrder& order, const std::vector<bool>& members, bool wanted)
{
    RowOrder result;
    std::copy_if(order.begin(), order.end(), std::back_inserter(result),
                 [&members, wanted](std::uint32_t row) { return members[row] == wanted; });
    return result;
}

} // namespace

std::size_t ArrangedTableModel::storeRow(int row) const
{
    const auto position = static_cast<std::size_t>(row);
    return m_arranged ? m_shown[position] : position;
}

void ArrangedTableModel::reorder()
{
    m_arranger.cancel();
    if (!isServerOrder()) {
        m_arranger.start(arrangeJob(), {});
        return;
    }
    showRows(serverOrder(storedCount()));
    m_shown = {};
    m_arranged = false;
    m_covered = storedCount();
    emit orderApplied();
}

void ArrangedTableModel::startArranging()
{
    // One job at a time: applyArrangement() sees to what comes meanwhile.
    if (!m_arranger.isRunning())
        m_arranger.start(arrangeJob(), {m_shown, m_covered});
}

void ArrangedTableModel::applyArrangement()
{
    auto result = m_arranger.takeResult();
    showRows(std::move(result.order));
    m_covered = result.rows;
    emit orderApplied();
    if (storedCount() > m_covered)
        considerFlush();
}

/// Goes from the rows shown to the rows wanted in steps that keep persistent indexes: those that leave are
/// moved behind the others and removed, those that are new are added at the end, and all are put in order.
void ArrangedTableModel::showRows(RowOrder next)
{
    if (!m_arranged) {
        m_shown = serverOrder(m_covered);
        m_arranged = true;
    }
    const auto wanted = membership(next, storedCount());
    const auto present = membership(m_shown, storedCount());
    RowOrder kept = select(next, present, true);
    const RowOrder dropped = select(m_shown, wanted, false);
    const RowOrder added = select(next, present, false);
    const int keptCount = static_cast<int>(kept.size());
    if (!dropped.empty()) {
        kept.insert(kept.end(), dropped.begin(), dropped.end());
        changeLayout(std::move(kept));
        beginRemoveRows({}, keptCount, static_cast<int>(m_shown.size()) - 1);
        m_shown.resize(static_cast<std::size_t>(keptCount));
        endRemoveRows();
    }
    if (!added.empty()) {
        beginInsertRows({}, keptCount, keptCount + static_cast<int>(added.size()) - 1);
        m_shown.insert(m_shown.end(), added.begin(), added.end());
        endInsertRows();
    }
    changeLayout(std::move(next));
}

void ArrangedTableModel::changeLayout(RowOrder next)
{
    if (next == m_shown)
        return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const auto before = persistentIndexList();
    if (!before.isEmpty()) {
        std::vector<int> viewRows(storedCount(), -1);
        for (std::size_t row = 0; row < next.size(); ++row)
            viewRows[next[row]] = static_cast<int>(row);
        QModelIndexList after;
        after.reserve(before.size());
        for (const auto& index : before) {
            const bool isFailure = index.row() >= shownRows();
            after.append(isFailure ? QModelIndex(index)
                                   : this->index(viewRows[storeRow(index.row())], index.column()));
        }
        changePersistentIndexList(before, after);
    }
    m_shown = std::move(next);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace inia::ui
