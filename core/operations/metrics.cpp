#include "core/operations/operations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace inia::operations {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int pixelsForSample = 2;
constexpr std::array periodSteps{seconds(1),      seconds(5),      seconds(10),        seconds(30),
                                 seconds(60),     seconds(300),    seconds(900),       seconds(3600),
                                 seconds(21'600), seconds(86'400), seconds(7 * 86'400)};

/// CloudWatch joins what is older: a minute is kept 15 days, five minutes 63, an hour 455.
seconds finestAt(seconds age)
{
    if (age <= hours(3))
        return seconds(1);
    if (age <= days(15))
        return minutes(1);
    return age <= days(63) ? seconds(minutes(5)) : seconds(hours(1));
}

std::string idOf(std::size_t metric, const char* part)
{
    return part + std::to_string(metric);
}

Value queryOf(const Metric& metric, std::string id, const std::string& statistic, seconds period)
{
    Value dimensions = Value::emptyList();
    for (const auto& [name, value] : metric.dimensions)
        dimensions.append(Value::map({{"Name", name}, {"Value", value}}));
    return Value::map(
        {{"Id", std::move(id)},
         {"MetricStat", Value::map({{"Metric", Value::map({{"Namespace", metric.space},
                                                           {"MetricName", metric.name},
                                                           {"Dimensions", std::move(dimensions)}})},
                                    {"Period", period.count()},
                                    {"Stat", statistic}})}});
}

Timestamp timestampOf(MetricTime time)
{
    return {time.time_since_epoch().count(), 0};
}

void sortByTime(std::vector<MetricSample>& samples)
{
    std::sort(samples.begin(), samples.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
}

} // namespace

MetricRange MetricRange::last(seconds length, MetricTime now, int pixels, seconds atLeast)
{
    const seconds finest = std::max(atLeast, finestAt(length));
    const auto samples = std::max<std::int64_t>(1, pixels / pixelsForSample);
    MetricRange range;
    range.period = periodSteps.back();
    for (const seconds step : periodSteps) {
        if (step >= finest && length / step <= samples) {
            range.period = step;
            break;
        }
    }
    const auto period = range.period.count();
    const auto end = now.time_since_epoch().count();
    const auto begin = end - length.count();
    range.to = MetricTime(seconds((end + period - 1) / period * period));
    range.from = MetricTime(seconds(begin / period * period));
    return range;
}

std::vector<std::pair<std::size_t, std::size_t>> runsOf(const std::vector<MetricSample>& samples,
                                                        seconds period)
{
    std::vector<std::pair<std::size_t, std::size_t>> runs;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i == 0 || samples[i].time - samples[i - 1].time > period)
            runs.emplace_back(i, i + 1);
        else
            runs.back().second = i + 1;
    }
    return runs;
}

std::vector<MetricRow> metricRows(const std::vector<MetricSeries>& series)
{
    std::map<MetricTime, std::vector<std::optional<double>>> byTime;
    for (std::size_t i = 0; i < series.size(); ++i) {
        for (const auto& sample : series[i].samples) {
            auto& values = byTime[sample.time];
            values.resize(series.size());
            values[i] = sample.value;
        }
    }
    std::vector<MetricRow> rows;
    for (auto& [time, values] : byTime)
        rows.push_back({time, std::move(values)});
    return rows;
}

std::pair<double, double> extentOf(const std::vector<MetricSeries>& series)
{
    std::pair<double, double> extent;
    for (const auto& each : series) {
        for (const auto* samples : {&each.samples, &each.least, &each.most}) {
            for (const auto& sample : *samples) {
                extent.first = std::min(extent.first, sample.value);
                extent.second = std::max(extent.second, sample.value);
            }
        }
    }
    return extent;
}

double scaleTop(double value)
{
    if (value <= 0)
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= value)
            return step * power;
    }
    return 10 * power;
}

MetricReading::MetricReading(Client client, std::vector<Metric> metrics, MetricRange range, bool isBackground)
    : m_client(std::move(client)),
      m_metrics(std::move(metrics)),
      m_range(range),
      m_isBackground(isBackground),
      m_series(m_metrics.size()),
      m_result(makeError(ErrorKind::Cancelled, "NotFinished", "The metrics have not been read"))
{
}

void MetricReading::start()
{
    if (m_metrics.empty())
        finish(m_series);
    else
        ask();
}

