#include "core/logs/logevents.h"

#include "core/common/clock.h"
#include "core/protocol/jsonreader.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::logs {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// Before it FilterLogEvents refuses to begin with the newest.
constexpr LogTime newestFirstSince = std::chrono::sys_days{std::chrono::year{2024} / 1 / 1};

std::int64_t millisecondsOf(LogTime time)
{
    return time.time_since_epoch().count();
}

LogTime timeOf(const Value& number)
{
    return LogTime(milliseconds(number.toInt()));
}

std::vector<LogEvent> eventsOf(const Value& answer)
{
    std::vector<LogEvent> events;
    const auto& items = answer["events"].items();
    events.reserve(items.size());
    for (const Value& item : items) {
        LogEvent event;
        event.id = item["eventId"].text();
        event.time = timeOf(item["timestamp"]);
        event.ingested = timeOf(item["ingestionTime"]);
        event.stream = item["logStreamName"].text();
        event.message = item["message"].text();
        events.push_back(std::move(event));
    }
    return events;
}

void sortByTime(std::vector<LogEvent>& events, bool newestFirst)
{
    std::stable_sort(events.begin(), events.end(), [newestFirst](const LogEvent& a, const LogEvent& b) {
        return newestFirst ? b.time < a.time : a.time < b.time;
    });
}

Value filterParams(const LogQuestion& question, LogTime from, const std::string& token)
{
    Value params = Value::map(
        {{question.group.starts_with("arn:") ? "logGroupIdentifier" : "logGroupName", question.group},
         {"startTime", millisecondsOf(from)}});
    if (!question.streams.empty()) {
        Value streams = Value::emptyList();
        for (const auto& stream : question.streams)
            streams.append(stream);
        params.insert("logStreamNames", std::move(streams));
    }
    if (!question.pattern.empty())
        params.insert("filterPattern", question.pattern);
    if (!token.empty())
        params.insert("nextToken", token);
    return params;
}

bool isThrottle(const Error& error)
{
    constexpr std::array codes{"ThrottlingException",    "Throttling",
                               "RequestThrottled",       "TooManyRequestsException",
                               "LimitExceededException", "RequestLimitExceeded"};
    return error.httpStatus == 429 || std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

/// Asking again helps where the way to the service was at fault, or the service itself.
bool mayPass(const Error& error)
{
    return error.kind == ErrorKind::Transport || error.kind == ErrorKind::Timeout ||
           error.kind == ErrorKind::Parse || error.httpStatus >= 500 || isThrottle(error);
}

} // namespace

Value membersOf(const std::string& message)
{
    if (!message.starts_with('{'))
        return {};
    auto parsed = parseJson(message);
    return parsed && parsed->isMap() ? std::move(parsed).value() : Value();
}

LogSearch::LogSearch(Client client, LogQuestion question)
    : m_client(std::move(client)),
      m_question(std::move(question)),
      m_isNewestFirst(m_question.newestFirst && m_question.from >= newestFirstSince)
{
}

milliseconds LogSearch::elapsed() const
{
    const auto running =
        m_state == State::Loading ? steady_clock::now() - m_started : steady_clock::duration();
    return m_elapsed + std::chrono::duration_cast<milliseconds>(running);
}

void LogSearch::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void LogSearch::fetchNextPage(const std::string& cause)
{
    if (m_state == State::Loading || m_state == State::Complete)
        return;
    m_cause = cause;
    m_emptyPages = 0;
    m_before = m_elapsed;
    m_error.reset();
    ask();
    setState(State::Loading);
}

void LogSearch::ask()
{
    Value params = filterParams(m_question, m_question.from, m_token);
    if (m_question.to)
        params.insert("endTime", millisecondsOf(*m_question.to));
    if (m_isNewestFirst)
        params.insert("startFromHead", false);
    CallOptions options;
    options.cause = m_cause;
    options.target = m_question.group + " \u00B7 page " + std::to_string(m_pages + 1);
    options.page = m_pages + 1;
    options.group = m_firstCallId;
    m_started = steady_clock::now();
    m_reply = m_client.call("FilterLogEvents", std::move(params), std::move(options));
    ++m_requests;
    m_lastCallId = m_reply->callId();
    if (m_firstCallId == 0)
        m_firstCallId = m_lastCallId;
    connect(m_reply.get(), &Reply::finished, this, &LogSearch::finishPage);
}

void LogSearch::fail(Error error)
{
    m_error = std::move(error);
    setState(State::Failed);
}

