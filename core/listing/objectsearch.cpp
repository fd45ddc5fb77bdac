#include "core/listing/objectsearch.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t placesAtOnce = 8;
constexpr int requestsAtOnce = 24; ///< of all places together, where each gets two at least
constexpr int fewestWorkers = 2;

} // namespace

ObjectSearch::ObjectSearch(Client client, Order order)
    : m_client(std::move(client)), m_order(std::move(order)), m_allowed(m_order.requests)
{
    if (!m_order.memory)
        m_order.memory = std::make_shared<ListingMemory>();
}

ObjectSearch::~ObjectSearch() = default;

void ObjectSearch::start()
{
    auto matcher = ObjectMatcher::of(m_order.query);
    if (!matcher) {
        finish(matcher.error());
        return;
    }
    m_matcher = std::move(matcher).value();
    if (m_order.isOfAllBuckets)
        listBuckets();
    else
        plan();
}

void ObjectSearch::listBuckets()
{
    m_order.places.clear();
    auto pages = Paginator::forOperation(m_client.caller(), "ListBuckets", Value::emptyMap());
    if (!pages) {
        finish(pages.error());
        return;
    }
    CallOptions options;
    options.cause = m_order.cause;
    m_buckets = makeOwned<PageReader>(std::move(pages).value(), std::move(options));
    connect(m_buckets.get(), &PageReader::pageReady, this, [this](const Value& page) {
        for (const Value& bucket : page["Buckets"].items())
            m_order.places.push_back({bucket["Name"].text(), {}, {}});
    });
    connect(m_buckets.get(), &Task::finished, this, [this] {
        m_bucketRequests = m_buckets->requests();
        const Owned<PageReader> ended = std::move(m_buckets);
        if (ended->result())
            plan();
        else
            finish(ended->result().error());
    });
    m_buckets->readAll();
}

void ObjectSearch::plan()
{
    for (const Place& place : m_order.places) {
        Scope scope;
        scope.place = place;
        std::vector<Left> left = place.left;
        if (left.empty()) {
            for (std::string& prefix : m_matcher->prefixes(place.prefix))
                left.push_back({std::move(prefix), {}, 0});
        }
        scope.listings = left.size();
        if (left.empty())
            scope.state = State::Done; // nothing there can match
        for (Left& part : left) {
            scope.prefixes.push_back(part.prefix);
            auto look = std::make_unique<Look>();
            look->scope = m_scopes.size();
            look->prefix = std::move(part.prefix);
            look->resumed = std::move(part.ranges);
            m_waiting.push_back(std::move(look));
        }
        m_scopes.push_back(std::move(scope));
    }
    m_told.resize(m_scopes.size());
    startMore();
}

void ObjectSearch::startMore()
{
    while (!isFinished() && !m_waiting.empty() && m_running.size() < placesAtOnce) {
        auto look = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (m_scopes[look->scope].error) { // another part of the same place has failed already
            --m_scopes[look->scope].listings;
            leave(*look);
        } else {
            begin(std::move(look));
        }
    }
    if (isFinished() || !m_running.empty() || !m_waiting.empty())
        return;
    const auto missing = std::count_if(m_scopes.begin(), m_scopes.end(),
                                       [](const Scope& scope) { return scope.state != State::Done; });
    if (missing == 0)
        finish({});
    else
        finish(makeError(ErrorKind::Service, "NotAllSearched",
                         std::to_string(missing) + " of " + std::to_string(m_scopes.size()) +
                             " places could not be searched to the end. What was found is not all."));
}

