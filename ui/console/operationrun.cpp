#include "ui/console/operationrun.h"

#include "core/common/redaction.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "ui/actions/actionoutcome.h"

namespace inia::ui {

namespace {

/// What would go over the wire, without what gives access.
Value shownRequest(const HttpRequest& request)
{
    Value headers = Value::emptyMap();
    for (const auto& [name, value] : request.headers)
        headers.insert(name, redactHeaderValue(name, value));
    return Value::map({{"Method", Value(request.method)},
                       {"Url", Value(redactUrl(request.url))},
                       {"Headers", headers},
                       {"BodyBytes", Value(static_cast<std::int64_t>(request.body.size()))}});
}

} // namespace

OperationRun::OperationRun(Client client, std::string operation, Value params, Kind kind)
    : m_client(std::move(client)),
      m_operation(std::move(operation)),
      m_params(std::move(params)),
      m_kind(kind),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the call has not finished"))
{
}

std::string OperationRun::dryRunMember(const Shape& input)
{
    for (const char* name : {"DryRun", "dryRun", "ValidateOnly", "validateOnly", "PerformCheckOnly"}) {
        if (input.valid() && input.member(name).type() == ShapeType::Bool)
            return name;
    }
    return {};
}

void OperationRun::start()
{
    m_started = std::chrono::steady_clock::now();
    CallOptions options;
    options.cause = "API console";
    if (m_kind == Kind::AllPages) {
        auto paginator = m_client.paginator(m_operation, m_params);
        if (!paginator) {
            finish(paginator.error());
            return;
        }
        m_reader = makeOwned<PageReader>(std::move(paginator).value(), options);
        connect(m_reader.get(), &PageReader::pageReady, this, &OperationRun::takePage);
        connect(m_reader.get(), &PageReader::finished, this, [this] {
            if (m_reader->reply() != nullptr)
                m_lastCallId = m_reader->reply()->callId();
            const auto& ended = m_reader->result();
            finish(ended ? Result<Value>(m_all ? m_all->value(std::nullopt) : Value::emptyMap())
                         : ended.error());
        });
        m_reader->readAll();
        return;
    }
    options.dryRun = m_kind == Kind::ShowRequest;
    if (m_kind == Kind::DryRun)
        m_params.insert(dryRunMember(m_client.model().operation(m_operation).input()), Value(true));
    m_reply = m_client.call(m_operation, m_params, options);
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, &OperationRun::takeReply);
}

void OperationRun::takePage(const Value& page)
{
    ++m_pages;
    if (!m_all)
        m_all.emplace(m_reader->paginator().paths());
    m_all->add(page);
    emit progressed();
}

void OperationRun::takeReply()
{
    const auto& result = m_reply->result();
    if (!result) {
        finish(result.error());
        return;
    }
    if (m_kind == Kind::ShowRequest) {
        finish(shownRequest(m_reply->preparedRequest()));
        return;
    }
    m_pages = 1;
    if (m_client.canPaginate(m_operation)) {
        auto paginator = m_client.paginator(m_operation, m_params);
        Value page = *result;
        if (paginator && paginator->accept(page))
            m_hasMore = paginator->hasMore();
    }
    finish(withoutMetadata(*result));
}

void OperationRun::finish(Result<Value> result)
{
    m_elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_started);
    m_result = std::move(result);
    end();
}

void OperationRun::giveUp()
{
    m_reply.reset();
    m_reader.reset();
}

void OperationRun::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the call was cancelled"));
}

} // namespace inia::ui
