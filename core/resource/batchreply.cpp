#include "core/resource/batchreply.h"

#include "core/resource/requestparams.h"
#include "core/resource/resourceanswer.h"

namespace inia {

BatchReply::BatchReply(const Collection& collection, CallOptions options)
    : m_cursor(collection), m_options(std::move(options))
{
    connect(&m_cursor, &CollectionCursor::pageReady, this,
            [this](const CollectionPage& page) { m_page = page; });
    connect(&m_cursor, &CollectionCursor::stateChanged, this, &BatchReply::receiveState);
}

BatchReplyPtr BatchReply::start(const Collection& collection, std::string_view action, Value params,
                                CallOptions options)
{
    BatchReplyPtr reply(new BatchReply(collection, std::move(options)));
    reply->m_params = std::move(params);
    const auto& parent = collection.parent();
    const auto type =
        Resource::create(parent.client(), parent.definitions(), collection.definition().resource.type, {});
    std::vector<std::string> known;
    for (const auto& batch : type ? type->definition().batchActions : std::vector<ActionDefinition>()) {
        known.push_back(batch.name);
        if (batch.name == action)
            reply->m_action = batch;
    }
    QMetaObject::invokeMethod(
        reply.get(),
        [reply = reply.get(), parent, known, name = std::string(action)] {
            const auto& collection = reply->m_cursor.collection().definition().name;
            if (reply->m_action.name.empty())
                reply->finish(unknownMember(parent, "batch action for its " + collection, name, known));
            else if (!reply->isFinished())
                reply->m_cursor.fetchNextPage(reply->m_options);
        },
        Qt::QueuedConnection);
    return reply;
}

void BatchReply::receiveState()
{
    if (m_cursor.state() == CollectionCursor::State::Failed)
        finish(*m_cursor.error());
    else if (m_cursor.state() != CollectionCursor::State::Loading)
        actOnPage();
}

void BatchReply::actOnPage()
{
    Value params = Value::emptyMap();
    std::size_t index = 0;
    for (const auto& resource : m_cursor.resources(m_page))
        addBatchParams(params, resource, m_action.request, index++);
    if (params.size() == 0) {
        finish({});
        return;
    }
    m_reply = m_cursor.collection().parent().client().call(m_action.request.operation,
                                                           overriddenParams(params, m_params), m_options);
    connect(m_reply.get(), &Reply::finished, this, &BatchReply::receiveAnswer);
}

void BatchReply::receiveAnswer()
{
    const auto& result = m_reply->result();
    if (!result) {
        finish(result.error());
        return;
    }
    m_responses.append(foundAt(m_action.path, *result));
    if (m_cursor.state() == CollectionCursor::State::More)
        m_cursor.fetchNextPage(m_options);
    else
        finish({});
}

void BatchReply::finish(Result<void> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    end();
}

void BatchReply::giveUp()
{
    m_cursor.disconnect();
    m_cursor.cancel();
    m_reply.reset();
}

void BatchReply::cancel()
{
    m_cursor.cancel();
    m_reply.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the batch was cancelled"));
}

} // namespace inia
