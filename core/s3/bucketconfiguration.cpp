#include "core/s3/bucketconfiguration.h"

#include "core/common/clock.h"
#include "core/protocol/jsonreader.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t mostAtOnce = 6;

constexpr std::array features{
    BucketFeature{"versioning",
                  "GetBucketVersioning",
                  "PutBucketVersioning",
                  {},
                  "VersioningConfiguration",
                  {},
                  {},
                  {}},
    BucketFeature{"encryption",
                  "GetBucketEncryption",
                  "PutBucketEncryption",
                  "DeleteBucketEncryption",
                  "ServerSideEncryptionConfiguration",
                  "ServerSideEncryptionConfiguration",
                  "ServerSideEncryptionConfigurationNotFoundError",
                  {}},
    BucketFeature{"public access block",
                  "GetPublicAccessBlock",
                  "PutPublicAccessBlock",
                  "DeletePublicAccessBlock",
                  "PublicAccessBlockConfiguration",
                  "PublicAccessBlockConfiguration",
                  "NoSuchPublicAccessBlockConfiguration",
                  {}},
    BucketFeature{"policy",
                  "GetBucketPolicy",
                  "PutBucketPolicy",
                  "DeleteBucketPolicy",
                  "Policy",
                  "Policy",
                  "NoSuchBucketPolicy",
                  {}},
    BucketFeature{"cors",
                  "GetBucketCors",
                  "PutBucketCors",
                  "DeleteBucketCors",
                  "CORSConfiguration",
                  {},
                  "NoSuchCORSConfiguration",
                  {}},
    BucketFeature{"lifecycle",
                  "GetBucketLifecycleConfiguration",
                  "PutBucketLifecycleConfiguration",
                  "DeleteBucketLifecycle",
                  "LifecycleConfiguration",
                  {},
                  "NoSuchLifecycleConfiguration",
                  {}},
    BucketFeature{"website",
                  "GetBucketWebsite",
                  "PutBucketWebsite",
                  "DeleteBucketWebsite",
                  "WebsiteConfiguration",
                  {},
                  "NoSuchWebsiteConfiguration",
                  {}},
    BucketFeature{"logging", "GetBucketLogging", "PutBucketLogging", {}, "BucketLoggingStatus", {}, {}, {}},
    BucketFeature{"notification",
                  "GetBucketNotificationConfiguration",
                  "PutBucketNotificationConfiguration",
                  {},
                  "NotificationConfiguration",
                  {},
                  {},
                  {}},
    BucketFeature{"replication",
                  "GetBucketReplication",
                  "PutBucketReplication",
                  "DeleteBucketReplication",
                  "ReplicationConfiguration",
                  "ReplicationConfiguration",
                  "ReplicationConfigurationNotFoundError",
                  {}},
    BucketFeature{"tags",
                  "GetBucketTagging",
                  "PutBucketTagging",
                  "DeleteBucketTagging",
                  "Tagging",
                  {},
                  "NoSuchTagSet",
                  {}},
    BucketFeature{"ownership",
                  "GetBucketOwnershipControls",
                  "PutBucketOwnershipControls",
                  "DeleteBucketOwnershipControls",
                  "OwnershipControls",
                  "OwnershipControls",
                  "OwnershipControlsNotFoundError",
                  {}},
    BucketFeature{"object lock",
                  "GetObjectLockConfiguration",
                  "PutObjectLockConfiguration",
                  {},
                  "ObjectLockConfiguration",
                  "ObjectLockConfiguration",
                  "ObjectLockConfigurationNotFoundError",
                  {}},
    BucketFeature{"request payment",
                  "GetBucketRequestPayment",
                  "PutBucketRequestPayment",
                  {},
                  "RequestPaymentConfiguration",
                  {},
                  {},
                  "Payer=BucketOwner"},
    BucketFeature{"acceleration",
                  "GetBucketAccelerateConfiguration",
                  "PutBucketAccelerateConfiguration",
                  {},
                  "AccelerateConfiguration",
                  {},
                  {},
                  {}},
    BucketFeature{"intelligent tiering",
                  "ListBucketIntelligentTieringConfigurations",
                  {},
                  {},
                  {},
                  "IntelligentTieringConfigurationList",
                  "NoSuchConfiguration",
                  {}},
    BucketFeature{"inventory",
                  "ListBucketInventoryConfigurations",
                  {},
                  {},
                  {},
                  "InventoryConfigurationList",
                  "NoSuchConfiguration",
                  {}},
    BucketFeature{"metrics",
                  "ListBucketMetricsConfigurations",
                  {},
                  {},
                  {},
                  "MetricsConfigurationList",
                  "NoSuchConfiguration",
                  {}},
    BucketFeature{"analytics",
                  "ListBucketAnalyticsConfigurations",
                  {},
                  {},
                  {},
                  "AnalyticsConfigurationList",
                  "NoSuchConfiguration",
                  {}},
};

