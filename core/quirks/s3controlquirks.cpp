#include "core/quirks/s3controlquirks.h"

#include "core/config/clientconfig.h"
#include "core/quirks/arn.h"

namespace inia::quirks {

namespace {

Error unsupportedArn(const std::string& arn, const std::string& why)
{
    return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlArn", "'" + arn + "' cannot be used: " + why);
}

/// `kind` is what the resource has to be behind its outpost: "accesspoint", "bucket".
Result<void> takeArn(const QuirkContext& context, Value& params, const char* member, std::string_view kind)
{
    const std::string text = params[member].text();
    const auto arn = Arn::parse(text);
    if (!arn)
        return {};
    if (arn->region.starts_with("fips-") || arn->region.ends_with("fips-"))
        return unsupportedArn(text, "a FIPS region has no place in an ARN; set use_fips_endpoint instead");
    if (context.config.s3UseAccelerate) {
        return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlConfiguration",
                         "S3 Control has no accelerate endpoint; switch use_accelerate_endpoint off");
    }
    const auto resource = arn->resourceParts();
    if (arn->service != "s3-outposts" || resource.size() != 4 || resource[0] != "outpost" ||
        resource[2] != kind)
        return unsupportedArn(text, std::string(member) + " takes a name, or the ARN of a " +
                                        std::string(kind) + " on an outpost");
    if (params.contains("AccountId") && params["AccountId"].text() != arn->account)
        return unsupportedArn(text,
                              "AccountId '" + params["AccountId"].text() + "' is not the ARN's account");
    params.insert("AccountId", arn->account);
    return {};
}

bool rulesNeedAccountId(const OperationModel& operation)
{
    return operation.node()["staticContextParams"]["RequiresAccountId"]["value"].toBool();
}

} // namespace

Result<void> takeOutpostArns(QuirkContext& context, Value& params)
{
    const auto name = context.operation.name();
    if (name == "CreateBucket" || name == "ListRegionalBuckets")
        return {};
    if (name != "CreateAccessPoint") {
        if (auto done = takeArn(context, params, "Name", "accesspoint"); !done)
            return done;
    }
    return takeArn(context, params, "Bucket", "bucket");
}

Result<void> dropAccountIdPrefix(QuirkContext& context, Value&)
{
    context.dropsHostPrefix =
        context.operation.hostPrefix() == "{AccountId}." && rulesNeedAccountId(context.operation);
    return {};
}

} // namespace inia::quirks