void ObjectSearch::begin(std::unique_ptr<Look> look)
{
    Look* which = look.get();
    Scope& scope = m_scopes[look->scope];
    scope.state = State::Running;
    RangedListing::Order order;
    order.bucket = scope.place.bucket;
    order.prefix = look->prefix;
    order.cause = m_order.cause;
    const auto places = static_cast<int>(std::min(placesAtOnce, m_running.size() + m_waiting.size() + 1));
    order.workers = std::min(m_order.workers, std::max(fewestWorkers, requestsAtOnce / places));
    order.memory = m_order.memory;
    order.resumed = look->resumed;
    order.take = [this, which](const ListedRow& row) {
        take(*which, row);
        return false; // the listing itself keeps none
    };
    order.mayAsk = [this] {
        if (m_allowed > 0) {
            --m_allowed;
            return true;
        }
        if (!std::exchange(m_isPaused, true))
            QMetaObject::invokeMethod(this, &ObjectSearch::outOfRequests, Qt::QueuedConnection);
        return false;
    };
    look->listing = makeOwned<RangedListing>(m_client, std::move(order));
    connect(look->listing.get(), &RangedListing::progressed, this, [this, which] { heard(*which); });
    connect(look->listing.get(), &RangedListing::beganAnew, this, [this, which] { forget(*which); });
    connect(look->listing.get(), &Task::finished, this, [this, which] { ended(which); });
    m_running.push_back(std::move(look));
    which->listing->start();
}

void ObjectSearch::take(Look& look, const ListedRow& row)
{
    Scope& scope = m_scopes[look.scope];
    ++scope.keys;
    ++look.keys;
    if (!m_matcher->matches(row, scope.place.prefix))
        return;
    ++scope.hits;
    ++look.hits;
    ++m_hits;
    if (m_kept < m_order.mostHits) {
        ++m_kept;
        scope.rows.append(row);
    }
}

/// What this listing has told; other parts of the place begin with other keys.
void ObjectSearch::forget(Look& look)
{
    Scope& scope = m_scopes[look.scope];
    ListedRows others;
    ListedRows::Cursor cursor(scope.rows);
    while (cursor.next()) {
        if (!cursor.row().key.starts_with(look.prefix))
            others.append(cursor.row());
    }
    m_kept -= scope.rows.size() - others.size();
    scope.rows = std::move(others);
    scope.keys -= std::exchange(look.keys, 0);
    scope.hits -= look.hits;
    m_hits -= std::exchange(look.hits, 0);
    m_told[look.scope] = 0;
    emit forgotten(look.scope);
}

void ObjectSearch::heard(Look& look)
{
    if (m_matcher->isTooSlow()) {
        giveUp();
        finish(makeError(ErrorKind::Parameter, "RegexTooSlow",
                         "The expression takes too long: more than 200 ms for 100,000 names, or very many "
                         "steps for one. Make it simpler; \".*\" within a group that repeats is often why."));
        return;
    }
    Scope& scope = m_scopes[look.scope];
    scope.requests += look.listing->requests() - std::exchange(look.requests, look.listing->requests());
    scope.warnings = look.listing->warnings();
    const QPointer<ObjectSearch> alive(this); // a slot may drop it
    const std::size_t told = std::exchange(m_told[look.scope], scope.rows.size());
    if (told < scope.rows.size())
        emit found(look.scope, told);
    if (alive)
        emit progressed();
}

void ObjectSearch::ended(const Look* which)
{
    const auto place = std::find_if(m_running.begin(), m_running.end(),
                                    [which](const auto& look) { return look.get() == which; });
    const auto look = std::move(*place);
    m_running.erase(place);
    Scope& scope = m_scopes[look->scope];
    scope.requests += look->listing->requests() - look->requests;
    --scope.listings;
    const auto& result = look->listing->result();
    if (!result)
        leave(*look);
    if (!result && !scope.error) {
        scope.error = result.error();
        const bool isDenied = isAccessDenied(result.error());
        scope.state = isDenied ? State::Denied : State::Failed;
        if (isDenied)
            scope.action = "s3:ListBucket";
    } else if (scope.listings == 0 && !scope.error) {
        scope.state = State::Done;
    }
    const QPointer<ObjectSearch> alive(this);
    emit progressed();
    if (alive)
        startMore();
}

