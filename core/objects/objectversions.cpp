#include "core/objects/objectversions.h"

#include "core/common/clock.h"
#include "core/model/value.h"
#include "core/objects/objectkeys.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t fewVersionedKeys = 3; ///< of more, one listing is cheaper

/// With the place in the document.
using Placed = std::pair<std::size_t, ObjectVersion>;

std::vector<Placed> placed(const Value& list, bool areMarkers)
{
    const auto records =
        recordsOf(list, {"Key", "VersionId", "ETag", "StorageClass", "Size", "LastModified", "IsLatest"});
    const auto key = records->columnOf("Key");
    const auto id = records->columnOf("VersionId");
    const auto etag = records->columnOf("ETag");
    const auto storage = records->columnOf("StorageClass");
    const auto size = records->columnOf("Size");
    const auto modified = records->columnOf("LastModified");
    const auto latest = records->columnOf("IsLatest");
    std::vector<Placed> rows;
    rows.reserve(records->size());
    std::string buffer;
    const auto text = [&](std::size_t row, std::size_t column) {
        return std::string(records->text(row, column, buffer));
    };
    for (std::size_t row = 0; row < records->size(); ++row) {
        ObjectVersion version{text(row, key),
                              text(row, id),
                              {},
                              {},
                              0,
                              records->cell(row, modified).time(),
                              areMarkers,
                              records->cell(row, latest).toBool()};
        if (!areMarkers) {
            version.etag = text(row, etag);
            version.storageClass = text(row, storage);
            version.size = records->cell(row, size).toInt();
        }
        rows.emplace_back(records->place(row), std::move(version));
    }
    return rows;
}

bool isWithoutPlace(const Placed& row)
{
    return row.first == 0;
}

bool standsFirst(const ObjectVersion& a, const ObjectVersion& b)
{
    if (const int order = a.key.compare(b.key); order != 0)
        return order < 0;
    if (a.isCurrent != b.isCurrent)
        return a.isCurrent;
    // Of the same second: a marker mostly comes after what it hides.
    return a.modified != b.modified ? b.modified < a.modified : a.isMarker && !b.isMarker;
}

/// By key, and the current one, where it is on this page, before the others of its key.
bool isInOrder(const std::vector<Placed>& rows)
{
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const int order = rows[i - 1].second.key.compare(rows[i].second.key);
        if (order > 0 || (order == 0 && rows[i].second.isCurrent))
            return false;
    }
    return true;
}

} // namespace

std::vector<ObjectVersion> versionsOf(const Value& page)
{
    auto versions = placed(page["Versions"], false);
    auto markers = placed(page["DeleteMarkers"], true);
    const bool areUnplaced = std::any_of(versions.begin(), versions.end(), isWithoutPlace) ||
                             std::any_of(markers.begin(), markers.end(), isWithoutPlace);
    std::vector<Placed> both;
    both.reserve(versions.size() + markers.size());
    std::merge(std::make_move_iterator(versions.begin()), std::make_move_iterator(versions.end()),
               std::make_move_iterator(markers.begin()), std::make_move_iterator(markers.end()),
               std::back_inserter(both), [areUnplaced](const Placed& a, const Placed& b) {
                   return areUnplaced ? standsFirst(a.second, b.second) : a.first < b.first;
               });
    // Some servers list their markers behind all versions.
    if (!areUnplaced && !isInOrder(both))
        std::stable_sort(both.begin(), both.end(),
                         [](const Placed& a, const Placed& b) { return standsFirst(a.second, b.second); });
    std::vector<ObjectVersion> result;
    result.reserve(both.size());
    for (auto& row : both)
        result.push_back(std::move(row.second));
    return result;
}

