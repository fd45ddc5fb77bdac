#include "core/dynamodb/nativeclient.h"

#include "core/dynamodb/calltransform.h"

#include <QtCore/QPointer>

#include <algorithm>

namespace inia::dynamodb {

namespace {

using std::chrono::steady_clock;

/// A double of the model, which a whole number in JSON leaves an integer.
double units(const NativeValue& number)
{
    return number.isNumber() ? number.number().toDouble() : number.floating();
}

double unitsOfAll(const NativeValue& indexes)
{
    double sum = 0;
    for (const auto& [name, capacity] : indexes.members())
        sum += units(capacity["CapacityUnits"]);
    return sum;
}

std::chrono::milliseconds since(steady_clock::time_point start)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - start);
}

} // namespace

// ---- calls ------------------------------------------------------------------------------------------------

NativeReply::NativeReply(OperationModel operation, ReplyPtr reply, Error error)
    : m_operation(operation), m_reply(std::move(reply)), m_error(std::move(error))
{
    if (m_reply)
        connect(m_reply.get(), &Reply::finished, this, &NativeReply::receive);
    else
        QMetaObject::invokeMethod(this, &NativeReply::receive, Qt::QueuedConnection);
}

void NativeReply::receive()
{
    if (isFinished())
        return;
    if (!m_reply)
        m_result = m_error;
    else if (!m_reply->result())
        m_result = m_reply->result().error();
    else
        m_result = fromCallResult(m_operation, m_reply->result().value());
    end();
}

void NativeReply::cancel()
{
    if (m_reply)
        m_reply->cancel();
    else
        m_error = makeError(ErrorKind::Cancelled, "Cancelled", "The call was cancelled");
    receive();
}

NativeReplyPtr NativeClient::call(std::string_view operation, const NativeValue& params,
                                  CallOptions options) const
{
    const auto model = m_client.model().operation(operation);
    // The client knows best how to say that there is no such operation.
    if (!model.valid())
        return NativeReplyPtr(new NativeReply({}, m_client.call(operation, {}, std::move(options)), {}));
    auto made = toCallParams(model, params);
    if (!made) {
        auto error = made.error();
        error.operation = model.name();
        return NativeReplyPtr(new NativeReply(model, nullptr, std::move(error)));
    }
    return NativeReplyPtr(
        new NativeReply(model, m_client.call(operation, std::move(made).value(), std::move(options)), {}));
}

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

namespace {

class NativeValues final : public ResourceExtension {
public:
    [[nodiscard]] Result<Value> travelling(const Resource& resource, std::string_view action,
                                           const Value& params) const override
    {
        return actionParams(resource, action, NativeValue::fromValue(params));
    }
};

} // namespace

std::shared_ptr<const ResourceExtension> resourceExtension()
{
    return std::make_shared<const NativeValues>();
}

bool takesNativeValues(const Resource& resource)
{
    return resource.definition().service == "dynamodb";
}

Result<Value> actionParams(const Resource& resource, std::string_view action, const NativeValue& params)
{
    const auto* found = findAction(resource.definition().actions, action);
    const auto operation =
        found ? resource.client().model().operation(found->request.operation) : OperationModel();
    if (!operation.valid())
        return Value();
    auto made = toCallParams(operation, params);
    if (made)
        return made;
    auto error = made.error();
    error.operation = operation.name();
    return error;
}

ResourceReplyPtr act(const Resource& resource, std::string_view action, const NativeValue& params,
                     CallOptions options)
{
    return ResourceReply::actWith(resource, action, actionParams(resource, action, params),
                                  std::move(options));
}

Result<NativeValue> nativeData(const ResourceReply& reply)
{
    if (!reply.result())
        return reply.result().error();
    return fromCallResult(reply.resource().client().model().operation(reply.operation()),
                          reply.result()->data);
}

