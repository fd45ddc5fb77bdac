#include "core/client/s3controlarn.h"

#include <array>
#include <vector>

namespace inia {

namespace {

struct Arn {
    std::string service;
    std::string region;
    std::string account;
    std::vector<std::string_view> resource; ///< points into the text it was read from
};

std::optional<Arn> parseArn(std::string_view text)
{
    std::array<std::string_view, 5> fields; // arn, partition, service, region, account
    for (auto& field : fields) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        field = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    if (fields[0] != "arn")
        return std::nullopt;
    Arn arn{std::string(fields[2]), std::string(fields[3]), std::string(fields[4]), {}};
    while (true) {
        const auto end = text.find_first_of(":/");
        arn.resource.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return arn;
        text.remove_prefix(end + 1);
    }
}

Error unsupportedArn(const std::string& arn, const std::string& why)
{
    return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlArn",
                     "The ARN \"" + arn + "\" cannot be used here: " + why);
}

Result<void> check(const ClientConfig& config, const Arn& arn, const std::string& text,
                   const std::string& parameter, std::string_view resourceType)
{
    if (arn.region.starts_with("fips-") || arn.region.ends_with("fips-"))
        return unsupportedArn(text, "its region is a FIPS pseudo-region.");
    if (config.s3UseAccelerate)
        return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlConfiguration",
                         "S3 Control has no accelerate endpoints; switch use_accelerate_endpoint off.");
    const bool fits = arn.service == "s3-outposts" && arn.resource.size() == 4 &&
                      arn.resource[0] == "outpost" && arn.resource[2] == resourceType;
    if (!fits)
        return unsupportedArn(text, "the parameter " + parameter + " takes those of outposts only.");
    return {};
}

Result<void> takeFrom(const ClientConfig& config, Value& params, const std::string& parameter,
                      std::string_view resourceType)
{
    const std::string text = params[parameter].text();
    const auto arn = parseArn(text);
    if (!arn)
        return {};
    if (auto good = check(config, *arn, text, parameter, resourceType); !good)
        return good;
    if (params.contains("AccountId") && params["AccountId"].text() != arn->account)
        return unsupportedArn(text, "its account is not the AccountId given, \"" +
                                        params["AccountId"].text() + "\".");
    params.insert("AccountId", arn->account);
    return {};
}

} // namespace

Result<void> takeAccountFromArn(const ClientConfig& config, const OperationModel& operation, Value& params)
{
    const auto name = operation.name();
    if (name == "CreateBucket" || name == "ListRegionalBuckets")
        return {};
    if (name != "CreateAccessPoint") {
        if (auto taken = takeFrom(config, params, "Name", "accesspoint"); !taken)
            return taken;
    }
    return takeFrom(config, params, "Bucket", "bucket");
}

} // namespace inia
