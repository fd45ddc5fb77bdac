#include "ui/search/searchview.h"

#include "core/async/background.h"
#include "core/common/clock.h"
#include "core/config/clientconfig.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtGui/QAction>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

using End = SearchFacts::End;
using Change = FoundObjectsModel::Change;

constexpr int refreshMs = 100;
constexpr int bucketWidth = 170;
constexpr int sizeWidth = 104;
constexpr int dateWidth = 160;
constexpr int classWidth = 140;
constexpr int changeWidth = 110;
constexpr int keyWidth = 120;

qint64 asCount(std::uint64_t number)
{
    return static_cast<qint64>(number);
}

std::string fileOf(const std::string& name)
{
    return snapshotFolder() + '/' + name + ".snapshot";
}

std::string nameOf(const SnapshotFacts& facts)
{
    return QFileInfo(toQString(facts.file)).completeBaseName().toStdString();
}

} // namespace

struct SearchView::Offline {
    std::optional<Error> error;
    std::shared_ptr<const Snapshot> snapshot;
    ListedRows found;
    SnapshotChanges changes;
};

SearchView::SearchView(const Appearance& appearance, QString profile, QWidget* parent)
    : SearchView(appearance, std::move(profile), new SearchBar(appearance), parent)
{
}

SearchView::SearchView(const Appearance& appearance, QString profile, SearchBar* bar, QWidget* parent)
    : RowsView(appearance, bar, tr("Objects found"), parent), m_profile(std::move(profile)), m_bar(bar)
{
    setModel(&m_model);
    table()->header()->setSortIndicatorClearable(true);
    table()->header()->setSortIndicator(-1, Qt::AscendingOrder);
    table()->setSortingEnabled(true);
    build();
    refresh();
}

// The table looks at the model, which goes with this object.
SearchView::~SearchView()
{
    if (m_offline)
        *m_offline = true;
    table()->setModel(nullptr);
    delete m_details;
}

void SearchView::build()
{
    m_details = new QWidget;
    m_head = new DetailsHead(appearance(), m_details);
    m_progress = new KeyValueView(appearance(), tr("How the search goes"), keyWidth, m_details);
    auto* column = new QVBoxLayout(m_details);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_progress, 1);
    column->addStretch(0);
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        refresh();
        showProgress();
    });
    auto* menu = new QMenu(m_bar->snapshots());
    m_bar->snapshots()->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSnapshots(*menu); });
    connect(m_bar, &SearchBar::searchRequested, this, &SearchView::ask);
    connect(m_bar, &SearchBar::stopRequested, this, &SearchView::cancel);
    connect(m_bar, &SearchBar::leftField, this, &RowsView::focusRows);
    connect(m_progress, &KeyValueView::copyRequested, this, &RowsView::copyRequested);
    connect(&m_model, &ArrangedTableModel::orderApplied, this, [this] { refresh(); });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &SearchView::soon);
    connect(table(), &QAbstractItemView::activated, this, &SearchView::objectOpened);
    const Theme& theme = appearance().theme();
    table()->setStretchColumn(FoundObjectsModel::NameColumn);
    const auto fit = [this, &theme] {
        for (const auto& [section, width] :
             {std::pair<int, int>(FoundObjectsModel::BucketColumn, bucketWidth),
              std::pair<int, int>(FoundObjectsModel::SizeColumn, sizeWidth),
              std::pair<int, int>(FoundObjectsModel::ModifiedColumn, dateWidth),
              std::pair<int, int>(FoundObjectsModel::StorageClassColumn, classWidth),
              std::pair<int, int>(FoundObjectsModel::ChangeColumn, changeWidth)}) {
            if (section < m_model.columnCount())
                table()->header()->resizeSection(section, theme.px(width));
        }
        const bool isOfOne = m_wish.buckets.empty() && !m_wish.below.bucket.empty();
        table()->setColumnHidden(FoundObjectsModel::BucketColumn, isOfOne);
        table()->setStretchColumn(FoundObjectsModel::NameColumn);
    };
    connect(&m_model, &QAbstractItemModel::modelReset, this, fit);
    fit();
}

