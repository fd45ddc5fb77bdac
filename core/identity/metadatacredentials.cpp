#include "core/identity/metadatacredentials.h"

#include "core/identity/keystore.h"
#include "core/text/ascii.h"

#include <QtCore/QFile>
#include <QtCore/QObject>
#include <QtCore/QRandomGenerator>
#include <QtCore/QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

namespace {

/// No document with keys is longer.
constexpr qint64 longestAnswer = qint64(1024) * 1024;

/// Belongs to who asked; goes when it has answered.
class PlainRequest final : public QObject {
public:
    PlainRequest(SourceContextPtr tools, HttpRequest request, const PlainRequestOptions& options,
                 QObject* context, PlainCallback callback)
        : QObject(context),
          m_tools(std::move(tools)),
          m_request(std::move(request)),
          m_options(options),
          m_callback(std::move(callback))
    {
    }

    void send()
    {
        ++m_attempts;
        TransportOptions options;
        options.connectTimeout = m_options.timeout;
        options.readTimeout = m_options.timeout;
        options.timeout = 2 * m_options.timeout;
        options.noProxy = m_options.noProxy;
        options.longestBody = longestAnswer;
        m_reply = m_tools->transport->send(m_request, options);
        connect(m_reply.get(), &TransportReply::finished, this, &PlainRequest::receive);
    }

private:
    void receive()
    {
        const Result<HttpResponse> result = m_reply->result();
        m_reply.release()->deleteLater(); // we are inside its signal
        const bool isGood = result && (m_options.isGood == nullptr || m_options.isGood(*result));
        const bool isBusy = result && result->status >= 500;
        const int attempts =
            isBusy ? std::max(m_options.attempts, m_options.attemptsWhenBusy) : m_options.attempts;
        if (!isGood && m_attempts < attempts) {
            m_tools->clock->after(m_options.pause, this, [this] { send(); });
            return;
        }
        const PlainCallback callback = std::move(m_callback);
        deleteLater();
        callback(result);
    }

    SourceContextPtr m_tools;
    HttpRequest m_request;
    PlainRequestOptions m_options;
    PlainCallback m_callback;
    TransportReplyPtr m_reply;
    int m_attempts = 0;
};

} // namespace

void sendPlainly(const SourceContextPtr& tools, HttpRequest request, const PlainRequestOptions& options,
                 QObject* context, PlainCallback callback)
{
    auto* sender = new PlainRequest(tools, std::move(request), options, context, std::move(callback));
    sender->send();
}

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

namespace {

constexpr const char* rolePath = "latest/meta-data/iam/security-credentials/";

/// Asks for a session token, then for the name of the role, then for its keys. Each step is held by the
/// callback of the one before it.
struct MetadataWalk : std::enable_shared_from_this<MetadataWalk> {
    SourceContextPtr tools;
    std::string base;
    QObject* context = nullptr;
    CredentialsProvider::Callback callback;
    std::string token;
    std::string role;

