#include "core/observe/exchangelog.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

/// What a value takes beside its own place, roughly; shared parts count wherever they are seen.
qint64 memoryOf(const Value& value)
{
    constexpr qint64 allocation = 48;
    constexpr qint64 cell = 24;
    if (value.isText())
        return static_cast<qint64>(value.text().size());
    if (value.isBlob())
        return value.blob().size();
    if (const auto& records = value.records())
        return allocation + static_cast<qint64>(records->size() * records->columns().size()) * cell;
    qint64 bytes = 0;
    if (value.isList()) {
        bytes = allocation;
        for (const Value& item : value.items())
            bytes += static_cast<qint64>(sizeof(Value)) + memoryOf(item);
    } else if (value.isMap()) {
        bytes = allocation;
        for (const auto& [name, member] : value.members())
            bytes += static_cast<qint64>(sizeof(ValueMap::Entry) + name.size()) + memoryOf(member);
    }
    return bytes;
}

qint64 memoryOf(const HttpHeaders& headers)
{
    qint64 bytes = 0;
    for (const auto& [name, value] : headers)
        bytes += static_cast<qint64>(sizeof(HttpHeaders::Entry) + name.size() + value.size());
    return bytes;
}

qint64 memoryOf(const ExchangeCall& call)
{
    qint64 bytes = static_cast<qint64>(sizeof(ExchangeCall)) + memoryOf(call.params) + memoryOf(call.result);
    for (const auto& attempt : call.attempts)
        bytes += static_cast<qint64>(sizeof(ExchangeAttempt)) + attempt.request.body.size() +
                 attempt.response.body.size() + memoryOf(attempt.request.headers) +
                 memoryOf(attempt.response.headers) +
                 static_cast<qint64>(attempt.signing.canonicalRequest.size() +
                                     attempt.signing.stringToSign.size());
    return bytes;
}

} // namespace

qint64 ExchangeCall::receivedBytes() const
{
    qint64 bytes = 0;
    for (const auto& attempt : attempts)
        bytes += attempt.response.body.size();
    return bytes;
}

ExchangeLog::ExchangeLog(ExchangeLimits limits, QObject* parent) : QObject(parent), m_limits(limits) {}

/// size() when it is gone or never was. Ids grow along the log.
std::size_t ExchangeLog::indexOf(quint64 id) const
{
    const auto found = std::lower_bound(m_calls.begin(), m_calls.end(), id,
                                        [](const auto& call, quint64 wanted) { return call->id < wanted; });
    return found != m_calls.end() && (*found)->id == id ? static_cast<std::size_t>(found - m_calls.begin())
                                                        : m_calls.size();
}

std::shared_ptr<const ExchangeCall> ExchangeLog::find(quint64 id) const
{
    const auto index = indexOf(id);
    return index < m_calls.size() ? m_calls[index] : nullptr;
}

std::vector<std::shared_ptr<const ExchangeCall>> ExchangeLog::snapshot() const
{
    std::vector<std::shared_ptr<const ExchangeCall>> calls(m_calls.begin(), m_calls.end());
    for (auto& call : calls) {
        if (call->state == ExchangeCall::State::Running)
            call = std::make_shared<const ExchangeCall>(*call);
    }
    return calls;
}

void ExchangeLog::clear()
{
    std::erase_if(m_calls, [](const auto& call) { return call->state != ExchangeCall::State::Running; });
    m_sizes.clear();
    m_bytes = 0;
    for (const auto& call : m_calls)
        m_bytes += m_sizes.emplace_back(memoryOf(*call));
    emit cleared();
}

std::string ExchangeLog::accountOf(const std::string& profile) const
{
    const auto known = m_accounts.find(profile);
    return known == m_accounts.end() ? std::string() : known->second;
}

quint64 ExchangeLog::begin(ExchangeCall call)
{
    if (call.id == 0)
        call.id = m_nextId;
    if (!m_recording || call.id < m_nextId)
        return 0;
    m_nextId = call.id + 1;
    call.isReplayed = m_replaying;
    m_calls.push_back(std::make_shared<ExchangeCall>(std::move(call)));
    m_bytes += m_sizes.emplace_back(memoryOf(*m_calls.back()));
    const auto id = m_calls.back()->id;
    emit added(id);
    trim();
    return id;
}

