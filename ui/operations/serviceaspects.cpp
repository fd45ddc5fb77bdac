#include "core/jmespath/expression.h"
#include "ui/operations/operationsview.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <utility>

// What each service but CloudFormation is looked at by.
namespace inia::ui {

namespace {

using std::chrono::seconds;

constexpr seconds instanceInterval{5};
constexpr seconds executionInterval{2};

Value instanceIds(const Subject& subject, const Value&)
{
    return Value::map({{"InstanceIds", Value::list({subject.id()})}});
}

const char* ruleWarning(const Value& rule)
{
    switch (operations::exposureOf(rule)) {
    case operations::Exposure::AllPorts:
        return QT_TRANSLATE_NOOP("OperationsView", "%1 lets the whole internet reach all ports.");
    case operations::Exposure::Ssh:
        return QT_TRANSLATE_NOOP("OperationsView", "%1 lets the whole internet reach SSH (port 22).");
    case operations::Exposure::RemoteDesktop:
        return QT_TRANSLATE_NOOP("OperationsView",
                                 "%1 lets the whole internet reach remote desktop (port 3389).");
    case operations::Exposure::Database:
        return QT_TRANSLATE_NOOP("OperationsView", "%1 lets the whole internet reach a port of databases.");
    case operations::Exposure::None:
        break;
    }
    return nullptr;
}

Value rulesOf(Value groups)
{
    const Value filter = Value::map({{"Name", "group-id"}, {"Values", std::move(groups)}});
    return Value::map({{"Filters", Value::list({filter})}});
}

Aspect ruleAspect(Value (*params)(const Subject&))
{
    return {
        .title = QT_TRANSLATE_NOOP("OperationsView", "Security rules"),
        .operation = "DescribeSecurityGroupRules",
        .params = params,
        .found = "SecurityGroupRules[]",
        .key = "SecurityGroupRuleId",
        .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Rule"), "SecurityGroupRuleId", ColumnKind::Mono,
                     190},
                    {QT_TRANSLATE_NOOP("OperationsView", "Group"), "GroupId", ColumnKind::Mono, 180},
                    {QT_TRANSLATE_NOOP("OperationsView", "Outgoing"), "IsEgress", ColumnKind::Text, 80},
                    {QT_TRANSLATE_NOOP("OperationsView", "Protocol"), "IpProtocol", ColumnKind::Text, 80},
                    {QT_TRANSLATE_NOOP("OperationsView", "From port"), "FromPort", ColumnKind::Number, 80},
                    {QT_TRANSLATE_NOOP("OperationsView", "To port"), "ToPort", ColumnKind::Number, 80},
                    {QT_TRANSLATE_NOOP("OperationsView", "Whom"),
                     "CidrIpv4 || CidrIpv6 || PrefixListId || ReferencedGroupInfo.GroupId", ColumnKind::Mono,
                     150},
                    {QT_TRANSLATE_NOOP("OperationsView", "Description"), "Description"}},
        .empty = QT_TRANSLATE_NOOP("OperationsView", "There are no rules"),
        .pageSize = 1000,
        .warning = &ruleWarning};
}

Value ruleOf(const Subject&, const Value& row)
{
    return Value::map(
        {{"GroupId", row["GroupId"]}, {"SecurityGroupRuleIds", Value::list({row["SecurityGroupRuleId"]})}});
}

const std::vector<Deed>& ruleDeeds()
{
    constexpr const char* title = QT_TRANSLATE_NOOP("OperationsView", "Revoke rule\u2026");
    constexpr const char* sentence =
        QT_TRANSLATE_NOOP("OperationsView", "Connections that are open stay open; new ones are refused.");
    static const std::vector<Deed> deeds{
        {title,
         "RevokeSecurityGroupIngress",
         &ruleOf,
         {},
         "Security rules",
         sentence,
         true,
         true,
         [](const Value& row) { return !row["IsEgress"].toBool(); }},
        {title,
         "RevokeSecurityGroupEgress",
         &ruleOf,
         {},
         "Security rules",
         sentence,
         true,
         true,
         [](const Value& row) { return row["IsEgress"].toBool(); }},
    };
    return deeds;
}

