#include "core/presign/s3presigning.h"

#include "core/endpoint/legacyendpoints.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"

#include <algorithm>

namespace inia {

namespace {

bool isArn(std::string_view bucket)
{
    return bucket.starts_with("arn:");
}

/// What a host name's label may be; RFC 1123.
bool isHostLabel(std::string_view text)
{
    const auto isLabelCharacter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), isLabelCharacter);
}

std::optional<LegacyEndpoint> listedEndpoint(const ClientContext& context)
{
    auto document = context.catalog->legacyEndpoints();
    if (!document)
        return std::nullopt;
    return LegacyEndpoints(std::move(document).value()).find("s3", context.config.region);
}

bool allowsGlobalHost(const ClientContext& context)
{
    const ClientConfig& config = context.config;
    const bool wantsRegion =
        config.s3UsEast1Regional == RegionalEndpoints::Regional && config.region == "us-east-1";
    if (config.useDualStack || wantsRegion || config.s3AddressingStyle == AddressingStyle::Virtual)
        return false;
    const auto listed = listedEndpoint(context);
    return listed && listed->partition == "aws";
}

} // namespace

EndpointBuiltins s3PresignBuiltins(const ClientContext& context, const OperationModel& operation,
                                   const Value& params, EndpointBuiltins builtins)
{
    const std::string& bucket = params["Bucket"].text();
    const bool byPath = builtins.s3ForcePathStyle || operation.name() == "GetBucketLocation" ||
                        (params.contains("Bucket") && !isHostLabel(bucket));
    if (byPath || isArn(bucket) || bucket.ends_with("--x-s3") || !allowsGlobalHost(context))
        return builtins;
    builtins.region = "aws-global";
    builtins.s3UseGlobalEndpoint = true;
    return builtins;
}

bool s3PresignsByHmac(const ClientContext& context, const SigningContext& signing)
{
    if (signing.scheme != SigningScheme::SigV4 || signing.service == "s3express" ||
        !context.config.signatureVersion.empty() || context.config.defaultsMode != DefaultsMode::Legacy)
        return false;
    const auto document = context.catalog->legacyEndpoints();
    const auto listed = listedEndpoint(context);
    if (!document || !listed)
        return false;
    const auto& versions = listed->signatureVersions;
    const bool isKnown = listed->name == "aws-global" ||
                         LegacyEndpoints(*document).lists("s3", listed->partition, listed->name);
    return isKnown && std::find(versions.begin(), versions.end(), "s3") != versions.end();
}

} // namespace inia
