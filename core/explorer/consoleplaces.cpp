#include "core/explorer/omnibox.h"

#include <QtCore/QRegularExpression>

#include <optional>

namespace inia::explorer {

namespace {

/// A page of AWS's console.
struct ConsolePage {
    UrlText url;
    QStringList path;
    QMap<QString, QString> query;
    QString region;
    QString account;

    /// Text behind "?" of the fragment, as a query.
    [[nodiscard]] QMap<QString, QString> fragmentQuery() const
    {
        const auto mark = url.fragment.indexOf(u'?');
        return mark < 0 ? QMap<QString, QString>() : queryItems(url.fragment.mid(mark + 1));
    }
    [[nodiscard]] QRegularExpressionMatch fragmentMatch(const char* pattern) const
    {
        return QRegularExpression(QString::fromLatin1(pattern)).match(url.fragment);
    }
    /// An item of the page's region, or none where `id` is empty.
    [[nodiscard]] Destination item(const char* service, const char* type, const QString& id = {}) const
    {
        Destination destination = global(service, type, id);
        destination.region = region.toStdString();
        return destination;
    }
    /// The same of a service that has no regions.
    [[nodiscard]] Destination global(const char* service, const char* type, const QString& id = {}) const
    {
        Destination destination;
        destination.service = service;
        destination.type = type;
        destination.id = id.toStdString();
        destination.account = account.toStdString();
        return destination;
    }
};

Destination s3Page(const ConsolePage& page)
{
    if (page.path.size() < 3 ||
        (page.path[1] != QStringLiteral("buckets") && page.path[1] != QStringLiteral("object")))
        return page.item("s3", "");
    auto destination = destinationInS3(page.path[2], page.query.value(QStringLiteral("prefix")), page.region);
    destination.account = page.account.toStdString();
    return destination;
}

Destination ec2Page(const ConsolePage& page)
{
    static const QMap<QString, QString> idNames{{QStringLiteral("securitygroup"), QStringLiteral("groupid")}};
    static const QMap<QString, QString> nouns{{QStringLiteral("ami"), QStringLiteral("image")},
                                              {QStringLiteral("nic"), QStringLiteral("networkinterface")}};
    static const QRegularExpression idForm(QStringLiteral("\\A[a-z]+-[0-9a-f]+\\z"));
    const auto match = page.fragmentMatch("^([A-Za-z]+?)(?:Details|s)?:(.*)");
    if (!match.hasMatch())
        return page.item("ec2", "");
    QString noun = match.captured(1).toLower();
    noun = nouns.value(noun, noun);
    QMap<QString, QString> told;
    for (const auto& pair : match.captured(2).split(u';')) {
        if (pair.contains(u'='))
            told.insert(pair.section(u'=', 0, 0).toLower(), unquoted(pair.section(u'=', 1)));
    }
    if (noun == QStringLiteral("loadbalancer")) {
        const auto arn = told.value(QStringLiteral("loadbalancerarn"));
        return arn.isEmpty() ? page.item("elbv2", "loadbalancer") : destinationOfArn(arn);
    }
    QString id = told.value(idNames.value(noun, noun + QStringLiteral("id")));
    if (id.isEmpty() && idForm.match(told.value(QStringLiteral("search"))).hasMatch())
        id = told.value(QStringLiteral("search"));
    return page.item("ec2", qPrintable(noun), id);
}

Destination lambdaPage(const ConsolePage& page)
{
    const auto match = page.fragmentMatch("^/?functions/([^/?]+)(?:/(versions|aliases|edit)/([^/?]+))?");
    if (!match.hasMatch())
        return page.item("lambda", "");
    auto destination = page.item("lambda", "function", unquoted(match.captured(1)));
    if (match.captured(2) != QStringLiteral("edit"))
        destination.qualifier = match.captured(3).toStdString();
    return destination;
}

Destination dynamoPage(const ConsolePage& page)
{
    const auto query = page.fragmentQuery();
    QString table = query.value(QStringLiteral("name"), query.value(QStringLiteral("table")));
    if (!page.url.fragment.contains(u'?'))
        table = unquoted(page.fragmentMatch("^tables:selected=([^&;]+)").captured(1));
    auto destination = page.item("dynamodb", "table", table);
    if (page.url.fragment.startsWith(QStringLiteral("item-explorer")) ||
        page.url.fragment.startsWith(QStringLiteral("edit-item")))
        destination.view = "items";
    return destination;
}

Destination stackPage(const ConsolePage& page)
{
    auto destination =
        page.item("cloudformation", "stack", page.fragmentQuery().value(QStringLiteral("stackId")));
    const auto view = page.fragmentMatch("^/?stacks/(\\w+)").captured(1);
    if (view != QStringLiteral("stackinfo") && view != QStringLiteral("detail"))
        destination.view = view.toStdString();
    return destination;
}

Destination iamPage(const ConsolePage& page)
{
    static const QMap<QString, const char*> types{{QStringLiteral("roles"), "role"},
                                                  {QStringLiteral("users"), "user"},
                                                  {QStringLiteral("groups"), "group"},
                                                  {QStringLiteral("policies"), "policy"}};
    const auto match = page.fragmentMatch("^/?(roles|users|groups|policies)/(?:details/)?([^?$]+)");
    if (!match.hasMatch())
        return page.global("iam", "");
    QString name = unquoted(match.captured(2));
    while (name.endsWith(u'/'))
        name.chop(1);
    return page.global("iam", types.value(match.captured(1)), name);
}

Destination logsPage(const ConsolePage& page, const QString& group, const QString& stream)
{
    if (stream.isEmpty())
        return page.item("logs", "loggroup", group);
    auto destination = page.item("logs", "logstream", stream);
    destination.parent = group.toStdString();
    return destination;
}

Destination cloudwatchPage(const ConsolePage& page)
{
    // The console writes percent encoding twice, with "$" for "%": "$252F" is "/".
    const auto decoded = [](QString text) { return unquoted(unquoted(text.replace(u'$', u'%'))); };
    static const QRegularExpression queryMark(QStringLiteral("\\$3F|\\?"));
    const auto logs = page.fragmentMatch("^logsV2:log-groups/log-group/([^/]+)(?:/log-events/(.+))?");
    if (logs.hasMatch())
        return logsPage(page, decoded(logs.captured(1)), decoded(logs.captured(2).split(queryMark).first()));
    const auto old = page.fragmentMatch("^logEventViewer:group=([^;]+)(?:;stream=([^;]+))?");
    if (old.hasMatch())
        return logsPage(page, unquoted(old.captured(1)), unquoted(old.captured(2)));
    const auto alarm = page.fragmentMatch("^alarmsV2:alarm/([^?]+)");
    if (alarm.hasMatch())
        return page.item("cloudwatch", "alarm", unquoted(alarm.captured(1)));
    return page.item(page.url.fragment.startsWith(QStringLiteral("logsV2")) ? "logs" : "cloudwatch", "");
}

Destination ecsPage(const ConsolePage& page)
{
    static const QRegularExpression form(QStringLiteral("clusters/([^/?]+)(?:/(services|tasks)/([^/?]+))?"));
    const auto match = form.match(page.url.path + u'#' + page.url.fragment);
    if (!match.hasMatch())
        return page.item("ecs", "");
    if (match.captured(2).isEmpty())
        return page.item("ecs", "cluster", unquoted(match.captured(1)));
    auto destination = page.item("ecs", match.captured(2) == QStringLiteral("tasks") ? "task" : "service",
                                 unquoted(match.captured(3)));
    destination.parent = match.captured(1).toStdString();
    return destination;
}

Destination arnPage(const ConsolePage& page, const char* pattern, const char* service)
{
    const auto match = page.fragmentMatch(pattern);
    return match.hasMatch() ? destinationOfArn(unquoted(match.captured(1))) : page.item(service, "");
}

Destination rdsPage(const ConsolePage& page)
{
    const auto match = page.fragmentMatch("^database:id=([^;]+)(?:;is-cluster=(\\w+))?");
    if (!match.hasMatch())
        return page.item("rds", "");
    const bool isCluster = match.captured(2) == QStringLiteral("true");
    return page.item("rds", isCluster ? "dbcluster" : "dbinstance", unquoted(match.captured(1)));
}

Destination otherPage(const ConsolePage& page, const QString& application)
{
    if (application == QStringLiteral("sqs"))
        return page.item("sqs", "queue", unquoted(page.fragmentMatch("queues/([^/?]+)").captured(1)));
    if (application == QStringLiteral("sns"))
        return arnPage(page, "topic/([^?]+)", "sns");
    if (application == QStringLiteral("states"))
        return arnPage(page, "(arn[:%].+?)(?:\\?|$)", "stepfunctions");
    if (application == QStringLiteral("eks")) {
        static const QRegularExpression cluster(QStringLiteral("clusters/([^/?#]+)"));
        return page.item("eks", "cluster",
                         cluster.match(page.url.path + u'#' + page.url.fragment).captured(1));
    }
    if (application == QStringLiteral("kms"))
        return page.item("kms", "key", page.fragmentMatch("keys/([0-9a-zA-Z-]+)").captured(1));
    if (application == QStringLiteral("secretsmanager"))
        return page.item("secretsmanager", "secret", page.query.value(QStringLiteral("name")));
    if (application == QStringLiteral("systems-manager") && page.path.size() > 2 &&
        page.path[1] == QStringLiteral("parameters"))
        return page.item("ssm", "parameter", unquoted(unquoted(page.path[2])));
    if (application == QStringLiteral("route53"))
        return page.global("route53", "hostedzone",
                           page.fragmentMatch("ListRecordSets/([A-Z0-9]+)").captured(1));
    auto destination = page.item(qPrintable(application), "");
    destination.isUnknownPage = true;
    return destination;
}

Destination destinationOfPage(const ConsolePage& page)
{
    using Read = Destination (*)(const ConsolePage&);
    static const QMap<QString, Read> readers{
        {QStringLiteral("s3"), s3Page},           {QStringLiteral("ec2"), ec2Page},
        {QStringLiteral("vpc"), ec2Page},         {QStringLiteral("vpcconsole"), ec2Page},
        {QStringLiteral("lambda"), lambdaPage},   {QStringLiteral("dynamodbv2"), dynamoPage},
        {QStringLiteral("dynamodb"), dynamoPage}, {QStringLiteral("cloudformation"), stackPage},
        {QStringLiteral("iam"), iamPage},         {QStringLiteral("cloudwatch"), cloudwatchPage},
        {QStringLiteral("rds"), rdsPage},         {QStringLiteral("ecs"), ecsPage},
    };
    const QString application = page.path.value(0);
    const auto reader = readers.value(application);
    return reader ? reader(page) : otherPage(page, application);
}

/// Nothing when the host is none of the console's.
std::optional<Destination> ofConsole(const QString& url)
{
    static const QRegularExpression host(QStringLiteral(
        "\\A(?:([0-9]{12})-[a-z0-9]+\\.)?(?:([a-z]{2}(?:-[a-z]+)+-[0-9])\\.)?(?:([a-z0-9]+)\\.)?"
        "console\\.(aws\\.amazon\\.com|amazonaws\\.cn|amazonaws-us-gov\\.com)\\z"));
    ConsolePage page;
    page.url = splitUrl(url);
    if (page.url.host.endsWith(QStringLiteral(".awsapps.com"))) {
        // The portal's own address of a page: the inner one, with the account.
        const auto told = page.fragmentQuery();
        const QString inner = told.value(QStringLiteral("destination"));
        auto destination = inner.contains(QStringLiteral(".awsapps.com")) ? std::nullopt : ofConsole(inner);
        if (destination && told.contains(QStringLiteral("account_id")))
            destination->account = told.value(QStringLiteral("account_id")).toStdString();
        return destination;
    }
    const auto match = host.match(page.url.host);
    if (!match.hasMatch())
        return std::nullopt;
    page.path = page.url.segments();
    page.query = queryItems(page.url.query);
    page.region = page.query.value(QStringLiteral("region"), match.captured(2));
    page.account = match.captured(1);
    return destinationOfPage(page);
}

/// Addresses that services themselves answer at. A presigned query is not kept.
std::optional<Destination> ofEndpoint(const QString& text)
{
    static const QString region = QStringLiteral("([a-z]{2}(?:-[a-z]+)+-[0-9])");
    static const QString domain = QStringLiteral("\\.amazonaws\\.com(?:\\.cn)?\\z");
    static const QRegularExpression s3(
        QStringLiteral("\\A(?:(.+)\\.)?s3(?:[.-](?:dualstack|fips|website|accesspoint))*(?:[.-]") + region +
        QStringLiteral(")?") + domain);
    static const QRegularExpression sqs(QStringLiteral("\\Asqs\\.") + region + domain);
    static const QRegularExpression functionUrl(QStringLiteral("\\A([a-z0-9]+)\\.lambda-url\\.") + region +
                                                QStringLiteral("\\.on\\.aws\\z"));
    static const QRegularExpression api(QStringLiteral("\\A([a-z0-9]+)\\.execute-api\\.") + region + domain);
    static const QRegularExpression images(QStringLiteral("\\A([0-9]{12})\\.dkr\\.ecr\\.") + region + domain);
    const UrlText url = splitUrl(text);
    const QString path = unquoted(url.path).mid(1);
    const QString plain =
        text.section(QStringLiteral("://"), 0, 0) + QStringLiteral("://") + url.host + url.path;
    const auto item = [](const char* service, const char* type, const QString& id, const QString& where) {
        Destination destination;
        destination.service = service;
        destination.type = type;
        destination.id = id.toStdString();
        destination.region = where.toStdString();
        return destination;
    };
    if (const auto match = s3.match(url.host); match.hasMatch()) {
        QString bucket = match.captured(1);
        QString key = path;
        if (bucket.isEmpty()) {
            bucket = path.section(u'/', 0, 0);
            key = path.section(u'/', 1);
        }
        if (bucket.isEmpty())
            return item("s3", "", {}, match.captured(2));
        auto destination = destinationInS3(bucket, key, match.captured(2));
        destination.isAccessPoint = url.host.contains(QStringLiteral("s3-accesspoint"));
        return destination;
    }
    if (const auto match = sqs.match(url.host); match.hasMatch())
        return item("sqs", "queue", plain, match.captured(1));
    if (const auto match = functionUrl.match(url.host); match.hasMatch())
        return item("lambda", "functionurlconfig", plain, match.captured(2));
    if (const auto match = api.match(url.host); match.hasMatch())
        return item("apigateway", "restapi", match.captured(1), match.captured(2));
    if (const auto match = images.match(url.host); match.hasMatch()) {
        auto destination = item("ecr", "repository", path.section(u':', 0, 0), match.captured(2));
        destination.account = match.captured(1).toStdString();
        return destination;
    }
    return std::nullopt;
}

} // namespace

Destination destinationOfUrl(const QString& url)
{
    if (auto page = ofConsole(url))
        return *page;
    if (auto endpoint = ofEndpoint(url))
        return *endpoint;
    Destination nowhere;
    nowhere.error = "no address of AWS that is known";
    return nowhere;
}

} // namespace inia::explorer