void LogSearch::finishPage()
{
    const ReplyPtr reply = std::move(m_reply);
    m_elapsed += std::chrono::duration_cast<milliseconds>(steady_clock::now() - m_started);
    const auto& answer = reply->result();
    if (!answer) {
        const bool knowsNoDirection =
            m_isNewestFirst && m_pages == 0 && answer.error().code == "InvalidParameterException";
        if (!knowsNoDirection) {
            fail(answer.error());
            return;
        }
        m_isNewestFirst = false;
        ask();
        return;
    }
    ++m_pages;
    const std::string before = std::exchange(m_token, (*answer)["nextToken"].text());
    const bool isStuck = !m_token.empty() && m_token == before;
    std::vector<LogEvent> events = eventsOf(*answer);
    if (events.empty() && !m_token.empty() && !isStuck && ++m_emptyPages < emptyPagesInOneGo &&
        m_elapsed - m_before < longestGo) {
        ask();
        emit stateChanged();
        return;
    }
    if (!events.empty()) {
        sortByTime(events, m_isNewestFirst);
        m_found += static_cast<std::int64_t>(events.size());
        m_searchedTo = events.back().time;
        const QPointer<LogSearch> alive(this); // a slot may drop the search
        emit pageReady(events);
        if (!alive)
            return;
    }
    if (isStuck)
        fail(makeError(ErrorKind::Parse, "PaginationError",
                       "The same token was received twice; the search would never end"));
    else
        setState(m_token.empty() ? State::Complete : State::More);
}

void LogSearch::cancel()
{
    if (m_state != State::Loading)
        return;
    m_elapsed += std::chrono::duration_cast<milliseconds>(steady_clock::now() - m_started);
    m_reply.reset();
    m_state = m_pages == 0 ? State::Pristine : State::More;
}

LogTail::LogTail(Client client, LogQuestion question)
    : m_client(std::move(client)), m_question(std::move(question)), m_newest(m_question.from)
{
}

void LogTail::start()
{
    poll();
}

void LogTail::setPaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) == paused || paused || isFinished() || m_reply)
        return;
    ++m_waits;
    poll();
}

void LogTail::poll()
{
    m_new.clear();
    ask({});
}

void LogTail::ask(std::string token)
{
    m_token = std::move(token);
    CallOptions options;
    options.cause = "Follow " + m_question.group;
    options.target = m_question.group;
    options.background = true;
    const LogTime from = std::max(m_question.from, m_newest - overlap);
    m_reply = m_client.call("FilterLogEvents", filterParams(m_question, from, m_token), std::move(options));
    ++m_requests;
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_reply);
        if (reply->result())
            take(*reply->result());
        else
            takeFailure(reply->result().error());
    });
}

void LogTail::take(const Value& answer)
{
    for (LogEvent& event : eventsOf(answer)) {
        std::string id =
            !event.id.empty()
                ? event.id
                : event.stream + '\n' + std::to_string(millisecondsOf(event.time)) + '\n' + event.message;
        if (m_told.try_emplace(std::move(id), event.time).second)
            m_new.push_back(std::move(event));
    }
    const auto& token = answer["nextToken"].text();
    if (!token.empty() && token != m_token) {
        ask(token);
        return;
    }
    m_failures = 0;
    m_throttles = 0;
    m_error.reset();
    settle();
}

void LogTail::takeFailure(const Error& error)
{
    m_error = error;
    m_failures = isThrottle(error) ? m_failures : m_failures + 1;
    m_throttles = isThrottle(error) ? m_throttles + 1 : 0;
    if (m_throttles >= 3) {
        m_throttles = 0;
        m_interval = std::min(m_interval * 2, longestInterval);
    }
    if (!mayPass(error) || m_failures >= 3)
        end();
    settle();
}

/// The newest event moves the window, but no further than to now: services take events of the next two hours
/// as well, and those of the present have to be found beside them.
void LogTail::settle()
{
    sortByTime(m_new, false);
    const auto events = std::exchange(m_new, {});
    m_found += static_cast<std::int64_t>(events.size());
    if (!events.empty()) {
        const auto now = std::chrono::time_point_cast<milliseconds>(m_client.clock()->now());
        m_newest = std::max(m_newest, std::min(events.back().time, now));
        std::erase_if(m_told, [this](const auto& told) { return told.second < m_newest - overlap; });
    }
    const QPointer<LogTail> alive(this); // a slot may drop it
    if (!events.empty())
        emit arrived(events);
    if (alive)
        emit polled();
    if (alive && !isFinished())
        wait();
}