/// MinIO spells it without "Configuration" in some, and answers 400 for the lock.
bool saysNotSet(const BucketFeature& feature, const Error& error)
{
    if (!feature.notSetCode.empty() && error.code == feature.notSetCode)
        return true;
    return feature.name == "object lock" && error.code == "NoSuchObjectLockConfiguration";
}

Value withoutMetadata(const Value& answer)
{
    Value value = Value::emptyMap();
    for (const auto& [name, member] : answer.members()) {
        if (name != "ResponseMetadata" && name != "RequestCharged")
            value.insert(name, member);
    }
    return value;
}

/// Nothing but empty lists, texts and structures.
bool isBare(const Value& value)
{
    if (value.isMap())
        return std::all_of(value.members().begin(), value.members().end(),
                           [](const auto& member) { return isBare(member.second); });
    if (value.isList())
        return value.size() == 0;
    return value.isNull() || (value.isText() && value.text().empty());
}

bool isDefault(const BucketFeature& feature, const Value& value)
{
    const auto equals = feature.defaultValue.find('=');
    return equals != std::string_view::npos && value.size() == 1 &&
           value[feature.defaultValue.substr(0, equals)].text() == feature.defaultValue.substr(equals + 1);
}

} // namespace

std::span<const BucketFeature> bucketFeatures()
{
    return features;
}

BucketConfiguration::BucketConfiguration(Client client, std::string bucket,
                                         const std::vector<std::size_t>& only)
    : m_client(std::move(client)), m_bucket(std::move(bucket)), m_rows(features.size())
{
    for (std::size_t i = 0; i < features.size(); ++i) {
        if (only.empty() || std::find(only.begin(), only.end(), i) != only.end())
            m_waiting.push_back(i);
    }
}

BucketConfiguration::~BucketConfiguration() = default;

void BucketConfiguration::start()
{
    askMore();
}

void BucketConfiguration::askMore()
{
    while (m_running.size() < mostAtOnce && !m_waiting.empty()) {
        const std::size_t feature = m_waiting.front();
        m_waiting.pop_front();
        CallOptions options;
        options.cause = "Configuration of " + m_bucket;
        options.target = m_bucket;
        auto& reply = m_running[feature];
        reply = m_client.call(features[feature].read, Value::map({{"Bucket", m_bucket}}), options);
        connect(reply.get(), &Reply::finished, this, [this, feature] { receive(feature); });
    }
    if (m_running.empty() && m_waiting.empty())
        end();
}

void BucketConfiguration::receive(std::size_t feature)
{
    const auto reply = m_running.extract(feature);
    m_rows[feature] = rowOf(features[feature], reply.mapped()->result());
    m_rows[feature].call = reply.mapped()->callId();
    emit rowChanged(feature);
    askMore();
}