/// Notes what is left to be listed.
void ObjectSearch::leave(const Look& look)
{
    const bool canResume = look.listing ? look.listing->canResume() : !look.resumed.empty();
    std::vector<RangedListing::Range> ranges = look.listing ? look.listing->ranges() : look.resumed;
    if (!canResume)
        ranges.clear();
    m_scopes[look.scope].left.push_back({look.prefix, std::move(ranges), look.keys});
}

ListedRows ObjectSearch::takeRows(std::size_t scope)
{
    m_told[scope] = 0;
    return std::exchange(m_scopes[scope].rows, {});
}

void ObjectSearch::allow(int requests)
{
    m_allowed += requests;
    m_isPaused = false;
    std::vector<RangedListing*> listings;
    for (const auto& look : m_running)
        listings.push_back(look->listing.get());
    for (RangedListing* listing : listings)
        listing->proceed();
}

std::uint64_t ObjectSearch::keys() const
{
    std::uint64_t sum = 0;
    for (const Scope& scope : m_scopes)
        sum += scope.keys;
    return sum;
}

int ObjectSearch::requests() const
{
    int sum = m_bucketRequests;
    for (const Scope& scope : m_scopes)
        sum += scope.requests;
    for (const auto& look : m_running)
        sum += look->listing->requests() - look->requests;
    if (m_buckets)
        sum += m_buckets->requests();
    return sum;
}

void ObjectSearch::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(
        makeError(ErrorKind::Cancelled, "Cancelled", "The search was given up. What was found is not all."));
}

void ObjectSearch::giveUp()
{
    for (Scope& scope : m_scopes) {
        if (scope.state == State::Waiting || scope.state == State::Running)
            scope.state = State::Cancelled;
    }
    for (const auto& look : m_running)
        leave(*look);
    for (const auto& look : m_waiting)
        leave(*look);
    m_waiting.clear();
    m_running.clear();
    m_buckets.reset();
}

void ObjectSearch::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

// ---- sizes ------------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t mostFolders = 200'000;

} // namespace

void PrefixSizes::Sum::add(const ListedRow& row)
{
    ++count;
    bytes += row.size;
    if (row.modified != ListedRow::noTime) {
        oldest = std::min(oldest.value_or(row.modified), row.modified);
        newest = std::max(newest.value_or(row.modified), row.modified);
    }
    auto storage = classes.find(row.storageClass);
    if (storage == classes.end())
        storage =
            classes.emplace(std::string(row.storageClass), std::pair<std::uint64_t, std::int64_t>()).first;
    ++storage->second.first;
    storage->second.second += row.size;
}

PrefixSizes::PrefixSizes(Client client, Order order) : m_client(std::move(client)), m_order(std::move(order))
{
    m_order.depth = std::clamp(m_order.depth, 0, deepest);
    clear();
}

PrefixSizes::~PrefixSizes() = default;

void PrefixSizes::clear()
{
    m_sums.clear();
    m_folder.clear();
    m_folders.clear();
    m_sums[m_order.prefix];
    m_hasMoreFolders = false;
}

void PrefixSizes::start()
{
    RangedListing::Order order;
    order.bucket = m_order.bucket;
    order.prefix = m_order.prefix;
    order.cause = m_order.cause;
    order.workers = m_order.workers;
    order.memory = m_order.memory;
    order.take = [this](const ListedRow& row) {
        take(row);
        return false;
    };
    m_listing = makeOwned<RangedListing>(m_client, std::move(order));
    connect(m_listing.get(), &RangedListing::progressed, this, &PrefixSizes::progressed);
    connect(m_listing.get(), &RangedListing::beganAnew, this, &PrefixSizes::clear);
    connect(m_listing.get(), &Task::finished, this, [this] {
        if (m_listing->result())
            listMore();
        else
            finish(m_listing->result().error());
    });
    m_listing->start();
}

