#include "core/dynamodb/batchwriter.h"

#include <algorithm>

namespace inia::dynamodb {

namespace {

/// The item of a put request or the key of a delete request.
const NativeValue& subject(const NativeValue& request)
{
    const auto& put = request["PutRequest"];
    return put.isMap() ? put["Item"] : request["DeleteRequest"]["Key"];
}

} // namespace

BatchWriter::BatchWriter(NativeClient client, std::string table, BatchWriterOptions options)
    : m_client(std::move(client)), m_table(std::move(table)), m_options(std::move(options))
{
}

Result<void> BatchWriter::putItem(NativeValue item)
{
    return take("PutRequest", "Item", std::move(item));
}

Result<void> BatchWriter::deleteItem(NativeValue key)
{
    return take("DeleteRequest", "Key", std::move(key));
}

Result<void> BatchWriter::take(std::string_view kind, std::string_view part, NativeValue values)
{
    if (m_isFinishing || isFinished())
        return makeError(ErrorKind::Parameter, "WriterFinished",
                         "This batch writer for " + m_table + " has ended and takes no more items");
    auto request =
        NativeValue::map({{std::string(kind), NativeValue::map({{std::string(part), std::move(values)}})}});
    for (const auto& key : m_options.overwriteByKeys) {
        if (!subject(request).contains(key))
            return makeError(ErrorKind::Parameter, "MissingKey",
                             "The " + std::string(part) + " for " + m_table + " lacks '" + key +
                                 "', by which items are told apart");
    }
    m_arrived.push_back(std::move(request));
    proceed();
    return {};
}

void BatchWriter::finish()
{
    if (m_isFinishing || isFinished())
        return;
    m_isFinishing = true;
    // Later, so that nothing is emitted before control is back with the caller.
    QMetaObject::invokeMethod(this, &BatchWriter::proceed, Qt::QueuedConnection);
}

std::vector<NativeValue> BatchWriter::unwritten() const
{
    auto all = m_sent;
    all.insert(all.end(), m_buffer.begin(), m_buffer.end());
    all.insert(all.end(), m_arrived.begin(), m_arrived.end());
    return all;
}

std::optional<NativeValue::List> BatchWriter::keyValues(const NativeValue& request) const
{
    NativeValue::List values;
    for (const auto& key : m_options.overwriteByKeys)
        values.push_back(subject(request)[key]);
    return values.empty() ? std::nullopt : std::optional(std::move(values));
}

void BatchWriter::bufferRequest(NativeValue request)
{
    if (const auto key = keyValues(request)) {
        std::erase_if(m_buffer,
                      [this, &key](const NativeValue& earlier) { return keyValues(earlier) == key; });
    }
    m_buffer.push_back(std::move(request));
}

/// Takes requests in one by one, as if each had waited for the batch before it: so de-duplication sees the
/// buffer that boto3's would see.
void BatchWriter::proceed()
{
    if (m_reply || isFinished())
        return;
    while (!m_arrived.empty()) {
        bufferRequest(std::move(m_arrived.front()));
        m_arrived.pop_front();
        if (m_buffer.size() >= m_options.batchSize)
            return send();
    }
    if (!m_isFinishing)
        return;
    if (m_buffer.empty())
        conclude({});
    else
        send();
}

void BatchWriter::send()
{
    const auto count = std::min(m_options.batchSize, m_buffer.size());
    const auto last = m_buffer.begin() + static_cast<std::ptrdiff_t>(count);
    m_sent.assign(m_buffer.begin(), last);
    m_buffer.erase(m_buffer.begin(), last);
    const auto requests = NativeValue::map({{m_table, NativeValue::list(m_sent)}});
    CallOptions options;
    options.cause = m_options.cause;
    options.target = m_table;
    m_reply =
        m_client.call("BatchWriteItem", NativeValue::map({{"RequestItems", requests}}), std::move(options));
    m_lastCallId = m_reply->reply() ? m_reply->reply()->callId() : 0;
    connect(m_reply.get(), &NativeReply::finished, this, &BatchWriter::receive);
}

void BatchWriter::receive()
{
    const auto reply = std::move(m_reply);
    if (!reply->result())
        return conclude(reply->result().error());
    m_sent.clear();
    const auto& unprocessed = reply->result().value()["UnprocessedItems"][m_table].items();
    m_buffer.insert(m_buffer.end(), unprocessed.begin(), unprocessed.end());
    proceed();
    if (!m_reply && !isFinished())
        emit readyForMore();
}

void BatchWriter::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    conclude(makeError(ErrorKind::Cancelled, "Cancelled", "writing to " + m_table + " was given up"));
}

void BatchWriter::conclude(Result<void> result)
{
    m_result = std::move(result);
    end();
}

} // namespace inia::dynamodb