SubjectKind instances()
{
    SubjectKind kind{"ec2",
                     {"instances"},
                     "chip",
                     "DescribeInstances",
                     [](const Subject& subject) { return instanceIds(subject, {}); },
                     "Reservations[0].Instances[0]",
                     "Tags[?Key=='Name'].Value | [0]",
                     "State.Name"};
    Aspect groupRules = ruleAspect([](const Subject& subject) {
        return rulesOf(searchOrNull("SecurityGroups[].GroupId", subject.facts));
    });
    groupRules.needsFacts = true;
    kind.aspects = {
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Metrics"), .show = Aspect::Show::Metrics},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Console output"),
         .show = Aspect::Show::Text,
         .operation = "GetConsoleOutput",
         .params =
             [](const Subject& subject) {
                 return Value::map({{"InstanceId", subject.id()}});
             },
         .found = "Output",
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The instance has written nothing to its console"),
         .forms = {{QT_TRANSLATE_NOOP("OperationsView", "Latest"), Value::map({{"Latest", true}})},
                   {QT_TRANSLATE_NOOP("OperationsView", "Since the last start"), Value::emptyMap()}},
         .fallsBack = true,
         .moment = "Timestamp"},
        groupRules,
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Status checks"),
         .operation = "DescribeInstanceStatus",
         .params =
             [](const Subject& subject) {
                 Value params = instanceIds(subject, {});
                 params.insert("IncludeAllInstances", true); // else only those that run
                 return params;
             },
         .found = "InstanceStatuses[]",
         .key = "InstanceId",
         .columns =
             {{QT_TRANSLATE_NOOP("OperationsView", "State"), "InstanceState.Name", ColumnKind::State, 120},
              {QT_TRANSLATE_NOOP("OperationsView", "Instance"), "InstanceStatus.Status", ColumnKind::State,
               120},
              {QT_TRANSLATE_NOOP("OperationsView", "System"), "SystemStatus.Status", ColumnKind::State, 120},
              {QT_TRANSLATE_NOOP("OperationsView", "Volumes"), "AttachedEbsStatus.Status", ColumnKind::State,
               120},
              {QT_TRANSLATE_NOOP("OperationsView", "Planned"), "join('; ', Events[].Description || `[]`)"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "EC2 tells no status"),
         .interval = instanceInterval,
         .isMoving = &operations::isInstanceMoving},
    };
    constexpr auto ids = &instanceIds;
    kind.deeds = {
        {QT_TRANSLATE_NOOP("OperationsView", "Start\u2026"),
         "StartInstances",
         ids,
         {},
         nullptr,
         "",
         false,
         true},
        {QT_TRANSLATE_NOOP("OperationsView", "Stop\u2026"),
         "StopInstances",
         ids,
         {"Hibernate", "Force", "SkipOsShutdown"},
         nullptr,
         QT_TRANSLATE_NOOP("OperationsView",
                           "What is on instance stores is lost, and a public address that is not "
                           "elastic changes. Force and SkipOsShutdown may lose what has not been "
                           "written; Hibernate needs to have been set up."),
         false,
         true},
        {QT_TRANSLATE_NOOP("OperationsView", "Reboot\u2026"),
         "RebootInstances",
         ids,
         {},
         nullptr,
         QT_TRANSLATE_NOOP("OperationsView", "EC2 answers before it happens."),
         false,
         true},
        {QT_TRANSLATE_NOOP("OperationsView", "Terminate\u2026"),
         "TerminateInstances",
         ids,
         {},
         nullptr,
         QT_TRANSLATE_NOOP("OperationsView",
                           "The instance and its volumes that go with it are gone for good."),
         true,
         true},
    };
    kind.deeds.insert(kind.deeds.end(), ruleDeeds().begin(), ruleDeeds().end());
    return kind;
}

