#include "tests/core/signing/signingsuite.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace inia::tests {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

HttpRequest parseRequest(QByteArray text)
{
    text.replace("\r\n", "\n");
    const qsizetype headEnd = text.indexOf("\n\n");
    HttpRequest request;
    if (headEnd >= 0)
        request.body = text.mid(headEnd + 2);
    QList<QByteArray> lines = text.left(headEnd < 0 ? text.size() : headEnd).split('\n');
    const QByteArray first = lines.takeFirst();
    const qsizetype targetStart = first.indexOf(' ') + 1;
    request.method = first.left(targetStart - 1).toStdString();
    const QByteArray target = first.mid(targetStart, first.lastIndexOf(' ') - targetStart);
    std::vector<std::pair<std::string, std::string>> headers;
    for (const QByteArray& line : lines) {
        if (line.startsWith(' '))
            headers.back().second += '\n' + line.toStdString();
        else if (const qsizetype colon = line.indexOf(':'); colon > 0)
            headers.emplace_back(line.left(colon).toStdString(), line.mid(colon + 1).toStdString());
    }
    for (auto& [name, value] : headers)
        request.headers.add(name, value);
    request.url = "https://" + std::string(request.headers.value("host")) + target.toStdString();
    return request;
}

std::chrono::system_clock::time_point parseTime(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArrayList sortedHeaders(const HttpRequest& request)
{
    QByteArrayList lines;
    for (const auto& [name, value] : request.headers)
        lines << bytes(name).toLower() + ':' + bytes(value).trimmed();
    std::sort(lines.begin(), lines.end());
    return lines;
}

QByteArrayList sortedTarget(const std::string& url)
{
    const UrlParts parts = splitUrl(url);
    QByteArrayList pairs = bytes(parts.query).split('&');
    std::sort(pairs.begin(), pairs.end());
    pairs.prepend(bytes(parts.path));
    return pairs;
}

SigningCase readSigningCase(const QString& folder)
{
    const QJsonObject given =
        QJsonDocument::fromJson(readFile(folder + QLatin1String("context.json"))).object();
    const auto text = [](const QJsonObject& object, const char* name) {
        return object[QLatin1String(name)].toString().toStdString();
    };
    const QJsonObject keys = given[QLatin1String("credentials")].toObject();
    SigningCase result;
    result.credentials.accessKey = text(keys, "access_key_id");
    result.credentials.secretKey = text(keys, "secret_access_key");
    result.credentials.sessionToken = text(keys, "token");
    SigningContext& context = result.context;
    context.region = text(given, "region");
    context.service = text(given, "service");
    context.time = parseTime(given[QLatin1String("timestamp")].toString());
    context.normalizePath = given[QLatin1String("normalize")].toBool(true);
    context.encodePathTwice = given[QLatin1String("double_uri_encode")].toBool(true);
    context.addContentSha256Header = given[QLatin1String("sign_body")].toBool();
    context.sessionTokenUnsigned = given[QLatin1String("omit_session_token")].toBool();
    result.request = parseRequest(readFile(folder + QLatin1String("request.txt")));
    result.expires = std::chrono::seconds(given[QLatin1String("expiration_in_seconds")].toInt());
    return result;
}

} // namespace inia::tests
