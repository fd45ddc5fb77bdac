#include "core/objects/objectmove.h"

#include "core/transfer/transfer.h"

#include <algorithm>
#include <map>
#include <utility>

namespace inia {

namespace {

constexpr std::int64_t mostForOneCall = 5'368'709'120;
constexpr qint64 largePart = qint64(512) * 1024 * 1024;

bool isOfOnePart(std::string_view etag)
{
    return !etag.empty() && etag.find('-') == std::string_view::npos;
}

/// What goes with every copy: the source as it was seen, and what belongs to it.
Value conditions(const ObjectCopy::Order& order)
{
    const ListedObject& source = order.source;
    Value params = Value::map({{"MetadataDirective", "COPY"}, {"TaggingDirective", "COPY"}});
    if (!source.etag.empty())
        params.insert("CopySourceIfMatch", source.etag);
    // The usual class comes by itself, but not for an object that is copied onto itself: it would be no
    // change.
    const bool isOnto = order.sourceBucket == order.targetBucket && source.key == order.target;
    if (!source.storageClass.empty() && (source.storageClass != "STANDARD" || isOnto))
        params.insert("StorageClass", source.storageClass);
    return params;
}

} // namespace

ObjectCopy::ObjectCopy(Client client, Order order, std::shared_ptr<TransferSlots> transfers)
    : m_client(std::move(client)),
      m_order(std::move(order)),
      m_slots(std::move(transfers)),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the copy has not ended yet"))
{
}

ObjectCopy::~ObjectCopy() = default;

Value ObjectCopy::request(const Order& order)
{
    const ListedObject& source = order.source;
    Value params = conditions(order);
    params.insert("Bucket", order.targetBucket);
    params.insert("Key", order.target);
    Value from = Value::map({{"Bucket", order.sourceBucket}, {"Key", source.key}});
    if (!source.version.empty())
        from.insert("VersionId", source.version);
    params.insert("CopySource", std::move(from));
    if (!order.overwrites)
        params.insert("IfNoneMatch", "*");
    return params;
}

std::int64_t ObjectCopy::partsOf(std::int64_t size)
{
    return size > mostForOneCall ? (size + largePart - 1) / largePart : 0;
}

void ObjectCopy::start()
{
    const ListedObject& source = m_order.source;
    if (source.size > mostForOneCall) {
        startParts(conditions(m_order));
        return;
    }
    CallOptions options;
    options.cause = m_order.cause;
    options.target = source.key + " \u2192 " + m_order.target;
    m_reply = m_client.call("CopyObject", request(m_order), std::move(options));
    connect(m_reply.get(), &Task::finished, this, [this] { finish(m_reply->result()); });
}

void ObjectCopy::startParts(Value params)
{
    TransferConfig config;
    config.multipartThreshold = mostForOneCall + 1;
    config.partSize = largePart;
    Value from = Value::map({{"Bucket", m_order.sourceBucket}, {"Key", m_order.source.key}});
    if (!m_order.source.version.empty())
        from.insert("VersionId", m_order.source.version);
    m_parts = makeOwned<Copy>(
        m_client, CopyOrder{std::move(from), m_order.targetBucket, m_order.target, std::move(params)},
        m_client, m_slots, config);
    CallOptions options;
    options.cause = m_order.cause;
    options.target = m_order.source.key + " \u2192 " + m_order.target;
    m_parts->setCallOptions(std::move(options));
    connect(m_parts.get(), &Transfer::resumePointChanged, this, [this] {
        if (!std::exchange(m_isTold, true))
            emit uploadBegun(m_parts->uploadId());
    });
    connect(m_parts.get(), &Task::finished, this, [this] { finish(m_parts->result()); });
    m_parts->start();
}

void ObjectCopy::finish(const Result<Value>& answer)
{
    if (answer) {
        const Value& copied = (*answer)["CopyObjectResult"];
        const std::string& etag = (copied.isMap() ? copied : *answer)["ETag"].text();
        m_result =
            Copied{etag, (*answer)["VersionId"].text(), isOfOnePart(etag) && etag == m_order.source.etag};
    } else {
        m_result = answer.error();
    }
    end();
}

void ObjectCopy::cancel()
{
    if (isFinished())
        return;
    if (m_parts) {
        m_parts->cancel(); // takes back its upload first
        return;
    }
    if (m_reply) {
        m_reply->cancel();
        return;
    }
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "Cancelled before it was begun.");
    end();
}

void ObjectCopy::giveUp()
{
    m_reply.reset();
    m_parts.reset();
}

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
