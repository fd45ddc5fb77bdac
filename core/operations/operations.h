#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/paging/pagecursor.h"

#include <QtCore/QObject>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

/// What goes on in an account, as services tell it: lists that grow while one looks, what their rows mean,
/// and metrics.
namespace inia::operations {

/// Lets calls go one after the other with a rest between them, for limits that all who ask have to share.
class Turns final {
public:
    explicit Turns(std::chrono::milliseconds rest) : m_rest(rest) {}

    /// Calls `go` from the event loop when it is its turn among those of `whose`; not when `context` is gone
    /// by then.
    void take(const std::string& whose, Clock& clock, QObject* context, std::function<void()> go);

private:
    std::chrono::milliseconds m_rest;
    std::map<std::string, std::chrono::system_clock::time_point> m_next;
};

/// The rows of one operation, page by page, told from each other by a key. While they say that something goes
/// on, they are asked for again: new rows come in front, those that are known change in their places. What is
/// asked again ends at the first row that is known, so that it costs a page, however long the list is.
/// Dropping it gives up what is under way.
class LiveRows final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveRows)
public:
    using State = PageCursor::State;
    using Rows = std::deque<Value>;
    static constexpr std::chrono::milliseconds longestInterval{60'000};

    struct Question {
        std::string operation;
        Value params;
        std::string rows;                      ///< where they stand in an answer, in JMESPath
        std::string key;                       ///< what tells a row from the others, likewise
        std::optional<std::int64_t> pageSize;  ///< else as many as the service likes
        std::string cause;                     ///< for the inspector
        std::string target;                    ///< likewise
        std::chrono::milliseconds interval{0}; ///< between two questions
        /// Whether something is going on; null: rows do not change.
        bool (*isMoving)(const Rows& rows) = nullptr;
        std::shared_ptr<Turns> turns; ///< null: calls need not wait for each other
        std::string whose;            ///< turns they are
    };

    LiveRows(Client client, Question question);

    [[nodiscard]] const Question& question() const { return m_question; }
    [[nodiscard]] const Rows& rows() const { return m_rows; }
    [[nodiscard]] State state() const { return m_waitsForTurn ? State::Loading : m_pages.state(); }
    [[nodiscard]] const std::optional<Error>& error() const { return m_pages.error(); }
    [[nodiscard]] int pages() const { return m_pages.pages(); }
    /// Calls made, those that asked again and failed ones included.
    [[nodiscard]] int requests() const { return m_pages.requests() + m_polls; }
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return m_pages.elapsed(); }
    [[nodiscard]] quint64 lastCallId() const;

    /// Starts the next page.
    void fetchNextPage(const std::string& cause);
    /// Gives up the page under way.
    void cancel();

    /// Something goes on, and is asked for again unless somebody has switched that off.
    [[nodiscard]] bool isMoving() const;
    [[nodiscard]] bool isWatched() const { return m_isWatched && !m_hasEnded && isMoving(); }
    /// Whether somebody wants it followed.
    [[nodiscard]] bool wantsWatching() const { return m_isWatched; }
    void setWatched(bool watched);
    /// Nobody looks: no question begins. Going on misses nothing.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// Longer after the service has throttled three questions in a row.
    [[nodiscard]] std::chrono::milliseconds interval() const { return m_interval; }
    /// Why the last question failed; nothing when it went well.
    [[nodiscard]] const std::optional<Error>& watchError() const { return m_watchError; }
    /// Asking again has no more sense: what is watched is gone, denied, or failed three times.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }

signals:
    void stateChanged();
    /// In front of the rows that were there, or behind them.
    void inserted(int first, const std::vector<inia::Value>& rows);
    void changed(int row, const inia::Value& value);
    /// A question has ended, well or not.
    void asked();
    /// What was going on is over.
    void settled();

