#include "core/operations/operations.h"

#include "core/common/clock.h"
#include "core/common/secretnames.h"
#include "core/jmespath/expression.h"
#include "core/retry/retrypolicy.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::operations {

namespace {

constexpr int mostPagesAgain = 20;
constexpr int throttlesBeforeSlower = 3;
constexpr int failuresBeforeEnd = 3;

/// Asking again may help.
bool mayPass(const Error& error)
{
    AttemptOutcome outcome;
    outcome.error = &error;
    return isThrottling(outcome) || isTransient(outcome) || error.kind == ErrorKind::Transport ||
           error.kind == ErrorKind::Timeout;
}

bool isThrottled(const Error& error)
{
    AttemptOutcome outcome;
    outcome.error = &error;
    return isThrottling(outcome);
}

std::int64_t microsecondsOf(Timestamp time)
{
    return time.seconds * 1'000'000 + time.nanoseconds / 1'000;
}

} // namespace

void Turns::take(const std::string& whose, Clock& clock, QObject* context, std::function<void()> go)
{
    const auto now = clock.now();
    auto& next = m_next[whose];
    const auto turn = std::max(now, next);
    next = turn + m_rest;
    clock.after(std::chrono::ceil<std::chrono::milliseconds>(turn - now), context, std::move(go));
}

LiveRows::LiveRows(Client client, Question question)
    : m_client(std::move(client)),
      m_question(std::move(question)),
      m_pages(m_client.caller(), m_question.operation, m_question.params, m_question.pageSize),
      m_interval(m_question.interval)
{
    connect(&m_pages, &PageCursor::pageReady, this, &LiveRows::takePage);
    connect(&m_pages, &PageCursor::stateChanged, this, [this] {
        const QPointer<LiveRows> alive(this); // a slot may drop it
        emit stateChanged();
        if (alive)
            wait();
    });
}

std::string LiveRows::keyOf(const Value& row) const
{
    const Value key = searchOrNull(m_question.key, row);
    return key.isInt() ? std::to_string(key.toInt()) : key.text();
}

CallOptions LiveRows::options(const std::string& cause, int page) const
{
    CallOptions options;
    options.cause = cause;
    options.target = m_question.target;
    options.page = page;
    return options;
}

quint64 LiveRows::lastCallId() const
{
    return std::max(m_pages.lastCallId(), m_lastAgain);
}

void LiveRows::fetchNextPage(const std::string& cause)
{
    if (state() == State::Loading || state() == State::Complete)
        return;
    m_cause = cause;
    if (!m_question.turns) {
        fetch();
        return;
    }
    m_waitsForTurn = true;
    m_question.turns->take(m_question.whose, *m_client.clock(), this, [this] {
        if (std::exchange(m_waitsForTurn, false))
            fetch();
    });
    emit stateChanged();
}

void LiveRows::fetch()
{
    m_pages.fetchNextPage(options(m_cause, pages() + 1));
}

void LiveRows::cancel()
{
    m_waitsForTurn = false;
    m_pages.cancel();
}

void LiveRows::takePage(const Value& page)
{
    std::vector<Value> added;
    const Value found = searchOrNull(m_question.rows, page);
    const int first = static_cast<int>(m_rows.size());
    for (const Value& row : found.items()) {
        std::string key = keyOf(row);
        const auto place = m_front + static_cast<std::int64_t>(m_rows.size());
        // A list that grows in front moves rows onto the next page, where they come a second time.
        if (!key.empty() && !m_places.try_emplace(std::move(key), place).second)
            continue;
        m_rows.push_back(row);
        added.push_back(row);
    }
    if (!added.empty())
        emit inserted(first, added);
}

bool LiveRows::isMoving() const
{
    return m_question.isMoving != nullptr && pages() > 0 && m_question.isMoving(m_rows);
}

void LiveRows::setWatched(bool watched)
{
    if (std::exchange(m_isWatched, watched) != watched && watched)
        wait();
}

void LiveRows::setPaused(bool paused)
{
    if (std::exchange(m_isPaused, paused) == paused || paused || m_again || !isWatched())
        return;
    ++m_waits;
    ask();
}

