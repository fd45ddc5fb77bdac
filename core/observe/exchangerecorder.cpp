#include "core/observe/exchangerecorder.h"

namespace inia {

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
