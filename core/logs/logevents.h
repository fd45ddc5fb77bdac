#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/paging/pagecursor.h"

#include <QtCore/QObject>

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace inia::logs {

/// CloudWatch Logs counts milliseconds in some operations and seconds in others; here is one time for all.
using LogTime = std::chrono::sys_time<std::chrono::milliseconds>;

struct LogEvent {
    std::string id; ///< tells it from others of the same millisecond and text
    LogTime time;
    LogTime ingested;
    std::string stream;
    std::string message;
};

/// What a message says in JSON: a map; null when it is no JSON object.
[[nodiscard]] Value membersOf(const std::string& message);

/// Which events of one log group.
struct LogQuestion {
    std::string group;                ///< name or ARN
    std::vector<std::string> streams; ///< at most 100; none: all
    std::string pattern;              ///< of CloudWatch Logs; empty: every event
    LogTime from;
    std::optional<LogTime> to;
    bool newestFirst = false;
};

/// Walks through the events of a group page by page, as PageCursor does: keeps the token and counts, no
/// events. Pages may be empty though there are more: those are walked on by themselves, a bounded number of
/// them or for a bounded time, then state More says how far it came.
class LogSearch final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogSearch)
public:
    using State = PageCursor::State;
    static constexpr int emptyPagesInOneGo = 20;
    static constexpr std::chrono::seconds longestGo{10};

    LogSearch(Client client, LogQuestion question);

    [[nodiscard]] const LogQuestion& question() const { return m_question; }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Some ranges and servers only go from the oldest on, whatever was asked.
    [[nodiscard]] bool isNewestFirst() const { return m_isNewestFirst; }
    [[nodiscard]] int pages() const { return m_pages; }
    /// Calls made, failed ones included.
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] std::int64_t found() const { return m_found; }
    /// The time of the last event that was found; nothing before the first.
    [[nodiscard]] std::optional<LogTime> searchedTo() const { return m_searchedTo; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const;
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

    /// Starts the next page that has events. Does nothing while Loading or when Complete.
    void fetchNextPage(const std::string& cause);
    /// Gives up the page under way: state More (Pristine before the first page), nothing emitted.
    void cancel();

signals:
    /// Also between the pages of one go, while the state stays Loading.
    void stateChanged();
    /// In the order of the search, before the stateChanged() that follows; never without events.
    void pageReady(const std::vector<inia::logs::LogEvent>& events);

private:
    void ask();
    void finishPage();
    void fail(Error error);
    void setState(State state);

    Client m_client;
    LogQuestion m_question;
    std::string m_token;
    std::string m_cause;
    ReplyPtr m_reply;
    std::optional<Error> m_error;
    std::optional<LogTime> m_searchedTo;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::milliseconds m_elapsed{0};
    std::chrono::milliseconds m_before{0}; ///< m_elapsed when the go began
    std::int64_t m_found = 0;
    quint64 m_lastCallId = 0;
    quint64 m_firstCallId = 0;
    State m_state = State::Pristine;
    bool m_isNewestFirst = false;
    int m_pages = 0;
    int m_requests = 0;
    int m_emptyPages = 0; ///< in this go
};

/// Follows a group by asking again and again. Each time it begins a minute before the newest event, since
/// several share a millisecond and some come late, and tells each event once. What comes later than that
/// minute is missed. A Task that ends by cancel() or by what makes going on senseless: the group is gone, may
/// not be read, or three polls in a row have failed.
class LogTail final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogTail)
public:
    static constexpr std::chrono::seconds overlap{60};
    static constexpr std::chrono::milliseconds firstInterval{2'000};
    static constexpr std::chrono::milliseconds longestInterval{60'000};

    /// Of `question` the end and the order count for nothing.
    LogTail(Client client, LogQuestion question);

    void start();
    void cancel() override;
    /// Nobody looks: no poll begins. Going on misses nothing.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }

    /// Between two polls; longer after the service has throttled three in a row.
    [[nodiscard]] std::chrono::milliseconds interval() const { return m_interval; }
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] std::int64_t found() const { return m_found; }
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }
    /// Why it ended, or what the last poll failed with; nothing while all is well.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

signals:
    /// By time; late ones may be older than those told before.
    void arrived(const std::vector<inia::logs::LogEvent>& events);
    /// A poll has ended, well or badly.
    void polled();

private:
    void giveUp() override;
    void poll();
    void ask(std::string token);
    void take(const Value& answer);
    void takeFailure(const Error& error);
    void settle();
    void wait();

    Client m_client;
    LogQuestion m_question;
    std::unordered_map<std::string, LogTime> m_told; ///< of the window
    std::vector<LogEvent> m_new;                     ///< of the poll under way
    std::string m_token;
    ReplyPtr m_reply;
    std::optional<Error> m_error;
    LogTime m_newest;
    std::chrono::milliseconds m_interval = firstInterval;
    std::int64_t m_found = 0;
    quint64 m_lastCallId = 0;
    int m_requests = 0;
    int m_failures = 0;  ///< in a row
    int m_throttles = 0; ///< in a row
    int m_waits = 0;     ///< tells the wait that counts from those given up
    bool m_isPaused = false;
};

/// A query of Logs Insights: started once, asked for its rows after 1, 2, 3, 3 ... seconds, and stopped when
/// it is cancelled. Rows come while it runs and may still change then.
class LogQuery final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogQuery)
public:
    struct Row {
        std::vector<std::pair<std::string, std::string>> fields; ///< without @ptr
        std::string pointer;                                     ///< for GetLogRecord
    };
    struct Options {
        std::vector<std::string> groups;
        std::string query;
        LogTime from;
        LogTime to;
        int limit = 10'000;
    };

    LogQuery(Client client, Options options);

    void start();
    /// Asks the service to stop, without which it goes on and costs.
    void cancel() override;

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// "Scheduled", "Running", "Complete" ... as the service says; empty before it has.
    [[nodiscard]] const std::string& status() const { return m_status; }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    /// By which the query is paid for.
    [[nodiscard]] double bytesScanned() const { return m_bytesScanned; }
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

signals:
    void changed();

private:
    void giveUp() override;
    void call(std::string_view operation, Value params, void (LogQuery::*then)(const Value&));
    void takeStart(const Value& answer);
    void wait();
    void ask(const std::string& token);
    void takeRows(const Value& answer);
    void stop();
    void takeStop(const Value& answer);
    void fail(Error error);

    Client m_client;
    Options m_options;
    ReplyPtr m_reply;
    std::string m_id;
    std::string m_status;
    std::string m_token; ///< of the page under way
    std::vector<Row> m_rows;
    std::optional<Error> m_error;
    double m_bytesScanned = 0;
    quint64 m_lastCallId = 0;
    int m_requests = 0;
    int m_polls = 0;
    bool m_isStopping = false;
};

} // namespace inia::logs