void LiveRows::wait()
{
    if (m_isPaused || m_again || !isWatched())
        return;
    const int wait = ++m_waits;
    m_client.clock()->after(m_interval, this, [this, wait] {
        if (wait == m_waits && !m_isPaused && !m_again && isWatched())
            ask();
    });
}

void LiveRows::ask()
{
    m_new.clear();
    m_sawKnown = false;
    m_again = makeOwned<PageCursor>(m_client.caller(), m_question.operation, m_question.params,
                                    m_question.pageSize);
    connect(m_again.get(), &PageCursor::pageReady, this, &LiveRows::takeAgain);
    connect(m_again.get(), &PageCursor::stateChanged, this, &LiveRows::followQuestion);
    CallOptions call = options(m_question.cause, 0);
    call.background = true;
    ++m_polls;
    m_again->fetchNextPage(std::move(call));
}

void LiveRows::takeAgain(const Value& page)
{
    const Value found = searchOrNull(m_question.rows, page);
    const QPointer<LiveRows> alive(this); // a slot may drop it
    for (const Value& row : found.items()) {
        const auto known = m_places.find(keyOf(row));
        if (known == m_places.end()) {
            m_new.push_back(row);
            continue;
        }
        m_sawKnown = true;
        const auto place = static_cast<std::size_t>(known->second - m_front);
        if (m_rows[place] == row)
            continue;
        m_rows[place] = row;
        emit changed(static_cast<int>(place), row);
        if (!alive)
            return;
    }
}

void LiveRows::followQuestion()
{
    if (m_again->state() == State::Loading)
        return;
    m_lastAgain = m_again->lastCallId();
    if (m_again->state() == State::Failed) {
        const Error error = *m_again->error();
        m_again.reset();
        takeFailure(error);
    } else if (m_again->state() == State::More && !m_sawKnown && m_again->pages() < mostPagesAgain) {
        CallOptions call = options(m_question.cause, m_again->pages() + 1);
        call.background = true;
        ++m_polls;
        m_again->fetchNextPage(std::move(call));
    } else {
        m_again.reset();
        endQuestion();
    }
}

void LiveRows::endQuestion()
{
    m_failures = 0;
    m_throttles = 0;
    m_watchError.reset();
    const auto added = std::exchange(m_new, {});
    m_front -= static_cast<std::int64_t>(added.size());
    for (std::size_t i = 0; i < added.size(); ++i) {
        if (std::string key = keyOf(added[i]); !key.empty())
            m_places[std::move(key)] = m_front + static_cast<std::int64_t>(i);
    }
    m_rows.insert(m_rows.begin(), added.begin(), added.end());
    const bool isOver = !isMoving();
    const QPointer<LiveRows> alive(this); // a slot may drop it
    if (!added.empty())
        emit inserted(0, added);
    if (alive)
        emit asked();
    if (alive && isOver)
        emit settled();
    if (alive)
        wait();
}

void LiveRows::takeFailure(const Error& error)
{
    m_watchError = error;
    if (isThrottled(error)) {
        if (++m_throttles >= throttlesBeforeSlower)
            m_interval = std::min(m_interval * 2, longestInterval);
    } else {
        m_throttles = 0;
        m_hasEnded = ++m_failures >= failuresBeforeEnd || !mayPass(error);
    }
    const QPointer<LiveRows> alive(this); // a slot may drop it
    emit asked();
    if (alive)
        wait();
}

bool isInProgress(std::string_view status)
{
    return status.ends_with("_IN_PROGRESS") || status.ends_with("_PENDING");
}

namespace {

/// The event by which an operation on the stack itself began.
bool isBeginning(const Value& event)
{
    constexpr std::array<std::string_view, 5> begun{"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS",
                                                    "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS",
                                                    "REVIEW_IN_PROGRESS"};
    return event["PhysicalResourceId"].text() == event["StackId"].text() &&
           std::find(begun.begin(), begun.end(), event["ResourceStatus"].text()) != begun.end();
}

bool isCancellation(std::string_view reason)
{
    return reason.find("cancelled") != reason.npos || reason.find("canceled") != reason.npos;
}

} // namespace