SubjectKind securityGroups()
{
    SubjectKind kind{"ec2",
                     {"security_groups"},
                     "shield",
                     "DescribeSecurityGroups",
                     [](const Subject& subject) {
                         return Value::map({{"GroupIds", Value::list({subject.id()})}});
                     },
                     "SecurityGroups[0]",
                     "GroupName"};
    kind.aspects = {ruleAspect([](const Subject& subject) { return rulesOf(Value::list({subject.id()})); })};
    kind.deeds = ruleDeeds();
    return kind;
}

Value machineArn(const Subject& subject)
{
    return Value::map({{"stateMachineArn", subject.id()}});
}

Value executionArn(const Subject& subject)
{
    return Value::map({{"executionArn", subject.id()}});
}

std::optional<Place> executionPlace(const Subject& subject, const Value& row)
{
    return Place(ResourceLocation{
        "stepfunctions", {{"state_machines", {subject.id()}}, {"executions", {row["executionArn"].text()}}}});
}

SubjectKind stateMachines()
{
    SubjectKind kind{
        "stepfunctions", {"state_machines"}, "branch", "DescribeStateMachine", &machineArn, "@", "name",
        "status"};
    const AspectChoice byStatus{
        QT_TRANSLATE_NOOP("OperationsView", "Status of executions"),
        {{QT_TRANSLATE_NOOP("OperationsView", "All executions"), ""},
         {QT_TRANSLATE_NOOP("OperationsView", "Running"), "RUNNING"},
         {QT_TRANSLATE_NOOP("OperationsView", "Succeeded"), "SUCCEEDED"},
         {QT_TRANSLATE_NOOP("OperationsView", "Failed"), "FAILED"},
         {QT_TRANSLATE_NOOP("OperationsView", "Timed out"), "TIMED_OUT"},
         {QT_TRANSLATE_NOOP("OperationsView", "Aborted"), "ABORTED"},
         {QT_TRANSLATE_NOOP("OperationsView", "Waiting to go on"), "PENDING_REDRIVE"}},
        nullptr,
        [](Value& params, const std::string& option, const std::string&, auto) {
            if (!option.empty())
                params.insert("statusFilter", option);
        }};
    kind.aspects = {
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Executions"),
         .operation = "ListExecutions",
         .params = &machineArn,
         .found = "executions[]",
         .key = "executionArn",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Started"), "startDate", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Status"), "status", ColumnKind::State, 130},
                     {QT_TRANSLATE_NOOP("OperationsView", "Stopped"), "stopDate", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Redrives"), "redriveCount", ColumnKind::Number,
                      80},
                     {QT_TRANSLATE_NOOP("OperationsView", "Execution"), "name", ColumnKind::Text}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "There are no executions"),
         .pageSize = 1000,
         .interval = executionInterval,
         .isMoving = &operations::isAnyRunning,
         .choices = {byStatus},
         .place = &executionPlace},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Definition"),
         .show = Aspect::Show::Text,
         .operation = "DescribeStateMachine",
         .params = &machineArn,
         .found = "definition"},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Metrics"), .show = Aspect::Show::Metrics},
    };
    kind.deeds = {
        {QT_TRANSLATE_NOOP("OperationsView", "Start execution\u2026"),
         "StartExecution",
         [](const Subject& subject, const Value&) {
             // With a name a second request by mistake starts no second execution.
             const auto now = std::chrono::system_clock::now().time_since_epoch();
             const auto stamp = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
             return Value::map({{"stateMachineArn", subject.id()},
                                {"name", "run-" + std::to_string(stamp)},
                                {"input", "{}"}});
         },
         {"name", "input"},
         nullptr,
         QT_TRANSLATE_NOOP("OperationsView",
                           "The input is JSON of at most 256 KiB. An express execution is started "
                           "once more by every request, whatever its name is.")},
        {QT_TRANSLATE_NOOP("OperationsView", "Stop execution\u2026"),
         "StopExecution",
         [](const Subject&, const Value& row) {
             return Value::map({{"executionArn", row["executionArn"]}});
         },
         {"error", "cause"},
         "Executions",
         QT_TRANSLATE_NOOP("OperationsView", "It ends as aborted; what it has done stays done."),
         true},
        {QT_TRANSLATE_NOOP("OperationsView", "Redrive execution\u2026"),
         "RedriveExecution",
         [](const Subject&, const Value& row) {
             return Value::map({{"executionArn", row["executionArn"]}});
         },
         {},
         "Executions",
         QT_TRANSLATE_NOOP("OperationsView",
                           "It goes on with the states that failed, within 14 days of its end.")},
    };
    return kind;
}