BucketConfiguration::Row BucketConfiguration::rowOf(const BucketFeature& feature, const Result<Value>& answer)
{
    Row row;
    if (!answer) {
        const Error& error = answer.error();
        row.state = saysNotSet(feature, error) ? State::NotSet
                    : isNotOffered(error)      ? State::NotOffered
                    : isAccessDenied(error)    ? State::NotAllowed
                                               : State::Failed;
        if (row.state != State::NotSet)
            row.error = error;
        return row;
    }
    Value value = feature.readMember.empty() ? withoutMetadata(*answer) : (*answer)[feature.readMember];
    if (isBare(value) || isDefault(feature, value)) {
        row.state = State::NotSet;
        return row;
    }
    row.state = State::Set;
    row.value = std::move(value);
    return row;
}

Value BucketConfiguration::writeParams(const Client& client, const std::string& bucket,
                                       const BucketFeature& feature, const Value& stored)
{
    Value params = Value::map({{"Bucket", bucket}});
    const auto operation = client.model().operation(feature.write);
    if (!operation.valid())
        return params;
    const Shape input = operation.input();
    const Shape structure = input.member(feature.writeMember);
    if (structure.type() != ShapeType::Structure) { // the policy is a text
        params.insert(feature.writeMember, stored.isNull() ? Value("{}") : stored);
        return params;
    }
    Value inner = Value::emptyMap();
    for (const auto& [name, member] : stored.members()) {
        if (structure.member(name).valid())
            inner.insert(name, member);
        else if (input.member(name).valid())
            params.insert(name, member);
    }
    params.insert(feature.writeMember, std::move(inner));
    return params;
}

void BucketConfiguration::cancel()
{
    if (isFinished())
        return;
    m_waiting.clear();
    m_running.clear();
    const auto cancelled = makeError(ErrorKind::Cancelled, "Cancelled", "Loading was cancelled.");
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].state == State::Loading) {
            m_rows[i].state = State::Failed;
            m_rows[i].error = cancelled;
            emit rowChanged(i);
        }
    }
    end();
}

void BucketConfiguration::giveUp()
{
    m_waiting.clear();
    m_running.clear();
}

// ---- what is refused --------------------------------------------------------------------------------------

