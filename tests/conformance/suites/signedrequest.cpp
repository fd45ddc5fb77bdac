#include "tests/conformance/suites/signedrequest.h"

#include "core/protocol/timestamps.h"
#include "tests/conformance/compare.h"

#include <QtCore/QFile>
#include <QtCore/QStringList>

namespace inia::conformance {

std::string fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

HttpRequest parseRequest(std::string text)
{
    std::erase(text, '\r');
    const auto headEnd = text.find("\n\n");
    HttpRequest request;
    if (headEnd != std::string::npos)
        request.body = QByteArray::fromStdString(text.substr(headEnd + 2));
    auto lines = QByteArray::fromStdString(text.substr(0, headEnd)).split('\n');
    const auto first = lines.takeFirst();
    const auto targetStart = first.indexOf(' ') + 1;
    request.method = first.left(targetStart - 1).toStdString();
    const auto target = first.mid(targetStart, first.lastIndexOf(' ') - targetStart);
    std::vector<HttpHeaders::Entry> headers;
    for (const auto& line : lines) {
        if (line.startsWith(' ') && !headers.empty())
            headers.back().second += '\n' + line.toStdString();
        else if (const auto colon = line.indexOf(':'); colon > 0)
            headers.emplace_back(line.left(colon).toStdString(), line.mid(colon + 1).toStdString());
    }
    for (auto& [name, value] : headers)
        request.headers.add(name, value);
    request.url = "https://" + std::string(request.headers.value("host")) + target.toStdString();
    return request;
}

std::string sortedHeaders(const HttpRequest& request)
{
    QStringList lines;
    for (const auto& [name, value] : request.headers)
        lines << QString::fromStdString(name).toLower() + QLatin1Char(':') +
                     QString::fromStdString(value).trimmed();
    lines.sort();
    return lines.join(QLatin1Char('\n')).toStdString();
}

std::string sortedTarget(const std::string& url)
{
    const auto parts = splitUrl(url);
    return std::string(parts.path) + "?" + sortedQuery(parts.query);
}

std::chrono::system_clock::time_point parseTime(const std::string& iso)
{
    return std::chrono::system_clock::time_point(
        std::chrono::seconds(parseTimestamp(iso).value_or(Timestamp()).seconds));
}

AuthCase authCase(const Value& given)
{
    AuthCase result;
    const auto& keys = given["credentials"];
    result.credentials = {
        keys["access_key_id"].text(), keys["secret_access_key"].text(), keys["token"].text(), "", {}, "test"};
    auto& context = result.context;
    context.region = given["region"].text();
    context.service = given["service"].text();
    context.time = parseTime(given["timestamp"].text());
    context.normalizePath = given["normalize"].toBool(true);
    context.encodePathTwice = given["double_uri_encode"].toBool(true);
    context.addContentSha256Header = given["sign_body"].toBool();
    context.sessionTokenUnsigned = given["omit_session_token"].toBool();
    result.expires = std::chrono::seconds(given["expiration_in_seconds"].toInt());
    return result;
}

} // namespace inia::conformance
