#include "core/call/calloptions.h"

namespace inia {

namespace {

struct Row {
    Feature feature;
    std::string_view name;
    std::string_view id;
};

/// In the order of the enumeration.
constexpr Row rows[] = {
    {Feature::ResourceModel, "RESOURCE_MODEL", "A"},
    {Feature::Waiter, "WAITER", "B"},
    {Feature::Paginator, "PAGINATOR", "C"},
    {Feature::RetryModeLegacy, "RETRY_MODE_LEGACY", "D"},
    {Feature::RetryModeStandard, "RETRY_MODE_STANDARD", "E"},
    {Feature::RetryModeAdaptive, "RETRY_MODE_ADAPTIVE", "F"},
    {Feature::S3Transfer, "S3_TRANSFER", "G"},
    {Feature::S3CryptoV1n, "S3_CRYPTO_V1N", "H"},
    {Feature::S3CryptoV2, "S3_CRYPTO_V2", "I"},
    {Feature::S3ExpressBucket, "S3_EXPRESS_BUCKET", "J"},
    {Feature::S3AccessGrants, "S3_ACCESS_GRANTS", "K"},
    {Feature::GzipRequestCompression, "GZIP_REQUEST_COMPRESSION", "L"},
    {Feature::ProtocolRpcV2Cbor, "PROTOCOL_RPC_V2_CBOR", "M"},
    {Feature::EndpointOverride, "ENDPOINT_OVERRIDE", "N"},
    {Feature::AccountIdEndpoint, "ACCOUNT_ID_ENDPOINT", "O"},
    {Feature::AccountIdModePreferred, "ACCOUNT_ID_MODE_PREFERRED", "P"},
    {Feature::AccountIdModeDisabled, "ACCOUNT_ID_MODE_DISABLED", "Q"},
    {Feature::AccountIdModeRequired, "ACCOUNT_ID_MODE_REQUIRED", "R"},
    {Feature::Sigv4aSigning, "SIGV4A_SIGNING", "S"},
    {Feature::ResolvedAccountId, "RESOLVED_ACCOUNT_ID", "T"},
    {Feature::FlexibleChecksumsReqCrc32, "FLEXIBLE_CHECKSUMS_REQ_CRC32", "U"},
    {Feature::FlexibleChecksumsReqCrc32c, "FLEXIBLE_CHECKSUMS_REQ_CRC32C", "V"},
    {Feature::FlexibleChecksumsReqCrc64, "FLEXIBLE_CHECKSUMS_REQ_CRC64", "W"},
    {Feature::FlexibleChecksumsReqSha1, "FLEXIBLE_CHECKSUMS_REQ_SHA1", "X"},
    {Feature::FlexibleChecksumsReqSha256, "FLEXIBLE_CHECKSUMS_REQ_SHA256", "Y"},
    {Feature::FlexibleChecksumsReqWhenSupported, "FLEXIBLE_CHECKSUMS_REQ_WHEN_SUPPORTED", "Z"},
    {Feature::FlexibleChecksumsReqWhenRequired, "FLEXIBLE_CHECKSUMS_REQ_WHEN_REQUIRED", "a"},
    {Feature::FlexibleChecksumsResWhenSupported, "FLEXIBLE_CHECKSUMS_RES_WHEN_SUPPORTED", "b"},
    {Feature::FlexibleChecksumsResWhenRequired, "FLEXIBLE_CHECKSUMS_RES_WHEN_REQUIRED", "c"},
    {Feature::DdbMapper, "DDB_MAPPER", "d"},
    {Feature::CredentialsCode, "CREDENTIALS_CODE", "e"},
    {Feature::CredentialsJvmSystemProperties, "CREDENTIALS_JVM_SYSTEM_PROPERTIES", "f"},
    {Feature::CredentialsEnvVars, "CREDENTIALS_ENV_VARS", "g"},
    {Feature::CredentialsEnvVarsStsWebIdToken, "CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN", "h"},
    {Feature::CredentialsStsAssumeRole, "CREDENTIALS_STS_ASSUME_ROLE", "i"},
    {Feature::CredentialsStsAssumeRoleSaml, "CREDENTIALS_STS_ASSUME_ROLE_SAML", "j"},
    {Feature::CredentialsStsAssumeRoleWebId, "CREDENTIALS_STS_ASSUME_ROLE_WEB_ID", "k"},
    {Feature::CredentialsStsFederationToken, "CREDENTIALS_STS_FEDERATION_TOKEN", "l"},
    {Feature::CredentialsStsSessionToken, "CREDENTIALS_STS_SESSION_TOKEN", "m"},
    {Feature::CredentialsProfile, "CREDENTIALS_PROFILE", "n"},
    {Feature::CredentialsProfileSourceProfile, "CREDENTIALS_PROFILE_SOURCE_PROFILE", "o"},
    {Feature::CredentialsProfileNamedProvider, "CREDENTIALS_PROFILE_NAMED_PROVIDER", "p"},
    {Feature::CredentialsProfileStsWebIdToken, "CREDENTIALS_PROFILE_STS_WEB_ID_TOKEN", "q"},
    {Feature::CredentialsProfileSso, "CREDENTIALS_PROFILE_SSO", "r"},
    {Feature::CredentialsSso, "CREDENTIALS_SSO", "s"},
    {Feature::CredentialsProfileSsoLegacy, "CREDENTIALS_PROFILE_SSO_LEGACY", "t"},
    {Feature::CredentialsSsoLegacy, "CREDENTIALS_SSO_LEGACY", "u"},
    {Feature::CredentialsProfileProcess, "CREDENTIALS_PROFILE_PROCESS", "v"},
    {Feature::CredentialsProcess, "CREDENTIALS_PROCESS", "w"},
    {Feature::CredentialsBoto2ConfigFile, "CREDENTIALS_BOTO2_CONFIG_FILE", "x"},
    {Feature::CredentialsAwsSdkStore, "CREDENTIALS_AWS_SDK_STORE", "y"},
    {Feature::CredentialsHttp, "CREDENTIALS_HTTP", "z"},
    {Feature::CredentialsImds, "CREDENTIALS_IMDS", "0"},
    {Feature::SsoLoginDevice, "SSO_LOGIN_DEVICE", "1"},
    {Feature::SsoLoginAuth, "SSO_LOGIN_AUTH", "2"},
    {Feature::BearerServiceEnvVars, "BEARER_SERVICE_ENV_VARS", "3"},
    {Feature::ObservabilityTracing, "OBSERVABILITY_TRACING", "4"},
    {Feature::ObservabilityMetrics, "OBSERVABILITY_METRICS", "5"},
    {Feature::ObservabilityOtelTracing, "OBSERVABILITY_OTEL_TRACING", "6"},
    {Feature::ObservabilityOtelMetrics, "OBSERVABILITY_OTEL_METRICS", "7"},
    {Feature::CredentialsCognito, "CREDENTIALS_COGNITO", "8"},
    {Feature::S3TransferUploadDirectory, "S3_TRANSFER_UPLOAD_DIRECTORY", "9"},
    {Feature::S3TransferDownloadDirectory, "S3_TRANSFER_DOWNLOAD_DIRECTORY", "+"},
    {Feature::CliV1ToV2MigrationDebugMode, "CLI_V1_TO_V2_MIGRATION_DEBUG_MODE", "-"},
    {Feature::LoginSameDevice, "LOGIN_SAME_DEVICE", "AA"},
    {Feature::LoginCrossDevice, "LOGIN_CROSS_DEVICE", "AB"},
    {Feature::CredentialsProfileLogin, "CREDENTIALS_PROFILE_LOGIN", "AC"},
    {Feature::CredentialsLogin, "CREDENTIALS_LOGIN", "AD"},
    {Feature::FlexibleChecksumsReqMd5, "FLEXIBLE_CHECKSUMS_REQ_MD5", "AE"},
    {Feature::FlexibleChecksumsReqSha512, "FLEXIBLE_CHECKSUMS_REQ_SHA512", "AF"},
    {Feature::FlexibleChecksumsReqXxhash3, "FLEXIBLE_CHECKSUMS_REQ_XXHASH3", "AG"},
    {Feature::FlexibleChecksumsReqXxhash64, "FLEXIBLE_CHECKSUMS_REQ_XXHASH64", "AH"},
    {Feature::FlexibleChecksumsReqXxhash128, "FLEXIBLE_CHECKSUMS_REQ_XXHASH128", "AI"},
    {Feature::S3RegionRedirect, "S3_REGION_REDIRECT", "Ah"},
};

const Row& rowOf(Feature feature)
{
    return rows[static_cast<std::size_t>(feature)];
}

} // namespace

std::string_view featureName(Feature feature)
{
    return rowOf(feature).name;
}

std::string_view featureId(Feature feature)
{
    return rowOf(feature).id;
}

const FeatureSet& allFeatures()
{
    static const FeatureSet all = [] {
        FeatureSet features;
        for (const auto& row : rows)
            features.insert(row.feature);
        return features;
    }();
    return all;
}

} // namespace inia