namespace {

using Problems = std::vector<std::string>;

constexpr std::size_t mostPolicyBytes = 20 * 1024;
constexpr std::size_t mostRules = 1000;
constexpr std::size_t mostCorsRules = 100;
constexpr std::size_t mostRoutingRules = 50;
constexpr std::size_t mostTags = 50;
constexpr std::int64_t leastDaysBeforeIa = 30;
constexpr std::int64_t secondsOfADay = 24 * 60 * 60;

void policyProblems(const Value& policy, Problems& problems)
{
    const std::string& text = policy.text();
    if (text.size() > mostPolicyBytes)
        problems.emplace_back("A policy has at most 20 KB.");
    const auto json = parseJson(text);
    if (!json)
        problems.push_back(json.error().message);
    else if (!json->isMap())
        problems.emplace_back("A policy is a JSON object.");
}

void corsProblems(const Value& configuration, Problems& problems)
{
    constexpr std::array<std::string_view, 5> methods{"GET", "PUT", "POST", "DELETE", "HEAD"};
    const auto& rules = configuration["CORSRules"].items();
    if (rules.size() > mostCorsRules)
        problems.emplace_back("There are at most 100 rules.");
    for (const Value& rule : rules) {
        for (const Value& method : rule["AllowedMethods"].items()) {
            if (std::find(methods.begin(), methods.end(), method.text()) == methods.end())
                problems.push_back("AllowedMethods: " + method.text() +
                                   " is none of GET, PUT, POST, DELETE and HEAD.");
        }
        for (const char* member : {"AllowedOrigins", "AllowedHeaders"}) {
            for (const Value& pattern : rule[member].items()) {
                if (std::count(pattern.text().begin(), pattern.text().end(), '*') > 1)
                    problems.push_back(std::string(member) + ": " + pattern.text() + " has more than one *.");
            }
        }
    }
}

void lifecycleProblems(const Value& configuration, Problems& problems)
{
    const auto& rules = configuration["Rules"].items();
    if (rules.size() > mostRules)
        problems.emplace_back("There are at most 1,000 rules.");
    std::size_t number = 0;
    for (const Value& rule : rules) {
        const std::string name =
            rule["ID"].text().empty() ? "Rule " + std::to_string(number + 1) : rule["ID"].text();
        ++number;
        const auto say = [&](const char* what) { problems.push_back(name + ": " + what); };
        const Value& filter = rule["Filter"];
        const bool hasTags = filter.contains("Tag") || filter["And"]["Tags"].size() > 0;
        if (filter.size() > 1)
            say("a filter has one condition; several stand in And.");
        if (!filter.isMap() && !rule.contains("Prefix"))
            say("a filter is needed; an empty one means all objects.");
        const Value& expiration = rule["Expiration"];
        if (expiration.contains("ExpiredObjectDeleteMarker") &&
            (expiration.contains("Days") || expiration.contains("Date") || hasTags))
            say("ExpiredObjectDeleteMarker goes neither with Days or Date nor with tags.");
        if (hasTags && rule.contains("AbortIncompleteMultipartUpload"))
            say("AbortIncompleteMultipartUpload does not go with tags.");
        const auto isMidnight = [](const Value& date) {
            return !date.isTime() ||
                   (date.time().seconds % secondsOfADay == 0 && date.time().nanoseconds == 0);
        };
        bool areMidnights = isMidnight(expiration["Date"]);
        for (const Value& transition : rule["Transitions"].items()) {
            areMidnights = areMidnights && isMidnight(transition["Date"]);
            const std::string& storage = transition["StorageClass"].text();
            if ((storage == "STANDARD_IA" || storage == "ONEZONE_IA") && transition.contains("Days") &&
                transition["Days"].toInt() < leastDaysBeforeIa)
                say("objects go to infrequent access after 30 days at the earliest.");
        }
        if (!areMidnights)
            say("dates are midnight UTC.");
    }
}

void websiteProblems(const Value& configuration, Problems& problems)
{
    const bool redirects = configuration.contains("RedirectAllRequestsTo");
    if (redirects && configuration.size() > 1)
        problems.emplace_back("RedirectAllRequestsTo stands alone.");
    if (!redirects && !configuration.contains("IndexDocument"))
        problems.emplace_back("IndexDocument or RedirectAllRequestsTo is needed.");
    if (configuration["IndexDocument"]["Suffix"].text().find('/') != std::string::npos)
        problems.emplace_back("IndexDocument: a suffix has no \"/\".");
    if (configuration["RoutingRules"].size() > mostRoutingRules)
        problems.emplace_back("RoutingRules: there are at most 50.");
}

void tagProblems(const Value& configuration, Problems& problems)
{
    std::set<std::string> keys;
    if (configuration["TagSet"].size() > mostTags)
        problems.emplace_back("A bucket has at most 50 tags.");
    for (const Value& tag : configuration["TagSet"].items()) {
        const std::string& key = tag["Key"].text();
        if (key.empty())
            problems.emplace_back("A tag needs a key.");
        else if (!keys.insert(key).second)
            problems.push_back("The key " + key + " stands there twice.");
    }
}

void replicationProblems(const Value& configuration, Problems& problems)
{
    if (configuration["Rules"].size() > mostRules)
        problems.emplace_back("There are at most 1,000 rules.");
    for (const Value& rule : configuration["Rules"].items()) {
        if (rule.contains("Filter") &&
            (!rule.contains("Priority") || !rule.contains("DeleteMarkerReplication"))) {
            problems.emplace_back("A rule with Filter needs Priority and DeleteMarkerReplication.");
            return;
        }
    }
}

} // namespace