SubjectKind executions()
{
    SubjectKind kind{"stepfunctions",
                     {"state_machines", "executions"},
                     "branch",
                     "DescribeExecution",
                     [](const Subject& subject) {
                         Value params = executionArn(subject);
                         params.insert("includedData", "METADATA_ONLY");
                         return params;
                     },
                     "@",
                     "name",
                     "status"};
    const auto history = [](const Subject& subject) {
        Value params = executionArn(subject);
        params.insert("reverseOrder", true);
        params.insert("includeExecutionData", false);
        return params;
    };
    kind.aspects = {
        {.title = QT_TRANSLATE_NOOP("OperationsView", "States"),
         .operation = "GetExecutionHistory",
         .params = history,
         .found = "events[]",
         .key = "id",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "State"), "Name", ColumnKind::Text, 190},
                     {QT_TRANSLATE_NOOP("OperationsView", "Status"), "Status", ColumnKind::State, 120},
                     {QT_TRANSLATE_NOOP("OperationsView", "Type"), "Type", ColumnKind::Secondary, 90},
                     {QT_TRANSLATE_NOOP("OperationsView", "Entered"), "Entered", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Duration"), "Duration", ColumnKind::Duration, 90},
                     {QT_TRANSLATE_NOOP("OperationsView", "Tries"), "Tries", ColumnKind::Number, 60},
                     {QT_TRANSLATE_NOOP("OperationsView", "Error"), "Error"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "No state has been entered"),
         .pageSize = 1000,
         .interval = executionInterval,
         .isMoving = &operations::isExecutionOpen,
         .derived = &operations::statesOf,
         .reveal = AspectReveal{QT_TRANSLATE_NOOP("OperationsView", "Reveal input"), "GetExecutionHistory",
                                [](const Subject& subject, const Value& row) {
                                    Value params = executionArn(subject);
                                    params.insert("includeExecutionData", true);
                                    params.insert("maxResults",
                                                  std::min<std::int64_t>(row["EnteredId"].toInt(), 1000));
                                    return params;
                                },
                                &operations::inputOf,
                                // The others stand behind the first page of the history.
                                [](const Value& row) { return row["EnteredId"].toInt() <= 1000; }}},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Events"),
         .operation = "GetExecutionHistory",
         .params = history,
         .found = "events[]",
         .key = "id",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Event"), "id", ColumnKind::Number, 70},
                     {QT_TRANSLATE_NOOP("OperationsView", "Time"), "timestamp", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Type"), "type"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "There are no events"),
         .pageSize = 1000,
         .interval = executionInterval,
         .isMoving = &operations::isExecutionOpen},
    };
    const auto arn = [](const Subject& subject, const Value&) { return executionArn(subject); };
    kind.deeds = {{QT_TRANSLATE_NOOP("OperationsView", "Stop execution\u2026"),
                   "StopExecution",
                   arn,
                   {"error", "cause"},
                   nullptr,
                   QT_TRANSLATE_NOOP("OperationsView", "It ends as aborted; what it has done stays done."),
                   true},
                  {QT_TRANSLATE_NOOP("OperationsView", "Redrive execution\u2026"),
                   "RedriveExecution",
                   arn,
                   {},
                   nullptr,
                   QT_TRANSLATE_NOOP("OperationsView",
                                     "It goes on with the states that failed, within 14 days of its end.")}};
    return kind;
}

