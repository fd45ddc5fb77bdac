#include "core/waiting/waiter.h"

#include "core/call/clientcontext.h"
#include "core/common/clock.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <limits>

namespace inia {

using Matcher = WaiterAcceptor::Matcher;

namespace {

bool matchesError(const Value& expected, const Value& response)
{
    if (!expected.isBool())
        return response["Error"]["Code"] == expected;
    return expected.toBool() ? isErrorResponse(response) : !response.contains("Error");
}

bool matchesPath(Matcher matcher, const Value& expected, const Value& found)
{
    if (matcher == Matcher::Path)
        return found == expected;
    const auto& items = found.items();
    const auto equals = [&expected](const Value& item) { return item == expected; };
    if (items.empty())
        return false;
    return matcher == Matcher::PathAll ? std::all_of(items.begin(), items.end(), equals)
                                       : std::any_of(items.begin(), items.end(), equals);
}

} // namespace

bool isErrorResponse(const Value& response)
{
    return response["Error"].contains("Code");
}

Result<WaiterAcceptors> WaiterAcceptors::parse(const std::vector<WaiterAcceptor>& acceptors)
{
    WaiterAcceptors result;
    for (const auto& acceptor : acceptors) {
        Entry entry{acceptor, std::nullopt};
        if (acceptor.matcher != Matcher::Status && acceptor.matcher != Matcher::Error) {
            auto path = Expression::parse(acceptor.argument);
            if (!path)
                return path.error().wrapped(ErrorKind::Model,
                                            "the waiter's path '" + acceptor.argument + "' is none");
            entry.path = std::move(path).value();
        }
        result.m_entries.push_back(std::move(entry));
    }
    return result;
}

bool WaiterAcceptors::matches(const Entry& entry, const Value& response)
{
    const auto& [acceptor, path] = entry;
    if (acceptor.matcher == Matcher::Status)
        return response["ResponseMetadata"]["HTTPStatusCode"] == acceptor.expected;
    if (acceptor.matcher == Matcher::Error)
        return matchesError(acceptor.expected, response);
    if (isErrorResponse(response))
        return false;
    const auto found = path->search(response);
    return found && matchesPath(acceptor.matcher, acceptor.expected, *found);
}

const WaiterAcceptor* WaiterAcceptors::last() const
{
    return m_entries.empty() ? nullptr : &m_entries.back().acceptor;
}

const WaiterAcceptor* WaiterAcceptors::match(const Value& response) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&response](const Entry& entry) { return matches(entry, response); });
    return found == m_entries.end() ? nullptr : &found->acceptor;
}

WaiterJudge::WaiterJudge(WaiterAcceptors acceptors, int maxAttempts)
    : m_acceptors(std::move(acceptors)), m_maxAttempts(maxAttempts)
{
}

WaiterJudge::Verdict WaiterJudge::judge(const Value& response)
{
    ++m_polls;
    const auto* matched = m_acceptors.match(response);
    m_everMatched = m_everMatched || matched;
    if (!matched && isErrorResponse(response)) {
        const auto& error = response["Error"];
        m_reason = "An error occurred (" + error["Code"].text() + "): " + error["Message"].text();
        return Verdict::Failure;
    }
    if (matched && matched->state == WaiterAcceptor::State::Success)
        return Verdict::Success;
    if (matched && matched->state == WaiterAcceptor::State::Failure) {
        m_reason = "Waiter encountered a terminal failure state: " + matched->explanation();
        return Verdict::Failure;
    }
    if (m_polls < m_maxAttempts)
        return Verdict::Wait;
    m_reason = "Max attempts exceeded";
    // botocore explains the acceptor it looked at last, which need not be the one that fitted before.
    if (const auto* last = matched ? matched : m_acceptors.last(); m_everMatched)
        m_reason += ". Previously accepted state: " + last->explanation();
    return Verdict::TimedOut;
}