std::vector<std::string> bucketProblems(const BucketFeature& feature, const std::string& bucket,
                                        const Value& params)
{
    Problems problems;
    const Value& stored = params[feature.writeMember];
    if (feature.name == "policy")
        policyProblems(stored, problems);
    else if (feature.name == "cors")
        corsProblems(stored, problems);
    else if (feature.name == "lifecycle")
        lifecycleProblems(stored, problems);
    else if (feature.name == "website")
        websiteProblems(stored, problems);
    else if (feature.name == "tags")
        tagProblems(stored, problems);
    else if (feature.name == "replication")
        replicationProblems(stored, problems);
    else if (feature.name == "versioning" && stored["Status"].text().empty())
        problems.emplace_back("Status is Enabled or Suspended: there is no way back to none.");
    else if (feature.name == "acceleration" && bucket.find('.') != std::string::npos)
        problems.emplace_back("A bucket with a dot in its name cannot be accelerated.");
    const Value& retention = stored["Rule"]["DefaultRetention"];
    if (feature.name == "object lock" && retention.isMap() && retention.size() > 0 &&
        (retention.contains("Days") == retention.contains("Years") || retention["Mode"].text().empty()))
        problems.emplace_back("DefaultRetention has a Mode, and either Days or Years.");
    return problems;
}

// ---- changes ----------------------------------------------------------------------------------------------

namespace {

constexpr std::chrono::seconds pauseBetweenChanges{2};
constexpr int mostChanges = 6;

Error unfinished()
{
    return makeError(ErrorKind::Cancelled, "Cancelled", "Cancelled.");
}

} // namespace

BucketChange::BucketChange(Client client, Order order)
    : m_client(std::move(client)), m_order(std::move(order)), m_result(unfinished())
{
}

BucketChange::~BucketChange() = default;

void BucketChange::ask(std::string_view operation, Value params, Answered answered)
{
    CallOptions options;
    options.cause = "Configuration of " + m_order.bucket;
    options.target = m_order.bucket;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    m_callId = m_reply->callId();
    connect(m_reply.get(), &Task::finished, this, [this, answered = std::move(answered)] {
        const ReplyPtr reply = std::move(m_reply);
        answered(reply->result());
    });
}

void BucketChange::start()
{
    ask(feature().read, Value::map({{"Bucket", m_order.bucket}}), [this](const Result<Value>& answer) {
        m_found = BucketConfiguration::rowOf(feature(), answer);
        if (m_found.error)
            finish(*m_found.error);
        else if (!(m_found.value == m_order.opened))
            finish(makeError(ErrorKind::Service, "ChangedMeanwhile",
                             "Somebody else has changed it meanwhile. Nothing was sent."));
        else
            write();
    });
}

void BucketChange::write()
{
    ++m_tries;
    const bool isRemoval = m_order.params.isNull();
    ask(isRemoval ? feature().remove : feature().write,
        isRemoval ? Value::map({{"Bucket", m_order.bucket}}) : m_order.params,
        [this](const Result<Value>& answer) {
            if (!answer && answer.error().code == "OperationAborted" && m_tries < mostChanges) {
                m_client.clock()->after(pauseBetweenChanges, this, [this] {
                    if (!isFinished())
                        write();
                });
                return;
            }
            if (!answer) {
                finish(answer.error());
                return;
            }
            ask(feature().read, Value::map({{"Bucket", m_order.bucket}}),
                [this](const Result<Value>& now) { finish(BucketConfiguration::rowOf(feature(), now)); });
        });
}

bool BucketChange::isAsSent() const
{
    if (!m_result)
        return false;
    if (m_order.params.isNull())
        return m_result->value.isNull();
    const Value now = BucketConfiguration::writeParams(m_client, m_order.bucket, feature(), m_result->value);
    const Value& stored = now[feature().writeMember];
    const Value& sent = m_order.params[feature().writeMember];
    if (!sent.isText())
        return stored == sent || (isBare(sent) && m_result->value.isNull());
    const auto before = parseJson(sent.text()); // the policy, which servers lay out anew
    const auto after = parseJson(stored.text());
    return before && after && *before == *after;
}

void BucketChange::cancel()
{
    if (!isFinished())
        finish(unfinished());
}

void BucketChange::finish(Result<BucketConfiguration::Row> result)
{
    m_result = std::move(result);
    m_reply.reset();
    end();
}

} // namespace inia