SubjectKind databases()
{
    SubjectKind kind{"rds",
                     {"db_instances"},
                     "db",
                     "DescribeDBInstances",
                     [](const Subject& subject) {
                         return Value::map({{"DBInstanceIdentifier", subject.id()}});
                     },
                     "DBInstances[0]",
                     "DBInstanceIdentifier",
                     "DBInstanceStatus"};
    kind.aspects = {
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Metrics"), .show = Aspect::Show::Metrics},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Events"),
         .operation = "DescribeEvents",
         .params =
             [](const Subject& subject) {
                 constexpr int fourteenDays = 14 * 24 * 60; // RDS would tell the last hour
                 return Value::map({{"SourceIdentifier", subject.id()},
                                    {"SourceType", "db-instance"},
                                    {"Duration", fourteenDays}});
             },
         .found = "Events[]",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Time"), "Date", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Categories"),
                      "join(', ', EventCategories || `[]`)", ColumnKind::Text, 160},
                     {QT_TRANSLATE_NOOP("OperationsView", "Message"), "Message"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "There were no events in the last 14 days"),
         .pageSize = 100},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Log files"),
         .operation = "DescribeDBLogFiles",
         .params =
             [](const Subject& subject) {
                 return Value::map({{"DBInstanceIdentifier", subject.id()}});
             },
         .found = "DescribeDBLogFiles[]",
         .key = "LogFileName",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "File"), "LogFileName", ColumnKind::Text, 260},
                     {QT_TRANSLATE_NOOP("OperationsView", "Size"), "Size", ColumnKind::Size, 90},
                     {QT_TRANSLATE_NOOP("OperationsView", "Written"), "LastWritten", ColumnKind::Date, 150,
                      "epoch ms"}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "There are no log files"),
         .opens = "End of the log"},
        {.title = QT_TRANSLATE_NOOP("OperationsView", "End of the log"),
         .show = Aspect::Show::Text,
         .operation = "DownloadDBLogFilePortion",
         .params =
             [](const Subject& subject) {
                 constexpr int lines = 1'000;
                 return Value::map({{"DBInstanceIdentifier", subject.id()},
                                    {"LogFileName", subject.row["LogFileName"]},
                                    {"NumberOfLines", lines}});
             },
         .found = "LogFileData",
         .empty = QT_TRANSLATE_NOOP("OperationsView", "The log is empty"),
         .isOpened = true},
    };
    return kind;
}

SubjectKind topics()
{
    const auto arn = [](const Subject& subject) { return Value::map({{"TopicArn", subject.id()}}); };
    SubjectKind kind{"sns", {"topics"}, "topic", "GetTopicAttributes", arn, "Attributes", "DisplayName"};
    kind.aspects = {
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Subscriptions"),
         .operation = "ListSubscriptionsByTopic",
         .params = arn,
         .found = "Subscriptions[]",
         .key = "join('|', [Protocol, Endpoint || ''])",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Protocol"), "Protocol", ColumnKind::Text, 100},
                     {QT_TRANSLATE_NOOP("OperationsView", "Endpoint"), "Endpoint", ColumnKind::Mono, 320},
                     // An ARN, or that somebody has still to confirm it.
                     {QT_TRANSLATE_NOOP("OperationsView", "Subscription"), "SubscriptionArn",
                      ColumnKind::Mono}},
         .empty = QT_TRANSLATE_NOOP("OperationsView", "Nobody has subscribed to the topic")},
    };
    kind.deeds = {
        {QT_TRANSLATE_NOOP("OperationsView", "Publish\u2026"),
         "Publish",
         [](const Subject& subject, const Value&) {
             return Value::map({{"TopicArn", subject.id()}});
         },
         {"Message", "Subject", "MessageStructure", "MessageAttributes", "MessageGroupId",
          "MessageDeduplicationId"},
         nullptr,
         QT_TRANSLATE_NOOP("OperationsView", "All subscriptions get it, and it cannot be recalled.")}};
    return kind;
}

SubjectKind loadBalancers()
{
    SubjectKind kind{"elbv2",
                     {"load_balancers"},
                     "network",
                     "DescribeLoadBalancers",
                     [](const Subject& subject) {
                         return Value::map({{"LoadBalancerArns", Value::list({subject.id()})}});
                     },
                     "LoadBalancers[0]",
                     "LoadBalancerName",
                     "State.Code"};
    kind.aspects = {{.title = QT_TRANSLATE_NOOP("OperationsView", "Metrics"), .show = Aspect::Show::Metrics}};
    return kind;
}

