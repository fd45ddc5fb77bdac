#include "core/explorer/omnibox.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <algorithm>

namespace inia::explorer {

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
