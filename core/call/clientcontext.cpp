#include "core/call/clientcontext.h"

#include "core/call/preparedrequest.h"
#include "core/config/clientconfig.h"
#include "core/config/environment.h"
#include "core/credentials/credentials.h"
#include "core/endpoint/endpointresolver.h"
#include "core/http/textencoding.h"
#include "core/model/servicemodel.h"
#include "core/text/ascii.h"

#include <QtCore/QString>
#include <QtCore/QSysInfo>
#include <QtCore/QtGlobal>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace inia {

namespace {

/// Anything but token characters becomes "-", so that no value can break out of its place.
std::string token(std::string text, std::string_view more = {})
{
    std::replace_if(
        text.begin(), text.end(),
        [more](char c) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return !plain && std::string_view("!$%&'*+-.^_`|~,").find(c) == std::string_view::npos &&
                   more.find(c) == std::string_view::npos;
        },
        '-');
    return text;
}

std::string component(std::string_view prefix, const std::string& name, const std::string& value = {})
{
    auto text = " " + std::string(prefix) + "/" + token(name, "#");
    return value.empty() ? text : text + "#" + token(value, "#");
}

/// The families the format knows; anything else is "other" with its own name behind it.
std::string operatingSystem(const UserAgentFacts& facts)
{
    const auto family = ascii::lowered(facts.osFamily);
    if (family == "darwin" || family == "macos")
        return component("os", "macos", facts.osVersion);
    if (family == "linux" || family == "windows")
        return component("os", family, facts.osVersion);
    return component("os", "other") + (family.empty() ? "" : component("md", family, facts.osVersion));
}

/// As many ids as have room, whole.
std::string featureList(const FeatureSet& features)
{
    constexpr std::size_t longest = 1024;
    std::string text;
    for (const auto feature : features) {
        const auto id = featureId(feature);
        if (text.size() + id.size() + 4 > longest)
            break;
        text.append(text.empty() ? " m/" : ",").append(id);
    }
    return text;
}

std::string_view retryModeName(RetryMode mode)
{
    switch (mode) {
    case RetryMode::Legacy:
        return "legacy";
    case RetryMode::Standard:
        return "standard";
    case RetryMode::Adaptive:
        return "adaptive";
    }
    return {};
}

} // namespace

UserAgentFacts userAgentFacts(const Environment& environment, const ClientConfig& config)
{
    UserAgentFacts facts;
    facts.product = "Inia/" INIA_VERSION;
    facts.osFamily = QSysInfo::kernelType().toStdString();
    facts.osVersion = QSysInfo::kernelVersion().toStdString();
    facts.architecture = QSysInfo::currentCpuArchitecture().toStdString();
    facts.language = "c++#20";
    facts.toolkit = std::string("qt#") + qVersion();
    facts.executionEnvironment = environment.find("AWS_EXECUTION_ENV").value_or("");
    facts.retryMode = retryModeName(config.retryMode);
    facts.appId = config.userAgentAppId;
    return facts;
}

std::string userAgent(const UserAgentFacts& facts, const FeatureSet& features)
{
    auto text = token(facts.product, "/") + component("ua", "2.1") + operatingSystem(facts) +
                component("md", "arch", facts.architecture) + component("lang", facts.language) +
                component("md", facts.toolkit);
    if (!facts.executionEnvironment.empty())
        text += component("exec-env", facts.executionEnvironment);
    text += featureList(features);
    text += component("cfg", "retry-mode", facts.retryMode);
    if (!facts.appId.empty())
        text += " app/" + token(facts.appId);
    for (const auto& library : facts.libraries)
        text += component("lib", library);
    if (!facts.extra.empty())
        text += " " + facts.extra;
    return text;
}

namespace {

constexpr std::string_view traceHeader = "X-Amzn-Trace-Id";

} // namespace

std::string lambdaTraceId(const Environment& environment)
{
    const auto traceId = environment.find("_X_AMZN_TRACE_ID");
    if (!traceId || !environment.find("AWS_LAMBDA_FUNCTION_NAME"))
        return {};
    constexpr std::string_view kept = "-=;:+&[]{}\"',";
    std::string encoded;
    for (const char& c : *traceId)
        encoded += kept.find(c) == std::string_view::npos ? percentEncode({&c, 1}) : std::string(1, c);
    return encoded;
}

void addTraceId(HttpHeaders& headers, const std::string& traceId)
{
    if (!traceId.empty() && !headers.contains(traceHeader))
        headers.set(traceHeader, traceId);
}

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
