#include "core/objects/objectcopy.h"

#include <utility>

namespace inia {

namespace {

constexpr std::int64_t mostForOneCall = 5'368'709'120;
constexpr qint64 largePart = qint64(512) * 1024 * 1024;

bool isOfOnePart(std::string_view etag)
{
    return !etag.empty() && etag.find('-') == std::string_view::npos;
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

void ObjectCopy::start()
{
    const ListedObject& source = m_order.source;
    Value params = Value::map({{"MetadataDirective", "COPY"}, {"TaggingDirective", "COPY"}});
    if (!source.etag.empty())
        params.insert("CopySourceIfMatch", source.etag);
    if (!source.storageClass.empty() && source.storageClass != "STANDARD")
        params.insert("StorageClass", source.storageClass);
    if (source.size > mostForOneCall) {
        startParts(std::move(params));
        return;
    }
    params.insert("Bucket", m_order.targetBucket);
    params.insert("Key", m_order.target);
    Value from = Value::map({{"Bucket", m_order.sourceBucket}, {"Key", source.key}});
    if (!source.version.empty())
        from.insert("VersionId", source.version);
    params.insert("CopySource", std::move(from));
    if (!m_order.overwrites)
        params.insert("IfNoneMatch", "*");
    CallOptions options;
    options.cause = m_order.cause;
    options.target = source.key + " \u2192 " + m_order.target;
    m_reply = m_client.call("CopyObject", std::move(params), std::move(options));
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

} // namespace inia