void MetricReading::ask()
{
    Value queries = Value::emptyList();
    for (std::size_t i = 0; i < m_metrics.size(); ++i) {
        const Metric& metric = m_metrics[i];
        if (queries.size() + (metric.hasBand ? 3 : 1) > mostQueries)
            break;
        queries.append(queryOf(metric, idOf(i, "v"), metric.statistic, m_range.period));
        if (metric.hasBand) {
            queries.append(queryOf(metric, idOf(i, "l"), "Minimum", m_range.period));
            queries.append(queryOf(metric, idOf(i, "m"), "Maximum", m_range.period));
        }
    }
    Value params = Value::map({{"MetricDataQueries", std::move(queries)},
                               {"StartTime", timestampOf(m_range.from)},
                               {"EndTime", timestampOf(m_range.to)},
                               {"ScanBy", "TimestampAscending"}});
    if (!m_token.empty())
        params.insert("NextToken", m_token);
    CallOptions options;
    options.cause = "Show metrics";
    const auto& dimensions = m_metrics.front().dimensions;
    options.target = dimensions.empty() ? m_metrics.front().space : dimensions.front().second;
    options.background = m_isBackground;
    m_reply = m_client.call("GetMetricData", std::move(params), std::move(options));
    ++m_requests;
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, &MetricReading::take);
}

void MetricReading::take()
{
    const ReplyPtr reply = std::move(m_reply);
    const auto& answer = reply->result();
    if (!answer) {
        finish(answer.error());
        return;
    }
    for (const Value& result : (*answer)["MetricDataResults"].items())
        takeResult(result);
    for (const Value& message : (*answer)["Messages"].items())
        m_messages.push_back(message["Value"].text());
    const std::string before = std::exchange(m_token, (*answer)["NextToken"].text());
    if (!m_token.empty() && m_token != before) {
        ask();
        return;
    }
    for (auto& series : m_series) {
        for (auto* samples : {&series.samples, &series.least, &series.most})
            sortByTime(*samples);
    }
    finish(std::move(m_series));
}

void MetricReading::takeResult(const Value& result)
{
    const std::string& id = result["Id"].text();
    std::size_t metric = m_series.size();
    if (id.size() > 1)
        std::from_chars(id.data() + 1, id.data() + id.size(), metric);
    if (metric >= m_series.size())
        return;
    auto& series = m_series[metric];
    auto& samples = id[0] == 'l' ? series.least : id[0] == 'm' ? series.most : series.samples;
    const auto& times = result["Timestamps"].items();
    const auto& values = result["Values"].items();
    for (std::size_t i = 0; i < std::min(times.size(), values.size()); ++i)
        samples.push_back({MetricTime(seconds(times[i].time().seconds)), values[i].toDouble()});
    // Of a series that goes on with the next answer the last word counts.
    const std::string& status = result["StatusCode"].text();
    series.problem.clear();
    if (status.empty() || status == "Complete")
        return;
    series.problem = status;
    for (const Value& message : result["Messages"].items())
        series.problem += ": " + message["Value"].text();
}

void MetricReading::finish(Result<std::vector<MetricSeries>> result)
{
    m_result = std::move(result);
    end();
}

void MetricReading::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The metrics are no longer waited for"));
}

