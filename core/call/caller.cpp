#include "core/call/caller.h"

#include "core/call/call.h"
#include "core/call/clientcontext.h"
#include "core/call/requestbuilder.h"
#include "core/call/requestsigner.h"
#include "core/learned/clientmemory.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/policy/s3servers.h"
#include "core/quirks/quirks.h"

namespace inia {

// ---- calls ------------------------------------------------------------------------------------------------

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

Result<void> Caller::mayGo(const OperationModel& operation, const Value& params,
                           const CallOptions& options) const
{
    auto allowed = m_context->policy->check(operation, params);
    if (allowed && m_context->server && !options.ignoresServerGate)
        allowed = m_context->server->check(operation);
    return allowed;
}

void Caller::learnServer(const HttpResponse& answer) const
{
    if (m_context->server)
        m_context->server->learn(answer.headers.value("Server"));
}

std::shared_ptr<void> Caller::askServer(const OperationModel& operation, const Value& params,
                                        const CallOptions& options, quint64 parent,
                                        std::function<void()> answered) const
{
    const std::string& bucket = params["Bucket"].text();
    if (options.dryRun || options.ignoresServerGate || !m_context->server || bucket.empty() ||
        !m_context->server->hasToAsk(operation) || !m_context->policy->check(operation, params))
        return {};
    return ask(parent)({"HeadBucket", Value::map({{"Bucket", bucket}}), "Find out which server this is"},
                       [answered = std::move(answered)](const Result<Value>&) { answered(); });
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

// ---- calls that nobody sends ------------------------------------------------------------------------------

Result<RequestDraft> draftRequest(const Caller& caller, std::string_view operation, Value params,
                                  DraftParameters parameters)
{
    ClientContext context = caller.context();
    if (parameters == DraftParameters::AsTheyAre)
        context.config.parameterValidation = false;
    const auto model = findOperation(*context.model, std::string(operation));
    if (!model.valid())
        return unknownOperation(*context.model, operation);
    QuirkContext quirks(model, context.config);
    const RegionRedirect redirect(context, caller.memory(), params);
    const RequestBuilder builder(context, caller.memory());
    const auto serialized = builder.build(quirks, params);
    if (!serialized)
        return serialized.error();
    auto prepared = builder.address(model, params, *serialized, redirect.region(), {});
    if (!prepared)
        return prepared.error();
    if (auto done = finishRequest(context, quirks, params, *prepared); !done)
        return done.error();
    RequestDraft draft{std::move(prepared->request), std::move(prepared->signing),
                       prepared->crossRegionUrl.has_value()};
    if (draft.signing.scheme != SigningScheme::SigV4)
        return draft;
    // For what it adds beside itself: S3 wants the body's digest in a header.
    Credentials nobody;
    nobody.accessKey = "nobody";
    nobody.secretKey = "nothing";
    draft.signing.time = caller.memory().now();
    if (const auto record = RequestSignatures().signHeaders(draft.request, nobody, draft.signing); !record)
        return record.error();
    draft.request.headers.remove("Authorization");
    return draft;
}

} // namespace inia
