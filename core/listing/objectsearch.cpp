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
    m_buckets = makeOwned<PageCursor>(m_client.caller(), "ListBuckets", Value::emptyMap());
    CallOptions options;
    options.cause = m_order.cause;
    connect(m_buckets.get(), &PageCursor::pageReady, this, [this](const Value& page) {
        for (const Value& bucket : page["Buckets"].items())
            m_order.places.push_back({bucket["Name"].text(), {}});
    });
    connect(m_buckets.get(), &PageCursor::stateChanged, this, [this, options] {
        const auto state = m_buckets->state();
        m_bucketRequests = m_buckets->requests();
        if (state == PageCursor::State::More)
            m_buckets->fetchNextPage(options);
        else if (state == PageCursor::State::Failed)
            finish(*m_buckets->error());
        else if (state == PageCursor::State::Complete)
            plan();
    });
    m_buckets->fetchNextPage(options);
}

void ObjectSearch::plan()
{
    for (const Place& place : m_order.places) {
        Scope scope;
        scope.place = place;
        scope.prefixes = m_matcher->prefixes(place.prefix);
        scope.listings = scope.prefixes.size();
        if (scope.prefixes.empty())
            scope.state = State::Done; // nothing there can match
        for (const std::string& prefix : scope.prefixes)
            m_waiting.push_back(std::make_unique<Look>(Look{m_scopes.size(), prefix, {}, 0, 0, 0}));
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
        if (m_scopes[look->scope].error) // another part of the same place has failed already
            --m_scopes[look->scope].listings;
        else
            begin(std::move(look));
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
    m_waiting.clear();
    m_running.clear();
    m_buckets.reset();
}

void ObjectSearch::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia
