#include "core/s3/bucketconfiguration.h"

#include <algorithm>
#include <array>
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

} // namespace inia
