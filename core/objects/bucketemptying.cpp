#include "core/objects/bucketemptying.h"

#include <algorithm>
#include <optional>

namespace inia {

namespace {

constexpr int mostRounds = 3;
constexpr std::size_t deletionsAtOnce = 4;
constexpr std::size_t abortsAtOnce = 8;

} // namespace

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