void PrefixSizes::take(const ListedRow& row)
{
    for (Sum* sum : sumsOf(row.key))
        sum->add(row);
}

/// Those of the prefix and of the folders in it that the key is in. Keys mostly are in that of the one
/// before.
const std::vector<PrefixSizes::Sum*>& PrefixSizes::sumsOf(std::string_view key)
{
    const std::size_t begin = std::min(m_order.prefix.size(), key.size());
    std::size_t last = begin;
    for (int depth = 0; depth < m_order.depth; ++depth) {
        const auto slash = key.find('/', last);
        if (slash == std::string_view::npos)
            break;
        last = slash + 1;
    }
    const auto folder = key.substr(0, last);
    if (!m_folders.empty() && folder == m_folder)
        return m_folders;
    m_folder = folder;
    m_folders = {&m_sums.find(m_order.prefix)->second};
    for (std::size_t end = begin; end < last;) {
        end = key.find('/', end) + 1;
        auto found = m_sums.find(key.substr(0, end));
        if (found == m_sums.end()) {
            if (m_sums.size() >= mostFolders) {
                m_hasMoreFolders = true;
                break;
            }
            found = m_sums.emplace(std::string(key.substr(0, end)), Sum()).first;
        }
        m_folders.push_back(&found->second);
    }
    return m_folders;
}

void PrefixSizes::listMore()
{
    if (std::exchange(m_order.withVersions, false))
        list("ListObjectVersions", &PrefixSizes::takeVersions);
    else if (std::exchange(m_order.withUploads, false))
        list("ListMultipartUploads", &PrefixSizes::takeUploads);
    else
        finish({});
}

void PrefixSizes::list(const char* operation, void (PrefixSizes::*take)(const Value& page))
{
    Value params = Value::map({{"Bucket", m_order.bucket}});
    if (!m_order.prefix.empty())
        params.insert("Prefix", m_order.prefix);
    CallOptions options;
    options.cause = m_order.cause;
    options.target = m_order.bucket + '/' + m_order.prefix;
    auto pages = Paginator::forOperation(m_client.caller(), operation, std::move(params));
    if (!pages) {
        finish(pages.error());
        return;
    }
    m_pages = makeOwned<PageReader>(std::move(pages).value(), std::move(options));
    connect(m_pages.get(), &PageReader::pageReady, this, take);
    connect(m_pages.get(), &Task::finished, this, [this] {
        m_otherRequests += m_pages->requests();
        const Owned<PageReader> ended = std::move(m_pages);
        if (ended->result())
            listMore();
        else
            finish(ended->result().error());
    });
    m_pages->readAll();
}

void PrefixSizes::takeVersions(const Value& page)
{
    for (const Value& version : page["Versions"].items()) {
        if (version["IsLatest"].toBool())
            continue;
        for (Sum* sum : sumsOf(version["Key"].text())) {
            ++sum->olderVersions;
            sum->olderBytes += version["Size"].toInt();
        }
    }
    for (const Value& marker : page["DeleteMarkers"].items()) {
        for (Sum* sum : sumsOf(marker["Key"].text()))
            ++sum->markers;
    }
    emit progressed();
}

void PrefixSizes::takeUploads(const Value& page)
{
    for (const Value& upload : page["Uploads"].items()) {
        for (Sum* sum : sumsOf(upload["Key"].text()))
            ++sum->uploads;
    }
    emit progressed();
}

int PrefixSizes::requests() const
{
    return m_otherRequests + (m_pages ? m_pages->requests() : 0) + (m_listing ? m_listing->requests() : 0);
}

void PrefixSizes::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(
        makeError(ErrorKind::Cancelled, "Cancelled", "The count was given up. The sums are not complete."));
}

void PrefixSizes::giveUp()
{
    if (m_listing)
        m_listing->disconnect(this);
    if (m_listing && !m_listing->isFinished())
        m_listing->cancel();
    m_pages.reset();
}

void PrefixSizes::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
