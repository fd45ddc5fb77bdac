#pragma once

#include <set>
#include <string_view>

namespace inia {

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

} // namespace inia