private:
    [[nodiscard]] std::string keyOf(const Value& row) const;
    [[nodiscard]] CallOptions options(const std::string& cause, int page) const;
    void takePage(const Value& page);
    void fetch();
    void ask();
    void takeAgain(const Value& page);
    void followQuestion();
    void endQuestion();
    void takeFailure(const Error& error);
    void wait();

    Client m_client;
    Question m_question;
    PageCursor m_pages;
    Owned<PageCursor> m_again; ///< under way
    Rows m_rows;
    std::unordered_map<std::string, std::int64_t> m_places; ///< of a key: its row is this less m_front
    std::vector<Value> m_new;                               ///< of the question under way
    std::string m_cause;
    std::optional<Error> m_watchError;
    std::chrono::milliseconds m_interval;
    std::int64_t m_front = 0; ///< the place of the first row
    quint64 m_lastAgain = 0;
    int m_polls = 0;
    int m_waits = 0; ///< which of the delays counts
    int m_failures = 0;
    int m_throttles = 0;
    bool m_sawKnown = false;
    bool m_waitsForTurn = false;
    bool m_isWatched = true;
    bool m_isPaused = false;
    bool m_hasEnded = false;
};

/// "UPDATE_IN_PROGRESS" and its like.
[[nodiscard]] bool isInProgress(std::string_view status);

/// What made the newest operation on a stack fail: the first event that failed for a reason of its own, and
/// not since others had failed. `events` as the service lists them, the newest first. Null when nothing did.
[[nodiscard]] const Value* failureCause(const LiveRows::Rows& events);

/// The states that an execution of Step Functions has gone through, the latest first, from its
/// events in any order: maps with Name, Type, Status (RUNNING, SUCCEEDED, CAUGHT after an error, FAILED,
/// ABORTED), Entered, Exited, Tries, Duration (microseconds), Error, EnteredId and ExitedId.
[[nodiscard]] Value::List statesOf(const LiveRows::Rows& events);

/// What an answer of GetExecutionHistory says went into the state of a row of statesOf(); null when it does
/// not tell.
[[nodiscard]] Value inputOf(const Value& answer, const Value& state);

// Whether something is still going on, by the rows of a list.

/// By the newest event of the stack itself.
[[nodiscard]] bool isStackMoving(const LiveRows::Rows& events);
/// Any of them, by ResourceStatus or Status.
[[nodiscard]] bool isAnyInProgress(const LiveRows::Rows& rows);
[[nodiscard]] bool isAnyRunning(const LiveRows::Rows& executions);
/// No event of the end has come.
[[nodiscard]] bool isExecutionOpen(const LiveRows::Rows& events);
/// An instance on its way from one state to another.
[[nodiscard]] bool isInstanceMoving(const LiveRows::Rows& statuses);

/// The outputs and parameters of a stack: what is named like a secret is hidden.
inline constexpr const char* hiddenValue = "\u2022\u2022\u2022\u2022";
[[nodiscard]] Value::List withoutSecrets(const LiveRows::Rows& rows);

/// What everybody on the internet may reach by a rule of a security group.
enum class Exposure { None, AllPorts, Ssh, RemoteDesktop, Database };
[[nodiscard]] Exposure exposureOf(const Value& rule);

/// What EC2 says to a dry run.
enum class Permission { Yes, No, Unknown };
[[nodiscard]] Permission permissionOf(const Result<Value>& answer);

using MetricTime = std::chrono::sys_time<std::chrono::seconds>;

/// One line of a chart: a metric of CloudWatch by one statistic.
struct Metric {
    std::string space; ///< "AWS/EC2"
    std::string name;  ///< "CPUUtilization"
    std::vector<std::pair<std::string, std::string>> dimensions;
    std::string statistic; ///< "Average", "Sum", "p99"
    bool hasBand = false;  ///< its minimum and maximum are asked for as well
};

struct MetricSample {
    MetricTime time; ///< when its period begins
    double value = 0;
};

/// What came of a Metric, by time. Periods without a sample are not in it.
struct MetricSeries {
    std::vector<MetricSample> samples;
    std::vector<MetricSample> least; ///< of a band
    std::vector<MetricSample> most;
    std::string problem; ///< why it is not whole, in the service's words; empty when it is
};

