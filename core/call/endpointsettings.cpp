#include "core/call/endpointsettings.h"

#include "core/call/clientcontext.h"
#include "core/endpoint/legacyendpoints.h"
#include "core/model/catalog.h"
#include "core/model/names.h"
#include "core/model/servicemodel.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

bool isS3Family(std::string_view service)
{
    return service == "s3" || service == "s3control";
}

/// Few other servers answer to bucket.host.
bool forcesPathStyle(const ClientConfig& config)
{
    if (config.s3UseAccelerate)
        return false;
    const auto host = splitUrl(config.endpointUrl).host;
    const bool own = !config.endpointUrl.empty() && host != "s3-accelerate.amazonaws.com" &&
                     host != "s3-accelerate.dualstack.amazonaws.com";
    return own ? config.s3AddressingStyle != AddressingStyle::Virtual
               : config.s3AddressingStyle == AddressingStyle::Path;
}

bool usesGlobalS3(const ClientConfig& config)
{
    return config.s3UsEast1Regional == RegionalEndpoints::Legacy &&
           (config.region == "us-east-1" || config.region.empty());
}

/// The regions of STS that used to be served by the global host.
bool usesGlobalSts(const ClientConfig& config, const std::string& region)
{
    static constexpr std::array<std::string_view, 16> regions{
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
        "eu-central-1",   "eu-north-1", "eu-west-1",      "eu-west-2",      "eu-west-3",  "sa-east-1",
        "us-east-1",      "us-east-2",  "us-west-1",      "us-west-2"};
    return config.stsRegionalEndpoints == RegionalEndpoints::Legacy &&
           std::find(regions.begin(), regions.end(), region) != regions.end();
}

Result<std::optional<std::string>> effectiveRegion(const ClientContext& context)
{
    using Region = std::optional<std::string>;
    const auto& config = context.config;
    const bool isS3 = context.model->name() == "s3";
    if (!config.region.empty())
        return Region(config.region);
    if (isS3 && (usesGlobalS3(config) || config.useDualStack))
        return Region("us-east-1");
    if (!config.endpointUrl.empty() && !isS3)
        return Region();
    auto document = context.catalog->legacyEndpoints();
    if (!document)
        return document.error();
    const auto legacy =
        LegacyEndpoints(std::move(document).value()).find(context.model->endpointPrefix(), {});
    return legacy ? Region(legacy->name) : Region();
}

std::string_view modeName(AccountIdEndpointMode mode)
{
    switch (mode) {
    case AccountIdEndpointMode::Preferred:
        return "preferred";
    case AccountIdEndpointMode::Required:
        return "required";
    case AccountIdEndpointMode::Disabled:
        break;
    }
    return "disabled";
}

} // namespace

Result<EndpointBuiltins> endpointBuiltins(const ClientContext& context)
{
    if (context.fixedBuiltins)
        return *context.fixedBuiltins;
    const auto& config = context.config;
    auto region = effectiveRegion(context);
    if (!region)
        return region.error();
    EndpointBuiltins builtins;
    builtins.region = std::move(region).value();
    builtins.useFips = config.useFips;
    builtins.useDualStack = config.useDualStack;
    if (!config.endpointUrl.empty())
        builtins.endpoint = config.endpointUrl;
    builtins.accountIdMode = modeName(config.accountIdEndpointMode);
    builtins.stsUseGlobalEndpoint = usesGlobalSts(config, builtins.region.value_or(""));
    if (!isS3Family(context.model->name()))
        return builtins;
    builtins.s3UseGlobalEndpoint = usesGlobalS3(config);
    builtins.s3Accelerate = config.s3UseAccelerate;
    builtins.s3ForcePathStyle = forcesPathStyle(config);
    builtins.s3UseArnRegion = config.s3UseArnRegion;
    builtins.s3ControlUseArnRegion = config.s3UseArnRegion;
    builtins.s3DisableMultiRegionAccessPoints = config.s3DisableMultiRegionAccessPoints;
    builtins.s3DisableExpressSessionAuth = config.s3DisableExpressSessionAuth;
    return builtins;
}

Value clientContext(const ClientContext& context)
{
    if (context.config.clientContextParams.empty())
        return {};
    Value values = Value::emptyMap();
    const auto definitions = context.model->clientContextParams();
    for (const auto& [name, definition] : definitions.members()) {
        const auto given = context.config.clientContextParams.find(snakeCase(name));
        if (given == context.config.clientContextParams.end())
            continue;
        if (definition["type"].text() == "boolean")
            values.insert(given->first, given->second == "true");
        else
            values.insert(given->first, given->second);
    }
    return values;
}

} // namespace inia
