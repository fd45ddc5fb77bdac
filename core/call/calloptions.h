#pragma once

#include <QtCore/QtGlobal>

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace inia {

class BodySink;
class RequestBody;
class Value;

/// What AWS SDKs tell in the User-Agent about how a call was made ("m/B,E"), in the words and with the ids
/// all of them agreed on. Most stand here only for completeness: an id, once given away, must never mean
/// anything else.
enum class Feature {
    ResourceModel,
    Waiter,
    Paginator,
    RetryModeLegacy,
    RetryModeStandard,
    RetryModeAdaptive,
    S3Transfer,
    S3CryptoV1n,
    S3CryptoV2,
    S3ExpressBucket,
    S3AccessGrants,
    GzipRequestCompression,
    ProtocolRpcV2Cbor,
    EndpointOverride,
    AccountIdEndpoint,
    AccountIdModePreferred,
    AccountIdModeDisabled,
    AccountIdModeRequired,
    Sigv4aSigning,
    ResolvedAccountId,
    FlexibleChecksumsReqCrc32,
    FlexibleChecksumsReqCrc32c,
    FlexibleChecksumsReqCrc64,
    FlexibleChecksumsReqSha1,
    FlexibleChecksumsReqSha256,
    FlexibleChecksumsReqWhenSupported,
    FlexibleChecksumsReqWhenRequired,
    FlexibleChecksumsResWhenSupported,
    FlexibleChecksumsResWhenRequired,
    DdbMapper,
    CredentialsCode,
    CredentialsJvmSystemProperties,
    CredentialsEnvVars,
    CredentialsEnvVarsStsWebIdToken,
    CredentialsStsAssumeRole,
    CredentialsStsAssumeRoleSaml,
    CredentialsStsAssumeRoleWebId,
    CredentialsStsFederationToken,
    CredentialsStsSessionToken,
    CredentialsProfile,
    CredentialsProfileSourceProfile,
    CredentialsProfileNamedProvider,
    CredentialsProfileStsWebIdToken,
    CredentialsProfileSso,
    CredentialsSso,
    CredentialsProfileSsoLegacy,
    CredentialsSsoLegacy,
    CredentialsProfileProcess,
    CredentialsProcess,
    CredentialsBoto2ConfigFile,
    CredentialsAwsSdkStore,
    CredentialsHttp,
    CredentialsImds,
    SsoLoginDevice,
    SsoLoginAuth,
    BearerServiceEnvVars,
    ObservabilityTracing,
    ObservabilityMetrics,
    ObservabilityOtelTracing,
    ObservabilityOtelMetrics,
    CredentialsCognito,
    S3TransferUploadDirectory,
    S3TransferDownloadDirectory,
    CliV1ToV2MigrationDebugMode,
    LoginSameDevice,
    LoginCrossDevice,
    CredentialsProfileLogin,
    CredentialsLogin,
    FlexibleChecksumsReqMd5,
    FlexibleChecksumsReqSha512,
    FlexibleChecksumsReqXxhash3,
    FlexibleChecksumsReqXxhash64,
    FlexibleChecksumsReqXxhash128,
    S3RegionRedirect,
};
using FeatureSet = std::set<Feature>;

/// "WAITER"
[[nodiscard]] std::string_view featureName(Feature feature);
/// "B"
[[nodiscard]] std::string_view featureId(Feature feature);
/// All of them, for look-ups by name.
[[nodiscard]] const FeatureSet& allFeatures();

/// What a caller may say about one call, beside its parameters.
struct CallOptions {
    /// The user's action that caused it ("Expand S3", "Load more"); shown in the inspector.
    std::string cause;
    /// What it is about ("logs/2026/ · page 2"); shown behind the operation.
    std::string target;
    /// True for what the program does by itself (account id, region look-up).
    bool background = false;
    /// Which page of a walk it fetches, which of how many parts of an object it moves; counted from 1, 0 for
    /// none.
    int page = 0;
    int part = 0;
    int parts = 0;
    /// The first call of the walk or transfer it goes on with, by Reply::callId(); 0 for the first itself.
    quint64 group = 0;
    quint64 parent = 0; ///< the call it is made for, by Reply::callId(); 0 for none
    /// Goes past a closed ServerGate: somebody has been told what the server may do, and wants it sent.
    bool ignoresServerGate = false;
    /// Builds and signs the request, sends nothing; see Reply::preparedRequest().
    bool dryRun = false;
    /// What the call is part of, such as a waiter; named in the User-Agent.
    FeatureSet features;
    /// Sent as the streaming payload (PutObject's Body), which the parameters lack then; null to take it from
    /// there. Never in memory as a whole, read anew by every attempt. Fails with kind Parameter where the
    /// operation has no such payload and where the body cannot be read.
    std::shared_ptr<const RequestBody> body;
    /// Takes a streaming payload (GetObject's Body) as it comes, which the result then lacks; null to get it
    /// there as one blob, of 512 MiB at most. Nothing is handed on twice: once write() was called a failed
    /// call is not retried. Taking less than offered pauses the server until Reply::resume().
    std::shared_ptr<BodySink> bodySink;
    /// Gets the events of an event stream one by one ({"Records": {...}}), which the result then lacks; empty
    /// to get them there as a list. May drop the Reply. An exception in the stream ends the call with it.
    std::function<void(const Value& event)> onEvent;
    /// Longest time for the whole call, with all attempts and the waits before them; it ends with kind
    /// Timeout, code CallTimeout. 0 for none: each attempt has the limits of the client's settings in any
    /// case.
    std::chrono::milliseconds timeout{0};
};

} // namespace inia
