#include "core/objects/objectmove.h"

#include "core/transfer/transfer.h"

#include <algorithm>
#include <map>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t itemsInARound = 1000; ///< as many as DeleteObjects takes
constexpr std::size_t copiesAtOnce = 24;

} // namespace

ObjectMove::ObjectMove(Client client, Order order)
    : m_client(std::move(client)),
      m_order(std::move(order)),
      m_slots(std::make_shared<TransferSlots>(static_cast<int>(copiesAtOnce)))
{
}

ObjectMove::~ObjectMove() = default;

void ObjectMove::start()
{
    nextRound();
}

void ObjectMove::nextRound()
{
    if (m_next == m_order.items.size()) {
        end();
        return;
    }
    m_roundEnd = std::min(m_order.items.size(), m_next + itemsInARound);
    startMore();
}

void ObjectMove::startMore()
{
    while (m_next < m_roundEnd && m_running.size() < copiesAtOnce)
        begin(m_next++);
    if (m_running.empty() && m_next == m_roundEnd)
        verify();
}

void ObjectMove::begin(std::size_t number)
{
    const Item& item = m_order.items[number];
    auto running = std::make_unique<Running>();
    Running* which = running.get();
    which->item = number;
    which->copy =
        makeOwned<ObjectCopy>(m_client,
                              ObjectCopy::Order{m_order.sourceBucket, item.source, m_order.targetBucket,
                                                item.target, m_order.overwrites, m_order.cause},
                              m_slots);
    m_running.push_back(std::move(running));
    connect(which->copy.get(), &Task::finished, this, [this, which] { copied(which); });
    which->copy->start();
}

void ObjectMove::copied(Running* which)
{
    const auto place = std::find_if(m_running.begin(), m_running.end(),
                                    [which](const auto& running) { return running.get() == which; });
    const auto ended = std::move(*place);
    m_running.erase(place);
    const auto& copy = ended->copy->result();
    if (!copy)
        fail(ended->item, copy.error(), false);
    else
        (copy->isProven ? m_proven : m_doubtful).push_back(ended->item);
    emit progressed();
    startMore();
}

// ---- is it there ------------------------------------------------------------------------------------------

void ObjectMove::verify()
{
    if (m_doubtful.empty()) {
        deleteSources();
        return;
    }
    lookFor();
}

/// One listing of all that is to be found: their targets are below one folder, mostly.
void ObjectMove::lookFor()
{
    const auto [first, last] =
        std::minmax_element(m_doubtful.begin(), m_doubtful.end(), [this](std::size_t a, std::size_t b) {
            return m_order.items[a].target < m_order.items[b].target;
        });
    m_listing = makeOwned<PageCursor>(
        m_client.caller(), "ListObjectsV2",
        Value::map({{"Bucket", m_order.targetBucket},
                    {"Prefix", commonStart(m_order.items[*first].target, m_order.items[*last].target)}}));
    connect(m_listing.get(), &PageCursor::pageReady, this, &ObjectMove::compare);
    connect(m_listing.get(), &PageCursor::stateChanged, this, [this] {
        CallOptions options;
        options.cause = m_order.cause;
        options.target = m_order.targetBucket;
        if (m_listing->state() == PageCursor::State::More && !m_doubtful.empty()) {
            m_listing->fetchNextPage(options);
            return;
        }
        if (m_listing->state() == PageCursor::State::Loading)
            return;
        for (const std::size_t item : std::exchange(m_doubtful, {})) {
            Error error =
                m_listing->error().value_or(makeError(ErrorKind::Checksum, "CopyNotFound",
                                                      "The server said that the copy was made, but does not "
                                                      "list it with its size. The source stays."));
            fail(item, std::move(error), true);
        }
        m_listing.reset();
        deleteSources();
    });
    CallOptions options;
    options.cause = m_order.cause;
    options.target = m_order.targetBucket;
    m_listing->fetchNextPage(options);
}

void ObjectMove::compare(const Value& page)
{
    std::map<std::string_view, std::size_t> wanted;
    for (const std::size_t item : m_doubtful)
        wanted[m_order.items[item].target] = item;
    for (const Value& object : page["Contents"].items()) {
        const auto found = wanted.find(object["Key"].text());
        if (found == wanted.end() || object["Size"].toInt() != m_order.items[found->second].source.size)
            continue;
        m_proven.push_back(found->second);
        std::erase(m_doubtful, found->second);
    }
}

// ---- the sources ------------------------------------------------------------------------------------------

void ObjectMove::deleteSources()
{
    if (!m_order.isMove || m_proven.empty()) {
        m_done += std::exchange(m_proven, {}).size();
        emit progressed();
        nextRound();
        return;
    }
    std::vector<ObjectDeletion::Key> keys;
    for (const std::size_t item : m_proven)
        keys.push_back({m_order.items[item].source.key, m_order.items[item].source.etag, {}});
    m_deletion = makeOwned<ObjectDeletion>(m_client, m_order.sourceBucket, std::move(keys), m_order.cause);
    connect(m_deletion.get(), &Task::finished, this, &ObjectMove::deleted);
    m_deletion->start();
}

void ObjectMove::deleted()
{
    const auto proven = std::exchange(m_proven, {});
    for (const auto& failure : m_deletion->failures())
        fail(proven[failure.index], failure.error, true);
    m_done += proven.size() - m_deletion->failures().size();
    m_deletion.reset();
    emit progressed();
    if (!isFinished())
        nextRound();
}

void ObjectMove::fail(std::size_t item, Error error, bool isCopied)
{
    m_failures.push_back({item, std::move(error), isCopied});
    ++m_done;
}

void ObjectMove::cancel()
{
    if (isFinished())
        return;
    const auto cancelled = [](const char* why) { return makeError(ErrorKind::Cancelled, "Cancelled", why); };
    for (const auto& running : std::exchange(m_running, {}))
        fail(running->item, cancelled("Cancelled while it was copied; the copy may be there."), true);
    for (const std::size_t item : std::exchange(m_doubtful, {}))
        fail(item, cancelled("Copied, but not verified. The source stays."), true);
    if (!m_deletion) {
        for (const std::size_t item : m_proven) {
            if (m_order.isMove)
                fail(item, cancelled("Copied. The source stays."), true);
            else
                ++m_done;
        }
    } else {
        m_deletion->disconnect(this);
        m_deletion->cancel();
        for (const auto& failure : m_deletion->failures())
            fail(m_proven[failure.index], failure.error, true);
        m_done += m_proven.size() - m_deletion->failures().size();
    }
    m_proven.clear();
    m_listing.reset();
    for (; m_next < m_order.items.size(); ++m_next)
        fail(m_next, cancelled("Cancelled before it was begun."), false);
    end();
}

void ObjectMove::giveUp()
{
    m_running.clear();
    m_listing.reset();
    m_deletion.reset();
}

} // namespace inia
