#include "core/observe/recording.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/timestamps.h"
#include "core/signing/cryptography.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <algorithm>
#include <array>

namespace inia {

namespace {

using namespace std::chrono;

constexpr qint64 longestRecording = 1024LL * 1024 * 1024;

template <typename Enum, std::size_t count, typename Name>
Enum named(const std::array<Enum, count>& all, std::string_view wanted, Enum fallback, const Name& name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](Enum each) { return name(each) == wanted; });
    return found == all.end() ? fallback : *found;
}

AttemptKind attemptKind(std::string_view name)
{
    using enum AttemptKind;
    return named(std::array{First, Retry, Redirect, Clock, Credentials, Checksum}, name, Retry,
                 attemptKindName);
}

ExchangeCall::State callState(std::string_view name)
{
    using enum ExchangeCall::State;
    return named(std::array{Running, Succeeded, Failed, Cancelled}, name, Failed, callStateName);
}

Effect effectNamed(std::string_view name)
{
    using enum Effect;
    return named(std::array{Read, Reveal, Consume, Write, Destroy}, name, Write,
                 [](Effect effect) { return effectName(effect); });
}

ErrorKind errorKind(std::string_view name)
{
    using enum ErrorKind;
    return named(std::array{Configuration, Credentials, Parameter, UnknownName, Model, Endpoint, Transport,
                            Tls, Timeout, Parse, Checksum, Service, Cancelled, Unsupported, ReadOnly},
                 name, Transport, errorKindName);
}

HttpHeaders headersOf(const Value& list)
{
    HttpHeaders headers;
    for (const Value& pair : list.items())
        headers.add(pair[0].text(), pair[1].text());
    return headers;
}

TransportTiming timingOf(const Value& us)
{
    // One phase follows the other; -1 is one that did not happen.
    TransportTiming timing;
    microseconds end(0);
    const auto phase = [&](const char* name, microseconds& until) {
        const auto length = us[name].toInt(-1);
        if (length < 0)
            return;
        end += microseconds(length);
        until = end;
    };
    phase("blocked", timing.handedOver);
    phase("connect", timing.secured);
    phase("send", timing.sent);
    phase("wait", timing.firstByte);
    phase("receive", timing.done);
    return timing;
}

class Reader final {
public:
    explicit Reader(const QString& bodiesFolder) : m_bodiesFolder(bodiesFolder) {}

    [[nodiscard]] Result<Recording> read(QIODevice& file)
    {
        bool isFirst = true;
        while (!file.atEnd()) {
            const QByteArray text = file.readLine();
            const bool isCut = !text.endsWith('\n');
            const auto line = parseJson({text.constData(), static_cast<std::size_t>(text.size())});
            if (isFirst) {
                if (auto begun = head(line ? *line : Value()); !begun)
                    return begun.error();
                isFirst = false;
            } else if (!line || !(*line)["t"].isText()) {
                isCut ? note("The last line was cut; it is left out.") : static_cast<void>(++m_unreadable);
            } else {
                take(*line);
            }
            m_hash.addData(text);
        }
        if (isFirst)
            return notOne();
        finish();
        return std::move(m_recording);
    }

private:
    [[nodiscard]] static Error notOne()
    {
        return makeError(ErrorKind::Configuration, "NoRecording", "The file is no recording of Inia.");
    }
    void note(std::string text) { m_recording.notes.push_back(std::move(text)); }

    [[nodiscard]] Result<void> head(const Value& line)
    {
        if (line["t"].text() != "recording")
            return notOne();
        if (const auto version = line["version"].toInt(); version > recordingVersion)
            return makeError(ErrorKind::Unsupported, "NewerRecording",
                             "The recording is of version " + std::to_string(version) + ", made by " +
                                 line["program"].text() + "; this program reads version " +
                                 std::to_string(recordingVersion) + ".");
        if (const auto created = parseTimestamp(line["created"].text()))
            m_recording.created = system_clock::time_point(
                seconds(created->seconds) + duration_cast<microseconds>(nanoseconds(created->nanoseconds)));
        m_recording.program = line["program"].text();
        m_recording.models = line["models"].text();
        for (const Value& session : line["sessions"].items()) {
            m_sessionNumbers.push_back(session["n"].toInt());
            m_recording.sessions.push_back({session["name"].text(), session["region"].text(),
                                            session["account"].text(), session["endpoint"].text()});
        }
        return {};
    }

    void take(const Value& line)
    {
        const std::string& kind = line["t"].text();
        if (kind == "cause")
            m_causes[line["id"].toInt()] = {line["text"].text(), line["kind"].text() == "background"};
        else if (kind == "body")
            body(line);
        else if (kind == "call")
            call(line);
        else if (kind == "attempt")
            attempt(line);
        else if (kind == "done")
            done(line);
        else if (kind == "end")
            end(line);
        else
            ++m_unknown;
    }

    void body(const Value& line)
    {
        const std::string& hash = line["sha256"].text();
        const std::string& as = line["as"].text();
        const std::string& data = line["data"].text();
        QByteArray bytes;
        if (as == "text") {
            bytes = QByteArray::fromStdString(data);
        } else if (as == "base64") {
            bytes = QByteArray::fromBase64(QByteArray::fromStdString(data));
        } else if (as == "file" && sha256Hex({}).size() == hash.size() &&
                   hash.find_first_not_of("0123456789abcdef") == std::string::npos) {
            QFile file(QDir(m_bodiesFolder).filePath(QString::fromStdString(hash)));
            if (file.open(QIODevice::ReadOnly) && file.size() <= longestRecording)
                bytes = file.readAll();
        } else {
            m_lostBodies[hash] =
                as == "omitted" ? line["why"].text() : "it is packed in a way this program does not know";
            return;
        }
        if (sha256Hex({bytes.constData(), static_cast<std::size_t>(bytes.size())}) == hash)
            m_bodies[hash] = bytes;
        else
            m_lostBodies[hash] = "it is not what was recorded";
    }