// What was typed, unless it is no pattern: then nothing is asked.
void SearchView::ask()
{
    const SearchWish wish = m_bar->wish();
    if (const auto query = wish.query(0); !query) {
        m_bar->setProblem(toOneLine(query.error().message));
        return;
    }
    if (wish == m_wish)
        run();
    else
        emit wished(wish);
}

void SearchView::enter(Client client, const SearchWish& wish)
{
    m_client = std::move(client);
    m_error.reset();
    m_bar->setWish(wish);
    if (std::exchange(m_wish, wish) == wish && m_end == End::Whole) {
        refresh();
        showProgress();
        return;
    }
    run();
}

void SearchView::enterFailed(const Error& error, const SearchWish& wish)
{
    leave();
    m_client.reset();
    m_bar->setWish(wish);
    m_wish = wish;
    forget();
    ended(End::Failed, error);
}

void SearchView::leave()
{
    if (isRunning())
        cancel();
}

void SearchView::forget()
{
    if (m_offline)
        *m_offline = true;
    m_offline.reset();
    m_search.reset();
    m_taking.reset();
    m_scopes.clear();
    m_error.reset();
    m_hits = m_keys = 0;
    m_requests = 0;
    m_isPaused = false;
    m_isKept = false;
    m_end = End::None;
    const bool isOfOne = m_wish.buckets.empty() && !m_wish.below.bucket.empty();
    m_model.begin(isOfOne ? m_wish.below.prefix : std::string(), !m_wish.against.empty());
    table()->header()->setSortIndicator(-1, Qt::AscendingOrder);
}

void SearchView::run()
{
    forget();
    if (!m_client)
        return;
    const bool isOffline = !m_wish.snapshot.empty();
    const auto query = m_wish.query(0);
    if (!query) {
        m_bar->setProblem(toOneLine(query.error().message));
    } else if (isOffline && m_wish.against == SearchWish::now) {
        listAll("Compare with a snapshot", {});
    } else if (isOffline) {
        m_clock.start();
        goOffline(nullptr);
    } else if (!m_wish.isEmpty()) {
        std::vector<ObjectSearch::Place> places;
        for (const std::string& bucket : m_wish.buckets)
            places.push_back({bucket, {}, {}});
        const bool isOfAll = places.empty() && m_wish.below.bucket.empty();
        if (places.empty() && !isOfAll)
            places.push_back({m_wish.below.bucket, m_wish.below.prefix, {}});
        m_clock.start();
        begin(std::move(places), isOfAll);
    }
    m_bar->setRunning(isRunning());
    refresh();
    showProgress();
}

void SearchView::begin(std::vector<ObjectSearch::Place> places, bool isOfAll)
{
    const auto now =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_client->clock()->now().time_since_epoch());
    ObjectSearch::Order order;
    order.places = std::move(places);
    order.isOfAllBuckets = isOfAll;
    order.query = *m_wish.query(now.count());
    order.cause = "Search " + m_wish.text;
    order.requests = SearchFacts::requestsAtFirst;
    order.memory = m_memory;
    m_search = makeOwned<ObjectSearch>(*m_client, std::move(order));
    connect(m_search.get(), &ObjectSearch::progressed, this, &SearchView::soon);
    connect(m_search.get(), &ObjectSearch::found, this, &SearchView::takeFound);
    // What has been told of a place that is listed anew would be there twice.
    connect(m_search.get(), &ObjectSearch::forgotten, this, &SearchView::run, Qt::QueuedConnection);
    connect(m_search.get(), &ObjectSearch::outOfRequests, this, [this] {
        m_isPaused = true;
        refresh();
    });
    connect(m_search.get(), &Task::finished, this, &SearchView::searchEnded);
    m_search->start();
    m_bar->setRunning(true);
}

void SearchView::takeFound(std::size_t scope)
{
    const std::string bucket = m_search->scopes()[scope].place.bucket;
    m_model.append(bucket, m_search->takeRows(scope));
}

