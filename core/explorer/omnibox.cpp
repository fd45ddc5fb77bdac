#include "core/explorer/omnibox.h"

#include "core/text/ascii.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <vector>

namespace inia::explorer {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Takes off what stands behind the first `mark`, and the mark.
QString takeBehind(QString& text, QChar mark)
{
    const auto at = text.indexOf(mark);
    if (at < 0)
        return {};
    QString behind = text.mid(at + 1);
    text.truncate(at);
    return behind;
}

} // namespace

UrlText splitUrl(const QString& url)
{
    UrlText result;
    QString rest = url.mid(url.indexOf(QStringLiteral("://")) + 3);
    result.fragment = takeBehind(rest, u'#');
    result.query = takeBehind(rest, u'?');
    const auto slash = rest.indexOf(u'/');
    result.path = slash < 0 ? QString() : rest.mid(slash);
    result.host = rest.left(slash).section(u'@', -1).section(u':', 0, 0).toLower();
    return result;
}

QString unquoted(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    QByteArray result;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const int high = bytes[i] == '%' && i + 2 < bytes.size() ? hexDigit(bytes[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(bytes[i + 2]) : -1;
        if (low < 0) {
            result += bytes[i];
            continue;
        }
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return QString::fromUtf8(result);
}

QMap<QString, QString> queryItems(const QString& query)
{
    QMap<QString, QString> items;
    for (auto pair : query.split(u'&', Qt::SkipEmptyParts)) {
        pair.replace(u'+', u' ');
        const QString value = takeBehind(pair, u'=');
        const QString name = unquoted(pair);
        if (!items.contains(name))
            items.insert(name, unquoted(value));
    }
    return items;
}

namespace {

constexpr qsizetype longestInput = 8192;

struct IdForm {
    const char* pattern;
    const char* type; ///< "service:noun"
};

// Ids whose form tells what they are of.
constexpr IdForm idForms[] = {
    {"i-(?:[0-9a-f]{8}|[0-9a-f]{17})", "ec2:instance"},
    {"vpc-[0-9a-f]{8,17}", "ec2:vpc"},
    {"subnet-[0-9a-f]{8,17}", "ec2:subnet"},
    {"sg-[0-9a-f]{8,17}", "ec2:securitygroup"},
    {"vol-[0-9a-f]{8,17}", "ec2:volume"},
    {"snap-[0-9a-f]{8,17}", "ec2:snapshot"},
    {"ami-[0-9a-f]{8,17}", "ec2:image"},
    {"eni-[0-9a-f]{8,17}", "ec2:networkinterface"},
    {"rtb-[0-9a-f]{8,17}", "ec2:routetable"},
    {"igw-[0-9a-f]{8,17}", "ec2:internetgateway"},
    {"nat-[0-9a-f]{8,17}", "ec2:natgateway"},
    {"acl-[0-9a-f]{8,17}", "ec2:networkacl"},
    {"eipalloc-[0-9a-f]{8,17}", "ec2:address"},
    {"pcx-[0-9a-f]{8,17}", "ec2:vpcpeeringconnection"},
    {"vpce-[0-9a-f]{8,17}", "ec2:vpcendpoint"},
    {"lt-[0-9a-f]{8,17}", "ec2:launchtemplate"},
    {"tgw-[0-9a-f]{8,17}", "ec2:transitgateway"},
    {"tgw-attach-[0-9a-f]{8,17}", "ec2:transitgatewayattachment"},
    {"dopt-[0-9a-f]{8,17}", "ec2:dhcpoption"},
    {"eigw-[0-9a-f]{8,17}", "ec2:egressonlyinternetgateway"},
    {"pl-[0-9a-f]{8,17}", "ec2:managedprefixlist"},
    {"sgr-[0-9a-f]{8,17}", "ec2:securitygrouprule"},
    {"fl-[0-9a-f]{8,17}", "ec2:flowlog"},
    {"cgw-[0-9a-f]{8,17}", "ec2:customergateway"},
    {"vgw-[0-9a-f]{8,17}", "ec2:vpngateway"},
    {"vpn-[0-9a-f]{8,17}", "ec2:vpnconnection"},
    {"fs-[0-9a-f]{8,17}", "efs:filesystem"},
    {"fsap-[0-9a-f]{8,17}", "efs:accesspoint"},
    {"mi-[0-9a-f]{17}", "ssm:instance"},
    {"mw-[0-9a-f]{17}", "ssm:maintenancewindow"},
    {"pb-[0-9a-f]{17}", "ssm:patchbaseline"},
    {"Z[0-9A-Z]{8,31}", "route53:hostedzone"},
    {"(?:AKIA|ASIA)[A-Z0-9]{16}", "iam:accesskey"},
    {"AROA[A-Z0-9]{16,}", "iam:role"},
    {"AIDA[A-Z0-9]{16,}", "iam:user"},
    {"d-[0-9a-f]{10}", "ds:directory"},
    {"j-[0-9A-Z]{8,}", "emr:cluster"},
    {"E[0-9A-Z]{12,13}", "cloudfront:distribution"},
    {"o-[a-z0-9]{10,32}", "organizations:organization"},
    {"ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}", "organizations:organizationalunit"},
    {"r-[0-9a-z]{4,32}", "organizations:root"},
};

bool isWhole(const QString& text, const char* pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromLatin1(pattern)))
        .match(text)
        .hasMatch();
}

/// Without blanks, quotes and brackets at either end.
QString unwrapped(const QString& text)
{
    static const QString wrapping = QStringLiteral("<>\"'`");
    QString result = text.trimmed();
    while (!result.isEmpty() && wrapping.contains(result.front()))
        result.remove(0, 1);
    while (!result.isEmpty() && wrapping.contains(result.back()))
        result.chop(1);
    return result.trimmed();
}

Destination nowhere(const char* why)
{
    Destination destination;
    destination.error = why;
    return destination;
}

Destination item(const char* service, const char* type, const QString& id)
{
    Destination destination;
    destination.service = service;
    destination.type = type;
    destination.id = id.toStdString();
    return destination;
}

Destination ofS3Uri(const QString& text)
{
    const QString rest = text.mid(5);
    const auto slash = rest.indexOf(u'/');
    const QString bucket = rest.left(slash);
    if (rest.isEmpty()) {
        Destination root;
        root.service = "s3";
        return root;
    }
    if (!isWhole(bucket, "[A-Za-z0-9._-]{3,255}"))
        return nowhere("no bucket has such a name");
    return destinationInS3(bucket, slash < 0 ? QString() : rest.mid(slash + 1));
}

} // namespace

