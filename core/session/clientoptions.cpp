#include "core/session/clientoptions.h"

namespace inia {

namespace {

template <typename T>
void take(std::optional<T>& target, const std::optional<T>& over)
{
    if (over)
        target = over;
}

} // namespace

ClientOptions mergedOptions(const ClientOptions& base, const ClientOptions& over)
{
    ClientOptions result = base;
    take(result.region, over.region);
    take(result.endpointUrl, over.endpointUrl);
    take(result.ignoreConfiguredEndpointUrls, over.ignoreConfiguredEndpointUrls);
    take(result.useSsl, over.useSsl);
    take(result.useFips, over.useFips);
    take(result.useDualStack, over.useDualStack);
    take(result.apiVersion, over.apiVersion);
    take(result.defaultsMode, over.defaultsMode);
    take(result.retryMode, over.retryMode);
    take(result.maxAttempts, over.maxAttempts);
    take(result.connectTimeout, over.connectTimeout);
    take(result.readTimeout, over.readTimeout);
    take(result.caBundle, over.caBundle);
    take(result.verifyTls, over.verifyTls);
    take(result.tcpKeepAlive, over.tcpKeepAlive);
    take(result.parameterValidation, over.parameterValidation);
    take(result.injectHostPrefix, over.injectHostPrefix);
    take(result.signatureVersion, over.signatureVersion);
    take(result.authSchemePreference, over.authSchemePreference);
    take(result.sigv4aSigningRegionSet, over.sigv4aSigningRegionSet);
    take(result.requestChecksumCalculation, over.requestChecksumCalculation);
    take(result.responseChecksumValidation, over.responseChecksumValidation);
    take(result.requestMinCompressionSizeBytes, over.requestMinCompressionSizeBytes);
    take(result.disableRequestCompression, over.disableRequestCompression);
    take(result.accountIdEndpointMode, over.accountIdEndpointMode);
    take(result.endpointDiscovery, over.endpointDiscovery);
    take(result.access, over.access);
    take(result.stsRegionalEndpoints, over.stsRegionalEndpoints);
    take(result.userAgentAppId, over.userAgentAppId);
    for (const auto& [name, value] : over.clientContextParams)
        result.clientContextParams.insert_or_assign(name, value);
    take(result.s3AddressingStyle, over.s3AddressingStyle);
    take(result.s3UseAccelerate, over.s3UseAccelerate);
    take(result.s3UseDualStack, over.s3UseDualStack);
    take(result.s3PayloadSigning, over.s3PayloadSigning);
    take(result.s3UseArnRegion, over.s3UseArnRegion);
    take(result.s3UsEast1Regional, over.s3UsEast1Regional);
    take(result.s3DisableMultiRegionAccessPoints, over.s3DisableMultiRegionAccessPoints);
    take(result.s3DisableExpressSessionAuth, over.s3DisableExpressSessionAuth);
    return result;
}

} // namespace inia
