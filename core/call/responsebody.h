#pragma once

#include "core/call/calloptions.h"
#include "core/checksum/checksum.h"
#include "core/http/transport.h"
#include "core/model/servicemodel.h"
#include "core/protocol/eventstream.h"
#include "core/protocol/protocol.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <optional>

namespace inia {

/// Bodies above this are parsed in a thread of the global pool, so that a page of 1,000 rows costs no frame.
inline constexpr qsizetype parsedInPlace = qsizetype(64) * 1024;

/// When there is no memory for what an answer holds. Kind Parse: asking again would end in the same way.
[[nodiscard]] Error outOfMemory(const OperationModel& operation, const HttpResponse& response);

/// Parses `response` and gives the outcome to `done` in the caller's thread: at once for a small body, later
/// for a big one. When `context` is gone by then, `done` is not called.
void parseResponse(QObject* context, std::shared_ptr<const ServiceModel> model, const Protocol& protocol,
                   const OperationModel& operation, HttpResponse response,
                   std::function<void(Result<ParsedResponse>)> done);

/// Takes the body of a call's answer as it comes: for the caller's sink, with the checksum over it, or for
/// the caller's event handler.
class ResponseStream final : public BodySink {
public:
    /// Null when the answer is to be collected: the caller asks for nothing else, or the operation's answer
    /// does not stream. `params` are those that are sent.
    [[nodiscard]] static std::shared_ptr<ResponseStream>
    forCall(const OperationModel& operation, const Value& params, const CallOptions& options);

    ResponseStream(const OperationModel& operation, const Value& params, const CallOptions& options);

    [[nodiscard]] qint64 expectedSize() const override { return m_events ? -1 : m_sink->expectedSize(); }
    [[nodiscard]] bool begin(const HttpResponse& head) override;
    [[nodiscard]] Result<std::size_t> write(std::string_view bytes) override;
    /// The call was given up: nothing more is handed on.
    void stop() { m_stopped = true; }
    /// Whether it is too late to try the call again.
    [[nodiscard]] bool isFinal() const { return m_final; }
    /// To be asked when the body has ended well: the checksum, the end of the events.
    [[nodiscard]] Result<void> finish();
    /// Members of the output that came with the events.
    [[nodiscard]] const Value& initialMembers() const;
    /// The name of the event that was handed on last; empty for none.
    [[nodiscard]] const std::string& lastEvent() const { return m_lastEvent; }
    /// Of the events that were handed on.
    [[nodiscard]] UnreadableValues unreadable() const;

private:
    [[nodiscard]] Result<void> handEventsOn();

    OperationModel m_operation;
    Value m_params;
    std::shared_ptr<BodySink> m_sink;
    std::function<void(const Value&)> m_onEvent;
    HttpResponse m_head;
    std::optional<Checksum> m_checksum;
    std::optional<EventReader> m_events;
    std::string m_lastEvent;
    bool m_final = false;
    bool m_stopped = false;
};

} // namespace inia