Value Destination::toValue() const
{
    Value value = Value::emptyMap();
    const std::array<std::pair<const char*, const std::string*>, 16> texts{{{"service", &service},
                                                                            {"type", &type},
                                                                            {"id", &id},
                                                                            {"parent", &parent},
                                                                            {"bucket", &bucket},
                                                                            {"key", &key},
                                                                            {"region", &region},
                                                                            {"account", &account},
                                                                            {"partition", &partition},
                                                                            {"qualifier", &qualifier},
                                                                            {"stream", &stream},
                                                                            {"view", &view},
                                                                            {"noun", &noun},
                                                                            {"arn", &arn},
                                                                            {"path", &path},
                                                                            {"search", &search}}};
    for (const auto& [name, text] : texts) {
        if (!text->empty())
            value.insert(name, *text);
    }
    if (!error.empty())
        value.insert("error", error);
    if (isAccessPoint)
        value.insert("accessPoint", true);
    if (isUnknownPage)
        value.insert("unknownPage", true);
    for (const auto& candidate : candidates)
        value.mutableMap()["candidates"].append(candidate.toValue());
    return value;
}

Destination destinationInS3(const QString& bucket, const QString& key, const QString& region)
{
    Destination destination;
    destination.service = "s3";
    destination.type = key.isEmpty() ? "bucket" : key.endsWith(u'/') ? "prefix" : "object";
    destination.bucket = bucket.toStdString();
    destination.key = key.toStdString();
    destination.region = region.toStdString();
    return destination;
}

Destination destinationOfId(const QString& text)
{
    Destination destination;
    if (isWhole(text, "[0-9]{12}"))
        destination.account = text.toStdString();
    // Each is compiled once: values of whole tables are asked for their form while they are painted.
    static const std::vector<QRegularExpression> forms = [] {
        std::vector<QRegularExpression> compiled;
        for (const auto& form : idForms)
            compiled.emplace_back(QRegularExpression::anchoredPattern(QString::fromLatin1(form.pattern)));
        return compiled;
    }();
    for (std::size_t i = 0; i < forms.size(); ++i) {
        if (!forms[i].match(text).hasMatch())
            continue;
        const std::string_view whole = idForms[i].type;
        const auto colon = whole.find(':');
        destination.service = whole.substr(0, colon);
        destination.type = whole.substr(colon + 1);
        destination.id = text.toStdString();
        break;
    }
    return destination;
}

