#include "core/call/responsebody.h"

#include "core/async/background.h"
#include "core/checksum/httpchecksum.h"
#include "core/protocol/errorparser.h"

#include <QtCore/QPointer>

#include <new>

namespace inia {

namespace {

/// Whatever an answer holds, it may not end the program.
Result<ParsedResponse> parseWithinMemory(const ResponseParser& parser, const OperationModel& operation,
                                         const HttpResponse& response)
{
    try {
        return parser.parse(operation, response);
    } catch (const std::bad_alloc&) {
        return outOfMemory(operation, response);
    }
}

} // namespace

Error outOfMemory(const OperationModel& operation, const HttpResponse& response)
{
    return withResponse(operation, response,
                        makeError(ErrorKind::Parse, "OutOfMemory",
                                  "there is no memory for the answer to " + std::string(operation.name()) +
                                      ", which has " + std::to_string(response.body.size()) +
                                      " bytes. Ask for less at once."));
}

void parseResponse(QObject* context, std::shared_ptr<const ServiceModel> model, const Protocol& protocol,
                   const OperationModel& operation, HttpResponse response,
                   std::function<void(Result<ParsedResponse>)> done)
{
    if (response.body.size() <= parsedInPlace) {
        done(parseWithinMemory(protocol.parser, operation, response));
        return;
    }
    runInBackground(
        *QThreadPool::globalInstance(),
        [model = std::move(model), &parser = protocol.parser, operation, response = std::move(response)] {
            return parseWithinMemory(parser, operation, response);
        },
        [context = QPointer<QObject>(context), done = std::move(done)](Result<ParsedResponse> outcome) {
            if (context)
                done(std::move(outcome));
        });
}

std::shared_ptr<ResponseStream> ResponseStream::forCall(const OperationModel& operation, const Value& params,
                                                        const CallOptions& options)
{
    const bool hasEvents = operation.hasEventStreamOutput();
    const bool streams =
        (hasEvents && options.onEvent) || (!hasEvents && operation.hasStreamingOutput() && options.bodySink);
    return streams ? std::make_shared<ResponseStream>(operation, params, options) : nullptr;
}

ResponseStream::ResponseStream(const OperationModel& operation, const Value& params,
                               const CallOptions& options)
    : m_operation(operation), m_params(params), m_sink(options.bodySink), m_onEvent(options.onEvent)
{
    if (operation.hasEventStreamOutput())
        m_events.emplace(operation);
}

bool ResponseStream::begin(const HttpResponse& head)
{
    if (head.status < 200 || head.status >= 300)
        return false;
    m_head = head;
    if (m_events) {
        m_events.emplace(m_operation);
        m_lastEvent.clear();
        return true;
    }
    m_checksum.reset();
    if (const auto algorithm = responseChecksum(m_operation, m_params, head.headers))
        m_checksum.emplace(*algorithm);
    return m_sink->begin(head);
}

Result<std::size_t> ResponseStream::write(std::string_view bytes)
{
    if (m_stopped)
        return bytes.size();
    if (m_events) {
        m_events->add(bytes);
        if (const auto handedOn = handEventsOn(); !handedOn)
            return withResponse(m_operation, m_head, handedOn.error());
        return bytes.size();
    }
    m_final = true;
    auto taken = m_sink->write(bytes);
    if (taken && m_checksum)
        m_checksum->update(bytes.substr(0, *taken));
    return taken;
}

Result<void> ResponseStream::handEventsOn()
{
    while (!m_stopped) {
        const auto event = m_events->next();
        if (!event) {
            // What the service reports in the middle of its answer is the answer.
            m_final = m_final || event.error().kind == ErrorKind::Service;
            return event.error();
        }
        if (!*event)
            break;
        m_final = true;
        if (const auto& names = (*event)->members(); !names.empty())
            m_lastEvent = names.begin()->first;
        m_onEvent(**event);
    }
    return {};
}

Result<void> ResponseStream::finish()
{
    if (m_checksum)
        return checkStreamedResponse(m_operation, m_head, *m_checksum);
    if (!m_events)
        return {};
    if (const auto end = m_events->finish(); !end)
        return withResponse(m_operation, m_head, end.error());
    return {};
}

UnreadableValues ResponseStream::unreadable() const
{
    return m_events ? m_events->unreadable() : UnreadableValues();
}

const Value& ResponseStream::initialMembers() const
{
    static const Value none = Value::emptyMap();
    return m_events ? m_events->initialMembers() : none;
}

} // namespace inia
