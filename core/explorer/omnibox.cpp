#include "core/explorer/omnibox.h"

#include "core/explorer/urltext.h"

#include <QtCore/QRegularExpression>

#include <array>

namespace inia::explorer {

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
    for (const auto& [pattern, type] : idForms) {
        if (!isWhole(text, pattern))
            continue;
        const std::string_view whole = type;
        const auto colon = whole.find(':');
        destination.service = whole.substr(0, colon);
        destination.type = whole.substr(colon + 1);
        destination.id = text.toStdString();
        break;
    }
    return destination;
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

} // namespace inia::explorer
