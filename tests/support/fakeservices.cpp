#include "tests/support/fakeservices.h"

#include "tests/support/faketransport.h"

#include <QtCore/QRegularExpression>

namespace inia::tests {

namespace {

// Both kinds of protocols understand their own; the code is what counts.
HttpResponse failure(const HttpRequest& request, int status, const QByteArray& code)
{
    if (request.headers.contains("X-Amz-Target"))
        return makeResponse(status,
                            "{\"__type\": \"com.amazonaws#" + code + "\", \"message\": \"Refused.\"}");
    const QByteArray error = "<Error><Code>" + code + "</Code><Message>Refused.</Message></Error>";
    return makeResponse(status,
                        request.body.contains("Version=2016-11-15")
                            ? "<Response><Errors>" + error + "</Errors><RequestID>1</RequestID></Response>"
                            : "<ErrorResponse>" + error + "<RequestId>1</RequestId></ErrorResponse>");
}

std::size_t pageOf(const HttpRequest& request)
{
    static const QRegularExpression token(QStringLiteral("(?:Marker|NextToken)(?:=|\":\\s*\")(\\d+)"));
    const auto match = token.match(QString::fromUtf8(request.body));
    return match.hasMatch() ? match.captured(1).toUInt() : 0;
}

QByteArray text(const std::string& value)
{
    return QByteArray::fromStdString(value);
}

} // namespace

void FakeServices::setPages(const std::string& operation, std::vector<QByteArray> pages)
{
    m_pages[operation] = std::move(pages);
}

std::string FakeServices::operationOf(const HttpRequest& request)
{
    const auto target = request.headers.value("X-Amz-Target");
    if (!target.empty())
        return std::string(target.substr(target.rfind('.') + 1));
    static const QRegularExpression action(QStringLiteral("(?:^|&)Action=(\\w+)"));
    return action.match(QString::fromUtf8(request.body)).captured(1).toStdString();
}

HttpResponse FakeServices::answer(const HttpRequest& request) const
{
    const std::string operation = operationOf(request);
    if (m_denied.contains(operation))
        return failure(request, 403, "AccessDenied");
    const auto found = m_pages.find(operation);
    const std::size_t page = pageOf(request);
    if (found == m_pages.end() || page >= found->second.size())
        return failure(request, 404, "NoSuchThing");
    return makeResponse(200, found->second[page]);
}

QByteArray instancesAnswer(const std::vector<std::pair<std::string, std::string>>& idsAndNames)
{
    QByteArray body = "<DescribeInstancesResponse><reservationSet><item><instancesSet>";
    for (const auto& [id, name] : idsAndNames) {
        body += "<item><instanceId>" + text(id) + "</instanceId><instanceType>t3.micro</instanceType>";
        if (!name.empty())
            body += "<tagSet><item><key>Name</key><value>" + text(name) + "</value></item></tagSet>";
        body += "</item>";
    }
    return body + "</instancesSet></item></reservationSet></DescribeInstancesResponse>";
}

QByteArray rolesAnswer(const std::vector<std::string>& names, int nextPage)
{
    QByteArray body = "<ListRolesResponse><ListRolesResult><Roles>";
    for (const auto& name : names) {
        body += "<member><RoleName>" + text(name) +
                "</RoleName><Path>/</Path><RoleId>A</RoleId><Arn>arn:aws:iam::1:role/" + text(name) +
                "</Arn></member>";
    }
    body += nextPage == 0 ? QByteArray("</Roles><IsTruncated>false</IsTruncated>")
                          : "</Roles><IsTruncated>true</IsTruncated><Marker>" + QByteArray::number(nextPage) +
                                "</Marker>";
    return body + "</ListRolesResult></ListRolesResponse>";
}

QByteArray queuesAnswer(const std::vector<std::string>& names)
{
    QByteArray urls;
    for (const auto& name : names)
        urls += (urls.isEmpty() ? "\"" : ", \"") + QByteArray("https://sqs.us-west-2.amazonaws.com/1/") +
                text(name) + "\"";
    return "{\"QueueUrls\": [" + urls + "]}";
}

} // namespace inia::tests