// With those of the search that this one goes on with.
std::vector<ObjectSearch::Scope> SearchView::scopesOf(const ObjectSearch& search) const
{
    auto all = m_scopes;
    for (ObjectSearch::Scope scope : search.scopes()) {
        const auto before = std::find_if(all.begin(), all.end(), [&scope](const auto& other) {
            return other.place.bucket == scope.place.bucket && other.place.prefix == scope.place.prefix;
        });
        if (before == all.end()) {
            all.push_back(std::move(scope));
            continue;
        }
        scope.keys += before->keys;
        scope.hits += before->hits;
        *before = std::move(scope);
    }
    return all;
}

void SearchView::searchEnded()
{
    const Owned<ObjectSearch> search = std::move(m_search);
    m_scopes = scopesOf(*search);
    m_hits += search->hits();
    m_keys += search->keys();
    m_requests += search->requests();
    const auto& result = search->result();
    if (result)
        ended(End::Whole);
    else if (result.error().kind == ErrorKind::Cancelled)
        ended(End::Stopped);
    else if (result.error().code == "NotAllSearched")
        ended(End::Partial);
    else
        ended(End::Failed, result.error());
}

void SearchView::ended(End end, std::optional<Error> error)
{
    m_end = end;
    m_error = std::move(error);
    m_isPaused = false;
    m_elapsed = m_clock.isValid() ? m_clock.elapsed() : 0;
    m_bar->setRunning(false);
    m_model.showAll();
    m_soon.stop();
    refresh();
    showProgress();
}

void SearchView::cancel()
{
    if (m_search)
        m_search->cancel();
    if (m_taking)
        m_taking->cancel();
    if (m_offline) {
        *m_offline = true;
        m_offline.reset();
        ended(End::Stopped);
    }
}

// ---- snapshots --------------------------------------------------------------------------------------------

bool SearchView::mayAsk()
{
    if (m_allowed > 0) {
        --m_allowed;
        return true;
    }
    if (!std::exchange(m_isPaused, true))
        soon();
    return false;
}

void SearchView::allowMore()
{
    m_isPaused = false;
    m_allowed += SearchFacts::requestsAtFirst;
    if (m_search)
        m_search->allow(SearchFacts::requestsAtFirst);
    if (m_taking)
        m_taking->proceed();
    refresh();
}

void SearchView::takeSnapshot()
{
    if (isRunning() || !m_client || m_wish.below.bucket.empty())
        return;
    m_isKept = true;
    listAll("Take a snapshot", snapshotFolder());
    m_bar->setRunning(true);
    refresh();
}

// Without a folder it is only compared.
void SearchView::listAll(const char* cause, const std::string& folder)
{
    m_allowed = SearchFacts::requestsAtFirst;
    SnapshotTaking::Order order;
    order.bucket = m_wish.below.bucket;
    order.prefix = m_wish.below.prefix;
    order.cause = cause;
    order.folder = folder;
    order.mayAsk = [this] { return mayAsk(); };
    order.memory = m_memory;
    m_taking = makeOwned<SnapshotTaking>(*m_client, std::move(order));
    connect(m_taking.get(), &SnapshotTaking::progressed, this, &SearchView::soon);
    connect(m_taking.get(), &Task::finished, this, &SearchView::tookSnapshot);
    m_clock.start();
    m_taking->start();
}

void SearchView::tookSnapshot()
{
    const Owned<SnapshotTaking> taking = std::move(m_taking);
    m_requests += taking->requests();
    const bool isKept = std::exchange(m_isKept, false);
    const auto& result = taking->result();
    if (!result) {
        ended(result.error().kind == ErrorKind::Cancelled ? End::Stopped : End::Failed, result.error());
        return;
    }
    if (!isKept) {
        goOffline(*result);
        return;
    }
    ended(m_end);
    showNotice(tr("Kept: %1 objects, %2")
                   .arg(countText(asCount((*result)->facts.keys)), sizeText((*result)->facts.bytes)));
    SearchWish wish = m_wish;
    wish.snapshot = nameOf((*result)->facts);
    emit wished(wish);
}