Result<Owned<BatchWriter>> batchWriter(const Resource& table, BatchWriterOptions options)
{
    if (!takesNativeValues(table) || table.type() != "Table")
        return makeError(ErrorKind::Parameter, "NotATable",
                         table.text() + " is no table and has no batch writer");
    return makeOwned<BatchWriter>(NativeClient(table.client()), table.identifier("name").text(),
                                  std::move(options));
}

// ---- items, page by page ----------------------------------------------------------------------------------

ItemCursor::ItemCursor(NativeClient client, std::string operation, NativeValue params)
    : m_client(std::move(client)), m_operation(std::move(operation)), m_params(std::move(params))
{
}

std::chrono::milliseconds ItemCursor::elapsed() const
{
    return m_state == State::Loading ? m_elapsed + since(m_started) : m_elapsed;
}

void ItemCursor::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void ItemCursor::fetchNextPage(const std::string& cause)
{
    if (m_state == State::Loading || m_state == State::Complete)
        return;
    m_cause = cause;
    m_emptyPages = 0;
    m_error.reset();
    ask();
    setState(State::Loading);
}

void ItemCursor::ask()
{
    CallOptions options;
    options.cause = m_cause;
    options.target = m_params["TableName"].text() + " \u00B7 page " + std::to_string(m_pages + 1);
    options.page = m_pages + 1;
    options.group = m_firstCallId;
    m_started = steady_clock::now();
    m_reply = m_client.call(m_operation, m_params, std::move(options));
    ++m_requests;
    m_lastCallId = m_reply->reply() ? m_reply->reply()->callId() : 0;
    if (m_firstCallId == 0)
        m_firstCallId = m_lastCallId;
    connect(m_reply.get(), &NativeReply::finished, this, &ItemCursor::finishPage);
}

void ItemCursor::finishPage()
{
    const NativeReplyPtr reply = std::move(m_reply);
    m_elapsed += since(m_started);
    const auto& answer = reply->result();
    if (!answer) {
        m_error = answer.error();
        setState(State::Failed);
        return;
    }
    ++m_pages;
    addUp(*answer);
    const auto* lastKey = answer->find("LastEvaluatedKey");
    const auto* startKey = m_params.find("ExclusiveStartKey");
    const bool isStuck = lastKey && startKey && *startKey == *lastKey;
    if (lastKey)
        m_params.insert("ExclusiveStartKey", *lastKey);
    const auto& items = (*answer)["Items"].items();
    if (items.empty() && lastKey && !isStuck && ++m_emptyPages < emptyPagesInOneGo) {
        ask();
        emit stateChanged();
        return;
    }
    if (!items.empty()) {
        const QPointer<ItemCursor> alive(this); // a slot may drop the cursor
        emit pageReady({items, (*answer)["ScannedCount"].number().toInt().value_or(0)});
        if (!alive)
            return;
    }
    if (isStuck) {
        m_error = makeError(ErrorKind::Parse, "PaginationError",
                            "The same last key was received twice; the listing would never end");
        setState(State::Failed);
        return;
    }
    setState(lastKey ? State::More : State::Complete);
}

void ItemCursor::addUp(const NativeValue& answer)
{
    m_scanned += answer["ScannedCount"].number().toInt().value_or(0);
    m_matched += static_cast<std::int64_t>(answer["Items"].size());
    const auto* consumed = answer.find("ConsumedCapacity");
    if (!consumed)
        return;
    m_capacity.isKnown = true;
    m_capacity.total += units((*consumed)["CapacityUnits"]);
    m_capacity.index +=
        unitsOfAll((*consumed)["LocalSecondaryIndexes"]) + unitsOfAll((*consumed)["GlobalSecondaryIndexes"]);
}

void ItemCursor::cancel()
{
    if (m_state != State::Loading)
        return;
    m_elapsed += since(m_started);
    m_reply.reset();
    m_state = m_pages == 0 ? State::Pristine : State::More;
}

} // namespace inia::dynamodb