Value none(const Subject&)
{
    return Value::emptyMap();
}

SubjectKind trailEvents()
{
    SubjectKind kind{"cloudtrail", {"events"}, "history"};
    kind.isCollection = true;
    const AspectChoice range{
        QT_TRANSLATE_NOOP("OperationsView", "Range of time"),
        {{QT_TRANSLATE_NOOP("OperationsView", "Last hour"), "1"},
         {QT_TRANSLATE_NOOP("OperationsView", "Last day"), "24"},
         {QT_TRANSLATE_NOOP("OperationsView", "Last 7 days"), "168"},
         {QT_TRANSLATE_NOOP("OperationsView", "Last 30 days"), "720"},
         {QT_TRANSLATE_NOOP("OperationsView", "Last 90 days"), "2160"}},
        nullptr,
        [](Value& params, const std::string& option, const std::string&,
           std::chrono::system_clock::time_point now) {
            const auto from = now - std::chrono::hours(std::stoi(option));
            params.insert("StartTime",
                          Timestamp{std::chrono::duration_cast<seconds>(from.time_since_epoch()).count(), 0});
        }};
    const AspectChoice attribute{
        QT_TRANSLATE_NOOP("OperationsView", "Attribute"),
        {{QT_TRANSLATE_NOOP("OperationsView", "Any event"), ""},
         {QT_TRANSLATE_NOOP("OperationsView", "Resource name"), "ResourceName"},
         {QT_TRANSLATE_NOOP("OperationsView", "Event name"), "EventName"},
         {QT_TRANSLATE_NOOP("OperationsView", "User name"), "Username"},
         {QT_TRANSLATE_NOOP("OperationsView", "Event source"), "EventSource"},
         {QT_TRANSLATE_NOOP("OperationsView", "Resource type"), "ResourceType"},
         {QT_TRANSLATE_NOOP("OperationsView", "Access key"), "AccessKeyId"},
         {QT_TRANSLATE_NOOP("OperationsView", "Event id"), "EventId"},
         {QT_TRANSLATE_NOOP("OperationsView", "Read only (true or false)"), "ReadOnly"}},
        QT_TRANSLATE_NOOP("OperationsView", "Exactly this"),
        [](Value& params, const std::string& option, const std::string& word, auto) {
            if (!option.empty() && !word.empty())
                params.insert(
                    "LookupAttributes",
                    Value::list({Value::map({{"AttributeKey", option}, {"AttributeValue", word}})}));
        }};
    kind.aspects = {
        {.title = QT_TRANSLATE_NOOP("OperationsView", "Management events"),
         .operation = "LookupEvents",
         .params = &none,
         .found = "Events[]",
         .key = "EventId",
         .columns = {{QT_TRANSLATE_NOOP("OperationsView", "Time"), "EventTime", ColumnKind::Date, 150},
                     {QT_TRANSLATE_NOOP("OperationsView", "Event"), "EventName", ColumnKind::Text, 180},
                     {QT_TRANSLATE_NOOP("OperationsView", "User"), "Username", ColumnKind::Text, 140},
                     {QT_TRANSLATE_NOOP("OperationsView", "Source"), "EventSource", ColumnKind::Secondary,
                      180},
                     {QT_TRANSLATE_NOOP("OperationsView", "Resources"),
                      "join(', ', Resources[].ResourceName || `[]`)"}},
         .empty =
             QT_TRANSLATE_NOOP("OperationsView", "CloudTrail has no events here; they come minutes late, and "
                                                 "those of global services are in us-east-1"),
         .pageSize = 50,
         .choices = {range, attribute},
         .takesTurns = true,
         .document = "CloudTrailEvent"},
    };
    return kind;
}

} // namespace

std::vector<SubjectKind> serviceKinds()
{
    return {instances(), securityGroups(), stateMachines(), executions(),
            databases(), topics(),         loadBalancers(), trailEvents()};
}

} // namespace inia::ui