namespace {

struct ReadyLine {
    const char* name;
    const char* statistic;
    bool hasBand = false;
};
struct ReadyChart {
    const char* title;
    const char* unit;
    std::vector<ReadyLine> lines;
};
struct ReadySet {
    const char* service;
    const char* collection;
    const char* space;
    const char* dimension;
    std::vector<ReadyChart> charts;
};

const std::vector<ReadySet>& readySets()
{
    static const std::vector<ReadySet> sets{
        {"ec2",
         "instances",
         "AWS/EC2",
         "InstanceId",
         {{"CPU utilization", "%", {{"CPUUtilization", "Average", true}}},
          {"Network", "B", {{"NetworkIn", "Sum"}, {"NetworkOut", "Sum"}}},
          {"EBS bytes", "B", {{"EBSReadBytes", "Sum"}, {"EBSWriteBytes", "Sum"}}},
          {"Failed status checks", "", {{"StatusCheckFailed", "Maximum"}}},
          {"CPU credit balance", "", {{"CPUCreditBalance", "Average"}}}}},
        {"lambda",
         "functions",
         "AWS/Lambda",
         "FunctionName",
         {{"Invocations", "", {{"Invocations", "Sum"}, {"Throttles", "Sum"}}},
          {"Errors", "", {{"Errors", "Sum"}}},
          {"Duration", "ms", {{"Duration", "Average", true}}},
          {"Concurrent executions", "", {{"ConcurrentExecutions", "Maximum"}}}}},
        {"sqs",
         "queues",
         "AWS/SQS",
         "QueueName",
         {{"Messages visible", "", {{"ApproximateNumberOfMessagesVisible", "Average", true}}},
          {"Age of the oldest message", "s", {{"ApproximateAgeOfOldestMessage", "Maximum"}}},
          {"Sent, received, deleted",
           "",
           {{"NumberOfMessagesSent", "Sum"},
            {"NumberOfMessagesReceived", "Sum"},
            {"NumberOfMessagesDeleted", "Sum"}}},
          {"Messages in flight", "", {{"ApproximateNumberOfMessagesNotVisible", "Average"}}}}},
        {"rds",
         "db_instances",
         "AWS/RDS",
         "DBInstanceIdentifier",
         {{"CPU utilization", "%", {{"CPUUtilization", "Average", true}}},
          {"Connections", "", {{"DatabaseConnections", "Average", true}}},
          {"Free storage", "B", {{"FreeStorageSpace", "Minimum"}}},
          {"Freeable memory", "B", {{"FreeableMemory", "Average"}}},
          {"Latency", "s", {{"ReadLatency", "Average"}, {"WriteLatency", "Average"}}},
          {"Operations", "/s", {{"ReadIOPS", "Average"}, {"WriteIOPS", "Average"}}}}},
        {"dynamodb",
         "tables",
         "AWS/DynamoDB",
         "TableName",
         {{"Consumed capacity",
           "",
           {{"ConsumedReadCapacityUnits", "Sum"}, {"ConsumedWriteCapacityUnits", "Sum"}}},
          {"Throttled requests", "", {{"ReadThrottleEvents", "Sum"}, {"WriteThrottleEvents", "Sum"}}},
          {"Failed conditions", "", {{"ConditionalCheckFailedRequests", "Sum"}}}}},
        {"elbv2",
         "load_balancers",
         "AWS/ApplicationELB",
         "LoadBalancer",
         {{"Requests", "", {{"RequestCount", "Sum"}}},
          {"Response time of targets", "s", {{"TargetResponseTime", "Average", true}}},
          {"Errors of targets",
           "",
           {{"HTTPCode_Target_4XX_Count", "Sum"}, {"HTTPCode_Target_5XX_Count", "Sum"}}},
          {"Errors of the load balancer",
           "",
           {{"HTTPCode_ELB_4XX_Count", "Sum"}, {"HTTPCode_ELB_5XX_Count", "Sum"}}},
          {"Active connections", "", {{"ActiveConnectionCount", "Sum"}}}}},
        {"ecs",
         "clusters",
         "AWS/ECS",
         "ClusterName",
         {{"CPU utilization", "%", {{"CPUUtilization", "Average", true}}},
          {"Memory utilization", "%", {{"MemoryUtilization", "Average", true}}}}},
        {"stepfunctions",
         "state_machines",
         "AWS/States",
         "StateMachineArn",
         {{"Executions",
           "",
           {{"ExecutionsStarted", "Sum"}, {"ExecutionsSucceeded", "Sum"}, {"ExecutionsFailed", "Sum"}}},
          {"Duration", "ms", {{"ExecutionTime", "Average", true}}}}},
    };
    return sets;
}

/// What the metrics of a bucket are kept by, beside its name.
MetricSet bucketMetrics(const std::string& bucket)
{
    const auto line = [&bucket](const char* name, const char* storage) {
        return Metric{"AWS/S3", name, {{"BucketName", bucket}, {"StorageType", storage}}, "Average", false};
    };
    MetricSet set;
    set.period = hours(24);
    set.shortest = days(3); // they come once a day, and a day late
    set.charts = {
        {"Size by storage class",
         "B",
         {line("BucketSizeBytes", "StandardStorage"), line("BucketSizeBytes", "StandardIAStorage"),
          line("BucketSizeBytes", "IntelligentTieringFAStorage"), line("BucketSizeBytes", "GlacierStorage"),
          line("BucketSizeBytes", "DeepArchiveStorage")}},
        {"Objects", "", {line("NumberOfObjects", "AllStorageTypes")}}};
    return set;
}

/// What a dimension says of the resource: names of ARNs and of URLs.
std::string dimensionValue(std::string_view service, const std::string& id)
{
    if (service == "sqs")
        return id.substr(id.rfind('/') + 1);
    if (service == "elbv2" && id.find(":loadbalancer/") != id.npos)
        return id.substr(id.find(":loadbalancer/") + std::string_view(":loadbalancer/").size());
    if (service == "ecs" && id.starts_with("arn:"))
        return id.substr(id.rfind('/') + 1);
    if (service == "lambda" && id.find(":function:") != id.npos)
        return id.substr(id.find(":function:") + std::string_view(":function:").size());
    return id;
}

} // namespace

std::optional<MetricSet> readyMetrics(std::string_view service, std::string_view collection,
                                      const std::string& id)
{
    if (service == "s3" && collection == "buckets")
        return bucketMetrics(id);
    const auto& sets = readySets();
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const ReadySet& set) {
        return set.service == service && set.collection == collection;
    });
    if (found == sets.end())
        return std::nullopt;
    MetricSet set;
    for (const auto& chart : found->charts) {
        MetricChart ready{chart.title, chart.unit, {}};
        for (const auto& line : chart.lines)
            ready.lines.push_back({found->space,
                                   line.name,
                                   {{found->dimension, dimensionValue(service, id)}},
                                   line.statistic,
                                   line.hasBand});
        set.charts.push_back(std::move(ready));
    }
    return set;
}

} // namespace inia::operations
