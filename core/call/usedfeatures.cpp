#include "core/call/usedfeatures.h"

#include "core/call/clientcontext.h"
#include "core/call/preparedrequest.h"
#include "core/credentials/credentials.h"
#include "core/endpoint/endpointresolver.h"
#include "core/model/servicemodel.h"

#include <array>
#include <optional>
#include <span>
#include <utility>

namespace inia {

namespace {

Feature retryFeature(RetryMode mode)
{
    switch (mode) {
    case RetryMode::Legacy:
        return Feature::RetryModeLegacy;
    case RetryMode::Adaptive:
        return Feature::RetryModeAdaptive;
    case RetryMode::Standard:
        break;
    }
    return Feature::RetryModeStandard;
}

Feature accountIdFeature(AccountIdEndpointMode mode)
{
    switch (mode) {
    case AccountIdEndpointMode::Disabled:
        return Feature::AccountIdModeDisabled;
    case AccountIdEndpointMode::Required:
        return Feature::AccountIdModeRequired;
    case AccountIdEndpointMode::Preferred:
        break;
    }
    return Feature::AccountIdModePreferred;
}

/// The algorithm of the checksum that the request carries or promises.
std::optional<Feature> checksumFeature(const HttpHeaders& headers)
{
    static constexpr std::pair<std::string_view, Feature> algorithms[] = {
        {"x-amz-checksum-crc32", Feature::FlexibleChecksumsReqCrc32},
        {"x-amz-checksum-crc32c", Feature::FlexibleChecksumsReqCrc32c},
        {"x-amz-checksum-crc64nvme", Feature::FlexibleChecksumsReqCrc64},
        {"x-amz-checksum-sha1", Feature::FlexibleChecksumsReqSha1},
        {"x-amz-checksum-sha256", Feature::FlexibleChecksumsReqSha256},
        {"x-amz-checksum-sha512", Feature::FlexibleChecksumsReqSha512},
        {"x-amz-checksum-xxhash3", Feature::FlexibleChecksumsReqXxhash3},
        {"x-amz-checksum-xxhash64", Feature::FlexibleChecksumsReqXxhash64},
        {"x-amz-checksum-xxhash128", Feature::FlexibleChecksumsReqXxhash128},
    };
    const auto trailer = headers.value("x-amz-trailer");
    for (const auto& [header, feature] : algorithms) {
        if (headers.contains(header) || trailer == header)
            return feature;
    }
    return std::nullopt;
}

/// Where the keys come from and, behind it, by what.
std::span<const Feature> credentialsFeatures(std::string_view source)
{
    using Features = std::array<Feature, 2>;
    using enum Feature;
    static constexpr std::pair<std::string_view, Features> sources[] = {
        {"explicit", {CredentialsCode, CredentialsCode}},
        {"env", {CredentialsEnvVars, CredentialsEnvVars}},
        {"assume-role", {CredentialsProfileSourceProfile, CredentialsStsAssumeRole}},
        {"assume-role-named-source", {CredentialsProfileNamedProvider, CredentialsStsAssumeRole}},
        {"web-identity-env", {CredentialsEnvVarsStsWebIdToken, CredentialsStsAssumeRoleWebId}},
        {"web-identity-profile", {CredentialsProfileStsWebIdToken, CredentialsStsAssumeRoleWebId}},
        {"sso", {CredentialsProfileSso, CredentialsSso}},
        {"sso-legacy", {CredentialsProfileSsoLegacy, CredentialsSsoLegacy}},
        {"shared-credentials-file", {CredentialsProfile, CredentialsProfile}},
        {"login", {CredentialsProfileLogin, CredentialsLogin}},
        {"process", {CredentialsProfileProcess, CredentialsProcess}},
        {"config-file", {CredentialsProfile, CredentialsProfile}},
        {"container", {CredentialsHttp, CredentialsHttp}},
        {"instance", {CredentialsImds, CredentialsImds}},
    };
    for (const auto& [name, features] : sources) {
        if (source == name)
            return features;
    }
    return {};
}

} // namespace

FeatureSet usedFeatures(const ClientContext& context, const PreparedRequest& prepared,
                        const Credentials& credentials)
{
    const auto& config = context.config;
    FeatureSet features{retryFeature(config.retryMode)};
    const auto add = [&features](bool used, Feature feature) {
        if (used)
            features.insert(feature);
    };
    const bool whenSupported = config.requestChecksumCalculation == ChecksumMode::WhenSupported;
    add(whenSupported, Feature::FlexibleChecksumsReqWhenSupported);
    add(!whenSupported, Feature::FlexibleChecksumsReqWhenRequired);
    const bool validates = config.responseChecksumValidation == ChecksumMode::WhenSupported;
    add(validates, Feature::FlexibleChecksumsResWhenSupported);
    add(!validates, Feature::FlexibleChecksumsResWhenRequired);
    add(!config.endpointUrl.empty(), Feature::EndpointOverride);
    add(context.model->protocol() == "smithy-rpc-v2-cbor", Feature::ProtocolRpcV2Cbor);
    add(context.endpoints->asksFor("AWS::Auth::AccountIdEndpointMode"),
        accountIdFeature(config.accountIdEndpointMode));
    add(!credentials.accountId.empty() && context.endpoints->asksFor("AWS::Auth::AccountId"),
        Feature::ResolvedAccountId);
    add(prepared.signing.scheme == SigningScheme::SigV4a, Feature::Sigv4aSigning);
    add(prepared.signing.scheme == SigningScheme::Bearer && credentials.source == "env",
        Feature::BearerServiceEnvVars);
    add(prepared.request.headers.value("Content-Encoding").ends_with("gzip"),
        Feature::GzipRequestCompression);
    if (const auto checksum = checksumFeature(prepared.request.headers))
        features.insert(*checksum);
    if (prepared.signing.scheme != SigningScheme::Bearer) {
        const auto sources = credentialsFeatures(credentials.source);
        features.insert(sources.begin(), sources.end());
    }
    return features;
}

} // namespace inia