void ExchangeLog::change(quint64 id, const std::function<void(ExchangeCall&)>& edit, Size size)
{
    const auto index = indexOf(id);
    if (index == m_calls.size())
        return;
    auto& call = *m_calls[index];
    edit(call);
    if (size == Size::Changes) {
        const auto bytes = memoryOf(call);
        m_bytes += bytes - std::exchange(m_sizes[index], bytes);
    }
    emit updated(id);
    trim();
}

void ExchangeLog::trim()
{
    int count = 0;
    // A call under way stays: its end has to find it. The newest one stays too, however large.
    while (m_calls.size() > 1 && (m_calls.size() > m_limits.calls || m_bytes > m_limits.bytes) &&
           m_calls.front()->state != ExchangeCall::State::Running) {
        m_bytes -= m_sizes.front();
        m_sizes.pop_front();
        m_calls.pop_front();
        ++count;
    }
    if (count > 0)
        emit removedOldest(count);
}

bool ExchangeRecorder::begun(const ObservedCall& observed)
{
    ExchangeCall call;
    call.id = observed.number;
    call.service = observed.service;
    call.serviceId = observed.serviceId;
    call.operation = observed.operation;
    call.target = observed.target;
    call.cause = observed.cause;
    call.background = observed.background;
    call.profile = observed.profile;
    call.region = observed.region;
    call.account = m_log->accountOf(observed.profile);
    call.parent = observed.parent;
    call.page = observed.page;
    call.part = observed.part;
    call.parts = observed.parts;
    call.group = observed.group;
    call.started = observed.started;
    return m_log->begin(std::move(call)) != 0;
}

void ExchangeRecorder::beforeCall(const ObservedCall& observed, const Value& params)
{
    m_log->change(observed.number, [&](ExchangeCall& call) {
        call.operation = observed.operation;
        call.effect = observed.effect;
        call.params = params;
    });
}

void ExchangeRecorder::attemptBegun(const ObservedCall& observed, const ObservedAttempt& begun)
{
    ExchangeAttempt attempt;
    attempt.number = observed.attempt;
    attempt.kind = begun.kind;
    attempt.started = observed.started + observed.elapsed; // by a clock that nobody sets
    attempt.delayBefore = begun.delayBefore;
    attempt.reason = begun.reason;
    attempt.request = begun.request;
    attempt.signing = begun.signing;
    m_log->change(observed.number, [&](ExchangeCall& call) {
        if (!begun.accountId.empty())
            call.account = begun.accountId;
        call.attempts.push_back(std::move(attempt));
    });
}

void ExchangeRecorder::attemptEnded(const ObservedCall& observed, const ObservedOutcome& outcome)
{
    m_log->change(observed.number, [&](ExchangeCall& call) {
        if (call.attempts.empty())
            return;
        auto& attempt = call.attempts.back();
        attempt.response = outcome.response;
        attempt.timing = outcome.timing;
        attempt.error = outcome.error;
        attempt.unreadable = outcome.unreadable;
        attempt.running = false;
    });
}

void ExchangeRecorder::parsed(const ObservedCall& observed, const Value& answer)
{
    // Most keys do not say whose they are; who asked once knows it of all calls behind it.
    if (observed.operation == "GetCallerIdentity" && answer["Account"].isText())
        m_log->setAccount(observed.profile, answer["Account"].text());
    m_log->change(observed.number, [&](ExchangeCall& call) {
        call.result = answer;
        if (call.account.empty())
            call.account = m_log->accountOf(observed.profile);
    });
}

void ExchangeRecorder::finished(const ObservedCall& observed, const std::optional<Error>& error)
{
    const auto end = [&](ExchangeCall& call) {
        call.duration = observed.elapsed;
        call.error = error;
        if (!error)
            call.state = ExchangeCall::State::Succeeded;
        else
            call.state = error->kind == ErrorKind::Cancelled ? ExchangeCall::State::Cancelled
                                                             : ExchangeCall::State::Failed;
    };
    m_log->change(observed.number, end, ExchangeLog::Size::Same);
}

} // namespace inia
