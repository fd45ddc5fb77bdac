#include "core/call/caller.h"

#include "core/call/call.h"
#include "core/call/clientcontext.h"
#include "core/learned/clientmemory.h"

namespace inia {

Caller::Caller(ClientContext context)
    : m_context(std::make_shared<const ClientContext>(std::move(context))),
      m_memory(std::make_shared<ClientMemory>(m_context->clock, m_context->makeRetry()))
{
}

ReplyPtr Caller::call(std::string_view operation, Value params, CallOptions options,
                      OutlineReceiver receiver) const
{
    auto* call = new Call(*this, std::string(operation), std::move(params), std::move(options));
    ReplyPtr reply(call);
    call->setOutlineReceiver(std::move(receiver));
    call->start();
    return reply;
}

Ask Caller::ask(quint64 parent) const
{
    return [self = *this, parent](const Question& question, Answered answered) {
        CallOptions options;
        options.cause = question.cause;
        options.background = true;
        options.parent = parent;
        return tellingAnswer(self.call(question.operation, question.params, std::move(options)),
                             std::move(answered));
    };
}

} // namespace inia