std::vector<ObjectDeletion::Key> markersAbove(const std::vector<ObjectVersion>& versions)
{
    std::vector<ObjectDeletion::Key> result;
    for (auto row = versions.begin(); row != versions.end();) {
        const auto end = std::find_if(
            row, versions.end(), [key = row->key](const ObjectVersion& other) { return other.key != key; });
        const auto newest =
            std::find_if(row, end, [](const ObjectVersion& version) { return !version.isMarker; });
        if (newest != end) {
            for (; row != newest; ++row)
                result.push_back({row->key, {}, row->id});
        }
        row = end;
    }
    return result;
}

ObjectVersions::ObjectVersions(Client client, std::string bucket, std::vector<std::string> keys,
                               std::string cause)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_cause(std::move(cause)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the listings have not ended yet"))
{
    for (std::string& key : keys) {
        const bool isOneKey = !key.empty() && !key.ends_with('/');
        m_looks.push_back({std::move(key), isOneKey});
    }
}

ObjectVersions::~ObjectVersions() = default;

Owned<ObjectVersions> ObjectVersions::ofKeys(Client client, std::string bucket, std::set<std::string> keys,
                                             std::string cause)
{
    auto versions = makeOwned<ObjectVersions>(std::move(client), std::move(bucket),
                                              std::vector<std::string>(), std::move(cause));
    if (keys.size() <= fewVersionedKeys) {
        for (const std::string& key : keys)
            versions->m_looks.push_back({key, true});
    } else {
        versions->m_looks.push_back({commonStart(*keys.begin(), *keys.rbegin()), false});
        versions->m_chosen = std::move(keys);
    }
    return versions;
}

void ObjectVersions::start()
{
    next();
}

void ObjectVersions::next()
{
    if (m_looks.empty()) {
        finish(std::move(m_versions));
        return;
    }
    const Look look = std::move(m_looks.front());
    m_looks.pop_front();
    m_isBehind = false;
    Value params = Value::map({{"Bucket", m_bucket}});
    if (!look.prefix.empty())
        params.insert("Prefix", look.prefix);
    CallOptions options;
    options.cause = m_cause;
    options.target = m_bucket + '/' + look.prefix;
    m_listing = makeOwned<PageCursor>(m_client.caller(), "ListObjectVersions", std::move(params));
    connect(m_listing.get(), &PageCursor::pageReady, this,
            [this, look](const Value& page) { take(look, page); });
    connect(m_listing.get(), &PageCursor::stateChanged, this, [this, options] {
        switch (m_listing->state()) {
        case PageCursor::State::More:
            if (m_isBehind)
                next();
            else
                m_listing->fetchNextPage(options);
            break;
        case PageCursor::State::Complete:
            next();
            break;
        case PageCursor::State::Failed:
            finish(*m_listing->error());
            break;
        case PageCursor::State::Pristine:
        case PageCursor::State::Loading:
            break;
        }
    });
    m_listing->fetchNextPage(options);
}

void ObjectVersions::take(const Look& look, const Value& page)
{
    const std::size_t first = m_versions.size();
    for (ObjectVersion& version : versionsOf(page)) {
        if (look.isOneKey && version.key != look.prefix)
            m_isBehind = true; // the key itself comes before those that are longer
        else if (m_chosen.empty() || m_chosen.contains(version.key))
            m_versions.push_back(std::move(version));
        else
            m_isBehind = m_isBehind || version.key > *m_chosen.rbegin();
    }
    emit pageFound(m_versions, first);
}

void ObjectVersions::cancel()
{
    if (isFinished())
        return;
    m_listing.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The listing was given up. Nothing was changed."));
}

void ObjectVersions::finish(Result<std::vector<ObjectVersion>> result)
{
    m_result = std::move(result);
    end();
}

namespace {

constexpr int mostRounds = 3;
constexpr std::size_t deletionsAtOnce = 4;
constexpr std::size_t abortsAtOnce = 8;
constexpr std::chrono::seconds pauseBetweenCreations{5};
constexpr int mostCreations = 25; // two minutes

Error cancelledBucket()
{
    return makeError(ErrorKind::Cancelled, "Cancelled", "Cancelled.");
}

} // namespace

BucketCreation::BucketCreation(Client client, Order order)
    : m_client(std::move(client)), m_order(std::move(order)), m_result(cancelledBucket())
{
}

BucketCreation::~BucketCreation() = default;

void BucketCreation::ask(std::string_view operation, Value params,
                         std::function<void(const Result<Value>&)> answered)
{
    CallOptions options;
    options.cause = "New bucket";
    options.target = m_order.bucket;
    params.insert("Bucket", m_order.bucket);
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    connect(m_reply.get(), &Task::finished, this, [this, answered = std::move(answered)] {
        const ReplyPtr reply = std::move(m_reply);
        answered(reply->result());
    });
}

void BucketCreation::start()
{
    ask("HeadBucket", {}, [this](const Result<Value>& answer) {
        if (answer)
            finish(makeError(ErrorKind::Service, "BucketAlreadyOwnedByYou",
                             "There is a bucket of that name already, which you may use."));
        else if (answer.error().httpStatus == 403 || answer.error().httpStatus == 301)
            finish(makeError(ErrorKind::Service, "BucketAlreadyExists",
                             "The name is taken by a bucket of somebody else."));
        else if (answer.error().httpStatus != 404)
            finish(answer.error());
        else
            create();
    });
}

void BucketCreation::create()
{
    ++m_tries;
    Value configuration = Value::emptyMap();
    const std::string& region = m_client.region();
    if (region != "us-east-1" && region != "aws-global") // there it must not be said
        configuration.insert("LocationConstraint", region);
    if (m_order.tags.size() > 0)
        configuration.insert("Tags", m_order.tags);
    Value params = Value::emptyMap();
    if (configuration.size() > 0)
        params.insert("CreateBucketConfiguration", configuration);
    if (m_order.hasObjectLock)
        params.insert("ObjectLockEnabledForBucket", true);
    if (m_order.bucket.ends_with("-an"))
        params.insert("BucketNamespace", "account-regional");
    ask("CreateBucket", std::move(params), [this](const Result<Value>& answer) {
        if (answer) {
            created();
        } else if (answer.error().code == "OperationAborted" && m_tries < mostCreations) {
            m_client.clock()->after(pauseBetweenCreations, this, [this] {
                if (!isFinished())
                    create();
            });
            emit isWaiting();
        } else {
            finish(answer.error());
        }
    });
}

void BucketCreation::created()
{
    m_isMade = true;
    if (!m_order.hasVersions || m_order.hasObjectLock) {
        finish({});
        return;
    }
    ask("PutBucketVersioning", Value::map({{"VersioningConfiguration", Value::map({{"Status", "Enabled"}})}}),
        [this](const Result<Value>& answer) { finish(answer ? Result<void>() : answer.error()); });
}

void BucketCreation::cancel()
{
    if (!isFinished())
        finish(cancelledBucket());
}

void BucketCreation::finish(Result<void> result)
{
    m_result = std::move(result);
    m_reply.reset();
    end();
}

UploadAbort::UploadAbort(Client client, std::string bucket, std::vector<Upload> uploads, std::string cause)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_uploads(std::move(uploads)),
      m_cause(std::move(cause))
{
}

UploadAbort::~UploadAbort() = default;

void UploadAbort::start()
{
    startMore();
}

void UploadAbort::startMore()
{
    while (m_running.size() < abortsAtOnce && m_next < m_uploads.size())
        ask(m_next++, "AbortMultipartUpload", 1);
    if (m_running.empty() && !isFinished())
        end();
}

void UploadAbort::ask(std::size_t upload, const char* operation, int round)
{
    const auto& [key, id] = m_uploads[upload];
    const bool isAbort = operation == std::string_view("AbortMultipartUpload");
    Value params = Value::map({{"Bucket", m_bucket}, {"Key", key}, {"UploadId", id}});
    if (!isAbort)
        params.insert("MaxParts", 1);
    CallOptions options;
    options.cause = m_cause;
    options.target = key;
    auto reply = m_client.call(operation, std::move(params), std::move(options));
    connect(reply.get(), &Task::finished, this, [this, upload, round, isAbort] {
        const auto ended = m_running.extract(upload);
        const auto& answer = ended.mapped()->result();
        isAbort ? aborted(upload, round, answer) : looked(upload, round, answer);
    });
    m_running.insert_or_assign(upload, std::move(reply));
}

/// One that is gone already is looked for all the same: the answer may be of another attempt.
void UploadAbort::aborted(std::size_t upload, int round, const Result<Value>& answer)
{
    if (!answer && answer.error().code != "NoSuchUpload")
        settle(upload, answer.error());
    else
        ask(upload, "ListParts", round);
}

void UploadAbort::looked(std::size_t upload, int round, const Result<Value>& answer)
{
    if (!answer && answer.error().code == "NoSuchUpload")
        settle(upload, {});
    else if (!answer)
        settle(upload, answer.error());
    else if (round < mostRounds)
        ask(upload, "AbortMultipartUpload", round + 1);
    else
        settle(upload, makeError(ErrorKind::Service, "UploadSurvives",
                                 "The upload was aborted " + std::to_string(mostRounds) +
                                     " times and is there still: parts are being sent to it."));
}

void UploadAbort::settle(std::size_t upload, std::optional<Error> error)
{
    if (error)
        m_failures.push_back({upload, std::move(*error)});
    ++m_done;
    emit progressed();
    if (!isFinished())
        startMore();
}

/// Of those under way nobody knows.
void UploadAbort::cancel()
{
    if (isFinished())
        return;
    const Error cancelled = cancelledBucket();
    for (const auto& [upload, reply] : std::exchange(m_running, {}))
        m_failures.push_back({upload, cancelled});
    for (; m_next < m_uploads.size(); ++m_next)
        m_failures.push_back({m_next, cancelled});
    end();
}

BucketEmptying::BucketEmptying(Client client, std::string bucket, std::set<std::string> ours,
                               std::string cause)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_ours(std::move(ours)),
      m_cause(std::move(cause)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the bucket is not empty yet"))
{
}

BucketEmptying::~BucketEmptying() = default;

void BucketEmptying::start()
{
    nextRound();
}

void BucketEmptying::nextRound()
{
    ++m_round;
    m_isLeft = false;
    list(Step::Versions);
}

/// Both looks ask for one page.
void BucketEmptying::list(Step step)
{
    m_step = step;
    m_isListed = false;
    const bool areVersions = step == Step::Versions || step == Step::LookForVersions;
    m_listing =
        makeOwned<PageCursor>(m_client.caller(), areVersions ? "ListObjectVersions" : "ListMultipartUploads",
                              Value::map({{"Bucket", m_bucket}}));
    connect(m_listing.get(), &PageCursor::pageReady, this,
            [this, areVersions](const Value& page) { areVersions ? takeVersions(page) : takeUploads(page); });
    connect(m_listing.get(), &PageCursor::stateChanged, this, &BucketEmptying::listed);
    goOn();
}

void BucketEmptying::listed()
{
    switch (m_listing->state()) {
    case PageCursor::State::Failed:
        finish(*m_listing->error());
        return;
    case PageCursor::State::More:
        m_isListed = m_step == Step::LookForVersions || m_step == Step::LookForUploads;
        break;
    case PageCursor::State::Complete:
        m_isListed = true;
        break;
    case PageCursor::State::Pristine:
    case PageCursor::State::Loading:
        return;
    }
    goOn();
}

void BucketEmptying::takeVersions(const Value& page)
{
    std::vector<ObjectDeletion::Key> keys;
    for (const ObjectVersion& version : versionsOf(page)) {
        if (!m_stuck.contains({version.key, version.id}))
            keys.push_back({version.key, {}, version.id});
    }
    if (m_step == Step::Versions && !keys.empty())
        remove(std::move(keys));
    else
        m_isLeft = m_isLeft || !keys.empty();
}

void BucketEmptying::takeUploads(const Value& page)
{
    for (const Value& upload : page["Uploads"].items()) {
        const std::string& key = upload["Key"].text();
        const std::string& id = upload["UploadId"].text();
        if (m_ours.contains(id) || m_stuck.contains({key, id}))
            continue;
        if (m_step == Step::Uploads)
            m_waiting.emplace_back(key, id);
        else
            m_isLeft = true;
    }
}

void BucketEmptying::remove(std::vector<ObjectDeletion::Key> keys)
{
    auto deletion = makeOwned<ObjectDeletion>(m_client, m_bucket, std::move(keys), m_cause);
    auto* which = deletion.get();
    connect(which, &Task::finished, this, [this, which] { removed(which); });
    m_deletions.push_back(std::move(deletion));
    which->start();
}

void BucketEmptying::removed(ObjectDeletion* which)
{
    const auto place = std::find_if(m_deletions.begin(), m_deletions.end(),
                                    [which](const auto& deletion) { return deletion.get() == which; });
    const auto ended = std::move(*place);
    m_deletions.erase(place);
    for (const auto& failure : ended->failures()) {
        const auto& key = ended->keys()[failure.index];
        m_failures.push_back({key.key, key.version, failure.error});
        m_stuck.emplace(key.key, key.version);
    }
    m_deleted += ended->keys().size() - ended->failures().size();
    emit progressed();
    if (!isFinished())
        goOn();
}

void BucketEmptying::abort(const std::string& key, const std::string& id)
{
    CallOptions options;
    options.cause = m_cause;
    options.target = key;
    auto reply =
        m_client.call("AbortMultipartUpload",
                      Value::map({{"Bucket", m_bucket}, {"Key", key}, {"UploadId", id}}), std::move(options));
    connect(reply.get(), &Task::finished, this, [this, key, id] {
        const auto ended = m_aborts.extract(id);
        const auto& answer = ended.mapped()->result();
        const bool isGone = answer || answer.error().code == "NoSuchUpload";
        m_aborted += isGone ? 1 : 0;
        if (!isGone) {
            m_failures.push_back({key, id, answer.error()});
            m_stuck.emplace(key, id);
        }
        emit progressed();
        if (!isFinished())
            goOn();
    });
    m_aborts.insert_or_assign(id, std::move(reply));
}

/// Asks for the next page while not too much of the last ones is under way, then takes the next step.
void BucketEmptying::goOn()
{
    if (isFinished())
        return;
    while (!m_waiting.empty() && m_aborts.size() < abortsAtOnce) {
        const auto [key, id] = m_waiting.back();
        m_waiting.pop_back();
        abort(key, id);
    }
    if (!m_isListed) {
        if (m_deletions.size() < deletionsAtOnce && m_listing->state() != PageCursor::State::Loading) {
            CallOptions options;
            options.cause = m_cause;
            options.target = m_bucket;
            m_listing->fetchNextPage(options);
        }
        return;
    }
    if (!m_deletions.empty() || !m_aborts.empty() || !m_waiting.empty())
        return;
    if (m_step != Step::LookForUploads)
        list(static_cast<Step>(static_cast<int>(m_step) + 1));
    else if (m_isLeft && m_round < mostRounds)
        nextRound();
    else if (m_isLeft || !m_failures.empty())
        finish(makeError(ErrorKind::Service, "BucketNotEmpty",
                         m_isLeft ? "Objects keep coming into " + m_bucket + ". It is not empty."
                                  : std::to_string(m_failures.size()) + " versions or uploads stay in " +
                                        m_bucket + "."));
    else
        finish({});
}

void BucketEmptying::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(makeError(ErrorKind::Cancelled, "Cancelled",
                     "Cancelled. What was deleted until then is gone, and so may be what was under way."));
}

void BucketEmptying::giveUp()
{
    m_listing.reset();
    m_deletions.clear();
    m_aborts.clear();
    m_waiting.clear();
}

void BucketEmptying::finish(Result<void> result)
{
    m_result = std::move(result);
    m_listing.reset();
    end();
}

} // namespace inia