    void ask(const std::string& method, const std::string& path, bool (*isGood)(const HttpResponse&),
             void (MetadataWalk::*next)(const Result<HttpResponse>&))
    {
        HttpRequest request;
        request.method = method;
        request.url = base + path;
        if (method == "PUT")
            request.headers.set("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        if (!token.empty())
            request.headers.set("x-aws-ec2-metadata-token", token);
        PlainRequestOptions options;
        options.timeout = tools->config.metadataServiceTimeout;
        options.attempts = tools->config.metadataServiceAttempts;
        options.attemptsWhenBusy = 3;
        options.isGood = isGood;
        sendPlainly(tools, std::move(request), options, context,
                    [self = shared_from_this(), next](const Result<HttpResponse>& response) {
                        (self.get()->*next)(response);
                    });
    }

    void start()
    {
        const auto isTold = [](const HttpResponse& response) { return response.status < 500; };
        ask("PUT", "latest/api/token", isTold, &MetadataWalk::takeToken);
    }

    void takeToken(const Result<HttpResponse>& response)
    {
        const bool isSilent = !response && response.error().code != "ReadTimeout";
        if (isSilent || (response && response->status == 400)) {
            decline(response);
            return;
        }
        if (response && response->status == 200)
            token = response->body.trimmed().toStdString();
        if (token.empty() && tools->config.ec2MetadataV1Disabled) {
            callback(makeError(ErrorKind::Credentials, "MetadataToken",
                               "The metadata service of the instance gave no session token, and its version "
                               "1, which needs none, is switched off (ec2_metadata_v1_disabled)."));
            return;
        }
        ask("GET", rolePath, hasBody, &MetadataWalk::takeRole);
    }

    void takeRole(const Result<HttpResponse>& response)
    {
        if (!response || !hasBody(*response)) {
            decline(response);
            return;
        }
        role = std::string(ascii::trimmed(response->body.toStdString()));
        role = role.substr(0, role.find_first_of("\r\n"));
        ask("GET", rolePath + role, hasBody, &MetadataWalk::takeKeys);
    }

    void takeKeys(const Result<HttpResponse>& response)
    {
        if (!response || !hasBody(*response)) {
            decline(response);
            return;
        }
        auto keys = keysFromText(response->body.toStdString(), "Token",
                                 "The answer of the metadata service about the role " + role);
        // It tells its own errors (an instance that the role does not trust) with status 200.
        if (!keys || keys->sessionToken.empty() || !keys->expiry) {
            callback(declined(keys ? "the metadata service gave no temporary keys" : keys.error().message));
            return;
        }
        keys->source = "instance";
        putOffEnd(*keys);
        callback(keys);
    }

    static bool hasBody(const HttpResponse& response)
    {
        return response.status == 200 && !response.body.isEmpty();
    }

    void decline(const Result<HttpResponse>& response) const
    {
        callback(declined(
            "the metadata service of EC2 (" + hostHeader(base) + ") " +
            (response ? "answered with status " + std::to_string(response->status) : "does not answer")));
    }

    void putOffEnd(Credentials& keys) const
    {
        using std::chrono::seconds;
        const auto span = seconds(600) + seconds(QRandomGenerator::global()->bounded(120, 601));
        const auto now = tools->clock->now();
        if (now >= *keys.expiry - span)
            keys.expiry = now + span;
    }
};

} // namespace

Result<std::string> metadataUrl(const ClientConfig& config)
{
    std::string url = config.ec2MetadataServiceEndpoint;
    if (url.empty()) {
        const bool isIpv6 =
            config.ec2MetadataServiceEndpointMode == MetadataEndpointMode::Ipv6 || config.imdsUseIpv6;
        url = isIpv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
    }
    const QUrl parsed(QString::fromStdString(url), QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty() || !parsed.scheme().startsWith(QLatin1String("http"))) {
        const auto origin = config.origins.find("ec2_metadata_service_endpoint");
        return sourceConfigError(
            "ec2_metadata_service_endpoint" +
            (origin == config.origins.end() ? std::string() : " (" + origin->second.place + ")") +
            " has to be a URL such as http://169.254.169.254.");
    }
    return url.ends_with('/') ? url : url + '/';
}

InstanceCredentials::InstanceCredentials(SourceContextPtr context) : m_context(std::move(context)) {}

void InstanceCredentials::resolve(QObject* context, Callback callback)
{
    const auto disabled = m_context->environment.find("AWS_EC2_METADATA_DISABLED");
    if (disabled && ascii::lowered(*disabled) == "true") {
        callback(declined("AWS_EC2_METADATA_DISABLED is set"));
        return;
    }
    auto base = metadataUrl(m_context->config);
    if (!base) {
        callback(base.error());
        return;
    }
    auto walk = std::make_shared<MetadataWalk>();
    walk->tools = m_context;
    walk->base = std::move(base).value();
    walk->context = context;
    walk->callback = std::move(callback);
    walk->start();
}

} // namespace inia