// Reads, compares and looks in another thread. Without `later` the other snapshot is read as well, if there
// is one.
void SearchView::goOffline(std::shared_ptr<const Snapshot> later)
{
    m_offline = std::make_shared<std::atomic<bool>>(false);
    const auto now =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_client->clock()->now().time_since_epoch());
    const bool isKnown = m_snapshot && nameOf(m_snapshot->facts) == m_wish.snapshot;
    runInOwnThread(
        [wish = m_wish, later = std::move(later), known = isKnown ? m_snapshot : nullptr,
         query = *m_wish.query(now.count()), isStopped = m_offline]() mutable {
            Offline found;
            const auto read = [&found](const std::string& name) -> std::shared_ptr<const Snapshot> {
                auto snapshot = Snapshot::read(fileOf(name));
                if (snapshot)
                    return std::make_shared<const Snapshot>(std::move(snapshot).value());
                found.error = snapshot.error();
                return nullptr;
            };
            auto matcher = ObjectMatcher::of(query);
            found.snapshot = known ? known : read(wish.snapshot);
            if (!later && !wish.against.empty() && found.snapshot)
                later = read(wish.against);
            if (found.error || !matcher || !found.snapshot)
                return found;
            const std::string& below = wish.below.prefix;
            const auto isOver = [&isStopped] { return isStopped->load(); };
            if (!later) {
                found.found = rowsThatMatch(found.snapshot->rows, *matcher, below, isOver);
                return found;
            }
            found.changes = changesBetween(found.snapshot->rows, later->rows, isOver);
            for (ListedRows* rows : {&found.changes.added, &found.changes.changed, &found.changes.gone})
                *rows = rowsThatMatch(*rows, *matcher, below, isOver);
            return found;
        },
        [alive = QPointer<SearchView>(this), isStopped = m_offline](const Offline& found) {
            if (alive && !*isStopped)
                alive->takeOffline(found);
        });
}

void SearchView::takeOffline(const Offline& found)
{
    m_offline.reset();
    if (found.error) {
        ended(End::Failed, found.error);
        return;
    }
    m_snapshot = found.snapshot;
    m_keys = m_snapshot->rows.size();
    const std::string& bucket = m_wish.below.bucket;
    m_model.append(bucket, found.found);
    m_model.append(bucket, found.changes.added, Change::New);
    m_model.append(bucket, found.changes.changed, Change::Changed);
    m_model.append(bucket, found.changes.gone, Change::Gone);
    m_hits = m_model.found();
    ended(End::Whole);
}

void SearchView::fillSnapshots(QMenu& menu)
{
    menu.clear();
    const bool isOfOne = m_wish.buckets.empty() && !m_wish.below.bucket.empty();
    const Icons& icons = appearance().icons();
    auto* take =
        menu.addAction(icons.icon(QStringLiteral("plus")),
                       tr("Take a snapshot of %1").arg(m_wish.placeText()), this, &SearchView::takeSnapshot);
    take->setEnabled(isOfOne && m_client && !isRunning());
    const auto wish = [this](const std::string& snapshot, const std::string& against) {
        SearchWish wish = m_bar->wish();
        wish.below = m_wish.below;
        wish.buckets.clear();
        wish.snapshot = snapshot;
        wish.against = against;
        emit wished(wish);
    };
    if (!m_wish.snapshot.empty())
        menu.addAction(tr("Search what is there now"), this, [wish] { wish({}, {}); });
    std::vector<SnapshotFacts> kept;
    if (isOfOne && m_client) {
        kept = snapshotsIn(snapshotFolder());
        std::erase_if(kept, [this](const SnapshotFacts& facts) {
            return !facts.isOf(m_client->config().endpointUrl, m_wish.below.bucket, m_wish.below.prefix);
        });
    }
    menu.addSeparator();
    for (const SnapshotFacts& facts : kept) {
        auto* one = menu.addMenu(
            icons.icon(QStringLiteral("history")),
            tr("%1, %2 objects, %3")
                .arg(dateText(facts.taken), countText(asCount(facts.keys)), sizeText(facts.bytes)));
        const std::string name = nameOf(facts);
        one->addAction(tr("Search in it"), this, [wish, name] { wish(name, {}); });
        one->addAction(tr("Compare with what is there now"), this,
                       [wish, name] { wish(name, SearchWish::now); });
        for (const SnapshotFacts& later : kept) {
            if (later.taken > facts.taken)
                one->addAction(tr("Compare with %1").arg(dateText(later.taken)), this,
                               [wish, name, other = nameOf(later)] { wish(name, other); });
        }
        one->addSeparator();
        one->addAction(icons.icon(QStringLiteral("trash")), tr("Delete this snapshot"), this,
                       [file = facts.file] { QFile::remove(toQString(file)); });
    }
    if (kept.empty())
        menu.addAction(tr("None is kept of this place"))->setEnabled(false);
}

