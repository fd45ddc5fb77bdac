#include "app/cli/callcommand.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/common/clock.h"

#include <QtCore/QMetaObject>

namespace inia::cli {

CallCommand::CallCommand(Runtime runtime, CallArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
    if (m_arguments.at)
        m_runtime.clock = std::make_shared<FrozenClock>(*m_arguments.at);
}

void CallCommand::start()
{
    SessionOptions options;
    options.profile = m_arguments.profile;
    options.region = m_arguments.region;
    options.client.endpointUrl = m_arguments.endpointUrl;
    options.unsignedRequests = !m_arguments.signRequest;
    const auto session = Session::create(m_runtime, options);
    if (!session)
        return fail(session.error());
    for (const auto& warning : session->warnings())
        print(stderr, "inia-cli: warning: " + warning + "\n");
    auto client = session->client(m_arguments.service);
    if (!client)
        return fail(client.error());
    m_client = std::move(client).value();
    const auto operation = m_client->model().operation(m_arguments.operation);
    auto params = valuesFromJson(m_arguments.params, operation.valid() ? operation.input() : Shape());
    if (!params)
        return fail(params.error());
    m_arguments.params = std::move(params).value();
    if (m_arguments.paginate) {
        auto paginator = m_client->paginator(m_arguments.operation, m_arguments.params);
        if (!paginator)
            return fail(paginator.error());
        m_paginator = std::move(paginator).value();
        m_whole.emplace(m_paginator->paths());
    }
    fetchPage();
}

void CallCommand::fetchPage()
{
    CallOptions options;
    options.dryRun = m_arguments.dryRun;
    m_reply = m_paginator ? m_paginator->fetchNext(options)
                          : m_client->call(m_arguments.operation, m_arguments.params, options);
    connect(m_reply.get(), &Reply::finished, this, &CallCommand::received);
}

void CallCommand::received()
{
    const auto& result = m_reply->result();
    if (!result)
        return fail(result.error());
    if (m_arguments.dryRun) {
        print(stdout, dryRunText(*m_reply));
        emit done(Success);
    } else if (m_paginator) {
        acceptPage(*result);
    } else {
        print(stdout, answerText(*result));
        emit done(Success);
    }
}

void CallCommand::acceptPage(Value page)
{
    const auto accepted = m_paginator->accept(page);
    m_whole->add(page);
    if (!accepted)
        return fail(accepted.error());
    if (m_paginator->hasMore())
        return fetchPage();
    print(stdout, answerText(m_whole->value(m_paginator->resumeToken())));
    emit done(Success);
}

void CallCommand::fail(const Error& error)
{
    print(stderr, errorText(error));
    // Queued, since this may run before the event loop does.
    QMetaObject::invokeMethod(
        this, [this, code = exitCode(error)] { emit done(code); }, Qt::QueuedConnection);
}

} // namespace inia::cli