Result<WaiterConfig> WaiterConfig::fromValue(const Value& config)
{
    constexpr double longestDelay = 1e9; // seconds; what milliseconds can hold is far beyond any wait
    const auto refuse = [](std::string message) {
        return makeError(ErrorKind::Parameter, "WaiterConfigError", "WaiterConfig " + std::move(message));
    };
    if (!config.isNull() && !config.isMap())
        return refuse("has to be a map");
    WaiterConfig result;
    for (const auto& [name, value] : config.members()) {
        if (name == "Delay") {
            if (!value.isNumber() || !(value.toDouble() >= 0) || value.toDouble() > longestDelay)
                return refuse("Delay has to be a number of seconds, 0 or more");
            result.delay = std::chrono::milliseconds(static_cast<std::int64_t>(value.toDouble() * 1000));
        } else if (name == "MaxAttempts") {
            if (!value.isInt() || std::abs(value.toInt()) > std::numeric_limits<int>::max())
                return refuse("MaxAttempts has to be a whole number");
            result.maxAttempts = static_cast<int>(value.toInt());
        } else {
            return refuse("has no member '" + name + "'; it takes Delay and MaxAttempts");
        }
    }
    return result;
}

namespace {

/// A service's error as the response it was: acceptors look at its code and status.
Value errorResponse(const Reply& reply)
{
    if (isErrorResponse(reply.errorResponse()))
        return reply.errorResponse();
    const Error& error = reply.result().error();
    return Value::map({{"Error", Value::map({{"Code", error.code}, {"Message", error.message}})},
                       {"ResponseMetadata",
                        Value::map({{"RequestId", error.requestId}, {"HTTPStatusCode", error.httpStatus}})}});
}

} // namespace

Result<Owned<Waiter>> Waiter::create(Caller caller, WaiterModel model, Value params,
                                     const WaiterConfig& config)
{
    auto acceptors = WaiterAcceptors::parse(model.acceptors);
    if (!acceptors)
        return acceptors.error();
    WaiterJudge judge(std::move(acceptors).value(), config.maxAttempts.value_or(model.maxAttempts));
    return Owned<Waiter>(
        new Waiter(std::move(caller), std::move(model), std::move(judge), std::move(params), config));
}

Waiter::Waiter(Caller caller, WaiterModel model, WaiterJudge judge, Value params, const WaiterConfig& config)
    : m_caller(std::move(caller)),
      m_model(std::move(model)),
      m_judge(std::move(judge)),
      m_params(std::move(params)),
      m_delay(config.delay.value_or(std::chrono::milliseconds(static_cast<int>(m_model.delay * 1000)))),
      m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the wait has not finished"))
{
}

void Waiter::start(CallOptions options)
{
    if (m_state != State::Pristine)
        return;
    m_options = std::move(options);
    m_state = State::Waiting;
    poll();
}

void Waiter::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    finish(State::Cancelled,
           makeError(ErrorKind::Cancelled, "Cancelled", "waiting for " + m_model.name + " was given up"));
}

void Waiter::giveUp()
{
    m_reply.reset();
    m_state = State::Cancelled;
}

void Waiter::poll()
{
    if (isFinished())
        return;
    m_reply = m_caller.call(m_model.operation, m_params, m_options);
    connect(m_reply.get(), &Reply::finished, this, &Waiter::receive);
}

void Waiter::receive()
{
    const ReplyPtr reply = std::move(m_reply);
    const auto& result = reply->result();
    if (!result && result.error().kind != ErrorKind::Service)
        return finish(State::Failure, result.error());
    m_serviceError = result ? std::nullopt : std::optional(result.error());
    m_response = result ? *result : errorResponse(*reply);
    const auto verdict = m_judge.judge(m_response);
    const QPointer<Waiter> alive(this); // a slot may drop the waiter
    emit polled(polls());
    if (!alive || isFinished())
        return;
    switch (verdict) {
    case WaiterJudge::Verdict::Wait:
        m_caller.context().clock->after(m_delay, this, [this] { poll(); });
        return;
    case WaiterJudge::Verdict::Success:
        return finish(State::Success, m_response);
    case WaiterJudge::Verdict::Failure:
        return fail(State::Failure);
    case WaiterJudge::Verdict::TimedOut:
        return fail(State::TimedOut);
    }
}

void Waiter::fail(State state)
{
    Error error = m_serviceError.value_or(Error());
    if (m_serviceError)
        error.cause = std::make_shared<const Error>(*m_serviceError);
    error.kind = state == State::TimedOut ? ErrorKind::Timeout : ErrorKind::Service;
    error.code = "WaiterError";
    error.message = "Waiter " + m_model.name + " failed: " + reason();
    error.operation = m_model.operation;
    finish(state, std::move(error));
}

void Waiter::finish(State state, Result<Value> result)
{
    m_state = state;
    m_result = std::move(result);
    end();
}

} // namespace inia