// ---- what is said -----------------------------------------------------------------------------------------

// Pages come by the hundred in a second.
void SearchView::soon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

// Scopes without the rows that have come since they were taken last.
SearchFacts SearchView::facts() const
{
    SearchFacts facts;
    facts.wish = m_wish;
    facts.end = m_end;
    facts.isRunning = isRunning();
    facts.isPaused = m_isPaused;
    facts.isListing = m_taking != nullptr;
    facts.hits = m_hits + (m_search ? m_search->hits() : 0);
    facts.keys = m_keys + (m_search ? m_search->keys() : m_taking ? m_taking->keys() : 0);
    facts.requests = m_requests + (m_search ? m_search->requests() : m_taking ? m_taking->requests() : 0);
    facts.shown = m_model.found();
    facts.added = m_model.count(Change::New);
    facts.changed = m_model.count(Change::Changed);
    facts.gone = m_model.count(Change::Gone);
    facts.elapsed = std::chrono::milliseconds(isRunning() ? m_clock.elapsed() : m_elapsed);
    facts.error = m_error;
    facts.scopes = m_search ? scopesOf(*m_search) : m_scopes;
    if (m_snapshot && !m_wish.snapshot.empty())
        facts.snapshot = m_snapshot->facts;
    return facts;
}

RowsReport SearchView::report() const
{
    const SearchFacts now = facts();
    RowsReport report;
    report.status = searchStatus(now);
    report.hasRows = now.shown > 0;
    report.isArranged = m_model.isArranged();
    report.instead = searchState(now);
    if (report.hasRows)
        report.below = searchGap(now);
    return report;
}

void SearchView::showProgress()
{
    m_head->setContent(QStringLiteral("search"), tr("Search"), m_wish.placeText());
    m_progress->setSections(searchProgress(facts()));
}

QString SearchView::selectionText(qint64 count) const
{
    qint64 bytes = 0;
    for (const int row : selectedRows())
        bytes += m_model.sizeAt(row);
    return tr("%1 selected, %2").arg(countText(count), sizeText(bytes));
}

std::string SearchView::rowKey(int row) const
{
    return m_model.locationAt(row).uri();
}

QString SearchView::copyText() const
{
    QStringList uris;
    for (const int row : selectedRows())
        uris.append(toQString(m_model.locationAt(row).uri()));
    return uris.join(u'\n');
}

void SearchView::focusFilter()
{
    m_bar->field()->setFocus(Qt::ShortcutFocusReason);
    m_bar->field()->selectAll();
}

// Goes on where places failed or were stopped, from the last keys that were seen there.
void SearchView::retry()
{
    std::vector<ObjectSearch::Place> rest;
    bool isExact = !m_scopes.empty();
    for (const auto& scope : m_scopes) {
        if (scope.left.empty())
            continue;
        rest.push_back({scope.place.bucket, scope.place.prefix, scope.left});
        isExact = isExact && std::all_of(scope.left.begin(), scope.left.end(),
                                         [](const auto& left) { return left.isExact(); });
    }
    if (rest.empty() || !isExact || !m_client) {
        run();
        return;
    }
    m_end = End::None;
    m_clock.start();
    begin(std::move(rest), false);
    refresh();
}

void SearchView::act(const QString& id)
{
    if (id == searchaction::goOn) {
        allowMore();
    } else if (id == searchaction::stop) {
        cancel();
    } else if (id == searchaction::everywhere) {
        SearchWish wish = m_wish;
        wish.below = {};
        wish.buckets.clear();
        emit wished(wish);
    } else {
        RowsView::act(id);
    }
}

} // namespace inia::ui
