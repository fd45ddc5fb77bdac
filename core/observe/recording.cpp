#include "core/observe/recording.h"

#include "core/common/localpath.h"
#include "core/common/redaction.h"
#include "core/observe/fileexport.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/timestamps.h"
#include "core/signing/cryptography.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>

#include <algorithm>
#include <set>

namespace inia {

namespace {

using namespace std::chrono;

constexpr qsizetype longestInnerBody = 1024 * 1024;

/// "https://host" of a request that did not go to AWS.
std::string ownEndpointOf(const ExchangeCall& call)
{
    if (call.attempts.empty())
        return {};
    const UrlParts url = splitUrl(call.attempts.front().request.url);
    const bool isAws = url.host.find(".amazonaws.com") != std::string_view::npos ||
                       url.host.find(".api.aws") != std::string_view::npos || url.host.empty();
    return isAws ? std::string() : std::string(url.scheme) + "://" + std::string(url.host);
}

class RecordingWriter final {
public:
    RecordingWriter(const RecordingOptions& options, QIODevice& device, const std::atomic<bool>& stop)
        : m_options(options), m_device(device), m_stop(stop)
    {
    }

    [[nodiscard]] Result<void> write(std::vector<std::shared_ptr<const ExchangeCall>> calls)
    {
        std::sort(calls.begin(), calls.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
        m_created = calls.empty() ? system_clock::now() : calls.front()->started;
        head(calls);
        for (const auto& call : calls) {
            if (m_stop)
                return makeError(ErrorKind::Cancelled, "Cancelled", "Writing the recording was given up");
            this->call(*call);
        }
        end(calls.size());
        if (!m_failure.empty())
            return makeError(ErrorKind::Configuration, "CannotWrite",
                             "The recording cannot be written: " + m_failure);
        return {};
    }

private:
    /// One line: what `fill` adds to an object that begins with its kind.
    template <typename Fill>
    void line(std::string_view kind, const Fill& fill)
    {
        JsonWriter json(JsonStyle{",", ":", 0, false});
        json.beginMap();
        json.key("t");
        json.text(kind);
        fill(json);
        json.endMap();
        const QByteArray text = QByteArray::fromStdString(json.take() + '\n');
        m_hash.addData(text);
        if (m_failure.empty() && m_device.write(text) != text.size())
            m_failure = m_device.errorString().toStdString();
    }
    static void member(JsonWriter& json, std::string_view name, std::string_view text)
    {
        json.key(name);
        json.text(text);
    }
    static void member(JsonWriter& json, std::string_view name, std::int64_t number)
    {
        json.key(name);
        json.integer(number);
    }
    static void orNull(JsonWriter& json, std::string_view name, std::int64_t number)
    {
        json.key(name);
        number > 0 ? json.integer(number) : json.null();
    }
    static void orNull(JsonWriter& json, std::string_view name, const std::string& text)
    {
        json.key(name);
        text.empty() ? json.null() : json.text(text);
    }
    void time(JsonWriter& json, system_clock::time_point time) const
    {
        json.key("at");
        json.number(static_cast<double>(duration_cast<microseconds>(time - m_created).count()) / 1000);
    }

    void head(const std::vector<std::shared_ptr<const ExchangeCall>>& calls)
    {
        for (const auto& call : calls) {
            const auto number = sessionOf(*call);
            auto& session = m_sessions[number - 1];
            if (session.account.empty())
                session.account = call->account;
            if (session.endpoint.empty())
                session.endpoint = ownEndpointOf(*call);
        }
        line("recording", [&](JsonWriter& json) {
            const auto micro = duration_cast<microseconds>(m_created.time_since_epoch()).count();
            const Timestamp created{micro / 1'000'000, static_cast<std::int32_t>(micro % 1'000'000 * 1000)};
            member(json, "version", recordingVersion);
            const auto text = formatTimestamp(created, TimestampFormat::Iso8601);
            member(json, "created", text ? text.value() : std::string());
            member(json, "program", m_options.program + " " INIA_VERSION);
            member(json, "models", m_options.models);
            json.key("redacted");
            json.boolean(true);
            json.key("sessions");
            json.beginList();
            for (std::size_t i = 0; i < m_sessions.size(); ++i) {
                json.beginMap();
                member(json, "n", static_cast<std::int64_t>(i + 1));
                member(json, "name", m_sessions[i].name);
                member(json, "account", m_sessions[i].account);
                member(json, "region", m_sessions[i].region);
                if (!m_sessions[i].endpoint.empty())
                    member(json, "endpoint", redactUrl(m_sessions[i].endpoint));
                json.endMap();
            }
            json.endList();
        });
    }

    [[nodiscard]] std::size_t sessionOf(const ExchangeCall& call)
    {
        const auto found = std::find_if(m_sessions.begin(), m_sessions.end(), [&](const auto& session) {
            return session.name == call.profile && session.region == call.region;
        });
        if (found != m_sessions.end())
            return static_cast<std::size_t>(found - m_sessions.begin()) + 1;
        m_sessions.push_back({call.profile, call.region, {}, {}});
        return m_sessions.size();
    }

    [[nodiscard]] std::int64_t causeOf(const ExchangeCall& call)
    {
        const auto [known, isNew] = m_causes.try_emplace({call.cause, call.background},
                                                         static_cast<std::int64_t>(m_causes.size()) + 1);
        if (isNew)
            line("cause", [&, id = known->second](JsonWriter& json) {
                member(json, "id", id);
                member(json, "kind", call.background ? "background" : "action");
                member(json, "text", redactText(call.cause));
            });
        return known->second;
    }

    /// The hash by which a line names the body; empty when there is none.
    [[nodiscard]] std::string body(const ExportedBody& body, std::string_view type)
    {
        if (body.bytes.isEmpty() || !body.leftOut.empty())
            return {};
        const std::string_view bytes(body.bytes.constData(), static_cast<std::size_t>(body.bytes.size()));
        const std::string hash = sha256Hex(bytes);
        if (!m_bodies.insert(hash).second)
            return hash;
        const bool isFile = body.bytes.size() > longestInnerBody && !m_options.bodiesFolder.isEmpty();
        if (isFile)
            writeBodyFile(hash, body.bytes);
        line("body", [&](JsonWriter& json) {
            member(json, "sha256", hash);
            member(json, "size", body.bytes.size());
            member(json, "type", type);
            if (!isFile)
                member(json, "data", body.isText ? std::string(bytes) : toBase64(bytes));
            member(json, "as", isFile ? "file" : body.isText ? "text" : "base64");
        });
        return hash;
    }

    void writeBodyFile(const std::string& hash, const QByteArray& bytes)
    {
        const QDir folder(m_options.bodiesFolder);
        folder.mkpath(QStringLiteral("."));
        const auto written = writePrivateFile(folder.filePath(QString::fromStdString(hash)), bytes);
        if (!written && m_failure.empty())
            m_failure = written.error().message;
    }

    void call(const ExchangeCall& call)
    {
        const auto cause = causeOf(call);
        line("call", [&](JsonWriter& json) {
            member(json, "id", static_cast<std::int64_t>(call.id));
            member(json, "session", static_cast<std::int64_t>(sessionOf(call)));
            member(json, "service", call.service);
            member(json, "operation", call.operation);
            json.key("params");
            json.value(recordedParams(call.params));
            member(json, "cause", cause);
            orNull(json, "parent", static_cast<std::int64_t>(call.parent));
            orNull(json, "page", call.page);
            orNull(json, "part", call.part);
            orNull(json, "target", redactText(call.target));
            member(json, "effect", effectName(call.effect));
            time(json, call.started);
        });
        for (const auto& each : call.attempts)
            attempt(call, each);
        if (call.state == ExchangeCall::State::Running)
            return;
        line("done", [&](JsonWriter& json) {
            member(json, "call", static_cast<std::int64_t>(call.id));
            member(json, "state", callStateName(call.state));
            member(json, "us", call.duration.count());
        });
    }

    void attempt(const ExchangeCall& call, const ExchangeAttempt& attempt)
    {
        const auto answer = exportedAnswerBody(call, attempt);
        const std::string sent =
            body(exportedRequestBody(call, attempt), attempt.request.headers.value("content-type"));
        const std::string received = body(answer, attempt.response.headers.value("content-type"));
        line("attempt", [&](JsonWriter& json) {
            member(json, "call", static_cast<std::int64_t>(call.id));
            member(json, "n", attempt.number);
            member(json, "kind", attemptKindName(attempt.kind));
            time(json, attempt.started);
            member(json, "delay", attempt.delayBefore.count());
            member(json, "reason", redactText(attempt.reason));
            member(json, "method", attempt.request.method);
            member(json, "url", redactUrl(attempt.request.url));
            headers(json, "headers", attempt.request.headers);
            orNull(json, "body", sent);
            member(json, "status", attempt.response.status);
            headers(json, "answerHeaders", attempt.response.headers);
            orNull(json, "answerBody", received);
            if (!answer.leftOut.empty())
                member(json, "leftOut", answer.leftOut);
            timing(json, attempt.timing);
            error(json, attempt.error);
        });
    }

    static void headers(JsonWriter& json, std::string_view name, const HttpHeaders& headers)
    {
        json.key(name);
        json.beginList();
        for (const auto& [header, value] : headers) {
            json.beginList();
            json.text(header);
            json.text(redactHeaderValue(header, value));
            json.endList();
        }
        json.endList();
    }

    static void timing(JsonWriter& json, const TransportTiming& timing)
    {
        const auto between = [](microseconds from, microseconds to) {
            return to.count() < 0 ? -1 : (to - std::max(from, microseconds(0))).count();
        };
        json.key("us");
        json.beginMap();
        member(json, "blocked", between(microseconds(0), timing.handedOver));
        member(json, "connect", between(timing.handedOver, timing.secured)); // with name and TLS
        for (const char* name : {"dns", "tls"})
            member(json, name, -1);
        member(json, "send", between(std::max(timing.handedOver, timing.secured), timing.sent));
        member(json, "wait", between(timing.sent, timing.firstByte));
        member(json, "receive", between(std::max(timing.sent, timing.firstByte), timing.done));
        json.endMap();
    }

    static void error(JsonWriter& json, const std::optional<Error>& error)
    {
        json.key("error");
        if (!error) {
            json.null();
            return;
        }
        json.beginMap();
        member(json, "kind", errorKindName(error->kind));
        member(json, "code", error->code);
        member(json, "message", redactText(error->message));
        json.endMap();
    }

    void end(std::size_t calls)
    {
        const std::string hash = m_hash.result().toHex().toStdString();
        line("end", [&](JsonWriter& json) {
            member(json, "calls", static_cast<std::int64_t>(calls));
            member(json, "bodies", static_cast<std::int64_t>(m_bodies.size()));
            member(json, "sha256", hash);
        });
    }

    const RecordingOptions& m_options;
    QIODevice& m_device;
    const std::atomic<bool>& m_stop;
    system_clock::time_point m_created;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    std::vector<RecordedSession> m_sessions;
    std::map<std::pair<std::string, bool>, std::int64_t> m_causes;
    std::set<std::string> m_bodies;
    std::string m_failure;
};

} // namespace

Result<void> writeRecording(const std::vector<std::shared_ptr<const ExchangeCall>>& calls,
                            const RecordingOptions& options, QIODevice& device, const std::atomic<bool>& stop)
{
    return RecordingWriter(options, device, stop).write(calls);
}

Value recordedParams(const Value& params)
{
    if (params.isBlob()) {
        const QByteArray bytes = params.blob();
        return toBase64({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    }
    if (params.isTime()) {
        const auto text = formatTimestamp({params.time().seconds, 0}, TimestampFormat::Iso8601);
        return text ? Value(*text) : Value();
    }
    if (params.isList()) {
        Value items = Value::emptyList();
        for (const Value& item : params.items())
            items.append(recordedParams(item));
        return items;
    }
    if (params.isMap()) {
        Value members = Value::emptyMap();
        for (const auto& [name, member] : params.members())
            members.insert(name, recordedParams(member));
        return members;
    }
    return params;
}

std::string_view attemptKindName(AttemptKind kind)
{
    switch (kind) {
    case AttemptKind::First:
        return "first";
    case AttemptKind::Retry:
        return "retry";
    case AttemptKind::Redirect:
        return "redirect";
    case AttemptKind::Clock:
        return "clock";
    case AttemptKind::Credentials:
        return "credentials";
    case AttemptKind::Checksum:
        return "checksum";
    }
    return {};
}

std::string_view callStateName(ExchangeCall::State state)
{
    switch (state) {
    case ExchangeCall::State::Running:
        return "running";
    case ExchangeCall::State::Succeeded:
        return "succeeded";
    case ExchangeCall::State::Failed:
        return "failed";
    case ExchangeCall::State::Cancelled:
        return "cancelled";
    }
    return {};
}

} // namespace inia