const Value* failureCause(const LiveRows::Rows& events)
{
    const Value* cause = nullptr;
    const Value* whole = nullptr; // the stack's own, which says no more than that others failed
    for (const Value& event : events) {
        const bool isFailure = event["ResourceStatus"].text().ends_with("_FAILED") &&
                               !isCancellation(event["ResourceStatusReason"].text());
        const bool isStack = event["PhysicalResourceId"].text() == event["StackId"].text();
        if (isFailure)
            (isStack ? whole : cause) = &event; // the oldest is the last one here
        if (isBeginning(event))
            break;
    }
    return cause ? cause : whole;
}

namespace {

/// The details of an event stand in a member of its own: {"type": "TaskFailed", "taskFailedEventDetails":
/// {...}}.
const Value& detailsOf(const Value& event)
{
    static const Value none;
    for (const auto& [name, value] : event.members()) {
        if (name.ends_with("EventDetails"))
            return value;
    }
    return none;
}

/// Puts an execution together, event by event.
class Execution {
public:
    void take(const Value& event)
    {
        const std::string& type = event["type"].text();
        const std::int64_t id = event["id"].toInt();
        const auto before = m_stateOf.find(event["previousEventId"].toInt());
        std::size_t state = before != m_stateOf.end() ? before->second : none;
        const Value& details = detailsOf(event);
        if (type.ends_with("StateEntered")) {
            m_states.push_back(enter(event, details["name"].text(), state));
            state = m_states.size() - 1;
        } else if (type.ends_with("StateExited")) {
            state = leave(event, details["name"].text(), state);
        } else if (state != none) {
            note(m_states[state], type, details);
        } else if (type.starts_with("Execution") && type != "ExecutionStarted") {
            m_end = type;
        }
        if (type == "ExecutionFailed" || type == "ExecutionAborted" || type == "ExecutionTimedOut")
            m_end = type;
        m_stateOf[id] = state;
    }

