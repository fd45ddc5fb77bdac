#include "ui/console/operationrun.h"

#include "core/common/redaction.h"
#include "core/http/httpmessage.h"
#include "core/jmespath/expression.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/model/waitermodel.h"
#include "core/presign/presigner.h"
#include "core/protocol/jsonwriter.h"
#include "ui/actions/actionoutcome.h"
#include "ui/models/displaytext.h"

#include <QtCore/QDateTime>

#include <algorithm>

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

QString OperationRun::whyNoUrl(const OperationModel& operation)
{
    const auto protocol = operation.service().protocol();
    if (protocol == "json" || protocol == "smithy-rpc-v2-cbor")
        return tr("The parameters of %1 are in the body, which a URL cannot hold")
            .arg(toQString(operation.service().name()));
    return operation.hasEventStreamInput() || operation.streamsBothWays()
               ? tr("It takes a stream, which a URL cannot hold")
               : QString();
}

std::vector<std::string> OperationRun::waitersFor(const Client& client, const OperationModel& operation,
                                                  const Value& params)
{
    std::vector<std::string> names;
    const auto document = client.catalog().waiters(client.serviceName());
    for (const auto& name : client.waiterNames()) {
        const auto waiter =
            document ? WaiterModel::fromDocument(**document, name) : Result<WaiterModel>(document.error());
        const auto polled = waiter ? client.model().operation(waiter->operation) : OperationModel();
        if (!polled.valid() || !polled.input().valid())
            continue;
        const auto required = polled.input().required();
        bool isFilled = required.size() > 0;
        for (const auto member : required.items())
            isFilled = isFilled && !params[member.text()].isNull();
        if (isFilled || polled.name() == operation.name())
            names.push_back(name);
    }
    return names;
}

QString OperationRun::judged() const
{
    if (m_waiter == nullptr)
        return {};
    for (const auto& acceptor : m_waiter->model().acceptors) {
        const auto path = Expression::parse(acceptor.argument);
        const auto value = path ? path->search(m_waiter->lastResponse()) : Result<Value>(path.error());
        if (value && !value->isNull())
            return toOneLine(value->isText() ? value->text() : toJson(*value));
    }
    return {};
}

void OperationRun::presign()
{
    PresignOptions options;
    options.expires = m_life;
    const auto until = QDateTime::currentDateTime().addSecs(m_life.count());
    m_client.presigner().url(
        this, m_operation, m_params, options, [this, until](const Result<PresignedUrl>& url) {
            if (isFinished())
                return;
            if (!url) {
                finish(url.error());
                return;
            }
            const auto seconds = url->endsWithKeys.value_or(std::chrono::system_clock::time_point::max());
            const auto end = std::min(
                until, url->endsWithKeys
                           ? QDateTime::fromSecsSinceEpoch(std::chrono::system_clock::to_time_t(seconds))
                           : until);
            Value headers = Value::emptyMap();
            for (const auto& [name, value] : url->headers)
                headers.insert(name, value);
            Value result =
                Value::map({{"Url", url->url},
                            {"Method", url->method},
                            {"WorksUntil", end.toString(QStringLiteral("yyyy-MM-dd HH:mm")).toStdString()}});
            if (headers.size() > 0)
                result.insert("SendAlong", headers);
            finish(result);
        });
}

void OperationRun::wait()
{
    // Asked for its operation, which says which of the parameters are its own.
    const auto known = m_client.waiter(m_waiterName);
    if (!known) {
        finish(known.error());
        return;
    }
    const auto input = m_client.model().operation((*known)->model().operation).input();
    Value params = Value::emptyMap();
    for (const auto& [name, value] : m_params.members()) {
        if (input.valid() && input.hasMember(name))
            params.insert(name, value);
    }
    auto waiter = m_client.waiter(m_waiterName, params);
    if (!waiter) {
        finish(waiter.error());
        return;
    }
    m_waiter = std::move(*waiter);
    connect(m_waiter.get(), &Waiter::polled, this, &OperationRun::progressed);
    connect(m_waiter.get(), &Waiter::finished, this, [this] {
        const auto& ended = m_waiter->result();
        finish(ended ? Result<Value>(withoutMetadata(*ended)) : ended);
    });
    CallOptions options;
    options.cause = "API console";
    options.target = m_waiterName;
    m_waiter->start(options);
}

void OperationRun::start()
{
    m_started = std::chrono::steady_clock::now();
    if (m_kind == Kind::Presign) {
        presign();
        return;
    }
    if (m_kind == Kind::Wait) {
        wait();
        return;
    }
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
    m_requestId = page["ResponseMetadata"]["RequestId"].text();
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
    m_requestId = (*result)["ResponseMetadata"]["RequestId"].text();
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
    m_waiter.reset();
}

void OperationRun::cancel()
{
    if (isFinished())
        return;
    giveUp();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "the call was cancelled"));
}

} // namespace inia::ui