    void call(const Value& line)
    {
        auto call = std::make_shared<ExchangeCall>();
        call->id = static_cast<quint64>(line["id"].toInt());
        call->service = line["service"].text();
        call->operation = line["operation"].text();
        call->target = line["target"].text();
        call->params = line["params"];
        call->parent = static_cast<quint64>(line["parent"].toInt());
        call->page = static_cast<int>(line["page"].toInt());
        call->part = static_cast<int>(line["part"].toInt());
        call->effect = effectNamed(line["effect"].text());
        call->started = timeOf(line);
        call->isReplayed = true;
        if (const auto cause = m_causes.find(line["cause"].toInt()); cause != m_causes.end()) {
            call->cause = cause->second.first;
            call->background = cause->second.second;
        }
        const auto number =
            std::find(m_sessionNumbers.begin(), m_sessionNumbers.end(), line["session"].toInt());
        if (number != m_sessionNumbers.end()) {
            const auto& session =
                m_recording.sessions[static_cast<std::size_t>(number - m_sessionNumbers.begin())];
            call->profile = session.name;
            call->region = session.region;
            call->account = session.account;
        }
        m_calls[call->id] = call;
        m_recording.calls.push_back(call);
    }

    [[nodiscard]] system_clock::time_point timeOf(const Value& line) const
    {
        return m_recording.created + microseconds(static_cast<std::int64_t>(line["at"].toDouble() * 1000));
    }

    void attempt(const Value& line)
    {
        const auto found = m_calls.find(static_cast<quint64>(line["call"].toInt()));
        if (found == m_calls.end()) {
            ++m_unreadable;
            return;
        }
        ExchangeAttempt attempt;
        attempt.number = static_cast<int>(line["n"].toInt());
        attempt.kind = attemptKind(line["kind"].text());
        attempt.started = timeOf(line);
        attempt.delayBefore = milliseconds(line["delay"].toInt());
        attempt.reason = line["reason"].text();
        attempt.request.method = line["method"].text();
        attempt.request.url = line["url"].text();
        attempt.request.headers = headersOf(line["headers"]);
        attempt.request.body = m_bodies[line["body"].text()];
        attempt.response.status = static_cast<int>(line["status"].toInt());
        attempt.response.headers = headersOf(line["answerHeaders"]);
        attempt.timing = timingOf(line["us"]);
        attempt.running = false;
        if (const Value& error = line["error"]; error.isMap())
            attempt.error =
                makeError(errorKind(error["kind"].text()), error["code"].text(), error["message"].text());
        answerBody(line, *found->second, attempt);
        found->second->attempts.push_back(std::move(attempt));
    }

    void answerBody(const Value& line, const ExchangeCall& call, ExchangeAttempt& attempt)
    {
        const std::string& hash = line["answerBody"].text();
        std::string why = line["leftOut"].text();
        if (const auto known = m_bodies.find(hash); known != m_bodies.end() && !hash.empty())
            attempt.response.body = known->second;
        else if (!hash.empty())
            why = m_lostBodies.count(hash) > 0 ? m_lostBodies[hash] : "it is not in the file";
        if (!why.empty())
            m_recording.missingBodies[{call.id, attempt.number}] = why;
    }

    void done(const Value& line)
    {
        const auto found = m_calls.find(static_cast<quint64>(line["call"].toInt()));
        if (found == m_calls.end())
            return;
        auto& call = *found->second;
        call.state = callState(line["state"].text());
        call.duration = microseconds(line["us"].toInt());
        if (call.state != ExchangeCall::State::Succeeded && !call.attempts.empty())
            call.error = call.attempts.back().error;
    }

    void end(const Value& line)
    {
        m_hasEnd = true;
        if (m_hash.result().toHex().toStdString() != line["sha256"].text())
            note("The recording was changed after it was made.");
    }

    void finish()
    {
        if (!m_hasEnd)
            note("The recording has no end: it was cut, or is still being written.");
        if (m_unreadable > 0)
            note(std::to_string(m_unreadable) + " lines could not be read and are left out.");
        if (m_unknown > 0)
            note(std::to_string(m_unknown) + " lines are of kinds this program does not know.");
        for (const auto& call : m_calls) {
            if (call.second->state == ExchangeCall::State::Running)
                call.second->state = ExchangeCall::State::Cancelled; // nobody will tell its end
        }
    }

    QString m_bodiesFolder;
    Recording m_recording;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    std::vector<std::int64_t> m_sessionNumbers;
    std::map<std::int64_t, std::pair<std::string, bool>> m_causes; ///< text, in the background
    std::map<std::string, QByteArray> m_bodies;
    std::map<std::string, std::string> m_lostBodies;
    std::map<quint64, std::shared_ptr<ExchangeCall>> m_calls;
    int m_unreadable = 0;
    int m_unknown = 0;
    bool m_hasEnd = false;
};

} // namespace

Result<Recording> readRecording(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::Configuration, "CannotRead",
                         "Cannot read " + path.toStdString() + ": " + file.errorString().toStdString());
    if (file.size() > longestRecording)
        return makeError(ErrorKind::Configuration, "TooLarge", "The recording is larger than 1 GiB.");
    const QFileInfo info(path);
    auto recording =
        Reader(info.dir().filePath(info.completeBaseName() + QStringLiteral(".bodies"))).read(file);
    if (!recording)
        return recording.error().wrapped(recording.error().kind, "Cannot open " + path.toStdString());
    return recording;
}

} // namespace inia
