#include "core/objects/objectmove.h"

#include "core/transfer/copy.h"
#include "core/transfer/transfer.h"

#include <algorithm>
#include <map>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t itemsInARound = 1000; ///< as many as DeleteObjects takes
constexpr std::size_t copiesAtOnce = 24;
constexpr std::int64_t mostForOneCall = 5'368'709'120;
constexpr qint64 largePart = qint64(512) * 1024 * 1024;

bool isOfOnePart(std::string_view etag)
{
    return !etag.empty() && etag.find('-') == std::string_view::npos;
}

/// What all of them begin with.
std::string commonStart(const std::vector<std::string_view>& texts)
{
    const auto [first, last] = std::minmax_element(texts.begin(), texts.end());
    const auto end = std::mismatch(first->begin(), first->end(), last->begin(), last->end()).first;
    return {first->begin(), end};
}

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

Value ObjectMove::copyParams(const Item& item) const
{
    Value params = Value::map({{"MetadataDirective", "COPY"}, {"TaggingDirective", "COPY"}});
    if (!item.source.etag.empty())
        params.insert("CopySourceIfMatch", item.source.etag);
    if (!item.source.storageClass.empty() && item.source.storageClass != "STANDARD")
        params.insert("StorageClass", item.source.storageClass);
    return params;
}

void ObjectMove::begin(std::size_t number)
{
    const Item& item = m_order.items[number];
    const Value source = Value::map({{"Bucket", m_order.sourceBucket}, {"Key", item.source.key}});
    auto running = std::make_unique<Running>();
    Running* which = running.get();
    which->item = number;
    CallOptions options;
    options.cause = m_order.cause;
    options.target = item.source.key + " \u2192 " + item.target;
    m_running.push_back(std::move(running));
    Value params = copyParams(item);
    if (item.source.size <= mostForOneCall) {
        params.insert("Bucket", m_order.targetBucket);
        params.insert("Key", item.target);
        params.insert("CopySource", source);
        if (!m_order.overwrites)
            params.insert("IfNoneMatch", "*");
        which->reply = m_client.call("CopyObject", std::move(params), std::move(options));
        connect(which->reply.get(), &Reply::finished, this, [this, which] { copied(which); });
        return;
    }
    TransferConfig config;
    config.multipartThreshold = mostForOneCall + 1;
    config.partSize = largePart;
    auto copy =
        makeOwned<Copy>(m_client, CopyOrder{source, m_order.targetBucket, item.target, std::move(params)},
                        m_client, m_slots, config);
    copy->setCallOptions(options);
    connect(copy.get(), &Transfer::finished, this, [this, which] { copied(which); });
    which->transfer = std::move(copy);
    which->transfer->start();
}

void ObjectMove::copied(Running* which)
{
    const auto place = std::find_if(m_running.begin(), m_running.end(),
                                    [which](const auto& running) { return running.get() == which; });
    const auto ended = std::move(*place);
    m_running.erase(place);
    const auto& answer = ended->reply ? ended->reply->result() : ended->transfer->result();
    const std::string& etag = m_order.items[ended->item].source.etag;
    if (!answer)
        fail(ended->item, answer.error(), false);
    else if (isOfOnePart(etag) && (*answer)["CopyObjectResult"]["ETag"].text() == etag)
        m_proven.push_back(ended->item);
    else
        m_doubtful.push_back(ended->item);
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
    std::vector<std::string_view> targets;
    for (const std::size_t item : m_doubtful)
        targets.push_back(m_order.items[item].target);
    m_listing = makeOwned<PageCursor>(
        m_client.caller(), "ListObjectsV2",
        Value::map({{"Bucket", m_order.targetBucket}, {"Prefix", commonStart(targets)}}));
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
