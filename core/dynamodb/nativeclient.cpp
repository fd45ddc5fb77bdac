#include "core/dynamodb/nativeclient.h"

#include "core/dynamodb/calltransform.h"

namespace inia::dynamodb {

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

} // namespace inia::dynamodb