/// "i-0123...": letters, and behind the last dash eight or more letters and digits. Without a dash "ENABLED"
/// would have the form of an id of CloudFront.
static bool canBeId(std::string_view value)
{
    const auto dash = value.find('-');
    if (dash == std::string_view::npos || dash == 0 || value.size() > 64)
        return false;
    const auto end = value.substr(value.rfind('-') + 1);
    return end.size() >= 8 && std::any_of(end.begin(), end.end(), ascii::isDigit) &&
           std::all_of(end.begin(), end.end(), ascii::isLetterOrDigit) &&
           value.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == dash;
}

bool isLink(std::string_view value)
{
    constexpr std::size_t longest = 2048;
    const auto text = [value] { return QString::fromStdString(std::string(value)); };
    if (value.size() > longest || value.find('\n') != std::string_view::npos)
        return false;
    if (value.starts_with("s3://"))
        return value.size() > 5;
    if (value.starts_with("arn:")) {
        const auto there = destinationOfArn(text());
        return !there.leadsNowhere() && !there.service.empty();
    }
    return canBeId(value) && !destinationOfId(text()).service.empty();
}

Destination Omnibox::parseName(const QString& text) const
{
    Destination destination = destinationOfId(text);
    if (!destination.service.empty() || !destination.account.empty())
        return destination;
    static const QRegularExpression path(QStringLiteral("\\A/(?:aws|[a-z0-9_.-]+)/.+\\z"),
                                         QRegularExpression::CaseInsensitiveOption);
    if (path.match(text).hasMatch()) {
        destination.candidates = {item("logs", "loggroup", text), item("ssm", "parameter", text)};
        return destination;
    }
    if (m_services.contains(text.toLower().toStdString())) {
        destination.service = text.toLower().toStdString();
        return destination;
    }
    const auto slash = text.indexOf(u'/');
    const QString first = text.left(slash);
    const QString rest = slash < 0 ? QString() : text.mid(slash + 1);
    if (m_buckets.contains(first.toStdString()))
        return destinationInS3(first, rest);
    if (slash >= 0 && isWhole(first, "[a-z0-9][a-z0-9.-]{2,62}") && !text.contains(u' '))
        destination.candidates = {destinationInS3(first, rest)};
    destination.search = text.toStdString();
    return destination;
}

