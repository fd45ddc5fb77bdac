#pragma once

#include "core/identity/sourcecontext.h"

#include <chrono>
#include <functional>

namespace inia {

/// How often and how patiently a machine nearby is asked.
struct PlainRequestOptions {
    /// To connect, and for each silence; twice as long for all of an attempt, however it trickles.
    std::chrono::milliseconds timeout{1'000};
    bool noProxy = true; ///< no proxy reaches a machine nearby
    int attempts = 1;
    std::chrono::milliseconds pause{0}; ///< before another attempt
    /// More of them for an answer that says "later": those cost no waiting.
    int attemptsWhenBusy = 1;
    /// Whether the answer is what was wanted; another attempt otherwise.
    bool (*isGood)(const HttpResponse& response) = nullptr;
};

using PlainCallback = std::function<void(const Result<HttpResponse>& response)>;

/// Sends a request outside of any client, to the metadata services of containers and instances. Calls back
/// once, later, with the last response, good or not, or the last error; never if `context` died.
void sendPlainly(const SourceContextPtr& tools, HttpRequest request, const PlainRequestOptions& options,
                 QObject* context, PlainCallback callback);

/// Where a container asks for its keys: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI at 169.254.170.2, else
/// AWS_CONTAINER_CREDENTIALS_FULL_URI, which may be any host over https, but over http only this machine or
/// the addresses of ECS and EKS, since the token is sent along. Declines when neither is set.
[[nodiscard]] Result<std::string> containerUrl(const Environment& environment);

/// The keys of an ECS task or an EKS pod. The token comes from AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, which
/// is read anew every time, else from AWS_CONTAINER_AUTHORIZATION_TOKEN.
class ContainerCredentials final : public CredentialsProvider {
public:
    explicit ContainerCredentials(SourceContextPtr context) : m_context(std::move(context)) {}
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
};

/// Where the metadata service of the instance is, with a slash at its end. Fails (kind Configuration) for an
/// endpoint that is no URL.
[[nodiscard]] Result<std::string> metadataUrl(const ClientConfig& config);

/// The role of an EC2 instance, by its metadata service: with a session token (version 2), else, unless that
/// is switched off, without (version 1). Declines on machines that have no such service, which a second
/// tells, and on instances without a role; AWS_EC2_METADATA_DISABLED keeps it from being asked.
///
/// A service that says "later" is asked again at once, up to three times; silence is not, unless
/// metadata_service_num_attempts says so. Keys that the service could not renew in time are used on: their
/// end is put off by a quarter of an hour, more or less, as botocore does.
class InstanceCredentials final : public CredentialsProvider {
public:
    explicit InstanceCredentials(SourceContextPtr context);
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
};

} // namespace inia
