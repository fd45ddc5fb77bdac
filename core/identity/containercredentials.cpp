#include "core/identity/containercredentials.h"

#include "core/identity/keydocument.h"
#include "core/identity/plainrequest.h"

#include <QtCore/QFile>
#include <QtCore/QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

namespace {

constexpr const char* relativeVariable = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr const char* fullVariable = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr const char* tokenFileVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr const char* tokenVariable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
constexpr const char* containerHost = "http://169.254.170.2";
constexpr qint64 longestToken = qint64(64) * 1024;

/// 127.0.0.0/8 written out: a name that only looks like it must not pass.
bool isLoopbackAddress(const QString& host)
{
    const auto parts = host.split(QLatin1Char('.'));
    return parts.size() == 4 && parts.front() == QLatin1String("127") &&
           std::all_of(parts.begin(), parts.end(), [](const QString& part) {
               bool isNumber = false;
               return part.toUInt(&isNumber) <= 255 && isNumber && part.size() <= 3;
           });
}

bool mayBePlain(const QString& host)
{
    static constexpr std::array hosts{"localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23"};
    return isLoopbackAddress(host) || std::any_of(hosts.begin(), hosts.end(), [&host](const char* allowed) {
               return host == QLatin1String(allowed);
           });
}

Result<std::string> authorizationToken(const Environment& environment)
{
    std::string token;
    std::string place = tokenVariable;
    if (const auto path = environment.find(tokenFileVariable)) {
        place = *path + " (" + tokenFileVariable + ")";
        QFile file(QString::fromStdString(*path));
        if (!file.open(QIODevice::ReadOnly)) {
            return makeError(ErrorKind::Credentials, "TokenFile",
                             "The token of the container cannot be read from " + place + ": " +
                                 file.errorString().toStdString() + ".");
        }
        token = file.read(longestToken).toStdString();
    } else {
        token = environment.find(tokenVariable).value_or(std::string());
    }
    if (token.find_first_of("\r\n") != std::string::npos) {
        return makeError(ErrorKind::Credentials, "TokenFile",
                         "The token of the container in " + place + " has a line break in it.");
    }
    return token;
}

} // namespace

Result<std::string> containerUrl(const Environment& environment)
{
    if (const auto relative = environment.find(relativeVariable))
        return containerHost + (relative->starts_with('/') ? *relative : '/' + *relative);
    const auto full = environment.find(fullVariable);
    if (!full)
        return declined(std::string(relativeVariable) + " and " + fullVariable + " are not set");
    const QUrl url(QString::fromStdString(*full), QUrl::StrictMode);
    const bool isEncrypted = url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty() || (!isEncrypted && url.scheme() != QLatin1String("http"))) {
        return makeError(ErrorKind::Credentials, "ContainerHost",
                         std::string(fullVariable) + " has to be an http or https URL with a host.");
    }
    if (!isEncrypted && !mayBePlain(url.host())) {
        return makeError(ErrorKind::Credentials, "ContainerHost",
                         "Keys are not asked for at " + url.host().toStdString() + " (" + fullVariable +
                             "): over http that may only be localhost, 169.254.170.2, 169.254.170.23 or "
                             "[fd00:ec2::23]. Use https.");
    }
    return *full;
}

void ContainerCredentials::resolve(QObject* context, Callback callback)
{
    const auto url = containerUrl(m_context->environment);
    const auto token = authorizationToken(m_context->environment);
    if (!url || !token) {
        callback(url ? token.error() : url.error());
        return;
    }
    HttpRequest request;
    request.url = *url;
    request.headers.set("Accept", "application/json");
    if (!token->empty())
        request.headers.set("Authorization", *token);
    PlainRequestOptions options;
    options.timeout = std::chrono::seconds(2);
    options.attempts = 3;
    options.pause = std::chrono::seconds(1);
    options.isGood = [](const HttpResponse& response) { return response.status == 200; };
    const std::string place =
        "The answer of the container's credentials service (" + hostHeader(request.url) + ")";
    sendPlainly(m_context, std::move(request), options, context,
                [place, callback = std::move(callback)](const Result<HttpResponse>& response) {
                    if (!response) {
                        callback(response.error().wrapped(ErrorKind::Credentials,
                                                          "The container's credentials service"));
                        return;
                    }
                    if (response->status != 200) {
                        callback(badKeyDocument(place, "has status " + std::to_string(response->status)));
                        return;
                    }
                    auto keys = keysFromText(response->body.toStdString(), "Token", place);
                    if (keys)
                        keys->source = "container";
                    callback(keys);
                });
}

} // namespace inia