Destination Omnibox::parse(std::string_view input) const
{
    static const QRegularExpression url(QStringLiteral("\\Ahttps?://"),
                                        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression own(QStringLiteral("\\A([a-z0-9-]+)://(.*)\\z"));
    static const QRegularExpression imageAddress(QStringLiteral("\\A[0-9]{12}\\.dkr\\.ecr\\."));
    const QString text = unwrapped(QString::fromUtf8(input.data(), static_cast<qsizetype>(input.size())));
    if (text.isEmpty())
        return nowhere("empty");
    if (text.size() > longestInput)
        return nowhere("too long");
    if (text.startsWith(QStringLiteral("s3://"), Qt::CaseInsensitive))
        return ofS3Uri(text);
    if (text.contains(u'\n') || text.contains(u'\r'))
        return nowhere("more than one line");
    if (text.startsWith(QStringLiteral("arn:"), Qt::CaseInsensitive))
        return destinationOfArn(text);
    if (text.startsWith(QStringLiteral("arn%3a"), Qt::CaseInsensitive))
        return destinationOfArn(unquoted(text));
    if (url.match(text).hasMatch())
        return destinationOfUrl(text);
    if (imageAddress.match(text).hasMatch())
        return destinationOfUrl(QStringLiteral("https://") + text);
    const auto place = own.match(text);
    if (!place.hasMatch())
        return parseName(text);
    const auto service = place.captured(1).toStdString();
    if (!m_services.contains(service))
        return nowhere(("no service " + service).c_str());
    Destination destination;
    destination.service = service;
    destination.path = place.captured(2).toStdString();
    return destination;
}

namespace {

/// How the id of an item stands in its ARN.
enum class Part {
    Rest,     ///< all behind the type
    Last,     ///< behind the last separator
    First,    ///< before the next one
    Second,   ///< behind its parent
    Whole,    ///< the service wants the ARN
    WithType, ///< "alias/NAME"
    Slash,    ///< with a slash in front where there is one inside
    LogGroup, ///< without ":*" and the stream
};

struct ArnRow {
    const char* service; ///< in ARNs
    const char* client;
    const char* type; ///< as it stands in the ARN; empty where none does
    const char* noun; ///< of the client's, or "client:noun"
    Part part;
};

constexpr ArnRow arnRows[] = {
    {"apigateway", "apigateway", "/apis", "apigatewayv2:api", Part::First},
    {"apigateway", "apigateway", "/restapis", "restapi", Part::First},
    {"autoscaling", "autoscaling", "autoScalingGroup", "autoscalinggroup", Part::Last},
    {"autoscaling", "autoscaling", "launchConfiguration", "launchconfiguration", Part::Last},
    {"cloudformation", "cloudformation", "changeSet", "changeset", Part::Whole},
    {"cloudformation", "cloudformation", "stack", "stack", Part::Whole},
    {"cloudformation", "cloudformation", "stackset", "stackset", Part::First},
    {"cloudformation", "cloudformation", "type", "type", Part::Whole},
    {"cloudtrail", "cloudtrail", "channel", "channel", Part::Whole},
    {"cloudtrail", "cloudtrail", "eventdatastore", "eventdatastore", Part::Whole},
    {"cloudtrail", "cloudtrail", "trail", "trail", Part::Whole},
    {"cloudwatch", "cloudwatch", "alarm", "alarm", Part::Rest},
    {"cloudwatch", "cloudwatch", "dashboard", "dashboard", Part::Rest},
    {"cloudwatch", "cloudwatch", "insight-rule", "insightrule", Part::Rest},
    {"cloudwatch", "cloudwatch", "metric-stream", "metricstream", Part::Rest},
    {"codepipeline", "codepipeline", "", "pipeline", Part::First},
    {"cognito-idp", "cognito-idp", "userpool", "userpool", Part::Rest},
    {"dynamodb", "dynamodb", "global-table", "globaltable", Part::Rest},
    {"dynamodb", "dynamodb", "table", "table", Part::First},
    {"dynamodb", "dynamodb", "table/backup", "backup", Part::Whole},
    {"dynamodb", "dynamodb", "table/stream", "dynamodbstreams:stream", Part::Whole},
    {"ecr", "ecr", "repository", "repository", Part::Rest},
    {"ecs", "ecs", "capacity-provider", "capacityprovider", Part::Last},
    {"ecs", "ecs", "cluster", "cluster", Part::Whole},
    {"ecs", "ecs", "container-instance", "containerinstance", Part::Whole},
    {"ecs", "ecs", "service", "service", Part::Whole},
    {"ecs", "ecs", "task", "task", Part::Whole},
    {"ecs", "ecs", "task-definition", "taskdefinition", Part::Whole},
    {"ecs", "ecs", "task-set", "taskset", Part::Whole},
    {"eks", "eks", "addon", "addon", Part::Second},
    {"eks", "eks", "cluster", "cluster", Part::Rest},
    {"eks", "eks", "fargateprofile", "fargateprofile", Part::Second},
    {"eks", "eks", "nodegroup", "nodegroup", Part::Second},
    {"elasticfilesystem", "efs", "access-point", "accesspoint", Part::Rest},
    {"elasticfilesystem", "efs", "file-system", "filesystem", Part::Rest},
    {"elasticloadbalancing", "elbv2", "listener", "listener", Part::Whole},
    {"elasticloadbalancing", "elbv2", "listener-rule", "rule", Part::Whole},
    {"elasticloadbalancing", "elbv2", "loadbalancer", "elb:loadbalancer", Part::Rest},
    {"elasticloadbalancing", "elbv2", "loadbalancer/app", "loadbalancer", Part::Whole},
    {"elasticloadbalancing", "elbv2", "loadbalancer/gwy", "loadbalancer", Part::Whole},
    {"elasticloadbalancing", "elbv2", "loadbalancer/net", "loadbalancer", Part::Whole},
    {"elasticloadbalancing", "elbv2", "targetgroup", "targetgroup", Part::Whole},
    {"elasticloadbalancing", "elbv2", "truststore", "truststore", Part::Whole},
    {"es", "opensearch", "domain", "domain", Part::Rest},
    {"events", "events", "api-destination", "apidestination", Part::First},
    {"events", "events", "archive", "archive", Part::Rest},
    {"events", "events", "connection", "connection", Part::First},
    {"events", "events", "event-bus", "eventbus", Part::Rest},
    {"events", "events", "rule", "rule", Part::Last},
    {"firehose", "firehose", "deliverystream", "deliverystream", Part::Rest},
    {"iam", "iam", "group", "group", Part::Last},
    {"iam", "iam", "instance-profile", "instanceprofile", Part::Last},
    {"iam", "iam", "mfa", "virtualmfadevice", Part::Whole},
    {"iam", "iam", "oidc-provider", "openidconnectprovider", Part::Whole},
    {"iam", "iam", "policy", "policy", Part::Whole},
    {"iam", "iam", "role", "role", Part::Last},
    {"iam", "iam", "saml-provider", "samlprovider", Part::Whole},
    {"iam", "iam", "server-certificate", "servercertificate", Part::Last},
    {"iam", "iam", "user", "user", Part::Last},
    {"kms", "kms", "alias", "alias", Part::WithType},
    {"kms", "kms", "key", "key", Part::Rest},
    {"lambda", "lambda", "code-signing-config", "codesigningconfig", Part::Whole},
    {"lambda", "lambda", "event-source-mapping", "eventsourcemapping", Part::Rest},
    {"lambda", "lambda", "function", "function", Part::First},
    {"lambda", "lambda", "layer", "layer", Part::First},
    {"logs", "logs", "destination", "destination", Part::Rest},
    {"logs", "logs", "log-group", "loggroup", Part::LogGroup},
    {"rds", "rds", "cluster", "dbcluster", Part::Rest},
    {"rds", "rds", "cluster-pg", "dbclusterparametergroup", Part::Rest},
    {"rds", "rds", "cluster-snapshot", "dbclustersnapshot", Part::Rest},
    {"rds", "rds", "db", "dbinstance", Part::Rest},
    {"rds", "rds", "db-proxy", "dbproxy", Part::Whole},
    {"rds", "rds", "es", "eventsubscription", Part::Rest},
    {"rds", "rds", "global-cluster", "globalcluster", Part::Rest},
    {"rds", "rds", "og", "optiongroup", Part::Rest},
    {"rds", "rds", "pg", "dbparametergroup", Part::Rest},
    {"rds", "rds", "ri", "reserveddbinstance", Part::Rest},
    {"rds", "rds", "snapshot", "dbsnapshot", Part::Rest},
    {"rds", "rds", "subgrp", "dbsubnetgroup", Part::Rest},
    {"route53", "route53", "healthcheck", "healthcheck", Part::Rest},
    {"route53", "route53", "hostedzone", "hostedzone", Part::Rest},
    {"secretsmanager", "secretsmanager", "secret", "secret", Part::Whole},
    {"sns", "sns", "", "topic", Part::Whole},
    {"sqs", "sqs", "", "queue", Part::Rest},
    {"ssm", "ssm", "document", "document", Part::Rest},
    {"ssm", "ssm", "maintenancewindow", "maintenancewindow", Part::Rest},
    {"ssm", "ssm", "managed-instance", "instance", Part::Rest},
    {"ssm", "ssm", "opsitem", "opsitem", Part::Rest},
    {"ssm", "ssm", "parameter", "parameter", Part::Slash},
    {"ssm", "ssm", "patchbaseline", "patchbaseline", Part::Rest},
    {"states", "stepfunctions", "activity", "activity", Part::Whole},
    {"states", "stepfunctions", "execution", "execution", Part::Whole},
    {"states", "stepfunctions", "express", "execution", Part::Whole},
    {"states", "stepfunctions", "mapRun", "maprun", Part::Whole},
    {"states", "stepfunctions", "stateMachine", "statemachine", Part::Whole},
};

/// An ARN in its parts.
struct Arn {
    QString text;
    QString partition;
    QString service;
    QString region;
    QString account;
    QString rest; ///< behind the account
    QString type; ///< first word of it
    QString tail; ///< behind the type
};

const QRegularExpression& separator()
{
    static const QRegularExpression expression(QStringLiteral("[/:]"));
    return expression;
}

const ArnRow* rowOf(const QString& service, const QString& type)
{
    for (const auto& row : arnRows) {
        if (service == QLatin1String(row.service) && type == QLatin1String(row.type))
            return &row;
    }
    return nullptr;
}

/// The row of an ARN; what stands in the ARN as its type may be two words, or none.
const ArnRow* rowOf(Arn& arn)
{
    const auto words = arn.tail.split(separator());
    const ArnRow* found = rowOf(arn.service, arn.type);
    for (qsizetype i = 0; i < 2 && i < words.size(); ++i) {
        if (const auto* two = rowOf(arn.service, arn.type + u'/' + words[i]))
            found = two;
    }
    if (!found && (found = rowOf(arn.service, QString())))
        arn.tail = arn.rest;
    return found;
}

QString idIn(const Arn& arn, Part part)
{
    static const QString streamMark = QStringLiteral(":log-stream:");
    const auto words = arn.tail.split(separator());
    switch (part) {
    case Part::Rest:
        return arn.tail;
    case Part::Last:
        return words.last();
    case Part::First:
        return words.first();
    case Part::Second:
        return arn.tail.section(u'/', 1, 1);
    case Part::Whole:
        return arn.text;
    case Part::WithType:
        return arn.rest;
    case Part::Slash:
        return arn.tail.contains(u'/') ? u'/' + arn.tail : arn.tail;
    case Part::LogGroup:
        break;
    }
    QString group = arn.tail.endsWith(QStringLiteral(":*")) ? arn.tail.chopped(2) : arn.tail;
    const auto stream = group.indexOf(streamMark);
    return stream < 0 ? group : group.left(stream);
}

QString clientOf(const QString& service)
{
    for (const auto& row : arnRows) {
        if (service == QLatin1String(row.service))
            return QString::fromLatin1(row.client);
    }
    return service;
}

Destination ofS3Arn(const Arn& arn)
{
    static const QString accessPoint = QStringLiteral("accesspoint/");
    static const QString objectMark = QStringLiteral("/object/");
    if (arn.rest.startsWith(accessPoint)) {
        const auto at = arn.text.indexOf(objectMark);
        auto destination =
            destinationInS3(arn.text.left(at), at < 0 ? QString() : arn.text.mid(at + 8), arn.region);
        destination.isAccessPoint = true;
        return destination;
    }
    const auto slash = arn.rest.indexOf(u'/');
    return destinationInS3(arn.rest.left(slash), slash < 0 ? QString() : arn.rest.mid(slash + 1), arn.region);
}

} // namespace

Destination destinationOfArn(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("\\Aarn:([a-z0-9-]+):([a-z0-9-]+):([a-z0-9-]*):"
                                                        "([0-9]{12}|aws|cloudfront|third-party|):(.+)\\z"),
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression typeForm(QStringLiteral("\\A(/?[A-Za-z][\\w-]*)[/:](.*)\\z"));
    const auto match = form.match(text);
    Destination destination;
    if (!match.hasMatch()) {
        destination.error = "not an ARN: arn:partition:service:region:account:resource";
        return destination;
    }
    Arn arn{text,
            match.captured(1),
            match.captured(2),
            match.captured(3),
            match.captured(4),
            match.captured(5),
            {},
            {}};
    const auto type = typeForm.match(arn.rest);
    arn.type = type.captured(1);
    arn.tail = type.hasMatch() ? type.captured(2) : arn.rest;
    if (arn.service == QStringLiteral("s3"))
        destination = ofS3Arn(arn);
    if (!destination.isAccessPoint) {
        destination.account = arn.account.toStdString();
        if (arn.partition != QStringLiteral("aws"))
            destination.partition = arn.partition.toStdString();
    }
    destination.region = arn.region.toStdString();
    if (arn.service == QStringLiteral("s3"))
        return destination;
    const auto* row = rowOf(arn);
    if (!row) {
        destination.service = clientOf(arn.service).toStdString();
        destination.noun = arn.type.toStdString();
        destination.id = (arn.tail.isEmpty() ? arn.rest : arn.tail).toStdString();
        destination.arn = text.toStdString();
        return destination;
    }
    const QString noun = QString::fromLatin1(row->noun);
    const auto colon = noun.indexOf(u':');
    destination.service = colon < 0 ? row->client : noun.left(colon).toStdString();
    destination.type = noun.mid(colon + 1).toStdString();
    destination.id = idIn(arn, row->part).toStdString();
    if (row->part == Part::Second)
        destination.parent = arn.tail.section(u'/', 0, 0).toStdString();
    if (row->part == Part::LogGroup)
        destination.stream = arn.tail.section(QStringLiteral(":log-stream:"), 1, 1).toStdString();
    if (destination.type == "function" && arn.tail.count(u':') == 1)
        destination.qualifier = arn.tail.section(u':', 1).toStdString();
    if (destination.service == "sns" && arn.rest.count(u':') == 1)
        destination.type = "subscription";
    return destination;
}

} // namespace inia::explorer