/// A range of time and how finely it is asked, by what CloudWatch still has.
struct MetricRange {
    MetricTime from;
    MetricTime to; ///< after the last period, which may be under way
    std::chrono::seconds period{60};

    /// The last `length` until `now`, whole periods of it: as fine as the age of its beginning allows, and
    /// not finer than two of `pixels` for a sample. `atLeast` is the period of what is measured seldom (a day
    /// for the size of a bucket); below a minute for what has a high resolution.
    [[nodiscard]] static MetricRange last(std::chrono::seconds length, MetricTime now, int pixels,
                                          std::chrono::seconds atLeast = std::chrono::seconds(60));

    [[nodiscard]] std::int64_t periods() const { return (to - from) / period; }
    friend bool operator==(const MetricRange&, const MetricRange&) = default;
};

/// Runs of samples without a gap between them: a line ends where a period has no sample.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>>
runsOf(const std::vector<MetricSample>& samples, std::chrono::seconds period);

/// What several series say of one moment; nothing where a series has no sample.
struct MetricRow {
    MetricTime time;
    std::vector<std::optional<double>> values;
};
/// Every moment that any of them has a sample of, the earliest first.
[[nodiscard]] std::vector<MetricRow> metricRows(const std::vector<MetricSeries>& series);
/// The least and the most of all values, bands among them, and zero.
[[nodiscard]] std::pair<double, double> extentOf(const std::vector<MetricSeries>& series);

/// Where a scale ends that reaches `value`: the least of 1, 2 and 5 with zeros that is not below it.
[[nodiscard]] double scaleTop(double value);

/// Reads metrics by GetMetricData: one call for all of them, and more only where the service has not given
/// all of its answer.
class MetricReading final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MetricReading)
public:
    static constexpr std::size_t mostQueries = 500;

    /// A client of cloudwatch. Metrics beyond mostQueries are not asked for; a band counts three.
    MetricReading(Client client, std::vector<Metric> metrics, MetricRange range, bool isBackground);

    void start();
    void cancel() override;

    /// Valid when finished: a series for each of the metrics, in their order.
    [[nodiscard]] const Result<std::vector<MetricSeries>>& result() const { return m_result; }
    [[nodiscard]] const MetricRange& range() const { return m_range; }
    /// What the service says about the whole answer.
    [[nodiscard]] const std::vector<std::string>& messages() const { return m_messages; }
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] quint64 lastCallId() const { return m_lastCallId; }

private:
    void ask();
    void take();
    void takeResult(const Value& result);
    void finish(Result<std::vector<MetricSeries>> result);
    void giveUp() override { m_reply.reset(); }

    Client m_client;
    std::vector<Metric> m_metrics;
    MetricRange m_range;
    bool m_isBackground;
    ReplyPtr m_reply;
    std::string m_token;
    std::vector<MetricSeries> m_series;
    std::vector<std::string> m_messages;
    Result<std::vector<MetricSeries>> m_result;
    int m_requests = 0;
    quint64 m_lastCallId = 0;
};

/// The metrics people look at first for a sort of resource, a chart each.
struct MetricChart {
    std::string title; ///< as CloudWatch names it, in words
    std::string unit;  ///< "%", "B", "s", "ms", "/s"; empty: a count
    std::vector<Metric> lines;
};
struct MetricSet {
    std::vector<MetricChart> charts;
    std::chrono::seconds period{60};        ///< how often it is measured
    std::chrono::seconds shortest{60 * 60}; ///< a shorter range shows nothing
};

/// Of a resource by its service, the sort of thing and its id: ("ec2", "instances", "i-1"). Nothing where
/// there is no ready set.
[[nodiscard]] std::optional<MetricSet> readyMetrics(std::string_view service, std::string_view collection,
                                                    const std::string& id);

} // namespace inia::operations
