#include "core/dynamodb/itemcursor.h"

#include <QtCore/QPointer>

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
