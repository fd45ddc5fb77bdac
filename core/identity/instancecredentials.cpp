#include "core/identity/instancecredentials.h"

#include "core/identity/keydocument.h"
#include "core/identity/plainrequest.h"
#include "core/text/ascii.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QUrl>

#include <utility>

namespace inia {

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