    [[nodiscard]] Value::List rows() const
    {
        Value::List rows;
        for (auto state = m_states.rbegin(); state != m_states.rend(); ++state) {
            Value row = state->row;
            const bool isOpen = row["Exited"].isNull();
            const char* status = !isOpen && !state->hasFailed ? "SUCCEEDED"
                                 : !isOpen                    ? "CAUGHT"
                                 : !m_end.empty() ? (m_end == "ExecutionAborted" ? "ABORTED" : "FAILED")
                                                  : "RUNNING";
            row.insert("Status", status);
            row.insert("Tries", state->tries);
            rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    struct State {
        Value row;
        std::size_t outer = none;
        std::int64_t tries = 0;
        bool hasFailed = false; ///< the last try
    };

    [[nodiscard]] static State enter(const Value& event, const std::string& name, std::size_t outer)
    {
        const std::string& type = event["type"].text();
        State state;
        state.outer = outer;
        state.row =
            Value::map({{"Name", name},
                        {"Type", type.substr(0, type.size() - std::string_view("StateEntered").size())},
                        {"Entered", event["timestamp"]},
                        {"EnteredId", event["id"]}});
        return state;
    }

    /// Back in the state around it.
    [[nodiscard]] std::size_t leave(const Value& event, const std::string& name, std::size_t state)
    {
        while (state != none && m_states[state].row["Name"].text() != name)
            state = m_states[state].outer;
        if (state == none)
            return none;
        Value& row = m_states[state].row;
        row.insert("Exited", event["timestamp"]);
        row.insert("ExitedId", event["id"]);
        row.insert("Duration",
                   microsecondsOf(event["timestamp"].time()) - microsecondsOf(row["Entered"].time()));
        return m_states[state].outer;
    }

    static void note(State& state, const std::string& type, const Value& details)
    {
        if (type.ends_with("Scheduled")) {
            ++state.tries;
            state.hasFailed = false;
        }
        if (type.ends_with("Failed") || type.ends_with("TimedOut")) {
            state.hasFailed = true;
            state.row.insert("Error", details["error"].text().empty() ? Value(type) : details["error"]);
        }
    }

    std::vector<State> m_states;
    std::unordered_map<std::int64_t, std::size_t> m_stateOf; ///< by the id of an event
    std::string m_end;
};

} // namespace

Value::List statesOf(const LiveRows::Rows& events)
{
    std::vector<Value> inOrder(events.begin(), events.end());
    std::sort(inOrder.begin(), inOrder.end(),
              [](const Value& a, const Value& b) { return a["id"].toInt() < b["id"].toInt(); });
    Execution execution;
    for (const Value& event : inOrder)
        execution.take(event);
    return execution.rows();
}

Value inputOf(const Value& answer, const Value& state)
{
    for (const Value& event : answer["events"].items()) {
        if (event["id"] == state["EnteredId"])
            return detailsOf(event)["input"];
    }
    return {};
}

bool isStackMoving(const LiveRows::Rows& events)
{
    const auto own = std::find_if(events.begin(), events.end(), [](const Value& event) {
        return event["PhysicalResourceId"].text() == event["StackId"].text();
    });
    return own != events.end() && isInProgress((*own)["ResourceStatus"].text());
}

bool isAnyInProgress(const LiveRows::Rows& rows)
{
    return std::any_of(rows.begin(), rows.end(), [](const Value& row) {
        return isInProgress(row["ResourceStatus"].text()) || isInProgress(row["Status"].text());
    });
}

bool isAnyRunning(const LiveRows::Rows& executions)
{
    return std::any_of(executions.begin(), executions.end(), [](const Value& row) {
        const auto& status = row["status"].text();
        return status == "RUNNING" || status == "PENDING_REDRIVE";
    });
}

bool isExecutionOpen(const LiveRows::Rows& events)
{
    const auto last = std::max_element(events.begin(), events.end(), [](const Value& a, const Value& b) {
        return a["id"].toInt() < b["id"].toInt();
    });
    if (last == events.end())
        return true;
    const auto& type = (*last)["type"].text();
    return !type.starts_with("Execution") || type == "ExecutionStarted" || type == "ExecutionRedriven";
}

bool isInstanceMoving(const LiveRows::Rows& statuses)
{
    return std::any_of(statuses.begin(), statuses.end(), [](const Value& status) {
        const auto& state = status["InstanceState"]["Name"].text();
        return state == "pending" || state == "stopping" || state == "shutting-down";
    });
}

Value::List withoutSecrets(const LiveRows::Rows& rows)
{
    Value::List shown;
    for (Value row : rows) {
        for (const auto& [name, value] :
             {std::pair("OutputKey", "OutputValue"), std::pair("ParameterKey", "ParameterValue")}) {
            if (row.contains(value) && isSecretName(row[name].text()))
                row.insert(value, hiddenValue);
        }
        shown.push_back(std::move(row));
    }
    return shown;
}

Exposure exposureOf(const Value& rule)
{
    const bool isForAll = rule["CidrIpv4"].text() == "0.0.0.0/0" || rule["CidrIpv6"].text() == "::/0";
    if (!isForAll || rule["IsEgress"].toBool())
        return Exposure::None;
    constexpr std::int64_t lastPort = 65'535;
    const std::string& protocol = rule["IpProtocol"].text();
    const bool hasPorts = protocol == "tcp" || protocol == "udp" || protocol == "6" || protocol == "17";
    const std::int64_t from = rule["FromPort"].toInt(-1);
    const std::int64_t to = rule["ToPort"].toInt(-1);
    if (protocol == "-1" || (hasPorts && (from < 0 || (from <= 1 && to >= lastPort))))
        return Exposure::AllPorts;
    const auto holds = [&](std::int64_t port) { return hasPorts && from <= port && port <= to; };
    if (holds(22))
        return Exposure::Ssh;
    if (holds(3389))
        return Exposure::RemoteDesktop;
    constexpr std::array<std::int64_t, 11> databases{1433, 1521, 3306, 5432,  5439, 6379,
                                                     7000, 9042, 9200, 11211, 27017};
    return std::any_of(databases.begin(), databases.end(), holds) ? Exposure::Database : Exposure::None;
}

Permission permissionOf(const Result<Value>& answer)
{
    if (answer || answer.error().code == "DryRunOperation")
        return Permission::Yes;
    const bool isNo = answer.error().code == "UnauthorizedOperation" || isAccessDenied(answer.error());
    return isNo ? Permission::No : Permission::Unknown;
}

} // namespace inia::operations