void LogTail::wait()
{
    const int wait = ++m_waits;
    m_client.clock()->after(m_interval, this, [this, wait] {
        if (wait == m_waits && !m_isPaused && !isFinished() && !m_reply)
            poll();
    });
}

void LogTail::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    m_error = makeError(ErrorKind::Cancelled, "Cancelled", "No longer followed");
    end();
}

void LogTail::giveUp()
{
    m_reply.reset();
}

LogQuery::LogQuery(Client client, Options options)
    : m_client(std::move(client)), m_options(std::move(options))
{
}

void LogQuery::call(std::string_view operation, Value params, void (LogQuery::*then)(const Value&))
{
    CallOptions options;
    options.cause = "Run a query of Logs Insights";
    options.target = m_options.groups.empty() ? std::string() : m_options.groups.front();
    options.background = m_polls > 1;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    ++m_requests;
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, [this, then] {
        const ReplyPtr reply = std::move(m_reply);
        if (reply->result())
            (this->*then)(*reply->result());
        else
            fail(reply->result().error());
    });
}

void LogQuery::start()
{
    using std::chrono::seconds;
    const auto secondsOf = [](LogTime time) {
        return std::chrono::duration_cast<seconds>(time.time_since_epoch()).count();
    };
    const bool byArn = !m_options.groups.empty() && m_options.groups.front().starts_with("arn:");
    Value groups = Value::emptyList();
    for (const auto& group : m_options.groups)
        groups.append(group);
    call("StartQuery",
         Value::map({{byArn ? "logGroupIdentifiers" : "logGroupNames", std::move(groups)},
                     {"startTime", secondsOf(m_options.from)},
                     {"endTime", secondsOf(m_options.to + milliseconds(999))},
                     {"queryString", m_options.query},
                     {"limit", m_options.limit}}),
         &LogQuery::takeStart);
}

void LogQuery::takeStart(const Value& answer)
{
    m_id = answer["queryId"].text();
    if (m_isStopping)
        stop();
    else
        wait();
}

void LogQuery::wait()
{
    const auto pause = std::chrono::seconds(std::min(++m_polls, 3));
    m_client.clock()->after(pause, this, [this] {
        if (!isFinished() && !m_isStopping)
            ask({});
    });
}

void LogQuery::ask(const std::string& token)
{
    m_token = token;
    Value params = Value::map({{"queryId", m_id}});
    if (!token.empty())
        params.insert("nextToken", token);
    call("GetQueryResults", std::move(params), &LogQuery::takeRows);
}

void LogQuery::takeRows(const Value& answer)
{
    m_status = answer["status"].text();
    m_bytesScanned = answer["statistics"]["bytesScanned"].toDouble();
    if (m_token.empty())
        m_rows.clear(); // those of a running query may be others each time
    for (const Value& item : answer["results"].items()) {
        Row row;
        for (const Value& field : item.items()) {
            if (field["field"].text() == "@ptr")
                row.pointer = field["value"].text();
            else
                row.fields.emplace_back(field["field"].text(), field["value"].text());
        }
        m_rows.push_back(std::move(row));
    }
    const QPointer<LogQuery> alive(this);
    emit changed();
    if (!alive || isFinished())
        return;
    const auto& token = answer["nextToken"].text();
    if (m_status == "Scheduled" || m_status == "Running" || m_status == "Unknown")
        wait();
    else if (m_status == "Complete" && !token.empty() && token != m_token)
        ask(token);
    else if (m_status == "Complete")
        end();
    else
        fail(makeError(ErrorKind::Service, m_status,
                       "The query ended with status " + m_status + "; the rows are those found until then"));
}

void LogQuery::fail(Error error)
{
    if (!m_isStopping)
        m_error = std::move(error);
    end();
}

/// A start that is under way is waited for: it cannot be taken back without the id that comes with it.
void LogQuery::cancel()
{
    if (isFinished() || std::exchange(m_isStopping, true))
        return;
    m_error = makeError(ErrorKind::Cancelled, "Cancelled", "The query was stopped");
    if (m_id.empty() && m_reply)
        return;
    if (m_id.empty())
        end();
    else
        stop();
}

void LogQuery::stop()
{
    call("StopQuery", Value::map({{"queryId", m_id}}), &LogQuery::takeStop);
}

void LogQuery::takeStop(const Value&)
{
    end();
}

void LogQuery::giveUp()
{
    m_reply.reset();
}

} // namespace inia::logs
